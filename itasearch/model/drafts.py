"""Drafts: what people chose from others' reports, and what they wrote and decided over it.

A draft keeps each row as it was when it was taken, so that nothing is lost when its
report is removed or read anew; what a person wrote over it stands beside it, never in
its place. What is handed in of a draft is a `template.Template`. Imports its neighbours
records.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from itasearch.model.records import Measure, Organisation


class Verdict(StrEnum):
    """What a person decided of a piece of a borrowed text."""

    AS_SOURCE = "as_source"
    """It stays as it stands in the source; the change is not made."""
    CHECKED = "checked"
    """What stands there is right; the question is not asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPiece:
    """A piece of a borrowed text; the same whatever the target is.

    Attributes:
        measure_id: whose text; a merged row has several measures.
        field: one of TEXT_FIELDS.
        start: first code point in that measure's field.
        old: the piece as it stands there.
    """

    measure_id: str
    field: str
    start: int
    old: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's verdict on a piece; one that no longer finds its piece has no effect."""

    piece: FieldPiece
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """A measure as it was when it was borrowed, with what the person wrote over it.

    Attributes:
        measure: of a merged row the first one's; its id is the row's.
        organisation: whose measure it is; None when its report does not say.
        fiscal_year_be: the year of its report.
        edits: (field, text) of the fields that the person wrote herself, one of
            TEXT_FIELDS each; such a text is final and is not adapted.
        found_by: the search text that found it; None when it came otherwise.
        decisions: on pieces of this row's texts, those of its parts among them.
        parts: of a merged row the rows it was made of, as they were, the first one
            with this row's measure; () for a row as borrowed.
    """

    measure: Measure
    organisation: Organisation | None = None
    fiscal_year_be: int | None = None
    edits: tuple[tuple[str, str], ...] = ()
    found_by: str | None = None
    decisions: tuple[Decision, ...] = ()
    parts: tuple["DraftItem", ...] = ()


class StepKind(StrEnum):
    """What a step did to a draft."""

    ADD = "add"
    REMOVE = "remove"
    CLEAR = "clear"
    MOVE = "move"
    EDIT = "edit"
    UNEDIT = "unedit"
    DECIDE = "decide"
    MERGE = "merge"
    SPLIT = "split"
    TARGET = "target"
    OPTIONS = "options"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step in a draft that can be undone, or done again.

    Attributes:
        id: rises with each step of a draft.
        subject: title of the row that it was done to, of the first one of several; "" for
            the whole draft.
        field: the field of that row, one of TEXT_FIELDS; "" for the whole row.
        count: how many rows it touched.
    """

    id: int
    kind: StepKind
    subject: str
    field: str
    count: int
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Chosen rows in the order of the table to come, and whose table it will be.

    Attributes:
        id: "" for one that is not kept.
        name: as a person called it; "" for one that is not kept.
        maker: who says to have made it; nobody signs in.
        organisation: full name of the target organisation; None: not yet said.
        fiscal_year_be: the target's fiscal year; None: not yet said.
        keep_results: results and outcomes of the sources are kept as examples, to be
            written over; else they are left to fill in.
        grouped: rows stand by indicator, those without one last.
        undo: the step that undoing takes back; None: nothing to undo.
        redo: the step that is done again by redoing.
    """

    items: tuple[DraftItem, ...] = ()
    organisation: str | None = None
    fiscal_year_be: int | None = None
    id: str = ""
    name: str = ""
    maker: str | None = None
    created_at: datetime | None = None
    changed_at: datetime | None = None
    keep_results: bool = False
    grouped: bool = False
    undo: Step | None = None
    redo: Step | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    """A draft without its rows."""

    id: str
    name: str
    maker: str | None
    organisation: str | None
    fiscal_year_be: int | None
    rows: int
    created_at: datetime
    changed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftOptions:
    """What is to be said otherwise of a draft; None leaves it as it is.

    Attributes:
        name: not empty.
        keep_results: see Draft.
        grouped: see Draft.
    """

    name: str | None = None
    maker: str | None = None
    keep_results: bool | None = None
    grouped: bool | None = None
