"""A comparison as a Word document, a workbook or a CSV file, in Thai or English.

All three are made of the same entries and of the page of prose in wording/comparison.py, so that
they say the same. Texts of reports stay as they are; Word takes their letters as Thai (its language
for complex script), whatever the language of the document.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import chain

from docx.document import Document
from docx.shared import Pt

from itasearch.documents import word
from itasearch.documents.grid import grid_in, in_digits, marked, plain
from itasearch.documents.sheet import as_table_file
from itasearch.domain.headers import aims_of, is_of_both, remark_columns
from itasearch.enrich.plan_rows import left_to_plan, with_plan
from itasearch.exports.words import INDICATOR, SHEET_LETTERS, made_with, table_of
from itasearch.model.comparison import FieldDifference, Pair, SpanKind, TextSpan, percent_of
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
_AGAIN = Label("(the same text at {places}, too)")
_NARROW_FIELDS = ("steps", "timeframe", "responsible")
"""Fields with a column of their own in the table of one side, if at least half of its measures
have them."""

_ABOVE = Pt(10)  # space between a table and the next heading, which would touch it
_INDENT = Pt(18)

_MOST_WHOLE_LINES = 5
"""Lines of a row from which on it may go over two pages: fewer would leave parts of pages empty,
more would cut short texts. Chosen by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    heading: str
    left: Cell
    right: Cell
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """What belongs together: a pair, a cover, a measure alone."""

    part: str  #: heading of all entries of its kind
    name: str  #: over its lines, "" where they need none
    lines: tuple[_Line, ...]


def render(
    answer: ShownComparison, kind: ComparisonFormat, *, digits: Digits, now: datetime
) -> bytes:
    """What is shown of a comparison as the bytes of a file, in the language of `written_in`.

    English has Arabic digits, and those of reports' texts as they are.
    """
    in_these, made = digits if language() == "th" else None, made_with(now)
    if kind is ComparisonFormat.DOCX:
        return _document(answer, in_these, made)
    grids = {say(_TABLE): _flat_grid(answer)}
    if kind is ComparisonFormat.XLSX:
        table = _sides_grid(_entries(answer), wording.side_names(answer.comparison))
        grids = {say(_SUMMARY): _overview(wording.summary(answer)), say(_TABLE): table}
    tables = (AnswerTable(name=name, grid=grid_in(grid, in_these)) for name, grid in grids.items())
    file = TableFile(
        title=in_digits(" ".join(wording.summary(answer).titles), in_these),
        notes=(in_digits(made, in_these),),
        tables=tuple(tables),
        language=language(),
    )
    return as_table_file(file, TableFormat(kind.value))


def _document(answer: ShownComparison, digits: Digits | None, made: str) -> bytes:
    prose, text = wording.summary(answer), partial(in_digits, digits=digits)
    titles = tuple(map(text, prose.titles))
    document = word.new_document(
        " ".join(titles), digits=digits or Digits.ARABIC, language=language()
    )
    word.add_titles(document, titles)
    for section in prose.sections:
        word.add_heading(document, text(section.heading), level=2)
        if section.text:
            word.add_paragraph(document, text(section.text), style=word.CELL)
        _add_items(document, map(text, section.items))
    word.add_heading(document, say(_NOTES), level=2)
    _add_items(document, map(text, (*prose.notes, made)))
    entries = list(_entries(answer))
    alone = {_only_heading(answer, left=left) for left in (True, False)}
    for part in dict.fromkeys(entry.part for entry in entries):
        if part not in alone:
            of_part = [entry for entry in entries if entry.part == part]
            names = wording.side_names(answer.comparison)
            _add_grid(document, part, _sides_grid(of_part, names), digits)
    for left in (True, False):
        grid = _alone_grid(answer, left=left)
        if grid.rows:
            grid = word.fitted_to(word.page_space_of(document), grid, small=True)
            _add_grid(document, _only_heading(answer, left=left), grid, digits)
    return word.as_docx(document)


def _add_items(document: Document, items: Iterable[str]) -> None:
    for item in items:
        paragraph = word.add_paragraph(document, f"–\N{NO-BREAK SPACE}{item}", style=word.CELL)
        paragraph.paragraph_format.left_indent = _INDENT
        paragraph.paragraph_format.first_line_indent = -_INDENT // 2


def _add_grid(document: Document, heading: str, grid: DocumentGrid, digits: Digits | None) -> None:
    word.add_heading(document, in_digits(heading, digits)).paragraph_format.space_before = _ABOVE
    word.add_table(document, grid_in(grid, digits), small=True)


def _overview(prose: wording.ComparisonSummary) -> DocumentGrid:
    rows = [
        (
            marked(section.heading, TextMark.STRONG),
            plain("\n".join(filter(None, (section.text, *section.items)))),
        )
        for section in prose.sections
    ]
    rows.append((marked(say(_NOTES), TextMark.STRONG), plain("\n".join(prose.notes))))
    heads = (say(_HEADING), say(_SUMMARY))
    return DocumentGrid(headers=heads, rows=tuple(rows), shares=(0.22, 0.78), letters=SHEET_LETTERS)


def _flat_grid(answer: ShownComparison) -> DocumentGrid:
    names = wording.side_names(answer.comparison)
    rows = tuple(
        (
            *map(plain, (entry.part, entry.name, line.heading)),
            *(line.left, line.right, plain(line.outcome)),
        )
        for entry in _entries(answer)
        for line in entry.lines
    )
    headers = (say(_KIND), say(Label("No.")), say(_HEADING), *names, say(_OUTCOME))
    return DocumentGrid(headers=headers, rows=rows, shares=(1 / 6,) * 6)


def _sides_grid(entries: Iterable[_Entry], names: wording.Names) -> DocumentGrid:
    rows: list[tuple[Cell, ...]] = []
    for entry in entries:
        if len(entry.lines) > 1:
            rows.append((marked(entry.name, TextMark.STRONG),))
        rows += [
            (marked(line.heading, TextMark.STRONG), line.left, line.right, plain(line.outcome))
            for line in entry.lines
        ]
    return DocumentGrid(
        headers=(say(_HEADING), *names, say(_OUTCOME)),
        rows=tuple(rows),
        shares=(0.19, 0.3, 0.3, 0.21),
        letters=SHEET_LETTERS,
        most_whole_lines=_MOST_WHOLE_LINES,
    )


def _entries(answer: ShownComparison) -> Iterator[_Entry]:
    comparison, names = answer.comparison, wording.side_names(answer.comparison)
    pairs, covers = answer.shown_pairs(), answer.lone_covers()
    for number, pair in enumerate(pairs, start=1):
        relation = wording.relation_name(pair, names)
        yield _Entry(
            part=wording.pairs_heading(answer),
            name=say(Label("Pair {number}: {relation}"), number=number, relation=relation),
            lines=tuple(_pair_lines(pair, answer, names)),
        )
    for number, cover in enumerate(covers, start=1):
        heading = say(Label("Group {number}"), number=number)
        line = _Line(
            heading=heading,
            left=_whole(cover.left, answer),
            right=_whole(cover.right, answer),
            outcome=wording.split_text(cover, names),
        )
        part = say(wording.COVERS, count=len(covers))
        yield _Entry(part=part, name=heading, lines=(line,))
    for number, maybe in enumerate(comparison.maybe, start=1):
        yield _Entry(
            part=say(wording.MAYBE, count=len(comparison.maybe)),
            name=say(Label("To be read: pair {number}"), number=number),
            lines=tuple(_pair_lines(maybe, answer, names)),
        )
    for left in (True, False):
        part = _only_heading(answer, left=left)
        for number, measure in enumerate(_alone(answer, left=left), start=1):
            heading = say(Label("Only {name}, no. {number}"), name=names[not left], number=number)
            whole, of_plan = _with_its_plan(measure, answer, names[not left])
            sides = (_whole((whole,), answer), _nearest(measure, answer, left=left, steps=True))
            own, other = sides if left else sides[::-1]
            notes = (
                ""
                if wording.other_has_title(measure, answer)
                else say(wording.NOT_IN, name=names[left]),
                *quotation_lines(answer.comparison.quotations_of(measure, of_others=True)),
                wording.elsewhere_text(measure, answer),
                of_plan,
            )
            outcome = " – ".join(filter(None, notes))
            line = _Line(heading=heading, left=own, right=other, outcome=outcome)
            yield _Entry(part=part, name=heading, lines=(line,))


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
    part = say(Label("pair"))
    for pair in answer.shown_pairs():
        texts = (wording.relation_text(pair, names), *wording.result_texts(pair, answer))
        outcome = " – ".join(filter(None, texts))
        if extension := extension_of(pair, answer.comparison):
            outcome += f" – {wording.split_text(extension, names)}"
        yield _row(part, pair.similarity, (pair.left,), (pair.right,), outcome, answer)
    for cover in answer.lone_covers():
        outcome = wording.split_text(cover, names)
        yield _row(say(_SEVERAL), cover.similarity, cover.left, cover.right, outcome, answer)
    for maybe in answer.comparison.maybe:
        sides, texts = ((maybe.left,), (maybe.right,)), wording.texts_with(maybe, answer)
        yield _row(phrase("To be read"), maybe.similarity, *sides, " – ".join(texts), answer)
    for left in (True, False):
        for measure in _alone(answer, left=left):
            near = cell_text(_nearest(measure, answer, left=left))
            outcome = " – ".join(filter(None, (*wording.alone_texts(measure, answer), near)))
            part = say(Label("only {name}"), name=names[not left])
            ours = (measure,)
            yield _row(part, None, ours if left else (), () if left else ours, outcome, answer)


def _row(
    part: str,
    similarity: float | None,
    left: Sequence[Measure],
    right: Sequence[Measure],
    outcome: str,
    answer: ShownComparison,
) -> Sequence[str]:
    def title(measure: Measure) -> str:
        # Where subjects were named, with what it is about.
        about = wording.subjects_text(answer.of(measure)) if answer.is_narrowed else ()
        return "\n".join(filter(None, (measure.numbered_title, *about)))

    sides = ["\n".join(map(title, measures)) for measures in (left, right)]
    ids = ["\n".join(measure.id for measure in measures) for measures in (left, right)]
    return part, "" if similarity is None else str(percent_of(similarity)), *sides, outcome, *ids


def _pair_lines(pair: Pair, answer: ShownComparison, names: wording.Names) -> Iterator[_Line]:
    differences = {difference.field: difference for difference in pair.differences}
    empty = (answer.columns[0] & answer.columns[1]) - differences.keys()
    of_both = any(map(is_of_both, (pair.left, pair.right)))
    empty -= {"problems"} if of_both else set()
    missing = marked(say(wording.NOT_STATED), TextMark.QUIET)
    neither = wording.state_text(wording.FieldState.NEITHER, names)
    for field in TEXT_FIELDS:
        if field in differences:
            line = _field_line(differences[field], pair, names)
            notes = (line.outcome, *(wording.texts_with(pair, answer) if field == "title" else ()))
            yield replace(line, outcome="\n".join(filter(None, notes)))
        elif field in empty:
            is_shared = of_both and field == "recommendations"
            heading = wording.field_name(field, of_both=is_shared)
            yield _Line(heading=heading, left=missing, right=missing, outcome=neither)
        if field == "title":
            plans = [_below(marked(it, TextMark.QUIET)) for it in wording.plan_texts(pair, names)]
            left, right = (
                _about(pair.left, answer) + plans[0],
                _about(pair.right, answer) + plans[1],
            )
            yield _Line(heading=say(_SUBJECT), left=left, right=right)
    others = [plain(_other_columns(side)) for side in (pair.left, pair.right)]
    if any(others):
        left, right = (other or missing for other in others)
        yield _Line(heading=say(_OTHER_COLUMNS), left=left, right=right)
    cover = extension_of(pair, answer.comparison)
    if cover is not None:
        parts = _whole(cover.added, answer)
        left, right = ((), parts) if len(cover.left) == 1 else (parts, ())
        outcome = wording.split_text(cover, names)
        yield _Line(heading=say(_SEVERAL), left=left, right=right, outcome=outcome)


def _field_line(difference: FieldDifference, pair: Pair, names: wording.Names) -> _Line:
    left, right = difference.left_spans, difference.right_spans
    state = wording.field_state(difference)
    if state is not wording.FieldState.DIFFERENT or difference.size >= WHOLLY_OTHER:
        left = right = ()
    cells = [_text(difference, difference.left, left), _text(difference, difference.right, right)]
    if difference.field == "title":
        numbers = (f"{side.number}. " if side.number else "" for side in (pair.left, pair.right))
        cells = [(*plain(text), *cell) for text, cell in zip(numbers, cells, strict=True)]
    return _Line(
        heading=wording.difference_name(difference),
        left=cells[0],
        right=cells[1],
        # Its cell says that no measure states it.
        outcome="" if state is wording.FieldState.UNSTATED else wording.state_text(state, names),
    )


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


def _whole(measures: Sequence[Measure], answer: ShownComparison) -> Cell:
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


def _alone(answer: ShownComparison, *, left: bool) -> tuple[Measure, ...]:
    return answer.comparison.missing_right if left else answer.comparison.missing_left


def _with_its_plan(measure: Measure, answer: ShownComparison, name: str) -> tuple[Measure, str]:
    """A measure alone with what it leaves to its plan's row, and words for what that is."""
    if (row := answer.comparison.planned.get(measure.id)) is None:
        return measure, ""
    sources = dict.fromkeys(left_to_plan(measure, row), row.source)
    return with_plan(measure, row), wording.taken_text(sources, name)


def _only_heading(answer: ShownComparison, *, left: bool) -> str:
    names = wording.side_names(answer.comparison)
    return say(wording.ONLY, name=names[not left], count=len(_alone(answer, left=left)))


def _nearest(measure: Measure, answer: ShownComparison, *, left: bool, steps: bool = False) -> Cell:
    """The most similar measure of the other report, another matter; () if none is near or shown."""
    near = wording.near_measure(measure, answer)
    if near is None:
        return ()
    label = wording.nearest_text(near, name=wording.side_names(answer.comparison)[left])
    position = place_name(near.measure.source)
    title = near.measure.numbered_title + (f" ({position})" if position else "")
    below = _named(near.measure, ("steps",)) if steps else ""
    return marked("\n".join(filter(None, (f"{label}: {title}", below))), TextMark.QUIET)


def _alone_grid(answer: ShownComparison, *, left: bool) -> DocumentGrid:
    """Measures of one side, many by indicator, as the summary has them; those that a group repeats
    once, without empty columns."""

    def about(measure: Measure) -> Cell:
        # The table has columns of what its own row says.
        of_others = answer.comparison.quotations_of(measure, of_others=True)
        texts = [*quotation_lines(of_others), wording.elsewhere_text(measure, answer)]
        elsewhere = plain("\n".join(filter(None, texts)))
        near = _nearest(measure, answer, left=left)
        of_plan = plain(filled[measure.id][1])
        return (*_about(measure, answer), *_below(elsewhere), *_below(near), *_below(of_plan))

    name = wording.side_names(answer.comparison)[not left]
    filled = {it.id: _with_its_plan(it, answer, name) for it in _alone(answer, left=left)}
    measures = [measure for measure, _ in filled.values()]
    is_long = len(measures) > wording.MOST_ITEMS
    by_heading = wording.by_indicator(measures, answer) if is_long else {"": measures}
    repeats: dict[tuple[str, ...], list[Measure]] = {}
    for heading, members in by_heading.items():
        for measure in members:
            texts = (heading, *(squash(measure.text(field)) for field in TEXT_FIELDS))
            repeats.setdefault(texts, []).append(measure)
    same = {rows[0].id: rows for rows in repeats.values()}

    def title(measure: Measure) -> Cell:
        places = [place_name(copy.source) for copy in same[measure.id][1:]]
        again = say(_AGAIN, places=", ".join(places)) if places else ""
        return (*marked(measure.numbered_title, TextMark.STRONG), *_below(plain(again)))

    narrow = [
        field
        for field in _NARROW_FIELDS
        if 2 * sum(bool(measure.text(field).strip()) for measure in measures) >= len(measures)
    ]
    others = [field for field in TEXT_FIELDS if field not in ("title", *narrow)]
    heads = [*map(wording.field_name, ("title", *narrow)), say(_OTHER_COLUMNS)]
    heads.append(say(_SUBJECT))

    def row_of(measure: Measure) -> tuple[Cell, ...]:
        texts = [*map(measure.text, narrow), _named_with_others(measure, others)]
        return title(measure), *map(plain, texts), about(measure)

    groups = {
        heading: [row_of(member) for member in members if member.id in same]
        for heading, members in by_heading.items()
    }
    cells = list(zip(*chain.from_iterable(groups.values()), strict=True))
    used = [position for position, column in enumerate(cells) if any(map(cell_text, column))]
    rows: list[tuple[Cell, ...]] = []
    for heading, some in groups.items():
        if is_long:
            rows.append((marked(f"{heading} ({len(by_heading[heading])})", TextMark.STRONG),))
        rows += [tuple(row[position] for position in used) for row in some]
    return DocumentGrid(
        headers=tuple(heads[position] for position in used),
        rows=tuple(rows),
        shares=(1 / max(1, len(used)),) * len(used),
        most_whole_lines=_MOST_WHOLE_LINES,
    )
