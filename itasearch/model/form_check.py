"""Which parts of the official form a measure has: advice, no verdict."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import ReportKind, numbered


class Part(StrEnum):
    """Required parts of a measure, in the order of the form."""

    STEPS = "steps"
    TIMEFRAME = "timeframe"
    RESPONSIBLE = "responsible"
    FOLLOW_UP = "follow_up"
    RESULTS = "results"


class Standing(StrEnum):
    """Where a part was found. A cell without words ("-", "……", "«…»") is empty."""

    THERE = "there"
    ELSEWHERE = "elsewhere"
    MISSING = "missing"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartCheck:
    """One part of one measure.

    Attributes:
        standing: THERE in its own field; ELSEWHERE in another one; MISSING where it is
            required and was found nowhere; NOT_ASKED where it was found nowhere and the
            rules do not require it of this kind, or the report has no table.
        field: where it was found, one of records.TEXT_FIELDS; None where it was not.
        start: first code point, in that field, of the words that state it.
        end: after the last one; THERE spans the whole field.
    """

    part: Part
    standing: Standing
    field: str | None = None
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureCheck:
    """All parts of one measure, one check each, in the order of Part."""

    measure_id: str
    number: str | None
    title: str
    parts: tuple[PartCheck, ...]

    @property
    def numbered_title(self) -> str:
        """Title with its number, as Measure.numbered_title."""
        return numbered(self.number, self.title)

    @property
    def missing(self) -> tuple[Part, ...]:
        """Required parts that were found nowhere."""
        return tuple(one.part for one in self.parts if one.standing is Standing.MISSING)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCheck:
    """A report, or a draft, by the rules of its fiscal year.

    Attributes:
        rules_year_be: fiscal year whose rules apply: its own, else the nearest known
            one; the newest where the report's year is not known.
        kind: of the report; guidelines have no table, and nothing is required of them.
        item: the disclosure item (OIT) that the report belongs to in that year, such
            as "O42"; None where that is not known.
        confirmed: whether the rules of that year were confirmed in a primary source.
        measures: in the report's order.
    """

    fiscal_year_be: int | None
    rules_year_be: int
    kind: ReportKind
    measures: tuple[MeasureCheck, ...]
    item: str | None = None
    confirmed: bool = False

    @property
    def of_its_year(self) -> bool:
        """Whether the rules are those of the report's own year."""
        return self.fiscal_year_be == self.rules_year_be
