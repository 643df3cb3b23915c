"""What of the things that a query asks for each measure has: as typed, in other words, or not."""

import re
from collections.abc import Iterable, Iterator

from itasearch.domain.loader import words
from itasearch.model.ranking import Presence, SoughtThing
from itasearch.model.records import ADVICE_FIELDS, TEXT_FIELDS, Measure
from itasearch.search.query.expand import is_everyday
from itasearch.search.query.needs import Need
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.second_stage import word_count
from itasearch.text.thai.match import similarity
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter

_LEAST_SAME_NAME = 0.5
"""Likeness, 0–1, of a name by which a wider thing is asked for and one of that, from which on both
are one: งดรับของกำนัล and ไม่รับของกำนัล, not เลขไมล์ and รถราชการ. Read in the judged sets."""

_BETWEEN = 8  # letters between a limit and what it limits: ทุก(สิ้น)เดือน; by hand


class SoughtFinder:
    """Finds the things that a plan's query asks for in measures."""

    def __init__(self, plan: QueryPlan, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._needs = [(need, _names(need)) for need in plan.needs]
        self._limits = [*_limits(plan)] if plan.needs else []

    def of(self, measure: Measure) -> tuple[SoughtThing, ...]:
        """Each need, in order, then each limit that is no part of a need that is there."""
        done = squash(" ".join(measure.text(it) for it in TEXT_FIELDS if it not in ADVICE_FIELDS))
        advice = squash(" ".join(map(measure.text, ADVICE_FIELDS)))
        things, whole = [], []
        for need, others in self._needs:
            presence = self._presence(need, others, done, advice)
            key = need.names[0].key
            is_number = any(letter.isdecimal() for letter in key)
            things.append(SoughtThing(share=need.share, presence=presence, is_exact=is_number))
            if presence.is_done:
                whole.append(key)
        for limit, limited in self._limits:
            pattern = f"{re.escape(limit)}.{{0,{_BETWEEN}}}{re.escape(limited)}"
            if not any(re.search(pattern, key) for key in whole):
                presence = Presence.NAMED if re.search(pattern, done) else Presence.NOWHERE
                things.append(SoughtThing(share=0.0, presence=presence, is_exact=True))
        return tuple(things)

    def _presence(self, need: Need, others: Iterable[str], done: str, advice: str) -> Presence:
        own = need.names[0]
        apart = [word for word, _ in own.words] if len(own.words) > 1 else [own.key]
        if self._has(own.key, done) or all(self._has(word, done) for word in apart):
            return Presence.NAMED
        if any(self._has(name, done) for name in others):
            return Presence.OTHERWISE
        return Presence.ADVISED if self._has(own.key, advice) else Presence.NOWHERE

    def _has(self, word: str, text: str) -> bool:
        return word in text and word_count(word, text, self._segmenter, 1) > 0


def _names(need: Need) -> list[str]:
    own, *others = need.names
    return [
        name.key
        for name in others
        if not name.is_wider or similarity(own.key, name.key) >= _LEAST_SAME_NAME
    ]


def _limits(plan: QueryPlan) -> Iterator[tuple[str, str]]:
    """Words of the query that limit the next one that says something, and that one, squashed."""
    limiting = words("query_words", "limiting")
    typed = [squash(span.word) for span in plan.query.spans]
    for position, word in enumerate(typed):
        rest = (it for it in typed[position + 1 :] if it not in limiting and not is_everyday(it))
        if word in limiting and (limited := next(rest, None)):
            yield word, limited
