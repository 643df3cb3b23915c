"""The verb `coverage`: one town beside the towns like it.

Its reports are laid beside those that gaps are told by: a guess may call by another topic what
it does, too. Imports the parts and its neighbours, compare, enrich and model.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from itasearch.compare.towns.counterparts import counterparts
from itasearch.compare.towns.gaps import FoundGap, gaps, still_a_gap, touched
from itasearch.compare.towns.neighbours import near, neighbours
from itasearch.enrich.form_check.check import check_report
from itasearch.errors import UnknownReportError, UnknownValueError
from itasearch.model.coverage import FEWEST_NEIGHBOURS, Coverage, CoverageNote, Gap
from itasearch.model.neighbours import Neighbour
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.model.records import Report, report_of
from itasearch.model.towns import Town
from itasearch.store.base import StoredMeasure
from itasearch.workspace.comparing import meanings_of
from itasearch.workspace.comparing_many import families, placed, towns
from itasearch.workspace.parts import Parts

EXAMPLES = 3
"""Measures to borrow for a gap."""


def coverage_of(parts: Parts, organisation: str, *, year: int | None, most: int) -> Coverage:
    """See Covering.coverage."""
    if most < 1:
        raise ValueError(f"at least one neighbour is asked for, not {most}")
    wanted = parts.store.find_organisation(organisation).id
    everyone = towns(parts, NO_FILTERS)
    ours = _in_year(parts, next(one for one in everyone if one.organisation.id == wanted), year)
    reporting = [town for town in everyone if town.measures]
    similar = near(neighbours(ours, reporting, most=most))
    reports = [parts.store.report(one) for one in ours.report_ids]
    found = _lacking(parts, reports, _gaps(ours, similar, reporting))
    return Coverage(
        organisation=ours.organisation,
        fiscal_year_be=ours.fiscal_year_be,
        report_ids=ours.report_ids,
        touched=touched(ours),
        gaps=_with_examples(parts, found),
        neighbours=similar,
        checks=tuple(map(check_report, reports)),
        notes=_notes(ours, similar, found),
        reworded=ours.reworded,
        doubled=ours.doubled,
    )


def _in_year(parts: Parts, ours: Town, year: int | None) -> Town:
    """The town with its reports of that year.

    Raises:
        UnknownValueError: it has none.
    """
    if year is None or year == ours.fiscal_year_be:
        return ours
    asked = Filters(organisation_ids=(ours.organisation.id,), fiscal_years=(year,))
    (of_year,) = towns(parts, asked)
    if not of_year.report_ids:
        known = parts.store.reports(Filters(organisation_ids=(ours.organisation.id,)))
        years = sorted({one.fiscal_year_be for one in known if one.fiscal_year_be}, reverse=True)
        raise UnknownValueError(field="year", value=str(year), nearest=tuple(map(str, years)))
    return of_year


def _gaps(
    ours: Town, similar: Sequence[Neighbour], reporting: Iterable[Town]
) -> tuple[FoundGap, ...]:
    if not ours.measures:
        return ()
    by_id = {town.organisation.id: town for town in reporting}
    return gaps(ours, [by_id[one.organisation.id] for one in similar])


def _lacking(
    parts: Parts, mine: Sequence[Report], found: Sequence[FoundGap]
) -> tuple[FoundGap, ...]:
    """Gaps of which our reports have no counterpart under another topic or indicator."""
    ids = dict.fromkeys(report_of(one) for gap in found for one in gap.candidates)
    meanings = meanings_of(parts)
    theirs = list(_known_reports(parts, ids))
    had = {
        one
        for own in mine
        for other in theirs
        for one in counterparts(own, other, meanings=meanings)
    }
    kept = (still_a_gap(gap, had) for gap in found)
    return tuple(gap for gap in kept if gap is not None)


def _known_reports(parts: Parts, ids: Iterable[str]) -> Iterator[Report]:
    """Those that were not removed a moment ago."""
    for one in ids:
        with suppress(UnknownReportError):
            yield parts.store.report(one)


def _notes(
    ours: Town, similar: Sequence[Neighbour], found: Sequence[FoundGap]
) -> tuple[CoverageNote, ...]:
    notes: list[CoverageNote] = []
    if not ours.measures:
        notes.append(CoverageNote.NO_REPORT)
    if not similar:
        notes.append(CoverageNote.ALONE)
    elif len(similar) < FEWEST_NEIGHBOURS:
        notes.append(CoverageNote.FEW_NEIGHBOURS)
    if not notes and not found:
        notes.append(CoverageNote.NO_GAP)
    return tuple(notes)


def _with_examples(parts: Parts, found: Sequence[FoundGap]) -> tuple[Gap, ...]:
    candidates = list(dict.fromkeys(one for gap in found for one in gap.candidates))
    texts = parts.store.measures(candidates)
    oldest = families(parts, list(texts))
    return tuple(
        Gap(
            axis=gap.axis,
            key=gap.key,
            towns=gap.towns,
            of=gap.of,
            examples=tuple(placed(texts[one]) for one in _distinct(gap, texts, oldest)),
        )
        for gap in found
    )


def _distinct(
    gap: FoundGap, texts: Mapping[str, StoredMeasure], oldest: Mapping[str, str]
) -> Iterator[str]:
    """The first EXAMPLES candidates of which none says the same as another.

    One whose report was removed a moment ago is left out.
    """
    there = [one for one in gap.candidates if one in texts]
    first = {oldest.get(one, one): one for one in reversed(there)}
    yield from [one for one in there if first[oldest.get(one, one)] == one][:EXAMPLES]
