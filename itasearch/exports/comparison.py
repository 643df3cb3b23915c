"""A comparison as a Word document, a workbook or a CSV file, in Thai or English.

All three have the same summary and tables. Texts of reports stay
as they are; Word takes their letters as Thai (its language for complex script), whatever the
language of the document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import chain

from docx.shared import Pt

from itasearch.documents import word
from itasearch.documents.grid import grid_in, in_digits, marked, plain
from itasearch.documents.sheet import as_table_file
from itasearch.domain.headers import aims_of, is_of_both, remark_columns
from itasearch.enrich.plan_rows import left_to_plan, with_plan
from itasearch.exports.words import INDICATOR, SHEET_LETTERS, made_with, table_of
from itasearch.model.comparison import (
    Cover,
    FieldDifference,
    MaybePair,
    Pair,
    SpanKind,
    TextSpan,
    percent_of,
)
from itasearch.model.comparison_shown import (
    WHOLLY_OTHER,
    ComparisonFormat,
    ShownComparison,
    extension_of,
)
from itasearch.model.documents import Cell, Digits, DocumentGrid, TextMark, cell_text
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.model.tables import AnswerTable, TableFile, TableFormat
from itasearch.text.thai.normalize import squash
from itasearch.wording import comparison as wording
from itasearch.wording.label import Label
from itasearch.wording.labels import field_label, quotation_lines
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import SOURCE, indicator_name, place_name

_SUBJECT = Label("Indicator, topics and source")
_SEVERAL = Label("As several measures")
_KIND = Label("Part", "export")
_HEADING = Label("Column", "export")
_OTHER_COLUMNS = Label("Other columns", "export")
_OUTCOME = Label("Outcome", "export")
_NOTES = Label("Please note")
_SUMMARY = Label("Summary")
_TABLE = Label("Side by side")

_ABOVE = Pt(10)  # space between a table and the next heading, which would touch it
_INDENT = Pt(18)

_TITLE_SHARE = 0.19  # of the width of a table of one side's measures; by hand
_OTHER_SHARES = (0.18, 0.15)  # of its last two columns; by hand
_ALONE_SHARES = {"steps": 0.22, "timeframe": 0.13, "responsible": 0.13}
"""Of the fields with a column between these; by hand."""

_MOST_WHOLE_LINES = 5
"""Lines of a row from which on it may go over two pages: fewer would leave parts of pages empty,
more would cut short texts. Chosen by hand."""


_Row = tuple[Cell, ...]  #: Heading, left side, right side, outcome; or a heading alone


def render(
    answer: ShownComparison, kind: ComparisonFormat, *, digits: Digits, now: datetime
) -> bytes:
    """What is shown of a comparison as the bytes of a file, in the language of `written_in`.

    English has Arabic digits, and those of reports' texts as they are.
    """
    in_these, made = digits if language() == "th" else None, made_with(now)
    summary, text = wording.summary(answer), partial(in_digits, digits=in_these)
    parts = [
        replace(it, grid=grid_in(it.grid, in_these), notes=tuple(map(text, it.notes)))
        for it in _parts(answer)
        if it.grid.rows
    ]
    titles = tuple(map(text, summary.titles))
    sections = (*summary.sections, (say(_NOTES), summary.notes))
    if kind is ComparisonFormat.DOCX:
        document = word.new_document(
            " ".join(titles), digits=in_these or Digits.ARABIC, language=language()
        )
        word.add_titles(document, titles)
        for heading, lines in sections:
            word.add_heading(document, text(heading), level=2)
            for line in map(text, lines):
                listed = f"–\N{NO-BREAK SPACE}{line}"
                paragraph = word.add_paragraph(document, listed, style=word.CELL)
                paragraph.paragraph_format.left_indent = _INDENT
                paragraph.paragraph_format.first_line_indent = -_INDENT // 2
        word.add_paragraph(document, text(made), style=word.CELL)
        for part in parts:
            word.add_heading(document, part.notes[0]).paragraph_format.space_before = _ABOVE
            word.add_table(document, part.grid, small=True)
        return word.as_docx(document)
    rows = tuple(
        (marked(heading, TextMark.STRONG), plain("\n".join(lines))) for heading, lines in sections
    )
    heads = (say(_HEADING), say(_SUMMARY))
    grid = DocumentGrid(headers=heads, rows=rows, shares=(0.22, 0.78), letters=SHEET_LETTERS)
    overview = AnswerTable(name=say(_SUMMARY), grid=grid_in(grid, in_these))
    file = TableFile(
        title=" ".join(titles),
        notes=(text(made),),
        tables=(overview, *parts),
        language=language(),
    )
    return as_table_file(file, TableFormat(kind.value))


def _parts(answer: ShownComparison) -> Iterator[AnswerTable]:
    """The table of each kind of answer, its heading as its only note; one may have no rows."""
    pairs, covers, maybe = answer.shown_pairs(), answer.lone_covers(), answer.comparison.maybe
    names = wording.side_names(answer.comparison)

    def part(name: str, label: Label, count: int, rows: Iterable[_Row]) -> AnswerTable:
        grid = DocumentGrid(
            headers=(say(_HEADING), *names, say(_OUTCOME)),
            rows=tuple(rows),
            shares=(0.19, 0.3, 0.3, 0.21),
            letters=SHEET_LETTERS,
            most_whole_lines=_MOST_WHOLE_LINES,
        )
        return AnswerTable(name=name, notes=(say(label, count=count),), grid=grid)

    yield part(say(_TABLE), wording.PAIRS, len(pairs), _rows_of_pairs(pairs, answer, names))
    rows = (
        _row(
            phrase("Group {number}", number=number),
            _full_text(cover.left, answer),
            _full_text(cover.right, answer),
        )
        for number, cover in enumerate(covers, start=1)
    )
    yield part(say(_SEVERAL), wording.COVERS, len(covers), rows)
    unsure = _rows_of_pairs(maybe, answer, names)
    yield part(phrase("Possible matches"), wording.MAYBE, len(maybe), unsure)
    for measures, name, other in _alone(answer):
        heading = say(wording.ONLY, name=name, count=len(measures))
        grid = _alone_grid(measures, answer, name, other)
        yield AnswerTable(name=phrase("only {name}", name=name), notes=(heading,), grid=grid)


def _rows_of_pairs(
    pairs: Iterable[Pair], answer: ShownComparison, names: wording.Names
) -> Iterator[_Row]:
    for number, pair in enumerate(pairs, start=1):
        differing = wording.differing_count(pair)
        heading = phrase("Pair {number}: {differing}", number=number, differing=differing)
        yield (marked(heading, TextMark.STRONG),)
        yield from _pair_rows(pair, answer, names)


def _row(heading: str, left: Cell, right: Cell, outcome: str = "") -> _Row:
    return marked(heading, TextMark.STRONG), left, right, plain(outcome)


def _alone_grid(
    measures: Sequence[Measure], answer: ShownComparison, name: str, other: str
) -> DocumentGrid:
    """Measures of the side called `name`, a row each; columns without any text are left out."""
    filled = [_with_its_plan(measure, answer, name) for measure in measures]
    texts = {
        field: any(measure.text(field).strip() for measure, _ in filled) for field in _ALONE_SHARES
    }
    fields = [field for field, has_text in texts.items() if has_text]
    others = [field for field in TEXT_FIELDS if field not in ("title", *_ALONE_SHARES)]

    def row_of(measure: Measure, of_plan: str) -> _Row:
        quotations = answer.comparison.quotations_of(measure, of_others=True)
        notes = plain("\n".join(filter(None, (*quotation_lines(quotations), of_plan))))
        return (
            marked(measure.numbered_title, TextMark.STRONG),
            *(plain(measure.text(field)) for field in fields),
            plain(_named_with_others(measure, others)),
            _about(measure, answer) + _below(notes) + _below(_nearest(measure, answer, other)),
        )

    shares = [_TITLE_SHARE, *(_ALONE_SHARES[field] for field in fields), *_OTHER_SHARES]
    return DocumentGrid(
        headers=(
            *map(wording.field_name, ("title", *fields)),
            *(say(_OTHER_COLUMNS), say(_SUBJECT)),
        ),
        rows=tuple(row_of(*it) for it in filled),
        shares=tuple(share / sum(shares) for share in shares),
        letters=SHEET_LETTERS,
        most_whole_lines=_MOST_WHOLE_LINES,
    )


def comparison_tables(answer: ShownComparison) -> TableFile:
    """What is shown in lines, a row for each pair, group and lone measure, with their ids."""
    comparison, names = answer.comparison, wording.side_names(answer.comparison)
    columns = [(_KIND, 0), (Label("Alike (%)"), 0), *((name, 0) for name in names), (_OUTCOME, 0)]
    columns += [(say(Label("Id {name}"), name=name), 0) for name in names]
    counts = [each for each in comparison.coverage if each.indicator is not None]
    stated = (
        (indicator_name(each.indicator or 0), str(each.left), str(each.right), str(each.both))
        for each in counts
    )
    tables = [table_of(_TABLE, columns, _rows(answer, names), empty="")]
    if counts:
        heads = [(head, 0) for head in (INDICATOR, *names, Label("Pairs of which both state it"))]
        tables.append(table_of(Label("Indicators that the reports state"), heads, stated, empty=""))
    return TableFile(title=" ".join(wording.summary(answer).titles), notes=(), tables=tuple(tables))


def _rows(answer: ShownComparison, names: wording.Names) -> Iterator[Sequence[str]]:
    kinds = {Pair: say(Label("pair")), MaybePair: phrase("possible match"), Cover: say(_SEVERAL)}

    def row(
        part: str, alike: str, sides: Sequence[Sequence[Measure]], outcome: str
    ) -> Sequence[str]:
        titles = ["\n".join(map(title, measures)) for measures in sides]
        ids = ["\n".join(measure.id for measure in measures) for measures in sides]
        return part, alike, *titles, outcome, *ids

    def title(measure: Measure) -> str:
        # Where subjects were named, with what it is about.
        about = wording.subjects_text(answer.of(measure)) if answer.is_narrowed else ()
        return "\n".join(filter(None, (measure.numbered_title, *about)))

    items: tuple[Pair | Cover, ...] = (
        *answer.shown_pairs(),
        *answer.lone_covers(),
        *answer.comparison.maybe,
    )
    for item in items:
        if isinstance(item, Cover):
            sides, texts = (item.left, item.right), [wording.split_text(item, names)]
        else:
            sides = ((item.left,), (item.right,))
            differing = wording.differences_text(wording.different_fields(item), names)
            texts = [differing, *wording.result_texts(item, answer)]
            if extension := extension_of(item, answer.comparison):
                texts.append(wording.split_text(extension, names))
        outcome = " – ".join(filter(None, texts))
        yield row(kinds[type(item)], str(percent_of(item.similarity)), sides, outcome)
    for measures, name, other in _alone(answer):
        for measure in measures:
            near = cell_text(_nearest(measure, answer, other))
            outcome = " – ".join(filter(None, (*wording.alone_texts(measure, answer), near)))
            sides = ((measure,), ()) if name == names[0] else ((), (measure,))
            yield row(phrase("only {name}", name=name), "", sides, outcome)


def _pair_rows(pair: Pair, answer: ShownComparison, names: wording.Names) -> Iterator[_Row]:
    """A row for each column that either report has, then for what both have besides."""
    differences = {difference.field: difference for difference in pair.differences}
    of_both = any(map(is_of_both, (pair.left, pair.right)))
    empty = (answer.columns[0] & answer.columns[1]) - differences.keys()
    empty -= {"problems"} if of_both else set()
    missing = marked(say(wording.NOT_STATED), TextMark.QUIET)
    neither = wording.state_text(wording.FieldState.NEITHER, names)
    sides = (pair.left, pair.right)
    for field in TEXT_FIELDS:
        if field in differences:
            yield _field_row(differences[field], pair, names)
        elif field in empty:
            is_shared = of_both and field == "recommendations"
            yield _row(wording.field_name(field, of_both=is_shared), missing, missing, neither)
        if field == "title":
            left, right = (
                _about(measure, answer) + _below(marked(text, TextMark.QUIET))
                for measure, text in zip(sides, wording.plan_texts(pair, names), strict=True)
            )
            results = "\n".join(wording.result_texts(pair, answer))
            yield _row(say(_SUBJECT), left, right, results)
    others = [plain(_other_columns(side)) for side in sides]
    if any(others):
        left, right = (other or missing for other in others)
        yield _row(say(_OTHER_COLUMNS), left, right)
    cover = extension_of(pair, answer.comparison)
    if cover is not None:
        parts = _full_text(cover.added, answer)
        left, right = ((), parts) if len(cover.left) == 1 else (parts, ())
        yield _row(say(_SEVERAL), left, right, wording.split_text(cover, names))


def _field_row(difference: FieldDifference, pair: Pair, names: wording.Names) -> _Row:
    left, right = difference.left_spans, difference.right_spans
    state = wording.field_state(difference)
    if state is not wording.FieldState.DIFFERENT or difference.size >= WHOLLY_OTHER:
        left = right = ()
    of_left, of_right = (
        _text(difference, difference.left, left),
        _text(difference, difference.right, right),
    )
    if difference.field == "title":
        numbers = [f"{side.number}. " if side.number else "" for side in (pair.left, pair.right)]
        of_left, of_right = plain(numbers[0]) + of_left, plain(numbers[1]) + of_right
    # The cell of a column that no measure of a report states says so.
    is_unstated = state is wording.FieldState.UNSTATED
    outcome = "" if is_unstated else wording.state_text(state, names)
    return _row(wording.difference_name(difference), of_left, of_right, outcome)


def _text(difference: FieldDifference, text: str | None, spans: Sequence[TextSpan]) -> Cell:
    """A side's text with the words marked that the other side lacks."""
    if text is None or not text.strip():
        return marked(wording.missing_text(difference), TextMark.QUIET)
    if not spans or difference.field == "budget":
        return plain(wording.printed_text(difference.field, text))
    pieces = (
        marked(text[span.start : span.end], None if span.kind is SpanKind.SAME else TextMark.ADDED)
        for span in spans
    )
    return tuple(chain.from_iterable(pieces))


def _about(measure: Measure, answer: ShownComparison) -> Cell:
    """Indicator and topics that a report or a person states, and in grey where the row is."""
    stated, _guessed = wording.subjects_text(answer.of(measure))
    position = place_name(measure.source)
    grey = f"{say(SOURCE)}: {position}" if position else ""
    return (*plain(stated + "\n" * bool(stated and grey)), *marked(grey, TextMark.QUIET))


def _full_text(measures: Sequence[Measure], answer: ShownComparison) -> Cell:
    cells: list[Cell] = []
    for measure in measures:
        cells.append(marked(("\n\n" if cells else "") + measure.numbered_title, TextMark.STRONG))
        texts = plain(_named_with_others(measure, TEXT_FIELDS[1:]))
        cells += [_below(texts), _below(_about(measure, answer))]
    return tuple(chain.from_iterable(cells))


def _named(measure: Measure, fields: Iterable[str]) -> str:
    texts = ((name, wording.printed_text(name, measure.text(name).strip())) for name in fields)
    return "\n".join(f"{say(field_label(measure, name))}: {text}" for name, text in texts if text)


def _other_columns(measure: Measure) -> str:
    """What it aims at by its report's own columns, and its remarks, each below the other."""
    columns = {**aims_of(measure), **remark_columns(measure)}
    named = squash(measure.text("problems"))
    others = (it for it in columns.items() if squash(it[1]) != named)
    return "\n".join(f"{header}: {text}" for header, text in others)


def _named_with_others(measure: Measure, fields: Iterable[str]) -> str:
    return "\n".join(filter(None, (_named(measure, fields), _other_columns(measure))))


def _below(cell: Cell) -> Cell:
    return (*plain("\n"), *cell) if cell else ()


def _alone(answer: ShownComparison) -> Iterator[tuple[Sequence[Measure], str, str]]:
    """The measures of the left report alone, then those of the right one, each with the name of
    its side and of the other one."""
    left, right = wording.side_names(answer.comparison)
    yield answer.comparison.missing_right, left, right
    yield answer.comparison.missing_left, right, left


def _with_its_plan(measure: Measure, answer: ShownComparison, name: str) -> tuple[Measure, str]:
    """A measure alone with what it leaves to its plan's row, and words for what that is."""
    if (row := answer.comparison.planned.get(measure.id)) is None:
        return measure, ""
    sources = dict.fromkeys(left_to_plan(measure, row), row.source)
    return with_plan(measure, row), wording.taken_text(sources, name)


def _nearest(measure: Measure, answer: ShownComparison, name: str) -> Cell:
    """The most similar measure of the side called `name`; () if none is near or shown."""
    nearest = answer.comparison.nearest.get(measure.id)
    return marked(wording.nearest_text(nearest, name=name) if nearest else "", TextMark.QUIET)
