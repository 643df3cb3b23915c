"""How much of what a query needs a measure has, and whether it is about it.

Retrieval ranks passages; this looks at whole measures, the best candidates only. A
thing in the title counts most, then in what is done and came of it, least in who
and when. A squashed text is searched for squashed names, which is fast; only short
words are cut out properly, lest รถ be found in สามารถ. Imports model, text and its
neighbour needs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.search.query.needs import Need
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter

_SHORT = 4
_AROUND = 12
_MOST_LOOKED_AT = 6
_ALL = 0.999

_TITLE = "title"
_PASSING = ("timeframe", "responsible", "budget")
"""Fields that tell when, by whom and for how much: what stands there is touched on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worths:
    """What it is worth where a need is found, 0–1.

    Attributes:
        title: in the title, which is what others are measured by.
        telling: once in a field that tells what is done or what came of it.
        again: added when it stands there three times or more, in part for twice.
        passing: in the fields that tell when, by whom and for how much.
        scattered: of a name whose words stand apart or in part.
        typed: least of a name that counts as typed.
    """

    title: float = 1.0
    telling: float = 0.7
    again: float = 0.3
    passing: float = 0.35
    scattered: float = 0.5
    typed: float = 0.9


WORTHS = Worths()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a measure has of a query, each 0–1.

    Attributes:
        covered: share of the needs that stand in it, worth where they stand.
        title: share of the needs that stand in its title.
        typed: 1 when all needs stand there as typed, else 0.
    """

    covered: float
    title: float
    typed: float = 0.0


NOT_ABOUT = About(covered=0.0, title=0.0)


def about(
    measure: Measure, needs: Sequence[Need], *, segmenter: Segmenter, worths: Worths = WORTHS
) -> About:
    """How much of `needs` the measure has."""
    title, telling, passing = _keys(measure)
    whole = whole_text(measure)
    covered = titled = typed = 0.0
    for need in (_present(need, whole) for need in needs):
        in_title, _ = _found(need, title, worths, segmenter)
        in_telling, count = _found(need, telling, worths, segmenter)
        in_passing, _ = _found(need, passing, worths, segmenter)
        again = worths.again * min(max(count - 1, 0), 2) / 2
        best = max(
            worths.title * in_title,
            (worths.telling + again) * in_telling,
            worths.passing * in_passing,
        )
        covered += need.share * best
        titled += need.share * in_title
        typed += need.share * (in_title >= worths.typed)
    return About(covered=min(covered, 1.0), title=min(titled, 1.0), typed=float(typed > _ALL))


@lru_cache(maxsize=4_096)
def whole_text(measure: Measure) -> str:
    """All of a measure's text, squashed."""
    return "\n".join(_keys(measure))


def _present(need: Need, whole: str) -> Need:
    """`need` without the names of which nothing stands in `whole`."""
    names = tuple(
        name
        for name in need.names
        if name.key in whole or (len(name.words) > 1 and any(w in whole for w, _ in name.words))
    )
    return Need(share=need.share, names=names)


def _found(need: Need, text: str, worths: Worths, segmenter: Segmenter) -> tuple[float, int]:
    """How well the best name of `need` stands in `text`, 0–1, and how often names do."""
    best, count = 0.0, 0
    for name in need.names:
        if often := _count(name.key, text, segmenter):
            best = max(best, name.weight)
            count += often
        elif len(name.words) > 1 and best < worths.scattered * name.weight:
            share = sum(part for word, part in name.words if _count(word, text, segmenter))
            best = max(best, worths.scattered * name.weight * share)
    return best, count


def _count(word: str, text: str, segmenter: Segmenter) -> int:
    """How often `word` stands in `text`; a short one not inside another word."""
    often = text.count(word)
    return often if not often or len(word) > _SHORT else _standing(word, text, segmenter)


@lru_cache(maxsize=16_384)
def _standing(word: str, text: str, segmenter: Segmenter) -> int:
    wanted = segmenter.words(word)
    if not wanted:
        return text.count(word)
    count, place = 0, -1
    for _ in range(_MOST_LOOKED_AT):
        place = text.find(word, place + 1)
        if place < 0:
            break
        around = text[max(place - _AROUND, 0) : place + len(word) + _AROUND]
        found = segmenter.words(around)
        starts = range(len(found) - len(wanted) + 1)
        count += any(found[start : start + len(wanted)] == wanted for start in starts)
    return count


@lru_cache(maxsize=4_096)  # the same measures come back in query after query
def _keys(measure: Measure) -> tuple[str, str, str]:
    """Title, telling and passing fields of a measure, squashed."""
    rest = [name for name in TEXT_FIELDS if name != _TITLE]
    telling = "\n".join(squash(measure.text(name)) for name in rest if name not in _PASSING)
    passing = "\n".join(squash(measure.text(name)) for name in _PASSING)
    return squash(measure.title), telling, passing
