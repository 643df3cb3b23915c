"""From ranked measures to distinct ones: a measure and its copies in other reports are one hit.

The index knows which measures are copies of each other, over all of it; so a hit names towns
that have the text, wherever the others rank. Copies are grouped before the ranking is cut, so
k distinct hits come back when there are that many.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from itasearch.backends.base import CopyPlaces
from itasearch.model.passages import TextCopies
from itasearch.model.ranking import SameText
from itasearch.model.records import StoredMeasure, report_of
from itasearch.search.query.plan import QueryPlan, Tools
from itasearch.search.rank.fuse import Fused
from itasearch.text.thai.match import thai_order

_MOST_SCORE_LOSS = 0.05
"""Copies whose score is less than this share below the best one's are as good. By hand: it
chooses which copy is shown and changes no figure."""

MOST_LISTED = 100
"""Copies of a hit that are read and named; all are counted. In a library of 100,000 generated
measures a text is used up to 663 times, and reading them all takes longer than the search."""

_UNKNOWN = -1
"""No group, organisation or year; see CopyPlaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """A measure of the ranking, shown for all its copies.

    Attributes:
        fused: with the score of the best of them.
        copies: the others, of other reports; the oldest fiscal year first, unknown ones
            last, then by organisation. Of more than MOST_LISTED the oldest.
        more_copies: see Hit, as for `more_organisations` and `unchanged_since`.
    """

    fused: Fused
    stored: StoredMeasure
    copies: tuple[SameText, ...] = ()
    more_copies: int = 0
    more_organisations: int = 0
    unchanged_since: int | None = None


def group_copies(ranked: Sequence[Fused], plan: QueryPlan, tools: Tools) -> list[Distinct]:
    """The first `plan.k` measures with distinct texts, best first, each with its copies.

    Of those that score as well as the best, the organisation with the oldest is shown, with
    the newest it has: a hit is up to date and names the first year of its text. Measures
    that the store no longer has are passed over, and copies that the plan's filters or
    `left_out` exclude are not named.
    """
    gone: set[str] = set()
    while True:
        shown = _shown([one for one in ranked if one.measure_id not in gone], plan, tools)
        ids = [one.fused.measure_id for one in shown]
        stored = tools.store.measures(ids)
        if len(stored) == len(ids):
            return _with_copies(shown, stored, plan, tools)
        gone.update(set(ids) - set(stored))  # the index lags behind the store


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    """A measure that is shown; `for_copies`: for the copies that other reports have, too."""

    fused: Fused
    for_copies: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    """Ranked measures that are copies of each other, by their places in the ranking.

    Attributes:
        shown: report of the one that is shown; None while there is none.
    """

    members: list[int]
    shown: int | None = None


def _shown(ranked: Sequence[Fused], plan: QueryPlan, tools: Tools) -> list[_Shown]:
    """The first `plan.k` that are not copies of one before."""
    ranked = [one for one in ranked if one.measure_id not in plan.left_out]
    places = tools.backend.copy_places([one.measure_id for one in ranked])
    groups, reports = places.groups.tolist(), places.reports.tolist()
    shown_reports: dict[int, int] = {}
    taken: set[int] = set()
    shown: list[_Shown] = []
    for place, best in enumerate(ranked):
        if len(shown) == plan.k:
            break
        group = groups[place]
        if place in taken:
            continue
        if group == _UNKNOWN or group in shown_reports:
            # Of a group that is shown, only what is in the same report is another hit.
            if shown_reports.get(group, reports[place]) == reports[place]:
                shown.append(_Shown(fused=best, for_copies=False))
            continue
        least = best.score - _MOST_SCORE_LOSS * abs(best.score)
        as_good = [
            other
            for other in range(place, len(ranked))
            if groups[other] == group and ranked[other].score >= least
        ]
        chosen = _chosen(as_good, ranked, places)
        taken.add(chosen)
        shown_reports[group] = reports[chosen]
        shown.append(_Shown(fused=ranked[chosen]._replace(score=best.score), for_copies=True))
    return shown


def _chosen(as_good: Sequence[int], ranked: Sequence[Fused], places: CopyPlaces) -> int:
    """Of copies, by their places in the ranking, the one that is shown.

    The one of the oldest year, the first to rank where several are; and of its organisation
    the newest, the better one of two.
    """
    years, owners = places.years, places.organisations

    def by_age(place: int) -> tuple[bool, int, float, str]:
        one = ranked[place]
        return years[place] == _UNKNOWN, int(years[place]), -one.score, one.measure_id

    oldest = min(as_good, key=by_age)
    if _UNKNOWN in (owners[oldest], years[oldest]):
        return oldest
    own = [place for place in as_good if owners[place] == owners[oldest]]
    dated = [place for place in own if years[place] != _UNKNOWN]
    return min(dated, key=lambda place: (-int(years[place]), *by_age(place)[2:]))


def _with_copies(
    shown: Sequence[_Shown], stored: Mapping[str, StoredMeasure], plan: QueryPlan, tools: Tools
) -> list[Distinct]:
    ids = [one.fused.measure_id for one in shown]
    within = tools.backend.copies(
        ids,
        filters=plan.filters,
        word_filters=plan.word_filters,
        most=MOST_LISTED,
    )
    others = {
        name: [one for one in found.listed if one.report_id != report_of(name)]
        for (name, found), item in zip(within.items(), shown, strict=True)
        if item.for_copies
    }
    named = {
        name: [one.measure_id for one in found if one.measure_id not in plan.left_out]
        for name, found in others.items()
    }
    texts = tools.store.copy_heads([other for found in named.values() for other in found])
    return [
        Distinct(
            fused=one.fused,
            stored=stored[name],
            copies=tuple(sorted((texts[n] for n in named.get(name, ()) if n in texts), key=_age)),
            more_copies=within[name].elsewhere - len(others[name]) if one.for_copies else 0,
            more_organisations=_unlisted(within[name], stored[name]) if one.for_copies else 0,
            unchanged_since=_unchanged_since(stored[name], within[name].own_years),
        )
        for name, one in zip(ids, shown, strict=True)
    ]


def _unlisted(found: TextCopies, stored: StoredMeasure) -> int:
    """How many other organisations have only copies that are not listed."""
    if len(found.listed) < MOST_LISTED:
        return 0
    own = stored.organisation and stored.organisation.id
    listed = {one.organisation_id for one in found.listed} - {own, None}
    unknown = sum(
        one.organisation_id is None and one.report_id != stored.measure.report_id
        for one in found.listed
    )
    return found.organisations - len(listed) - unknown


def _unchanged_since(stored: StoredMeasure, years: Collection[int]) -> int | None:
    """The first of the years in a row up to the measure's in which its town has the text."""
    own = stored.fiscal_year_be
    if own is None or own not in years:
        return None
    first = own
    while first - 1 in years:
        first -= 1
    return first if first < own else None


def _age(copy: SameText) -> tuple[bool, int, bool, str, str]:
    town, year = copy.organisation, copy.fiscal_year_be
    name = "" if town is None else thai_order(town.name)
    return year is None, year or 0, town is None, name, copy.measure_id
