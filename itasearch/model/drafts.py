"""Drafts: rows that people borrowed from others' reports, and what they wrote and decided.

A draft keeps each row as it was borrowed, whatever becomes of its report. The adapted draft, in the
target's name with every change listed, is derived from it and not stored.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.documents import Digits, FileFormat, Remaining, SourcesPlace
from itasearch.model.form_check import MeasureCheck
from itasearch.model.records import (
    TEXT_FIELDS,
    ItaResult,
    Measure,
    Organisation,
    Quotation,
    ReportHead,
    StoredMeasure,
)


class Verdict(StrEnum):
    """What a person decided of a piece of a borrowed text."""

    AS_SOURCE = "as_source"  #: The piece stays as in the source; the change is not made
    CHECKED = "checked"  #: The adapted piece is right; the question is not asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPiece:
    """A piece (`old`, from code point `start`) of a borrowed text, whatever the target is."""

    measure_id: str  #: whose text; a merged row has several measures
    field: str  #: one of TEXT_FIELDS
    start: int
    old: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's verdict on a piece; one that no longer finds its piece has no effect."""

    piece: FieldPiece
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Whose text it is and of which fiscal year; None where that is not known."""

    organisation: Organisation | None = None
    fiscal_year_be: int | None = None
    year_unsure: bool = False  #: whether a person must still check the year


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftItem:
    """A measure as borrowed, with what the person wrote over it."""

    measure: Measure  #: of a merged row the first one; its id is the row's.
    organisation: Organisation | None = None  #: of the measure, as corrected now; None if unknown
    fiscal_year_be: int | None = None
    before: Party | None = None  #: whose and of which year when borrowed, if corrected since
    edits: tuple[tuple[str, str], ...] = ()  #: (field, text) that the person wrote; not adapted
    decisions: tuple[Decision, ...] = ()  #: on pieces of this row's texts and its parts'
    parts: "tuple[DraftItem, ...]" = ()  #: rows of a merged row, as they were; else ()

    @property
    def leaves(self) -> "tuple[DraftItem, ...]":
        """The row itself, or of a merged row the rows of single measures, in order."""
        if not self.parts:
            return (self,)
        return tuple(leaf for part in self.parts for leaf in part.leaves)

    @property
    def title(self) -> str:
        """The title as the person wrote it, else as borrowed."""
        return dict(self.edits).get("title", self.measure.title)

    @property
    def source(self) -> Party:
        """Whose text it is, and of which year."""
        return Party(
            organisation=self.organisation,
            fiscal_year_be=self.fiscal_year_be,
            year_unsure=self.measure.source.year_unsure,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Chosen rows in the order of the table to come, and its organisation."""

    items: tuple[DraftItem, ...] = ()
    organisation: str | None = None  #: full name of the target organisation; None: not chosen yet
    organisation_id: str | None = None  #: None: not an organisation of the library, or not known
    fiscal_year_be: int | None = None
    id: str = ""  #: "" for one that is not kept
    name: str = ""  #: likewise
    created_at: datetime | None = None
    changed_at: datetime | None = None
    grouped: bool = False  #: rows by indicator, the weakest first, those without one last
    undo: int | None = None  #: number of the version that would be undone; None: nothing
    redo: int | None = None  #: number of the version that would be redone; None: nothing

    @property
    def target(self) -> str | None:
        """The organisation as `set_target` takes it: its id, else its name; None: not chosen."""
        return self.organisation_id or self.organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    """A draft without its rows."""

    id: str
    name: str
    organisation: str | None
    organisation_id: str | None
    fiscal_year_be: int | None
    rows: int
    created_at: datetime
    changed_at: datetime


OFFICIAL_FIELDS = ("title", "steps", "timeframe", "responsible", "results", "outcomes")
"""Fields of the six official columns, in the order of the form."""

RESULT_FIELDS = ("results", "outcomes")  #: What a town did: the source's are examples at most
REPORT_FIELDS = (*RESULT_FIELDS, "problems", "recommendations")  #: Fields of what came of a measure

BORROWED_FIELDS = ("title", "steps", "timeframe", "responsible", "follow_up")
"""Fields that are borrowed; all others are the source's own facts and start empty."""


class ExportFormat(FileFormat):
    """Formats of an exported draft; each is also the ending of its files."""

    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    MD = "md"
    JSON = "json"


class DocumentKind(StrEnum):
    """Which document is written of a draft."""

    PLAN = "plan"  #: Planned measures: last ITA result, table, signatures of maker and approvers
    RESULTS = "results"  #: Results: the six official columns, and the signature of the reporter
    TABLE = "table"  #: The six official columns alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """A person's own DOCX with placeholders; cut just above LARGEST_LETTERHEAD."""

    name: str
    content: bytes


LARGEST_LETTERHEAD = 20 * 1024**2  #: Bytes; a crest in print quality has some two million


LETTERHEAD_TEXTS = ("title", "organisation", "year")  #: Placeholders of words in a letterhead

LETTERHEAD_PARTS = ("table", "analysis", "signatures", "sources")
"""Placeholders of whole parts of the document, each in a paragraph of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentChoice:
    """Which document is written, in which format, and on which paper."""

    kind: DocumentKind = DocumentKind.TABLE
    file_format: ExportFormat | None = None  #: None: by the file's ending, DOCX without one
    letterhead: Letterhead | None = None  #: DOCX only. None: itasearch's own page.
    sources: SourcesPlace = SourcesPlace.APART  #: of each row; JSON always has them
    digits: Digits = Digits.THAI  #: of all its texts but JSON's

    @property
    def written_as(self) -> ExportFormat:
        """The format where no file's name says one."""
        return self.file_format or ExportFormat.DOCX

    @property
    def has_annex(self) -> bool:
        """Whether the sources are in the paper that is signed, which has no working notes."""
        return self.sources is SourcesPlace.INSIDE and self.written_as is ExportFormat.DOCX


BARE_TABLE = DocumentChoice()  #: The table alone
A_PLAN = DocumentChoice(kind=DocumentKind.PLAN)  #: A whole plan, without a letterhead


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
    OUTLINE = "outline"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """A piece [start, end) of a text before adaptation."""

    start: int
    end: int

    def meets(self, start: int, end: int) -> bool:
        """Whether it has letters of [start, end)."""
        return self.start < end and start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(_Piece):
    """A replaced piece; blanks in `new` are «name»."""

    old: str
    new: str
    kind: ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion(_Piece):
    """A piece for a person to decide."""

    text: str  #: the piece before adaptation, unchanged unless a change covers it too
    question: str  #: in Thai


PieceQuestion: TypeAlias = tuple[tuple[int, int], str]
"""A piece [start, end) of a text, and the question on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adaptation:
    """An adapted text, its changes, which never overlap, and its open questions, in order."""

    adapted: str
    changes: tuple[Change, ...] = ()
    open: tuple[OpenQuestion, ...] = ()

    @classmethod
    def made(
        cls, text: str, changes: Iterable[Change], open: Iterable[OpenQuestion] = ()
    ) -> "Adaptation":
        """`text` with these changes, in any order, made."""
        pieces, at = [], 0
        in_order = tuple(sorted(changes, key=lambda change: change.start))
        for change in in_order:
            pieces += [text[at : change.start], change.new]
            at = change.end
        return cls(adapted="".join([*pieces, text[at:]]), changes=in_order, open=tuple(open))

    def asking(self, text: str, on_pieces: Iterable[PieceQuestion]) -> "Adaptation":
        """With questions on pieces of the `text` before adaptation, one on each piece at most."""
        questions = list(self.open)
        for (start, end), question in on_pieces:
            if not any(old.meets(start, end) for old in questions):
                piece = text[start:end]
                questions.append(OpenQuestion(start=start, end=end, text=piece, question=question))
        return replace(self, open=tuple(sorted(questions, key=lambda question: question.start)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart(_Piece):
    """Whose text a piece of AdaptedField.original is; there it begins at `offset`."""

    measure_id: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMark(_Piece):
    """A piece of a field's original that is not plain: at most one change, any questions."""

    change: Change | None = None
    kept: bool = False
    questions: tuple[OpenQuestion, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedField:
    """One field of an adapted row."""

    name: str  #: one of TEXT_FIELDS
    adapted: Adaptation  #: for the target; of a merged row all texts, equal lines once
    edited: bool = False  #: the text is the person's own: nothing of it was changed
    original: str = ""  #: the text before adaptation; all spans are offsets into it.
    parts: tuple[TextPart, ...] = ()  #: whose each stretch of `original` is; () if edited
    kept: tuple[Change, ...] = ()  #: changes that the person rejected, in order

    @property
    def marks(self) -> tuple[FieldMark, ...]:
        """Marked pieces of the original, in order; a question belongs to its first change."""
        changes = [(change, False) for change in self.adapted.changes]
        changes += [(change, True) for change in self.kept]
        questions = list(self.adapted.open)
        marks: list[FieldMark] = []
        for change, is_kept in sorted(changes, key=lambda change: change[0].start):
            start, end = change.start, change.end
            about = tuple(note for note in questions if note.meets(start, end))
            questions = [note for note in questions if note not in about]
            marks.append(
                FieldMark(start=start, end=end, change=change, kept=is_kept, questions=about)
            )
        marks += [
            FieldMark(start=note.start, end=note.end, questions=(note,)) for note in questions
        ]
        return tuple(sorted(marks, key=lambda note: (note.start, note.end)))

    def piece(self, span: Change | OpenQuestion) -> FieldPiece:
        """The source's text under a change or question. Raises ValueError: of another field."""
        for part in self.parts:
            if part.start <= span.start < part.end:
                old = self.original[span.start : span.end]
                start = span.start - part.start + part.offset
                return FieldPiece(measure_id=part.measure_id, field=self.name, start=start, old=old)
        raise ValueError(f"no text of {self.name!r} at {span.start}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """A measure that a row was made from."""

    measure: Measure
    source: Party
    before: Party | None = None  #: as in DraftItem
    is_ours: bool = False  #: whether it is a measure of the target
    quotations: tuple[Quotation, ...] = ()  #: what its town reports of it


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedRow:
    """A row: the borrowed measures, and its fields for the target."""

    sources: tuple[Borrowed, ...]  #: one measure, or several of a merged row, the first one first
    fields: tuple[AdaptedField, ...]  #: by TEXT_FIELDS, in order; "" is to be filled in
    indicator: IndicatorMark | None = None  #: stated, corrected or guessed; None where unknown.
    check: MeasureCheck | None = None  #: parts of the form that the row lacks; None: not checked.
    remaining: Remaining | None = None  #: in all fields, shown or not; None: not counted
    checked: frozenset[FieldPiece] = frozenset()  #: pieces that the person said are right

    @property
    def measure(self) -> Measure:
        """Its measure as it was borrowed, or the first of these; its id is the row's."""
        return self.sources[0].measure

    @property
    def indicator_number(self) -> int | None:
        """Of its indicator; None where unknown."""
        return None if self.indicator is None else self.indicator.number

    @property
    def stated_indicator(self) -> int | None:
        """The indicator if a report or a person states it; None for a guess."""
        is_guess = self.indicator is None or self.indicator.origin is Origin.GUESSED
        return None if is_guess else self.indicator_number

    def field(self, name: str) -> AdaptedField:
        """The field `name` (one of TEXT_FIELDS)."""
        for adapted_field in self.fields:
            if adapted_field.name == name:
                return adapted_field
        raise ValueError(f"no text field {name!r}; one of {', '.join(TEXT_FIELDS)}")

    def text(self, name: str) -> str:
        """The text of a field that is handed in; "" for one to be filled in."""
        return self.field(name).adapted.adapted


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptedDraft:
    """A draft in the target's name, as the writers write it."""

    items: tuple[AdaptedRow, ...]
    organisation: str | None = None
    fiscal_year_be: int | None = None
    own: Organisation | None = None  #: the library's organisation of that name; None: it has none
    id: str = ""  #: of the draft; "" for one that is not kept
    name: str = ""
    grouped: bool = False  #: see Draft
    left_out: tuple[Measure, ...] = ()  #: which a fault of itasearch kept from being written
    sources: tuple[ReportHead, ...] = ()  #: reports of its rows that the library still has

    def with_rows(self, items: Sequence[AdaptedRow]) -> "AdaptedDraft":
        """The draft with these of its rows; the others are left out."""
        measure_ids = {item.measure.id for item in items}
        others = (item.measure for item in self.items if item.measure.id not in measure_ids)
        return replace(self, items=tuple(items), left_out=(*self.left_out, *others))


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanBasis:
    """What the target's own reports say, for the document of its plan."""

    result: ItaResult | None = None  #: its last ITA result
    #: rows of its newest report that says what was done, with their quotations
    reported: tuple[StoredMeasure, ...] = ()
    is_known: bool = False  #: whether it is an organisation of the library
    month: str | None = None  #: in which the plan is made, such as "2569-11"


NO_BASIS = PlanBasis()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """An exported draft with its columns; its sources have a file if they were written apart."""

    draft: AdaptedDraft
    left: Remaining
    fields: tuple[str, ...]
    sources_file: Path | None = None
