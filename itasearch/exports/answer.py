"""Answers as tables: the hits of a search, and own questions by towns."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, cycle, pairwise

from itasearch.documents.grid import marked
from itasearch.exports import words
from itasearch.model.classification import Classification
from itasearch.model.documents import Cell, MarkedText, TextMark
from itasearch.model.ranking import Hit, Ranking
from itasearch.model.records import TEXT_FIELDS
from itasearch.model.tables import TableFile
from itasearch.model.towns import QuestionTable
from itasearch.wording.label import Label
from itasearch.wording.labels import lacking_text, quotation_lines
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import (
    KINDS,
    LONGEST_RESULT,
    QUESTION,
    QUESTION_LEGEND,
    SOURCE,
    question_cell_text,
    town_name,
)
from itasearch.wording.reasons import reason_text

_IN_COLUMNS = {"title": 0.2, "steps": 0.24, "timeframe": 0.1, "responsible": 0.1}
"""Fields with a column of their own, and shares of the width."""
_OTHER_FIELDS = tuple(name for name in TEXT_FIELDS if name not in _IN_COLUMNS)
_WHY = Label("Why it was found")
_SAME_IN = Label("The same measure in")
_MOST_COPIES = 10  # copies of a hit that are named; the others are counted
_FEW_COPIES = 3  # the same in lines

_COLUMNS: tuple[words.Column, ...] = (
    (words.RANK, 0.04),
    (words.ORGANISATION, 0.13, words.ON_PAGES),
    (words.YEAR, 0.05, words.ON_PAGES),
    *((words.FIELDS[name], share, words.ON_PAGES) for name, share in _IN_COLUMNS.items()),
    (SOURCE, 0.14, words.ON_PAGES),
    (words.FIELDS["title"], 0),
    (Label("Organisation and source"), 0),
)
_WHY_COLUMNS = (
    (words.RANK, 0.04),
    (words.FIELDS["title"], 0.2),
    (Label("Indicator and topics"), 0.18),
    (_WHY, 0.17),
    (_SAME_IN, 0.17),
    (Label("Other columns"), 0.24),
)


def answer_tables(
    ranking: Ranking,
    *,
    about: Mapping[str, Classification],
    names: Mapping[str, str],
) -> TableFile:
    """The hits, or the nearest measures where nothing answers, as two tables.

    A search by likeness, or for what passes the filters, has no text. `names` are of the filtered
    organisations, by id.
    """
    pairs = ranking.listed
    hits = [hit for _rank, hit in pairs]
    text = ranking.query.text.strip()
    count = Label("{count:,measures}, the best first")
    if text:
        what = phrase("Answers to “{text}”", text=text)
    elif ranking.query.refinement.like:
        what = phrase("Similar measures")
    else:
        what = phrase("Measures inside the filters")
        count = Label("{count:,measures}")
    notes = [] if words.in_lines() else [say(count, count=len(hits))]
    if ranking.no_match:
        nearest = phrase("Nothing answers; the measures below are only the nearest")
        if hits or not ranking.documents:
            notes.append(nearest if hits else phrase("Nothing answers"))
    elif ranking.unsure:
        notes.append(phrase("Perhaps nothing answers; the measures below are the nearest"))
    if any(rank.startswith("~") for rank, _hit in pairs):
        notes.append(phrase("~ before a rank: only near, perhaps not the answer"))
    notes += words.filter_notes(ranking.query.filters, names)
    notes += words.mark_notes((hit.organisation, hit.measure.source.reworded) for hit in hits)
    return words.file_of(
        what,
        notes,
        words.table_of(
            words.FIELDS["title"],
            _COLUMNS,
            (_row(rank, hit, _noted(ranking, hit)) for rank, hit in pairs),
            empty=words.NO_MEASURES,
            numbers={0, 2},
        ),
        words.table_of(
            _WHY,
            _WHY_COLUMNS,
            (
                (
                    rank,
                    hit.measure.numbered_title,
                    words.subjects_text(about.get(hit.measure.id, hit.classification)),
                    _reason(hit),
                    _copies_text(hit),
                    "\n".join(
                        filter(
                            None,
                            (
                                words.fields_text(hit.measure, _OTHER_FIELDS),
                                *quotation_lines(hit.quotations_of_others),
                                _noted(ranking, hit),
                            ),
                        )
                    ),
                )
                for rank, hit in pairs
            ),
            on_pages=True,
            empty=words.NO_MEASURES,
            numbers={0},
        ),
    )


def _noted(ranking: Ranking, hit: Hit) -> str:
    text = ranking.notes.get(hit.measure.id)
    return phrase("Note: {text}", text=text) if text else ""


def _row(rank: str, hit: Hit, noted: str) -> Sequence[str | Cell]:
    measure = hit.measure
    town = town_name(hit.organisation, reworded=measure.source.reworded)
    year = words.year_text(hit.fiscal_year_be, measure.source)
    source = words.source_text(measure.source)
    has_total = hit.total is not None
    total = f"ITA {words.dated_total(hit.total, hit.total_year_be)}" if has_total else ""
    return (
        rank,
        town,
        year,
        measure.numbered_title,
        *(measure.text(name) for name in (*_IN_COLUMNS,)[1:]),
        source,
        tuple(_what_was_found(hit, noted)),
        "\n".join(filter(None, (f"{town} {year}", total, source, measure.id))),
    )


def _what_was_found(hit: Hit, noted: str) -> Iterator[MarkedText]:
    yield MarkedText(text=hit.measure.numbered_title, mark=TextMark.STRONG)
    if hit.passage.field != "title":
        yield MarkedText(text="\n")
        text = hit.passage.text
        ends = [0, *chain.from_iterable(hit.passage.highlights), len(text)]
        marks = cycle((None, TextMark.NOTICE))
        for (start, end), mark in zip(pairwise(ends), marks, strict=False):
            yield from marked(text[start:end], mark)
    since = Label("title and steps unchanged since {year}")
    unchanged = hit.unchanged_since and say(since, year=hit.unchanged_since)
    copies = _copies_text(hit, _FEW_COPIES).replace("\n", "; ")
    quoted = quotation_lines(hit.quotations, of=hit.measure.id, length=LONGEST_RESULT)
    more = (*quoted, _reason(hit), unchanged, copies and f"{say(_SAME_IN)}: {copies}", noted)
    yield from marked("\n" + "\n".join(str(text) for text in more if text), TextMark.QUIET)


def _reason(hit: Hit) -> str:
    return reason_text(hit.why) if language() == "en" else hit.reason


def _copies_text(hit: Hit, most: int = _MOST_COPIES) -> str:
    lines = [
        f"{town_name(copy.organisation, reworded=copy.source.reworded)}"
        f" {words.year_text(copy.fiscal_year_be, copy.source)}"
        f"{f' ({say(KINDS[copy.kind])})' if copy.kind else ''}"
        for copy in hit.same_text[:most]
    ]
    rest = len(hit.same_text) - len(lines) + hit.more_copies
    return "\n".join([*lines, phrase("and {count:,more reports}", count=rest)] if rest else lines)


_COLUMN, _CELL = 26.0, 36.0  # widths of the columns of the first table
_MEASURES: tuple[words.Column, ...] = (
    (QUESTION, 0.2),
    (words.ORGANISATION, 0.18),
    (words.YEAR, 0.07),
    (words.FIELDS["title"], 0.35),
    (SOURCE, 0.2),
    (words.IDENTIFIER, 0),
)


def question_tables(questions: QuestionTable, *, names: Mapping[str, str]) -> TableFile:
    """Towns as rows with the best measure for each question; then those measures.

    `names` are of the filtered organisations, by id.
    """
    cells = [cell for row in questions.rows for cell in row.cells]
    notes = [say(QUESTION_LEGEND), *words.filter_notes(questions.filters, names)]
    for row in questions.rows:
        for name in row.not_held:
            notes.append(f"“{row.question}”: {lacking_text(name, Label('no reports of {name}'))}")
    notes += words.mark_notes((cell.organisation, cell.reworded) for cell in cells if cell.source)
    heads = [(row.question, _CELL) for row in questions.rows]
    nobody, nothing = Label("No organisation passes the filters"), Label("Nothing answers")
    measures = (
        (
            row.question,
            town_name(cell.organisation, reworded=cell.reworded),
            words.year_text(cell.fiscal_year_be, cell.source),
            question_cell_text(cell),
            words.source_text(cell.source),
            cell.measure_id or "",
        )
        for row in questions.rows
        for cell in row.cells
        if cell.source
    )
    return words.file_of(
        phrase("Questions by organisations"),
        notes,
        words.table_of(
            Label("Questions"),
            [(say(words.ORGANISATION), _COLUMN), *heads],
            (
                [
                    town_name(town, reworded=False),
                    *(question_cell_text(row.cells[at]) for row in questions.rows),
                ]
                for at, town in enumerate(questions.towns)
            ),
            empty=nobody,
            repeated=1,
            spreads=True,
            numbers=range(1, len(heads) + 1),
        ),
        words.table_of(words.FIELDS["title"], _MEASURES, measures, empty=nothing),
    )
