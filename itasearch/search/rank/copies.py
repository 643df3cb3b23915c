"""From ranked measures to distinct ones: a measure and its copies in other reports are one hit.

The index knows which measures are copies of each other, over all of it; so a hit names all
towns that have the text, wherever the others rank. Copies are grouped before the ranking is
cut, so k distinct hits come back when there are that many.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from itasearch.model.passages import TextCopy
from itasearch.model.records import StoredMeasure
from itasearch.search.query.plan import QueryPlan, Tools
from itasearch.search.rank.fuse import Fused
from itasearch.text.thai.match import thai_order

_MOST_SCORE_LOSS = 0.05
"""Copies whose score is less than this share below the best one's are as good. By hand: it
chooses which copy is shown and changes no figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """A measure of the ranking, shown for all its copies.

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


_Group = tuple[Fused, Sequence[str]]
"""A measure that is shown for its copies, and their ids."""


def group_copies(ranked: Sequence[Fused], plan: QueryPlan, tools: Tools) -> list[Distinct]:
    """The first `plan.k` measures with distinct texts, best first, each with all its copies.

    Of those that score as well as the best, the organisation with the oldest is shown, with
    the newest it has: a hit is up to date and names the first year of its text. Measures
    that the store no longer has are passed over, and copies that the plan's filters or
    `left_out` exclude are not named.
    """
    groups = _groups(ranked, plan, tools)
    stored = tools.store.measures(
        [name for fused, copies in groups for name in (fused.measure_id, *copies)]
    )
    # Without filters: they do not change since when a text is unchanged.
    everywhere = tools.backend.copies([fused.measure_id for fused, _ in groups])
    return [
        Distinct(
            fused=fused,
            stored=stored[fused.measure_id],
            copies=tuple(sorted((stored[name] for name in copies if name in stored), key=_age)),
            unchanged_since=_unchanged_since(fused.measure_id, everywhere[fused.measure_id]),
        )
        for fused, copies in groups
    ]


def _groups(ranked: Sequence[Fused], plan: QueryPlan, tools: Tools) -> list[_Group]:
    scored = {item.measure_id: item for item in ranked}
    remaining = iter(ranked)
    taken: set[str] = set(plan.left_out)
    groups: list[_Group] = []
    while len(groups) < plan.k:
        chunk = list(islice((one for one in remaining if one.measure_id not in taken), plan.k))
        if not chunk:
            break
        ids = [item.measure_id for item in chunk]
        copies = tools.backend.copies(ids, filters=plan.filters, word_filters=plan.word_filters)
        ranked_copies = [
            one.measure_id for name in ids for one in copies[name] if one.measure_id in scored
        ]
        known = tools.store.measures(list(dict.fromkeys([*ids, *ranked_copies])))
        candidates = {name: scored[name] for name in known if name in scored}
        for best in chunk:
            if len(groups) == plan.k or best.measure_id in taken or best.measure_id not in known:
                continue
            own = [copy for copy in copies[best.measure_id] if copy.measure_id not in taken]
            shown, others = _group(best, own, candidates)
            taken.update((shown.measure_id, *others))
            groups.append((shown, others))
    return groups


def _group(best: Fused, copies: Sequence[TextCopy], candidates: Mapping[str, Fused]) -> _Group:
    """`best` or the one shown for those that score as well; with the copies of other reports.

    Args:
        copies: the oldest fiscal year first.
        candidates: ranked measures that the store has.
    """
    least = best.score - _MOST_SCORE_LOSS * abs(best.score)
    as_good = [
        copy
        for copy in copies
        if copy.measure_id in candidates and candidates[copy.measure_id].score >= least
    ]
    if not as_good:
        return best, ()
    shown = _newest(_oldest(as_good, candidates), as_good, candidates)
    others = [copy.measure_id for copy in copies if copy.report_id != shown.report_id]
    return replace(candidates[shown.measure_id], score=best.score), others


def _oldest(copies: Sequence[TextCopy], candidates: Mapping[str, Fused]) -> TextCopy:
    """Of the copies of the oldest year the one that scores best; it is the first to rank."""
    year = copies[0].fiscal_year_be
    return max(
        (copy for copy in copies if copy.fiscal_year_be == year),
        key=lambda copy: candidates[copy.measure_id].score,
    )


def _newest(
    oldest: TextCopy, copies: Sequence[TextCopy], candidates: Mapping[str, Fused]
) -> TextCopy:
    """The copy of the newest year that the same organisation has, the better one of two."""
    if oldest.organisation_id is None or oldest.fiscal_year_be is None:
        return oldest
    own = (
        (copy.fiscal_year_be, candidates[copy.measure_id].score, copy)
        for copy in copies
        if copy.organisation_id == oldest.organisation_id and copy.fiscal_year_be is not None
    )
    return max(own, key=lambda found: found[:2], default=(None, None, oldest))[2]


def _unchanged_since(measure_id: str, copies: Sequence[TextCopy]) -> int | None:
    """The first of the years in a row up to the measure's in which its town has the text."""
    own = next((copy for copy in copies if copy.measure_id == measure_id), None)
    if own is None or own.organisation_id is None or own.fiscal_year_be is None:
        return None
    years = {c.fiscal_year_be for c in copies if c.organisation_id == own.organisation_id}
    first = own.fiscal_year_be
    while first - 1 in years:
        first -= 1
    return first if first < own.fiscal_year_be else None


def _age(copy: StoredMeasure) -> tuple[bool, int, bool, str, str]:
    town, year = copy.organisation, copy.fiscal_year_be
    name = "" if town is None else thai_order(town.name)
    return year is None, year or 0, town is None, name, copy.measure.id
