"""Borrowing: what a person chose (Draft) and what is handed in of it (Template).

A draft keeps each row as it was when it was taken, so that nothing is lost when its
report is removed or read anew; what the person wrote over it stands beside it, never
in its place. A template is derived from a draft by `itasearch.borrow.adapt`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from itasearch.model.records import TEXT_FIELDS, Measure, Organisation

OFFICIAL_FIELDS = ("title", "steps", "timeframe", "responsible", "results", "outcomes")
"""Fields of the six official columns, in the order of the form."""

BORROWED_FIELDS = ("title", "steps", "timeframe", "responsible", "follow_up")
"""Fields that are taken over; all others are the source's own facts and start empty."""


class ExportFormat(StrEnum):
    """Formats of an exported template; each is also the ending of its files."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    MD = "md"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whose text it is and of which fiscal year; None where that is not known."""

    organisation: Organisation | None = None
    fiscal_year_be: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """A measure as it was when it was borrowed, with what the person wrote over it.

    Attributes:
        organisation: whose measure it is; None when its report does not say.
        fiscal_year_be: the year of its report.
        edits: (field, text) of the fields that the person wrote herself, one of
            TEXT_FIELDS each; such a text is final and is not adapted.
    """

    measure: Measure
    organisation: Organisation | None = None
    fiscal_year_be: int | None = None
    edits: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Chosen rows in the order of the table to come, and whose table it will be.

    Attributes:
        organisation: full name of the target organisation; None: not yet said.
        fiscal_year_be: the target's fiscal year; None: not yet said.
    """

    items: tuple[DraftItem, ...] = ()
    organisation: str | None = None
    fiscal_year_be: int | None = None


class ChangeKind(StrEnum):
    """Why a piece of a borrowed text was replaced."""

    NAME = "name"
    KIND = "kind"
    PLACE = "place"
    YEAR = "year"
    DATE = "date"
    CONTACT = "contact"
    PERSON = "person"
    ORDER = "order"
    SCORE = "score"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A replaced piece; [start, end) are code points of the text before adaptation.

    Attributes:
        new: what stands there now; a blank to be filled in is «…» and says what belongs there.
    """

    start: int
    end: int
    old: str
    new: str
    kind: ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A piece for a person to decide; [start, end) are code points of the text before adaptation.

    Attributes:
        text: the piece as it stood; it was left so, or a change of the same place says how not.
        question: in Thai.
    """

    start: int
    end: int
    text: str
    question: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """A text in the target's name.

    Attributes:
        adapted: the text with all changes made.
        changes: what was replaced, in order, never overlapping.
        open: what a person must decide, in order.
    """

    adapted: str
    changes: tuple[Change, ...] = ()
    open: tuple[OpenQuestion, ...] = ()

    @property
    def text(self) -> str:
        """The adapted text."""
        return self.adapted


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateField:
    """One field of a template's row; `edited` texts are the person's own."""

    name: str
    adapted: Adaptation
    edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateItem:
    """A row: the borrowed measure, its fields for the target, and where it comes from.

    Attributes:
        measure: as it was borrowed; `measure.source` is its place.
        fields: one for each of TEXT_FIELDS, in that order; text "" is to be filled in.
        source: whose measure it is.
    """

    measure: Measure
    fields: tuple[TemplateField, ...]
    source: Party

    def text(self, name: str) -> str:
        """The target's text of the field `name` (one of TEXT_FIELDS), "" to be filled in."""
        for field in self.fields:
            if field.name == name:
                return field.adapted.adapted
        raise ValueError(f"no text field {name!r}; one of {', '.join(TEXT_FIELDS)}")

    def shown(self) -> Iterator[TemplateField]:
        """The fields of the official columns."""
        return (field for field in self.fields if field.name in OFFICIAL_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A draft in the target's name: what the writers write."""

    items: tuple[TemplateItem, ...]
    organisation: str | None = None
    fiscal_year_be: int | None = None
