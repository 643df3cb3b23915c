"""Answers as tables: the hits of a search, and own questions by towns or years."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, cycle, pairwise

from itasearch.documents.grid import marked
from itasearch.exports import words
from itasearch.model.classification import Classification
from itasearch.model.documents import Cell, MarkedText, TextMark
from itasearch.model.ranking import Hit, Ranking
from itasearch.model.records import TEXT_FIELDS
from itasearch.model.tables import TableFile
from itasearch.model.towns import (
    CellCertainty,
    FurtherRow,
    QuestionCell,
    QuestionColumn,
    QuestionRow,
    QuestionTable,
)
from itasearch.wording.label import Label
from itasearch.wording.labels import lacking_text, quotation_lines
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import (
    KINDS,
    QUESTION,
    QUESTION_LEGEND,
    SOURCE,
    certainty_text,
    town_name,
)
from itasearch.wording.reasons import UNDERSTOOD, reason_text

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
    quoted = quotation_lines(hit.quotations, of=hit.measure.id, length=_LONGEST_RESULT)
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


_LONGEST_RESULT = 120  # code points of the results in a cell
_QUESTIONS, _COUNT, _CELL = 26.0, 12.0, 36.0  # widths of the columns of the first table
_MEASURES: tuple[words.Column, ...] = (
    (QUESTION, 0.2),
    (words.ORGANISATION, 0.17),
    (words.YEAR, 0.06),
    (Label("Certainty"), 0.08),
    (words.FIELDS["title"], 0.3),
    (SOURCE, 0.19),
    (words.IDENTIFIER, 0),
)


def question_tables(questions: QuestionTable, *, names: Mapping[str, str]) -> TableFile:
    """The questions with the best measure of each column, then those measures with their sources.

    `names` are of the filtered organisations, by id.
    """
    cells = [cell for row in questions.rows for cell in row.cells if cell.measure_id]
    notes = [say(QUESTION_LEGEND), *words.filter_notes(questions.filters, names)]
    for row in questions.rows:
        notes += [
            say(UNDERSTOOD, typed=typed, name=thai if language() == "th" else english)
            for typed, thai, english in row.read_as
        ]
        for name in row.not_held:
            notes.append(f"“{row.question}”: {lacking_text(name, Label('no reports of {name}'))}")
    notes += words.mark_notes((cell.organisation, cell.reworded) for cell in cells)
    is_by_town = any(column.organisation for column in questions.columns)
    of_towns, of_years = Label("Sure of {count:,organisations}"), Label("Sure of {count:years}")
    further = [
        (head, counts)
        for head, counts in (
            (Label("Perhaps, if none is sure"), [row.perhaps for row in questions.rows]),
        )
        if any(counts)
    ]
    table = [
        [
            say(QUESTION),
            say(of_towns if is_by_town else of_years, count=len(questions.columns)),
            *(say(head) for head, _ in further),
            *(
                words.year_text(column.fiscal_year_be)
                if column.organisation is None
                else town_name(column.organisation, reworded=False)
                for column in questions.columns
            ),
        ]
    ]
    table += (
        [
            row.question,
            str(row.answers),
            *(str(counts[at] or "") for _, counts in further),
            *(
                _text(cell, column, is_of_one_town=len(questions.filters.organisation_ids) == 1)
                for cell, column in zip(row.cells, questions.columns, strict=True)
            ),
        ]
        for at, row in enumerate(questions.rows)
    )
    widths = [_QUESTIONS, *[_COUNT] * (1 + len(further)), *(_CELL for _ in questions.columns)]
    if questions.is_wide and not words.in_lines():
        table = [*map(list, zip(*table, strict=True))]
        table[0][0] = say(words.ORGANISATION if is_by_town else words.YEAR)
        widths = [_QUESTIONS, *(_CELL for _ in questions.rows)]
    nobody, nothing = Label("No organisation passes the filters"), Label("Nothing answers")
    return words.file_of(
        phrase("Questions by organisations") if is_by_town else phrase("Questions by years"),
        notes,
        words.table_of(
            Label("Questions"),
            [*zip(table[0], widths, strict=True)],
            table[1:],
            empty=nobody,
            repeated=1,
            spreads=True,
            numbers=range(1, len(widths)),
        ),
        words.table_of(words.FIELDS["title"], _MEASURES, _measures(questions), empty=nothing),
    )


def _text(cell: QuestionCell, column: QuestionColumn, *, is_of_one_town: bool) -> str:
    if cell.title is None:
        return words.UNKNOWN
    sign = "~ " * (cell.certainty is CellCertainty.UNSURE)
    where = ""
    if column.organisation is not None or cell.fiscal_year_be != column.fiscal_year_be:
        where = f" ({words.year_text(cell.fiscal_year_be, cell.source)})"
    elif not is_of_one_town:
        where = f" ({town_name(cell.organisation, reworded=cell.reworded)})"
    more = phrase(" and {count:more measures}", count=cell.more) if cell.more else ""
    if cell.more and cell.measure_id is None:
        more = " " + phrase("and {count:,more reports}", count=cell.more)
    return f"{sign}{cell.title}{where}{_result(cell)}{more}{_newer(cell)}"


def _newer(cell: QuestionCell) -> str:
    if cell.newer is None:
        return ""
    year = str(cell.newer.fiscal_year_be)
    return phrase("; newer, perhaps this: {title} ({year})", title=cell.newer.title, year=year)


def _result(cell: QuestionCell) -> str:
    """What its town reports of it, as labelled quotations."""
    lines = quotation_lines(cell.quotations, of=cell.measure_id or "", length=_LONGEST_RESULT)
    return "".join(f" – {line}" for line in lines)


def _measures(table: QuestionTable) -> Iterator[tuple[str, ...]]:
    for row in table.rows:
        for cell in row.cells:
            if cell.source is not None and cell.measure_id is not None:
                certainty = certainty_text(cell)
                yield _listed(row, cell, cell, certainty, f"{cell.title or ''}{_result(cell)}")
            if cell.newer is not None:
                yield _listed(row, cell, cell.newer, phrase("Perhaps"), cell.newer.title)


def _listed(
    row: QuestionRow, cell: QuestionCell, of: QuestionCell | FurtherRow, certainty: str, text: str
) -> tuple[str, ...]:
    return (
        row.question,
        town_name(cell.organisation, reworded=cell.reworded),
        words.year_text(of.fiscal_year_be, of.source),
        certainty,
        text,
        words.source_text(of.source) if of.source else "",
        of.measure_id or "",
    )
