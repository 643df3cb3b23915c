"""Rankings as cells: of the hits for a question, and of their copies, the best of each column."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from math import inf

from itasearch.model.library import ReportSummary
from itasearch.model.ranking import Filters, Hit, NameKind, Presence, Ranking
from itasearch.model.records import Measure, Report, ReportKind, report_of
from itasearch.model.towns import CellCertainty, QuestionCell, QuestionColumn
from itasearch.text.thai.normalize import squash

_LEAST_SURE_OF_BEST = 0.6
"""Share of the best score from which on a hit is surely an answer where each town's best is shown.
Of the 2,555 hits behind the first ones of the judged queries of tests/data/eval/examined that the
search calls its answer, 26 % of those below are relevant, 72 % of the others."""

# Varied on the cells of the judged sets (tests/data/eval/examined) that the search calls answers:
# 76 % of them were true, with these 94 %. `bench.questions --examined` prints it.
_LEAST_SHARE = 0.15  # share of a thing that a hit must have; what has less says little
_LEAST_THERE = 0.3  # share of all that a hit must have even where all things are little
_SENTENCE = 3  # things of a question from which on it may be answered in other words
_MOSTLY_THERE = 0.6  # share of a sentence that is enough
_OTHER_WORDS = {"there": 0.1, "score": 0.8, "concepts": 0.5}
"""Else what is enough: shares of what is asked for, of the best score, and of concepts."""

_FAR = {"covered": 0.1, "concepts": 0.1, "semantic": 0.25}
"""Signals below all of which a hit that the search is unsure of is none: of 5,663 such cells of
the judged sets (tests/data/eval/examined) 1,986, of which 1.5 % are relevant, and 13 % of the
others."""


def cells_of(ranking: Ranking, among: Filters, *, by_years: bool) -> Mapping[str, QuestionCell]:
    """The cell of each town (by id), or year, that a ranking inside `among` answers for.

    A copy counts as its hit; a town answers from its newest year with an answer, of one year with a
    title that has the question before others, and other measures of that year are counted, of one
    title once, whatever the kind of report. Sure is what has all that is asked for as typed, and of
    the ranking's answer what is not far below the best hit and has it in other words. What is
    unsure does not count where there is a sure one. Of an item or a topic alone all is unsure.
    """
    items = (one for one in ranking.understood if one.applied and one.kind is NameKind.ITEM)
    is_by_topic = any(items) or not ranking.query.text
    count = ranking.answering if ranking.unsure else ranking.sure
    hits = ranking.hits[: len(ranking.hits) if is_by_topic else count]
    sure = [] if is_by_topic else _sure(hits, is_unsure=ranking.unsure)
    least = inf if ranking.unsure or not hits else _LEAST_SURE_OF_BEST * hits[0].score
    kept = (it for it in hits if is_by_topic or it.score >= least or not _is_far(it))
    near = [hit for hit in kept if hit not in sure]
    typed = squash(ranking.query.text)
    cells: dict[str, QuestionCell] = {}
    titled: dict[str, bool] = {}
    titles: dict[str, set[tuple[str, int | None, str]]] = {}
    for hit in (*sure, *near):
        certainty = CellCertainty.ANSWER if hit in sure else CellCertainty.UNSURE
        is_titled = bool(typed) and typed in squash(hit.measure.title)
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
            year, best_year = cell.fiscal_year_be or 0, best.fiscal_year_be or 0
            town = cell.organisation
            named = titles.setdefault(key, set())
            named.add((town.id if town else "", cell.fiscal_year_be, squash(hit.measure.title)))
            if (year, is_titled) > (best_year, titled.get(key, False)):
                best, titled[key] = cell, is_titled
            of_year = sum(it == best.fiscal_year_be for _, it, _ in named)
            cells[key] = replace(best, more=of_year - 1)
    return cells


def _is_far(hit: Hit) -> bool:
    signals = dict(hit.signals)
    return bool(signals) and all(signals.get(it, 0.0) < least for it, least in _FAR.items())


def _sure(hits: Sequence[Hit], *, is_unsure: bool) -> list[Hit]:
    """Those that surely answer; `is_unsure`: the search is not sure of any."""
    named = (Presence.ADVISED, Presence.NAMED)
    things = (enumerate(hit.sought) for hit in hits)
    elsewhere = {at for of_hit in things for at, it in of_hit if it.presence in named}

    def is_likely(hit: Hit) -> bool:
        of_best = hit.score / hits[0].score if hits[0].score else 1.0
        return of_best >= _LEAST_SURE_OF_BEST and _has_all(hit, of_best, elsewhere)

    return [hit for hit in hits if _is_literal(hit) or (not is_unsure and is_likely(hit))]


def _is_literal(hit: Hit) -> bool:
    """Whether what is done has all that is asked for as typed."""
    return bool(hit.sought) and all(it.presence is Presence.NAMED for it in hit.sought)


def _has_all(hit: Hit, of_best: float, elsewhere: Set[int]) -> bool:
    """Whether what is done has what is asked for, by any name of it.

    A number or a limit has none. Of a sentence a part may be missing if no other hit names that
    (`elsewhere`: indexes of what any does): then reports call it something else. `of_best`: share
    of the best score.
    """
    if any(it.is_exact and not it.presence.is_done for it in hit.sought):
        return False
    there = sum(it.share for it in hit.sought if it.presence.is_done)
    lacking = (at for at, it in enumerate(hit.sought) if not it.presence.is_done)
    missing = [at for at in lacking if hit.sought[at].share >= _LEAST_SHARE]
    if not hit.sought or (not missing and there >= _LEAST_THERE):
        return True
    if len(hit.sought) < _SENTENCE or not elsewhere.isdisjoint(missing):
        return False
    found = {**dict(hit.signals), "there": there, "score": of_best}
    is_likely = all(found.get(name, 0.0) >= least for name, least in _OTHER_WORDS.items())
    return there >= _MOSTLY_THERE or is_likely


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
