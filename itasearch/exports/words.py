"""What all exported tables have in common: notes, names of towns and subjects, sources."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Required, TypedDict, Unpack

from itasearch.clock import local_time
from itasearch.documents.grid import plain
from itasearch.model.classification import Classification, Origin
from itasearch.model.documents import Cell, DocumentGrid
from itasearch.model.form_check import RulePack
from itasearch.model.ranking import Filters
from itasearch.model.records import Measure, Organisation, OrganisationType
from itasearch.model.source import SourceRef
from itasearch.model.tables import MOST_TABLE_ROWS, AnswerTable, TableFile
from itasearch.wording import labels, names as wording_names
from itasearch.wording.document_words import MADE_WITH, TABLE_TITLE
from itasearch.wording.label import Label
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import indicator_name, topic_name

UNKNOWN = "–"
FILTER = Label("Filter {kind}: {values}")
FIELDS = labels.FIELD_NAMES
ORGANISATION = Label("Organisation")
INDICATOR = Label("Indicator")
TOPIC = Label("Topic")
YEAR = Label("Year")
FILE = Label("File", "export")
REPORT = Label("Report")
STEPS = Label("Steps")
RANK = Label("No.")
IDENTIFIER = Label("Id")
NO_MEASURES = Label("No measures")
NO_REPORTS = Label("No reports")

Row = Sequence[str]

_as_lines: ContextVar[bool] = ContextVar("as_lines", default=False)


@contextmanager
def written_in_lines(*, as_lines: bool) -> Iterator[None]:
    """Write for a terminal or pipe: tables have ids, and no columns that need a page."""
    before = _as_lines.set(as_lines)
    try:
        yield
    finally:
        _as_lines.reset(before)


def in_lines() -> bool:
    """Whether a terminal or pipe is written for."""
    return _as_lines.get()


def _word(text: object) -> str:
    return say(text) if isinstance(text, Label) else str(text)


def made_with(now: datetime) -> str:
    """What made a document, and when; by it the document is recognised."""
    local = local_time(now)
    time = f"{local.day} {local:%B %Y %H:%M}" if language() == "en" else labels.time_text(now)
    return f"{say(MADE_WITH)} {time}"


def made_at(now: datetime) -> str:
    """The note of when a file was made."""
    return phrase("Made at {time}", time=labels.time_text(now))


def nearest_rules_notes(fiscal_year_be: int | None, pack: RulePack) -> Iterator[str]:
    """The note that the rules of a year are another year's."""
    if fiscal_year_be not in (None, pack.fiscal_year_be):
        yield phrase(
            "no rules of {asked} are known; those of {year}, the nearest year, are applied",
            asked=fiscal_year_be,
            year=pack.fiscal_year_be,
        )


def filter_notes(filters: Filters, names: Mapping[str, str]) -> Iterator[str]:
    """A note for each kind of filter that was applied; `names` are of organisations, by id."""
    kinds: tuple[tuple[Label, list[str]], ...] = (
        (ORGANISATION, [names.get(id, id) for id in filters.organisation_ids]),
        (Label("Type"), [type_text(id) for id in filters.types]),
        (Label("Province"), [wording_names.province_name(name) for name in filters.provinces]),
        (Label("Fiscal year"), [str(year) for year in filters.fiscal_years]),
        (INDICATOR, list(map(indicator_name, filters.indicators))),
        (TOPIC, list(map(topic_name, filters.topics))),
    )
    more = Label(" and {count} more", "export")
    for kind, values in kinds:
        if values:
            left = len(values) - _MOST_VALUES
            rest = say(more, count=left) if left > 0 else ""
            yield say(FILTER, kind=say(kind), values=", ".join(values[:_MOST_VALUES]) + rest)


def mark_notes(owners: Iterable[tuple[Organisation | None, bool]]) -> Iterator[str]:
    """What the marks of organisations mean, each once; (organisation, reworded) pairs."""
    marks = {labels.mark_of(organisation, reworded=reworded) for organisation, reworded in owners}
    for mark in labels.WordingMark:
        if mark in marks:
            yield f"({say(wording_names.MARKS[mark])}) = {say(wording_names.MARK_MEANINGS[mark])}"


def year_text(year: int | None, source: SourceRef | None = None) -> str:
    """A fiscal year as a cell, marked if that of the report is unsure."""
    return UNKNOWN if year is None else labels.marked_year(str(year), source)


def score_text(score: float | None) -> str:
    """A score as a cell."""
    return UNKNOWN if score is None else labels.score_text(score)


def type_text(kind: str) -> str:
    """An organisation's type by its value."""
    types = {str(type): type for type in OrganisationType}
    return say(wording_names.TYPES[types[kind]]) if kind in types else kind


def subjects_text(classification: Classification) -> str:
    """Indicator and topics, a line each; guesses say so."""
    lines = []
    if classification.indicator is not None:
        number = indicator_name(classification.indicator.number)
        lines.append(f"{say(INDICATOR)} {number}{_guess(classification.indicator.origin)}")
    lines += [f"{topic_name(topic.topic)}{_guess(topic.origin)}" for topic in classification.topics]
    return "\n".join(lines)


def _guess(origin: Origin) -> str:
    return say(Label(" (inferred from the text)")) if origin is Origin.GUESSED else ""


def source_text(source: SourceRef) -> str:
    """The file, then the place in it, as text without a link."""
    position = wording_names.place_name(source)
    return "\n".join(filter(None, (labels.file_name(source.path), position)))


def dated_total(total: float | None, year_be: int | None) -> str:
    """A total with the year that it is of; a dash where there is none."""
    if total is None:
        return UNKNOWN
    return phrase("{score} ({year})", score=score_text(total), year=year_text(year_be))


def fields_text(measure: Measure, fields: Iterable[str]) -> str:
    """The fields of a measure that it has, each under its name."""
    texts = ((say(labels.field_label(measure, field)), measure.text(field)) for field in fields)
    return "\n".join(f"{name}: {text}" for name, text in texts if text)


ON_PAGES = "on pages"  #: behind the share of a column that lines leave out
_MOST_VALUES = 20  # of one filter that a note names
SHEET_LETTERS = 0.75  # of a sheet's usual size: printed in 11 points
_PAGE = 170.0  # width of a page in millimetres, as in documents/sheet.py
Column = tuple[object, float] | tuple[object, float, str]
"""Header, a label or text, and share of the width, in any unit; one without is in lines only."""


class _Shape(TypedDict, total=False):
    empty: Required[Label | str]  #: the only row of a file where there is none
    notes: Iterable[str]
    on_pages: bool  #: see AnswerTable
    repeated: int  #: see DocumentGrid; so is `numbers`
    spreads: bool  #: whether columns that are together wider than _PAGE go on over more pages
    numbers: Iterable[int]


def table_of(
    name: Label | str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[str | Cell]],
    **shape: Unpack[_Shape],
) -> AnswerTable:
    """A table of this name; rows have as many texts as columns.

    Of more than MOST_TABLE_ROWS rows the last one says how many are left out.
    """
    as_lines = in_lines()
    chosen = [
        (at, share)
        for at, (_, share, *on) in enumerate(columns)
        if (ON_PAGES not in on if as_lines else share)
    ]
    shares = [1.0 if as_lines else share for _, share in chosen]
    cells = [
        tuple(
            plain(cell) if isinstance(cell, str) else cell for cell in (row[at] for at, _ in chosen)
        )
        for row in rows
    ]
    listed = cells[:MOST_TABLE_ROWS] or [(plain(_word(shape["empty"])),)] * (not as_lines)
    if len(cells) > MOST_TABLE_ROWS:
        rows_left = Label("{count:,more rows} are not shown")
        listed.append((plain(say(rows_left, count=len(cells) - MOST_TABLE_ROWS)),))
    grid = DocumentGrid(
        headers=tuple(_word(columns[at][0]) for at, _ in chosen),
        rows=tuple(listed),
        shares=tuple(share / sum(shares) for share in shares),
        repeated=shape.get("repeated", 0),
        pages=max(1.0, sum(shares) / _PAGE) if shape.get("spreads") else 1.0,
        numbers=frozenset(shape.get("numbers", ())),
        letters=SHEET_LETTERS,
    )

    return AnswerTable(
        name=_word(name),
        grid=grid,
        notes=tuple(shape.get("notes", ())),
        on_pages=shape.get("on_pages", False),
    )


def file_of(what: str, notes: Iterable[str], *tables: AnswerTable) -> TableFile:
    """Tables as a file about `what`; it is recognised when somebody adds it to a library."""
    return TableFile(title=f"{say(TABLE_TITLE)} · {what}", notes=tuple(notes), tables=tables)
