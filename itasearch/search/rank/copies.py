"""From ranked measures to distinct ones: a measure and its copies in other reports are one hit.

The index knows which measures are copies of each other, over all of it; so a hit names towns
that have the text, wherever the others rank. Of the hits that are shown, a town's rows of one year
and title, as in its plan and its results, are one, however much each report says of it. Copies are
grouped before the ranking is cut, so k distinct hits come back when there are that many.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from math import inf
from typing import NamedTuple

from itasearch.domain.titles import title_key
from itasearch.model.passages import TextCopies, TextCopy
from itasearch.model.ranking import SameText
from itasearch.model.records import Measure, Organisation, StoredMeasure, report_of
from itasearch.search.query.plan import QueryPlan, Tools
from itasearch.search.rank.fuse import Fused
from itasearch.text.thai.match import thai_order

_MOST_SCORE_LOSS = 0.05  # copies so near to the best are as good; by hand: changes no figure

MOST_LISTED = 100
"""Copies of a hit that are read and named; all are counted. In a library of 100,000 generated
measures a text is used up to 663 times, and reading them all takes longer than the search."""

_UNKNOWN = -1  # no group or year; see CopyPlaces


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """A measure of the ranking, shown for all its copies; the rest as in Hit."""

    fused: Fused  #: with the best score of all
    stored: StoredMeasure
    #: the others, oldest fiscal year first, unknown last, then by organisation; of its own report
    #: only with the same text. At most the MOST_LISTED oldest, and its rows in other reports
    copies: tuple[SameText, ...] = ()
    more_copies: int = 0
    more_organisations: int = 0
    unchanged_since: int | None = None


def group_copies(ranked: Sequence[Fused], plan: QueryPlan, tools: Tools) -> list[Distinct]:
    """The first `plan.k` measures with distinct texts, best first, each with its copies.

    Of those that score as well as the best, the organisation with the oldest is shown, with its
    newest; a sample only where no real report has a copy. Measures that are no longer stored are
    passed over, and copies that filters or `left_out` exclude are not named.
    """
    left_out, most, samples = set(plan.left_out), plan.k, tools.store.samples()
    while True:
        picked = _shown(ranked, left_out, samples, replace(plan, k=most), tools)
        stored = tools.store.measures([row.fused.measure_id for row in picked])
        gone = {row.fused.measure_id for row in picked} - set(stored)
        if gone:
            left_out |= gone  # the index lags behind the store
            continue
        shown = _of_one_title(picked, stored, samples)
        if len(shown) >= plan.k or len(picked) < most:
            return _with_copies(shown[: plan.k], stored, left_out, tools)
        most += plan.k - len(shown)


class _Ranked(NamedTuple):
    fused: Fused
    group: int
    text: int
    report: int
    year: int

    @property
    def age(self) -> tuple[bool, int, float, str]:
        """The first fiscal year comes first, unknown ones last, then the first to rank."""
        return self.year == _UNKNOWN, self.year, -self.fused.score, self.fused.measure_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    fused: Fused
    text: int
    copies: TextCopies


def _substituted(
    ranked: Sequence[Fused],
    left_out: Collection[str],
    samples: Collection[str],
    plan: QueryPlan,
    tools: Tools,
) -> Sequence[Fused]:
    """`ranked` with copies in place of samples and of what is left out, each measure once.

    A copy in a real report replaces a sample, if there is one: of the same text rather than of
    nearly the same, then the best, then the oldest. The oldest other copy of the same text, of a
    real report if there is one, replaces a measure that is left out; without any it is dropped.
    """
    absent = [
        entry.measure_id
        for entry in ranked
        if entry.measure_id in left_out or report_of(entry.measure_id) in samples
    ]
    if not absent:
        return ranked
    copies = tools.reader.copies(absent, limits=plan.limits)
    texts = dict(zip(absent, tools.reader.copy_places(absent).texts.tolist(), strict=True))
    by_id = {entry.measure_id: entry for entry in reversed(ranked)}

    def substitute(name: str) -> str | None:
        is_left_out, text = name in left_out, texts[name]
        others = [
            (
                copy.report_id in samples,
                copy.text != text,
                -by_id[copy.measure_id].score if copy.measure_id in by_id else inf,
                order,
                copy.measure_id,
            )
            for order, copy in enumerate(copies[name].listed)
            if copy.measure_id not in left_out
            and (copy.text == text or not (is_left_out or copy.report_id in samples))
        ]
        return min(others)[-1] if others else None if is_left_out else name

    chosen: dict[str, Fused] = {}
    for entry in ranked:
        name = substitute(entry.measure_id) if entry.measure_id in texts else entry.measure_id
        if name is not None and name not in chosen:
            chosen[name] = by_id.get(name, entry)._replace(measure_id=name, score=entry.score)
    return [*chosen.values()]


def _as_good(rows: Sequence[_Ranked]) -> list[_Ranked]:
    """The first row and those of its group that score as well."""
    best = rows[0]
    if best.group == _UNKNOWN:
        return [best]
    least = best.fused.score - _MOST_SCORE_LOSS * abs(best.fused.score)
    near = takewhile(lambda row: row.fused.score >= least, rows)
    return [row for row in near if row.group == best.group]


def _groups(
    ranked: Sequence[Fused], plan: QueryPlan, tools: Tools
) -> list[tuple[Sequence[_Ranked], _Ranked, bool]]:
    """Copies that score as well as the best, best first; the oldest; whether it is their first hit.

    Of a group that is shown, only what another row of the same report says is a hit.
    """
    places = tools.reader.copy_places([entry.measure_id for entry in ranked])
    columns = (places.groups, places.texts, places.reports, places.years)
    rows = [*map(_Ranked, ranked, *(column.tolist() for column in columns))]
    first_reports: dict[int, int] = {}
    taken: set[str] = set()
    groups: list[tuple[Sequence[_Ranked], _Ranked, bool]] = []
    for position, best in enumerate(rows):
        if len(groups) == plan.k:
            break
        if best.fused.measure_id in taken:
            continue
        is_first = best.group not in first_reports
        if not is_first and first_reports[best.group] != best.report:
            continue
        as_good = _as_good(rows[position:]) if is_first else [best]
        oldest = min(as_good, key=lambda row: row.age)
        taken.update(
            row.fused.measure_id for row in as_good if row is oldest or row.report != oldest.report
        )
        if best.group != _UNKNOWN:
            first_reports.setdefault(best.group, oldest.report)
        groups.append((as_good, oldest, is_first))
    return groups


def _shown(
    ranked: Sequence[Fused],
    left_out: Collection[str],
    samples: Collection[str],
    plan: QueryPlan,
    tools: Tools,
) -> list[_Shown]:
    groups = _groups(_substituted(ranked, left_out, samples, plan, tools), plan, tools)
    ids = [oldest.fused.measure_id for _, oldest, _ in groups]
    text_copies = tools.reader.copies(ids, limits=plan.limits, most=MOST_LISTED)
    shown = []
    for rows, oldest, is_first in groups:
        chosen, text = oldest.fused, oldest.text
        copies, by_text = text_copies[chosen.measure_id], {row.text: row.fused for row in rows}
        if not is_first:
            listed = tuple(entry for entry in copies.listed if entry.text == text)
            copies = replace(copies, listed=listed, count=len(listed))
        as_good = [
            (entry.fiscal_year_be, by_text[entry.text].score, entry)
            for entry in copies.own
            if entry.text in by_text
            and entry.fiscal_year_be is not None
            and entry.measure_id not in left_out
            and (entry.report_id in samples) is (report_of(chosen.measure_id) in samples)
        ]
        # Of two as new the better one; max keeps the first of equals.
        _, _, newest = max(as_good, key=lambda item: item[:2], default=(0, 0.0, None))
        if newest is not None:
            text = newest.text
            chosen = by_text[text]._replace(measure_id=newest.measure_id)
        best = chosen._replace(score=rows[0].fused.score)
        shown.append(_Shown(fused=best, text=text, copies=copies))
    return shown


def _of_one_title(
    picked: Sequence[_Shown], stored: Mapping[str, StoredMeasure], samples: Collection[str]
) -> list[_Shown]:
    """The best of a town's rows of one year and title, a row a report, with all their copies."""
    rows: dict[tuple[str, ...], list[_Shown]] = {}
    for row in picked:
        whose = stored[row.fused.measure_id]
        owner, year = whose.organisation, whose.fiscal_year_be
        title = title_key(whose.measure.title)
        key = (owner.id, str(year), title) if owner and year and title else (whose.measure.id,)
        rows.setdefault(key, []).append(row)
    shown: list[_Shown] = []
    for same in rows.values():
        if len({report_of(row.fused.measure_id) for row in same}) < len(same):
            shown += same  # of two rows of a report it is not known which the other report's is
            continue
        listed = {copy.measure_id: copy for row in same for copy in row.copies.listed}
        # A town's real report represents it, not the sample that was made from that.
        best = min(same, key=lambda row: report_of(row.fused.measure_id) in samples)
        for row in same:  # without text of its own it has no copies, not even itself
            name = row.fused.measure_id
            owner, year = stored[name].organisation, stored[name].fiscal_year_be
            owner_id = owner.id if owner else None
            itself = TextCopy(name, report_of(name), owner_id, year, row.text)
            listed.setdefault(name, itself)
        copies = replace(
            best.copies,
            listed=tuple(listed.values()),
            count=len(listed) + sum(row.copies.count - len(row.copies.listed) for row in same),
            organisations=max(row.copies.organisations for row in same),
        )
        shown.append(
            replace(best, copies=copies, fused=best.fused._replace(score=same[0].fused.score))
        )
    return sorted(shown, key=lambda row: -row.fused.score)


def _with_copies(
    picked: Sequence[_Shown],
    stored: Mapping[str, StoredMeasure],
    left_out: Collection[str],
    tools: Tools,
) -> list[Distinct]:
    others = [_others(row, stored[row.fused.measure_id].measure, left_out) for row in picked]
    heads = tools.store.copy_heads([copy.measure_id for other in others for copy in other])
    owners = [stored[row.fused.measure_id] for row in picked]
    copies_of = [
        [heads[copy.measure_id] for copy in other if copy.measure_id in heads] for other in others
    ]
    distinct = []
    for row, whose, copies in zip(picked, owners, copies_of, strict=True):
        more = row.copies.count - len(row.copies.listed)
        distinct.append(
            Distinct(
                fused=row.fused,
                stored=whose,
                copies=tuple(sorted(copies, key=_age)),
                more_copies=more,
                more_organisations=_unlisted(row.copies, whose.organisation) if more else 0,
                unchanged_since=_unchanged_since(whose, row.copies.own_years),
            )
        )
    return distinct


def _others(shown: _Shown, measure: Measure, left_out: Collection[str]) -> list[TextCopy]:
    return [
        copy
        for copy in shown.copies.listed
        if copy.measure_id != measure.id
        and copy.measure_id not in left_out
        and (copy.report_id != measure.report_id or copy.text == shown.text)
    ]


def _unlisted(copies: TextCopies, owner: Organisation | None) -> int:
    listed = [entry.organisation_id for entry in copies.listed]
    owners = set(listed) - {owner and owner.id, None}
    unknown = max(listed.count(None) - (owner is None), 0)
    return max(copies.organisations - len(owners) - unknown, 0)


def _unchanged_since(stored: StoredMeasure, years: Collection[int]) -> int | None:
    """The first year of an unbroken run up to the measure's."""
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
