"""Rankings as cells: of the hits for a question, and of their copies, the best of each column."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from itasearch.domain.glossary import has_wider_concept
from itasearch.domain.words import segmenter
from itasearch.model.library import ReportSummary
from itasearch.model.ranking import Filters, Hit, NameKind, Ranking
from itasearch.model.records import TEXT_FIELDS, Measure, Report, ReportKind, report_of
from itasearch.model.towns import CellCertainty, QuestionCell, QuestionColumn
from itasearch.text.thai.normalize import squash

_LEAST_SURE_OF_BEST = 0.6
"""Share of the best score from which on a hit is surely an answer where each town's best is shown.
Of the 2,555 hits behind the first ones of the judged queries of tests/data/eval/examined that the
search calls its answer, 26 % of those below are relevant, 72 % of the others."""

_FAR = {"covered": 0.1, "concepts": 0.1, "semantic": 0.25}
"""Signals below all of which an unsure hit is none: of 5,663 unsure cells of the judged sets
(tests/data/eval/examined) 1,986, of which 1.5 % are relevant, and 13 % of the others."""


def cells_of(ranking: Ranking, among: Filters, *, by_years: bool) -> Mapping[str, QuestionCell]:
    """The cell of each town (by id), or year, that a ranking inside `among` answers for.

    A copy counts as its hit; a town answers from its newest year with an answer, and other measures
    of that year are counted, of one title once, whatever the kind of report. Only what the ranking
    holds to be its answer counts; what is unsure there, or far below the best hit, is unsure here,
    and does not count where there is a sure one. So is what is only about the topic of an item, and
    what was found as a wider thing than was typed, where the best hit has all of that name: not
    every channel is a box for complaints.
    """
    is_by_topic = any(one.applied and one.kind is NameKind.ITEM for one in ranking.understood)
    is_unsure = ranking.unsure or is_by_topic
    count = ranking.answering if ranking.unsure else ranking.sure
    cells: dict[str, QuestionCell] = {}
    titles: dict[str, set[tuple[str, int | None, str]]] = {}
    typed = {one.asked for one in ranking.added if has_wider_concept(one.asked)}
    whole = typed - _lacking(ranking.hits[0], typed) if ranking.hits else typed
    for hit in ranking.hits[:count]:
        is_sure = not is_unsure and hit.score >= _LEAST_SURE_OF_BEST * ranking.hits[0].score
        is_sure = is_sure and not _lacking(hit, whole) and not _is_only_advised(hit)
        signals = dict(hit.signals)
        is_far = signals and all(signals.get(it, 0.0) < least for it, least in _FAR.items())
        if is_far and not is_sure:
            continue
        certainty = CellCertainty.ANSWER if is_sure else CellCertainty.UNSURE
        of_hit: dict[str, QuestionCell] = {}
        for cell in _places(hit):
            town = None if by_years else cell.organisation
            key = QuestionColumn(organisation=town, fiscal_year_be=cell.fiscal_year_be).key
            if _passes(cell, among):
                of_hit.setdefault(key, replace(cell, certainty=certainty))
        for key, cell in of_hit.items():
            best = cells.get(key, cell)
            if best.certainty is not certainty:
                continue
            is_newer = (cell.fiscal_year_be or 0) > (best.fiscal_year_be or 0)
            town = cell.organisation
            named = titles.setdefault(key, set())
            named.add((town.id if town else "", cell.fiscal_year_be, squash(hit.measure.title)))
            best = cell if is_newer else best
            of_year = sum(year == best.fiscal_year_be for _, year, _ in named)
            cells[key] = replace(best, more=of_year - 1)
    return cells


_ADVICE = ("problems", "recommendations")


def _is_only_advised(hit: Hit) -> bool:
    """Whether the longest word of the question that it was found by is only recommended there."""
    names = [word for word in hit.why.found if not word.is_related]
    name = max(names, key=lambda word: len(word.text), default=None)
    return name is not None and name.field in _ADVICE and name.text not in _done(hit)


def _done(hit: Hit) -> str:
    return " ".join(hit.measure.text(name) for name in TEXT_FIELDS if name not in _ADVICE)


def _lacking(hit: Hit, names: Iterable[str]) -> set[str]:
    """Those names of which what is done has neither all words nor another name."""
    words = set(segmenter().words(_done(hit)))
    others = {found.asked for found in hit.why.found if not found.is_related}
    return {it for it in names if it not in others and not words.issuperset(segmenter().words(it))}


def results_of_year(cell: QuestionCell, reports: Sequence[ReportSummary]) -> tuple[str, ...]:
    """Ids of the results reports of a cell's town and year; () for a row of one."""
    ids = tuple(
        report.id
        for report in reports
        if report.kind is ReportKind.RESULTS
        and report.organisation == cell.organisation
        and report.fiscal_year_be == cell.fiscal_year_be is not None
    )
    return () if report_of(cell.measure_id or "") in ids else ids


def as_reported(cell: QuestionCell, measure: Measure, results: Sequence[Report]) -> QuestionCell:
    """The cell of a measure, or of the row of the same title in one of these results reports."""
    title = squash(measure.title)
    rows = (row for report in results for row in report.measures if squash(row.title) == title)
    row = next(rows, measure)
    return replace(
        cell,
        measure_id=row.id,
        title=row.numbered_title,
        source=row.source,
        results=row.results,
    )


def _places(hit: Hit) -> Iterator[QuestionCell]:
    title = hit.measure.numbered_title
    yield QuestionCell(
        measure_id=hit.measure.id,
        title=title,
        organisation=hit.organisation,
        fiscal_year_be=hit.fiscal_year_be,
        source=hit.measure.source,
        results=hit.measure.results,
    )
    for copy in sorted(hit.same_text, key=lambda copy: -(copy.fiscal_year_be or 0)):
        yield QuestionCell(
            measure_id=copy.measure_id,
            title=title,
            organisation=copy.organisation,
            fiscal_year_be=copy.fiscal_year_be,
            source=copy.source,
        )


def _passes(cell: QuestionCell, among: Filters) -> bool:
    town = cell.organisation
    return all(
        not allowed or value in allowed
        for value, allowed in (
            (cell.fiscal_year_be, among.fiscal_years),
            (town and town.id, among.organisation_ids),
            (town and town.type, among.types),
            (town and town.province, among.provinces),
        )
    )
