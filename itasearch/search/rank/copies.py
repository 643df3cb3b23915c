"""From ranked measures to distinct ones: what towns copied from each other is one hit.

Which measures have the same text the index knows, over all of it; so a hit names all
towns that have it, wherever the others rank. Folding comes before the ranking is cut,
so k distinct hits come back when there are that many.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from itasearch.backends.base import SearchBackend
from itasearch.model.passages import TextCopy, WordFilter
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.search.rank.fuse import Fused
from itasearch.store.base import StoredMeasure
from itasearch.text.thai.match import thai_order

NEAR_BEST = 0.05
"""Copies whose score is less than this share below the best one's are as good."""


class MeasureLookup(Protocol):
    """All that search needs of a MeasureStore."""

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id; ids that are unknown or not active are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """What may be found, and so what may be folded.

    Attributes:
        without: ids of measures that are neither hits nor copies.
    """

    filters: Filters = NO_FILTERS
    word_filters: tuple[WordFilter, ...] = ()
    without: frozenset[str] = frozenset()


EVERYTHING = Inside()


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """A measure of the ranking that stands for all with the same text.

    Attributes:
        fused: with the score of the best of them.
        copies: the others, of other reports; the oldest fiscal year first, unknown ones
            last, then by organisation.
        unchanged_since: see Hit.
    """

    fused: Fused
    stored: StoredMeasure
    copies: tuple[StoredMeasure, ...] = ()
    unchanged_since: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """A measure that stands for its copies, which are not fetched yet."""

    fused: Fused
    copies: tuple[str, ...]


def fold(
    ranked: Sequence[Fused],
    store: MeasureLookup,
    backend: SearchBackend,
    *,
    k: int,
    inside: Inside = EVERYTHING,
) -> list[Distinct]:
    """The first `k` measures with distinct texts, best first, each with all its copies.

    Of those that score as well as the best, the organisation with the oldest stands for
    them, with the newest it has: so a hit is of today and tells since when it stands.
    Measures that the store no longer has are passed over.
    """
    groups = _groups(ranked, store, backend, k=k, inside=inside)
    ids = [name for group in groups for name in (group.fused.measure_id, *group.copies)]
    stored = store.measures(ids)
    families = _whole_families(groups, backend)
    return [
        Distinct(
            fused=group.fused,
            stored=stored[group.fused.measure_id],
            copies=_in_order(stored[name] for name in group.copies if name in stored),
            unchanged_since=_unchanged_since(group.fused.measure_id, families),
        )
        for group in groups
    ]


def _groups(
    ranked: Sequence[Fused],
    store: MeasureLookup,
    backend: SearchBackend,
    *,
    k: int,
    inside: Inside,
) -> list[_Group]:
    scored = {item.measure_id: item for item in ranked}
    remaining = iter(ranked)
    taken: set[str] = set(inside.without)
    groups: list[_Group] = []
    while len(groups) < k:
        chunk = list(islice((item for item in remaining if item.measure_id not in taken), k))
        if not chunk:
            break
        ids = [item.measure_id for item in chunk]
        families = backend.same_text(ids, filters=inside.filters, word_filters=inside.word_filters)
        there = store.measures(_candidates(ids, families, scored))
        for best in chunk:
            if len(groups) == k or best.measure_id in taken or best.measure_id not in there:
                continue
            family = [copy for copy in families[best.measure_id] if copy.measure_id not in taken]
            group = _group(best, family, {name: scored[name] for name in there if name in scored})
            taken.update((group.fused.measure_id, *group.copies))
            groups.append(group)
    return groups


def _candidates(
    ids: Iterable[str],
    families: Mapping[str, Sequence[TextCopy]],
    scored: Collection[str],
) -> list[str]:
    """Measures that may stand for a text: those that are ranked."""
    copies = (copy.measure_id for name in ids for copy in families[name])
    return list(dict.fromkeys([*ids, *(name for name in copies if name in scored)]))


def _group(best: Fused, family: Sequence[TextCopy], there: Mapping[str, Fused]) -> _Group:
    """`best` or who stands for those that score as well; with the copies of other reports.

    Args:
        family: the oldest fiscal year first.
        there: ranked measures that the store has.
    """
    least = best.score - NEAR_BEST * abs(best.score)
    as_good = [
        copy
        for copy in family
        if copy.measure_id in there and there[copy.measure_id].score >= least
    ]
    if not as_good:
        return _Group(fused=best, copies=())
    first = _newest(_oldest(as_good, there), as_good, there)
    return _Group(
        fused=replace(there[first.measure_id], score=best.score),
        copies=tuple(copy.measure_id for copy in family if copy.report_id != first.report_id),
    )


def _oldest(copies: Sequence[TextCopy], there: Mapping[str, Fused]) -> TextCopy:
    """Of the copies of the oldest year the one that scores best; it is the first to rank."""
    year = copies[0].fiscal_year_be
    return max(
        (copy for copy in copies if copy.fiscal_year_be == year),
        key=lambda copy: there[copy.measure_id].score,
    )


def _newest(oldest: TextCopy, copies: Sequence[TextCopy], there: Mapping[str, Fused]) -> TextCopy:
    """The copy of the newest year that the same organisation has, the better one of two."""
    if oldest.organisation_id is None or oldest.fiscal_year_be is None:
        return oldest
    own = (
        (copy.fiscal_year_be, there[copy.measure_id].score, copy)
        for copy in copies
        if copy.organisation_id == oldest.organisation_id and copy.fiscal_year_be is not None
    )
    return max(own, key=lambda found: found[:2], default=(None, None, oldest))[2]


def _whole_families(
    groups: Sequence[_Group], backend: SearchBackend
) -> Mapping[str, Sequence[TextCopy]]:
    """Copies of the hits wherever they are: filters do not change since when a text stands."""
    return backend.same_text([group.fused.measure_id for group in groups])


def _unchanged_since(measure_id: str, families: Mapping[str, Sequence[TextCopy]]) -> int | None:
    """The first of the years in a row up to the measure's in which its town has the text."""
    family = families[measure_id]
    own = next((copy for copy in family if copy.measure_id == measure_id), None)
    if own is None or own.organisation_id is None or own.fiscal_year_be is None:
        return None
    years = {c.fiscal_year_be for c in family if c.organisation_id == own.organisation_id}
    first = own.fiscal_year_be
    while first - 1 in years:
        first -= 1
    return first if first < own.fiscal_year_be else None


def _in_order(copies: Iterable[StoredMeasure]) -> tuple[StoredMeasure, ...]:
    return tuple(sorted(copies, key=_age))


def _age(copy: StoredMeasure) -> tuple[bool, int, bool, str, str]:
    town, year = copy.organisation, copy.fiscal_year_be
    name = "" if town is None else thai_order(town.name)
    return year is None, year or 0, town is None, name, copy.measure.id
