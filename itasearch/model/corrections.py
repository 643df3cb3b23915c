"""What a person corrects in a report, one class for each kind of correction.

Corrections are kept next to what was read: each can be undone, survives reading the file again, and
stays in the history. Lines count from 1. A correction that cannot be made raises
WrongCorrectionError.
"""

from dataclasses import dataclass
from datetime import datetime

from itasearch.errors import Message
from itasearch.model.classification import MOST_TOPICS
from itasearch.model.library import ReportSummary
from itasearch.model.records import DOUBTS, TEXT_FIELDS, Measure, Report, report_of

EDITABLE_FIELDS = (*TEXT_FIELDS, "number", "indicator")  #: Those that a person can write over


class WrongCorrectionError(ValueError):
    """A correction that cannot be made; the message says why."""

    def __init__(self, message: str | Message, /, **values: object) -> None:
        self.message = Message(message, **values) if isinstance(message, str) else message
        super().__init__(str(self.message))


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOrganisation:
    """Whose report it is: the id or full name of an organisation (a province may follow)."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFiscalYear:
    """Of which fiscal year (BE, 2500–2700) the report is."""

    fiscal_year_be: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetColumn:
    """Which field a column of the report's tables holds."""

    header: str  #: the column's header as in Measure.raw_cells, compared loosely
    field: str | None  #: one of TEXT_FIELDS; None: no field, its text stays in raw_cells alone.

    def __post_init__(self) -> None:
        if self.field is not None:
            _check(self.field, TEXT_FIELDS, "text field")


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkTitles:
    """Lines of the file that are titles of measures: the file is read again with them."""

    titles: tuple[str, ...]  #: texts of unread lines, compared loosely

    def __post_init__(self) -> None:
        if not any(title.strip() for title in self.titles):
            raise WrongCorrectionError(Message("mark at least one line as a title"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkColumn:
    """Which field a column of an unread table holds: the file is read again with it."""

    header: str  #: the text of its cell in the table's header row, compared loosely
    field: str | None  #: one of TEXT_FIELDS; None: no field

    def __post_init__(self) -> None:
        if self.field is not None:
            _check(self.field, TEXT_FIELDS, "text field")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCell:
    """The text of a field of a measure."""

    measure_id: str
    field: str  #: one of EDITABLE_FIELDS
    text: str  #: "" empties the field, but no title; an indicator is "1" to "10", "": a guess

    def __post_init__(self) -> None:
        _check(self.field, EDITABLE_FIELDS, "field")
        if self.field == "title" and not self.text.strip():
            raise WrongCorrectionError(
                Message("a measure needs a title; remove the row if it is no measure")
            )
        if self.field == "indicator" and self.text not in {"", *map(str, range(1, 11))}:
            raise WrongCorrectionError(
                "no indicator {text!r}; one of 1 to 10, or empty", text=self.text
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class SetTopics:
    """Topics of a measure, in place of guessed ones."""

    measure_id: str
    topics: tuple[str, ...]  #: ids of domain/data/topics.toml, the main one first; (): a guess

    def __post_init__(self) -> None:
        if len(self.topics) > MOST_TOPICS:
            raise WrongCorrectionError(
                "{count} topics; a measure has at most {most_topics}",
                count=len(self.topics),
                most_topics=MOST_TOPICS,
            )
        if len(set(self.topics)) < len(self.topics):
            names = ", ".join(self.topics)
            raise WrongCorrectionError("a topic is named twice: {names}", names=names)


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitMeasure:
    """A row that holds two measures: some lines of its fields are the second one's."""

    measure_id: str
    lines: tuple[tuple[str, int], ...] = ()  #: (field, line number) that go to the second measure
    title: str | None = None  #: of the second measure, where no line of the title goes there

    def __post_init__(self) -> None:
        for field, number in self.lines:
            _check(field, TEXT_FIELDS, "text field")
            if number < 1:
                raise WrongCorrectionError("no line {number}; lines count from 1", number=number)
        titled = any(field == "title" for field, _ in self.lines)
        if not titled and not (self.title or "").strip():
            raise WrongCorrectionError(
                Message("the second measure needs a title: move a line of it, or write one")
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinMeasure:
    """A row that continues the measure before it in the report."""

    measure_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveMeasure:
    """A row that is no measure; undo the correction to have it back."""

    measure_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgePair:
    """Whether a measure does the same thing as one of another report, whatever they look like."""

    measure_id: str
    other_id: str
    same: bool

    def __post_init__(self) -> None:
        if report_of(self.measure_id) == report_of(self.other_id):
            raise WrongCorrectionError(
                "{measure_id} and {other_id} are measures of the same report",
                measure_id=self.measure_id,
                other_id=self.other_id,
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDoubt:
    """A person confirms that something doubtful (one of DOUBTS) was read correctly."""

    doubt: str

    def __post_init__(self) -> None:
        _check(self.doubt, DOUBTS, "doubt")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prefer:
    """This report is the one to use among the versions that existed when it was chosen."""


OfRow = EditCell | SetTopics | SplitMeasure | JoinMeasure | RemoveMeasure
"""Corrections of one measure."""

Mark = MarkTitles | MarkColumn
"""Corrections with which the file is read again."""

Correction = (
    SetOrganisation | SetFiscalYear | SetColumn | Mark | OfRow | JudgePair | ConfirmDoubt | Prefer
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """What a correction named when it was made: finds it again in another reading."""

    title: str = ""
    other: str = ""  #: title of the other measure of a judged pair
    part: str = ""  #: id of the second part of a split measure
    lines: tuple[str, ...] = ()  #: texts of the moved lines, as SplitMeasure.lines
    fiscal_year_be: int | None = None  #: the year that was confirmed, or corrected
    stated: tuple[str, ...] = ()  #: parts of its place that were given: "district", "province"
    learnt: tuple[str, ...] = ()  #: those of them that the store did not know before


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCorrection:
    """A correction as it was made."""

    id: int  #: counts up over the whole library
    report_id: str
    correction: Correction
    made_at: datetime
    undone_at: datetime | None = None  #: None while it is in force
    placed: bool = True  #: False: without effect, for its measure, column or row is gone
    anchor: Anchor = Anchor()
    organisation_id: str | None = None  #: the organisation that it states or confirms
    replaced: bool = False  #: without effect while a later one of the same is in force


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportColumn:
    """A column: its header as in Measure.raw_cells, its field (None: none), its first text."""

    header: str
    field: str | None
    sample: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A report with all that a person needs to judge its reading."""

    summary: ReportSummary
    report: Report
    read: tuple[Measure, ...]  #: its measures as they were read
    columns: tuple[ReportColumn, ...]  #: in the order of the table
    corrections: tuple[MadeCorrection, ...]  #: all that were ever made, oldest first
    versions: tuple[ReportSummary, ...]  #: other versions of the same report, the one in use first


def _check(value: str, allowed: tuple[str, ...], what: str) -> None:
    if value not in allowed:
        names = ", ".join(allowed)
        raise WrongCorrectionError(
            "no {what} {value!r}; one of {names}", what=what, value=value, names=names
        )
