"""The columns of a dump: the whole library as one file, a row for each measure.

It is read back by their names, so a change of one is a breaking change. Lists have an item a line.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

from itasearch.domain.topics import topic
from itasearch.model import records
from itasearch.model.classification import Classification, Origin
from itasearch.model.documents import FORMULA_SIGNS
from itasearch.model.source import SourceRef
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES

Value = str | int | float | None
Row = Mapping[str, Value]  #: A row of a dump by column; None where there is nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class DumpedMeasure:
    """A measure with all that its row of a dump says."""

    measure: records.Measure
    report: records.Report
    about: Classification

    @property
    def guessed_indicator(self) -> int | None:
        """Its indicator as inferred from the text, where none is stated."""
        found = self.about.indicator
        return found.number if found is not None and found.origin is Origin.GUESSED else None

    @property
    def guessed_topics(self) -> tuple[str, ...]:
        """Ids of its topics as inferred from the text."""
        return tuple(it.topic for it in self.about.topics if it.origin is Origin.GUESSED)


@dataclass(frozen=True, slots=True)
class DumpColumn:
    """A column of a dump; `kind` of its values: str, int or float."""

    name: str
    path: str  #: of its value in a DumpedMeasure
    meaning: Label
    kind: type[str | int | float] = str

    def value(self, row: DumpedMeasure) -> Value:
        """What a row has of a measure."""
        try:
            found = _reader(self.path)(row)
        except AttributeError:  # of parts of an organisation that is not known
            return None
        if isinstance(found, tuple):
            return lines(found)
        is_value = found is None or type(found) is self.kind
        return found if is_value else self.kind(found)


_reader = cache(attrgetter)


def _column(
    path: str, meaning: Label, kind: type[str | int | float] = str, *, name: str = ""
) -> DumpColumn:
    return DumpColumn(name or path.rpartition(".")[2], path, meaning, kind)


def lines(items: Iterable[object]) -> str | None:
    """The items of a list as a cell."""
    return "\n".join(map(str, items)) or None


COLUMNS: tuple[DumpColumn, ...] = (
    _column(
        "measure.id", Label("Id of the measure in the library that was dumped"), name="measure_id"
    ),
    _column(
        "report.id",
        Label("Id of its report there; rows of one report are one report again"),
        name="report_id",
    ),
    _column(
        "report.organisation.name",
        Label("Name of the organisation with its type; empty where nobody said it"),
        name="organisation",
    ),
    _column(
        "report.organisation.type",
        Label("Type of the organisation, as in JSON"),
        name="organisation_type",
    ),
    _column("report.organisation.district", Label("Its district")),
    _column("report.organisation.province", Label("Its province")),
    _column(
        "report.organisation.aliases",
        Label("Other spellings of its name in its reports, one a line"),
    ),
    _column("report.fiscal_year_be", Label("Fiscal year in the Buddhist Era"), int),
    _column(
        "report.kind", Label("What the report is: plan, results or guidelines"), name="report_kind"
    ),
    _column("measure.number", Label("Number of the measure as printed")),
    _column(
        "measure.indicator",
        Label("ITA indicator, 1 to 10, that the report states or a person set"),
        int,
    ),
    _column("measure.topics", Label("Ids of the topics that a person set, one a line")),
    *(_column(f"measure.{name}", FIELD_NAMES[name]) for name in records.TEXT_FIELDS),
    _column(
        "guessed_indicator",
        Label("ITA indicator that itasearch infers from the text where none is stated"),
        int,
    ),
    _column("guessed_topics", Label("Ids of the topics that it infers from the text, one a line")),
    _column("report.missing", Label("What a person must check of the report, one a line")),
    _column("report.source.path", Label("File that the report was read from"), name="file"),
    _column("report.source.sha256", Label("SHA-256 of that file"), name="file_sha256"),
    _column("measure.source.page_number", Label("Page of that file, from 1"), int),
    _column("measure.source.sheet", Label("Sheet of that file")),
    _column("measure.source.table_number", Label("Table of that file or sheet, from 1"), int),
    _column("measure.source.row_number", Label("Row of that table or sheet, from 1"), int),
    _column("measure.source.line_number", Label("Line of that file, from 1"), int),
    _column("report.source.reworded", Label("1: itasearch's own rewording of a real report"), int),
)
"""The columns of the measures of a dump, in order."""

_OF_LIBRARY = ("measure.id", "guessed_", "measure.source.")
TAKEN_BACK = tuple(column for column in COLUMNS if not column.path.startswith(_OF_LIBRARY))
"""Those that `add` reads: the others follow from what the library holds. The parts of a dump, one
for each report, have no others."""

_NEEDED = {"report_id", "organisation", "fiscal_year_be", "report_kind", "title"}
"""Columns that no other table has together."""


def is_dump(names: Iterable[str]) -> bool:
    """Whether a table with columns of these names is a dump."""
    return {*names} >= _NEEDED


def dump_row(measure: DumpedMeasure) -> dict[str, Value]:
    """The row of a measure, in the order of COLUMNS."""
    return {column.name: column.value(measure) for column in COLUMNS}


def csv_value(value: Value) -> str:
    """A value as a cell of a CSV file that no spreadsheet calculates; `from_csv` undoes it."""
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and _is_formula(text) else text


def from_csv(cell: str) -> str:
    """The text that `csv_value` wrote."""
    return cell[1:] if cell.startswith("'") and _is_formula(cell[1:]) else cell


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULA_SIGNS)


def report_of(
    rows: Sequence[tuple[int, Row]], source: SourceRef, *, number: int, media_type: str
) -> records.Report:
    """The `number`-th report (from 1) of a file `source`, from its rows of a dump, at least one,
    each with its number in the file, from 1, the header's included. Raises ValueError: no value of
    its kind.
    """
    first = rows[0][1]
    identifier = records.report_id(source.sha256, number)
    measures = tuple(_measure(row, identifier, source, at) for at, row in rows)
    year = _int(first, "fiscal_year_be")
    if year is not None and not 2500 <= year <= 2700:
        raise ValueError("fiscal_year_be")
    return records.Report(
        id=identifier,
        source=source,
        media_type=media_type,
        organisation=_organisation(first),
        fiscal_year_be=year,
        kind=records.ReportKind(_str(first, "report_kind") or ""),
        measures=measures,
        missing=tuple(item for item in _items(first, "missing") if item in records.DOUBTS),
    )


def _organisation(row: Row) -> records.Organisation | None:
    name = _str(row, "organisation")
    return name and records.Organisation(  # type: ignore[return-value]
        name=name,
        type=records.OrganisationType(
            _str(row, "organisation_type") or records.OrganisationType.OTHER
        ),
        district=_str(row, "district"),
        province=_str(row, "province"),
        aliases=_items(row, "aliases"),
    )


def _measure(row: Row, report: str, source: SourceRef, at: int) -> records.Measure:
    place = SourceRef(path=source.path, sha256=source.sha256, table_number=1, row_number=at)
    indicator = _int(row, "indicator")
    if indicator is not None and not 1 <= indicator <= 10:
        raise ValueError("indicator")
    title = _str(row, "title")
    if not title:
        raise ValueError("title")
    return records.Measure(
        id=records.measure_id(report, place),
        report_id=report,
        source=place,
        number=_str(row, "number"),
        indicator=indicator,
        topics=tuple(item for item in _items(row, "topics") if topic(item)),
        title=title,
    ).with_texts({name: _str(row, name) for name in records.TEXT_FIELDS if name != "title"})


def _str(row: Row, name: str) -> str | None:
    value = row.get(name)
    return None if value is None or value == "" else str(value)


def _int(row: Row, name: str) -> int | None:
    text = _str(row, name)
    try:
        return None if text is None else int(float(text))
    except (ValueError, OverflowError):
        raise ValueError(name) from None


def _items(row: Row, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (_str(row, name) or "").split("\n")))
