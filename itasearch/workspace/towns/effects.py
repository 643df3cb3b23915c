"""Verb over the scores of all towns: what towns took up, and how their scores changed then.

It reads the whole library, so it is worked out once for each state of store and index.
"""

from dataclasses import replace
from functools import partial
from threading import Lock

from itasearch.backends.base import CopyMarks
from itasearch.compare.towns.effects import town_effects
from itasearch.domain.indicators import indicators
from itasearch.errors import BackendError, EncoderError
from itasearch.model.effects import Effects
from itasearch.workspace.parts import Parts, Verbs
from itasearch.workspace.towns.survey import State, library_state, subjects_of


class KeptEffects:
    """The effects of one state of store and index; one object serves all threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: tuple[State, Effects] | None = None

    def of(self, parts: Parts) -> Effects:
        """The effects of the library as it is now."""
        # One thread works out what all others ask for at the same time.
        with self._lock:
            state, _ = library_state(parts)
            if self._kept is None or self._kept[0] != state:
                self._kept = (
                    state,
                    town_effects(
                        parts,
                        subjects_of=partial(subjects_of, parts),
                        copy_marks=partial(_copy_marks, parts),
                    ),
                )
            return self._kept[1]


class EffectVerbs(Verbs):
    """The verb that contrasts towns that took something up with the others."""

    _effects: KeptEffects

    def effects(self, *, indicator: int | None = None) -> Effects:
        """How scores changed where towns took something up, against matched towns that did not.

        A town takes a topic up in a year if its reports of that year have a measure about it, and
        those of the year before, of which there are some, have none; a text likewise, if many towns
        have it word for word. Scores are those of the ITA results of both years. No effect shows a
        cause: see docs/effects.md.

        Args:
            indicator: 1–10, to leave only effects on its score; 0 for the total; None for all.
                What is beyond chance is judged by all in any case.

        Raises:
            ValueError: there is no such indicator.
        """
        if indicator is not None and not 0 <= indicator <= len(indicators()):
            raise ValueError(f"no ITA indicator {indicator}; there are 1 to {len(indicators())}")
        found = self._effects.of(self._parts)
        if indicator is None:
            return found
        score = indicator or None
        return replace(found, effects=[one for one in found.effects if one.indicator == score])


def _copy_marks(parts: Parts) -> CopyMarks | None:
    try:
        return parts.following(lambda: parts.backend.reader().copy_marks())
    except (BackendError, EncoderError):
        return None
