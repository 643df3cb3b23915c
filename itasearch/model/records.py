"""Reports and what they hold: organisations, measures and ITA results."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from itasearch.model.source import DoubtfulWord, SourceRef
from itasearch.text.thai.normalize import squash


class OrganisationType(StrEnum):
    """Kinds of Thai local government."""

    CITY_MUNICIPALITY = "city_municipality"
    TOWN_MUNICIPALITY = "town_municipality"
    SUBDISTRICT_MUNICIPALITY = "subdistrict_municipality"
    SUBDISTRICT_ADMINISTRATIVE_ORGANISATION = "subdistrict_administrative_organisation"
    PROVINCIAL_ADMINISTRATIVE_ORGANISATION = "provincial_administrative_organisation"
    SPECIAL_ADMINISTRATIVE_AREA = "special_administrative_area"
    OTHER = "other"


class ReportKind(StrEnum):
    """What a report is: measures to come, measures done, or numbered guidelines."""

    PLAN = "plan"
    RESULTS = "results"
    GUIDELINES = "guidelines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A local government or agency."""

    name: str  #: full name with its type, such as "เทศบาลตำบลแม่กา"
    type: OrganisationType
    district: str | None = None
    province: str | None = None
    aliases: tuple[str, ...] = ()  #: other spellings found in its reports
    id: str = ""  #: "" until the store has given one
    sample: bool = False  #: whether it is invented, of the sample corpus; set by the store


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorScore:
    """Score (0–100) of one of the ten ITA indicators."""

    number: int
    name: str
    instrument: str
    score: float


LEAST_INDICATORS = 3  # with a score that make a table, or sentences, an ITA result by indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class ItaResult:
    """ITA result of one organisation; its year may differ from that of the report it is in."""

    fiscal_year_be: int | None
    total: float | None
    grade: str | None
    indicators: tuple[IndicatorScore, ...] = ()

    @property
    def scores(self) -> Mapping[int, float]:
        """By indicator."""
        return {it.number: it.score for it in self.indicators}


def newest_total(results: Iterable[ItaResult]) -> ItaResult | None:
    """The first of these results, newest first, that states a total."""
    return next((result for result in results if result.total is not None), None)


def scored(results: Iterable[ItaResult]) -> ItaResult | None:
    """The first of these results of a known year with scores of enough indicators to rank them."""
    enough = (result for result in results if len(result.indicators) >= LEAST_INDICATORS)
    return next((result for result in enough if result.fiscal_year_be), None)


def newest_scores(results: Sequence[ItaResult]) -> ItaResult | None:
    """As `scored`; where no result has enough scores to rank them, the first with any."""
    dated = (result for result in results if result.fiscal_year_be and result.indicators)
    return scored(results) or next(dated, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationResult:
    """An ITA result with the organisation it belongs to, from a file of results."""

    organisation: Organisation
    result: ItaResult
    source: SourceRef


TEXT_FIELDS = (
    "title",
    "steps",
    "timeframe",
    "responsible",
    "follow_up",
    "results",
    "outcomes",
    "problems",
    "recommendations",
    "budget",
    "evidence",
)
"""Names of a measure's text fields, in the order they are shown and embedded."""
MATTER_FIELDS = ("title", "steps", "results", "outcomes")  #: those of what is done


GROUP_ROW = "หัวข้อเหนือแถว"
"""Header of the raw cell with the row above a measure that names its group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One มาตรการ: a row of a report.

    Text fields hold items separated by "\\n", mended; None when the report has no such field.
    """

    id: str
    report_id: str
    title: str
    source: SourceRef
    number: str | None = None  #: as printed, in Arabic digits
    indicator: int | None = None  #: 1–10 as a cell or heading of the report states it
    indicator_corrected: bool = False  #: whether a person set `indicator`, or emptied it
    topics: tuple[str, ...] = ()  #: ids of domain/data/topics.toml that a person set; (): a guess
    steps: str | None = None
    timeframe: str | None = None
    responsible: str | None = None
    follow_up: str | None = None
    results: str | None = None
    outcomes: str | None = None
    problems: str | None = None
    recommendations: str | None = None
    budget: str | None = None
    evidence: str | None = None
    raw_cells: tuple[tuple[str, str], ...] = ()  #: (header, text) as read, of joined rows too
    doubtful_words: tuple[DoubtfulWord, ...] = ()  #: those of all fields that OCR may have misread

    @property
    def own_cells(self) -> tuple[tuple[str, str], ...]:
        """`raw_cells` without the row that names the group of several measures."""
        return tuple((header, text) for header, text in self.raw_cells if header != GROUP_ROW)

    @property
    def numbered_title(self) -> str:
        """Title with the number that it bears in its report."""
        return numbered(self.number, self.title)

    def text(self, name: str) -> str:
        """Text of a field, one of TEXT_FIELDS; "" when there is none."""
        if name not in TEXT_FIELDS:
            raise ValueError(f"no text field {name!r}; one of {', '.join(TEXT_FIELDS)}")
        value = getattr(self, name)
        return value if isinstance(value, str) else ""

    def is_expected(self, name: str) -> bool:
        """Whether a field has what is only expected: its columns are headed so."""
        expected = [squash(cell) for header, cell in self.raw_cells if "คาด" in header]
        key = expected and (squash(self.text(name)) or self.text(name))
        return bool(key) and key in (*expected, "".join(expected))

    def doubtful_places(self, name: str) -> tuple[tuple[int, int], ...]:
        """[start, end) of words that OCR may have misread and nobody corrected, in order."""
        text = self.text(name)
        pairs = {position for word in self.doubtful_words if (position := word.place_in(text))}
        return tuple(sorted(pairs)) if text else ()

    def with_texts(self, texts: Mapping[str, str | None]) -> "Measure":
        """The same with other texts in these fields, of TEXT_FIELDS."""
        return replace(self, **texts)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMeasure:
    """A measure of the library, its organisation, and its report's fiscal year."""

    measure: Measure
    organisation: Organisation | None
    fiscal_year_be: int | None
    quotations: tuple["Quotation", ...] = ()  #: what its town reports of it, where that was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One field in which a report says what was done, as printed."""

    measure_id: str  #: of the row that says it: the measure itself, or a row of results
    field: str  #: one of REPORT_FIELDS
    text: str
    source: SourceRef
    of_both: bool = False  #: whether its column is one of problems, too


def numbered(number: str | None, title: str) -> str:
    """A title with the number that it bears in its report, if any."""
    return f"{number}. {title}" if number else title


DOUBTS = ("organisation", "fiscal_year_be", "columns", "completeness", "reading")
"""What can be doubtful about a report: its organisation, its year, which column is which field,
whether all of the table's text was taken in, whether the file could be read well."""
DOUBTS_OF_ROWS = frozenset({"columns", "completeness", "reading"})  #: Those of the measures


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportHead:
    """Whose report it is, of what year and kind, and of which file; the id is as of `report_id`.

    `warnings` are what was noticed while reading, in one Thai sentence each.
    """

    id: str
    source: SourceRef
    media_type: str
    organisation: Organisation | None
    fiscal_year_be: int | None
    kind: ReportKind
    warnings: tuple[str, ...] = ()

    def stored(self, measure: Measure) -> StoredMeasure:
        """A measure of this report, with organisation and year."""
        return StoredMeasure(
            measure=measure, organisation=self.organisation, fiscal_year_be=self.fiscal_year_be
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadLine:
    """A line or table row of a file that is in no measure and is no heading, cover or note."""

    cells: tuple[str, ...]  #: as read; of a line outside tables one
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(ReportHead):
    """One organisation's measures in one fiscal year, as read from one file."""

    measures: tuple[Measure, ...]
    ita_result: ItaResult | None = None
    missing: tuple[str, ...] = ()  #: of DOUBTS: what a person must supply or confirm
    confidence: float = 1.0  #: 0–1, of the reading
    completeness: float | None = None  #: share of letters in measures; None: no measure
    unread: tuple[UnreadLine, ...] = ()  #: in reading order


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a person says of a file before it is read."""

    titles: tuple[str, ...] = ()  #: lines that are titles of measures, compared loosely
    columns: tuple[tuple[str, str | None], ...] = ()
    """(header, field) of columns; the field is one of TEXT_FIELDS, None for none of them."""
    by_hand: bool = False  #: the file is taken in also if no measure is recognised


NO_MARKS = Marks()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What a file of a media type holds: reports, or ITA results of many organisations, or both."""

    reports: tuple[Report, ...] = ()
    ita_results: tuple[OrganisationResult, ...] = ()
    warnings: tuple[str, ...] = ()
    media_type: str = "application/octet-stream"


def report_id(sha256: str, number: int = 1) -> str:
    """Id of the `number`-th report (from 1) of the file with this digest."""
    base = f"r{sha256[:12]}"
    return base if number == 1 else f"{base}.{number}"


def measure_id(report: str, ref: SourceRef) -> str:
    """Id of the measure that begins at `ref`; as unique, and not changed by corrections."""
    parts = []
    if ref.sheet is not None:
        parts.append("s" + hashlib.sha256(ref.sheet.encode()).hexdigest()[:6])
    for mark, number in (("p", ref.page_number), ("t", ref.table_number), ("r", ref.row_number)):
        if number is not None:
            parts.append(f"{mark}{number}")
    if ref.row_number is None and ref.line_number is not None:
        parts.append(f"l{ref.line_number}")
    return f"{report}-{''.join(parts)}"


def report_of(identifier: str) -> str:
    """Id of the report that a measure (by its id) belongs to; a report's own id stays."""
    return identifier.partition("-")[0]
