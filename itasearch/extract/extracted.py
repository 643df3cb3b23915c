"""What the steps of extraction pass on: lines of text, and measures before they have an id."""

from dataclasses import dataclass
from enum import StrEnum

from itasearch.domain.headers import Field
from itasearch.model.source import SourceRef

MEASURE_FIELDS = (
    Field.STEPS,
    Field.TIMEFRAME,
    Field.RESPONSIBLE,
    Field.FOLLOW_UP,
    Field.RESULTS,
    Field.OUTCOMES,
    Field.PROBLEMS,
    Field.RECOMMENDATIONS,
    Field.BUDGET,
    Field.EVIDENCE,
)
"""Fields of a measure beside its number, title and indicator, in the model's order."""

BODY_FIELDS = frozenset(MEASURE_FIELDS) - {Field.BUDGET, Field.EVIDENCE}
"""Fields that distinguish measures from lists of links, budgets and purchases."""


class MeasureOrigin(StrEnum):
    """What a measure was read from."""

    TABLE = "table"
    DISCLOSURE = "disclosure"
    LIST = "list"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlockLine:
    """A line of text outside tables, mended.

    Attributes:
        raw: the same as read.
        aside: header or footer: evidence of organisation and year, not of measures.
    """

    text: str
    source: SourceRef
    raw: str = ""
    heading: bool = False
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose row it is, when the table itself has columns for organisation and year."""

    organisation: str = ""
    fiscal_year_be: int | None = None
    district: str = ""
    province: str = ""


NO_OWNER = Owner()


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractedMeasure:
    """A measure as found.

    Attributes:
        fields: texts by field, never empty, in the order of the columns.
        raw_cells: (header, text) as read.
    """

    place: SourceRef
    origin: MeasureOrigin
    title: str
    number: str | None = None
    indicator: int | None = None
    fields: tuple[tuple[Field, str], ...] = ()
    raw_cells: tuple[tuple[str, str], ...] = ()
    owner: Owner = NO_OWNER

    def field(self, name: Field) -> str | None:
        """Text of a field, None when there is none."""
        return next((text for field, text in self.fields if field is name), None)
