"""Tables of the store, and the steps that bring an older database up to date.

What was read and what is in force have columns of their own: a correction changes
`report.organisation_id`, never `report.read_organisation`. `measure` holds what is in force; where
corrections changed it, `read_measure` keeps what was read. No SQL here is special to SQLite.
"""

import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from functools import cached_property, partial
from inspect import signature
from operator import eq
from typing import Any, Generic, ParamSpec, TypeVar

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn, override
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    TypeDecorator,
    false,
    inspect,
    select,
    text,
)
from sqlalchemy.engine.interfaces import Dialect

from itasearch.domain.organisations import is_reworded, is_sample
from itasearch.errors import StoreError
from itasearch.model.corrections import Anchor
from itasearch.model.drafts import Decision, Draft, DraftItem, FieldPiece, Verdict
from itasearch.model.library import Outcome, ReportStatus, Stage
from itasearch.model.people import LONGEST_PERSON_ID, ActionKind
from itasearch.model.ranking import Query
from itasearch.model.records import (
    TEXT_FIELDS,
    IndicatorScore,
    Measure,
    Organisation,
    OrganisationType,
    ReportKind,
)
from itasearch.model.source import DoubtfulWord, Rectangle, SourceRef
from itasearch.model.work import JobKind, JobState
from itasearch.store.db.postgresql import compare_by_code_points, is_postgresql, lock_upgrade
from itasearch.text.thai.normalize import kept_for_short_texts

metadata = MetaData()

_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_Member = TypeVar("_Member", bound=StrEnum)
_KEPT_VALUES, _LONGEST_KEPT = 256, 60  # values of a column, and code points of each
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


class MisreadError(ValueError):
    """A column cannot be decoded; `Database` raises it as LibraryDamagedError."""


def decoding(read: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """The same function of a column's value, with a MisreadError for what it refuses."""

    def decoded(*args: _Given.args, **kwargs: _Given.kwargs) -> _Found:
        try:
            return read(*args, **kwargs)
        except (ValueError, TypeError) as error:
            raise MisreadError(str(error)) from error

    return decoded


@decoding
def member(kind: type[_Member], stored: str) -> _Member:
    """The member of an enumeration that a column names."""
    return kind(stored)


def storable(text: str) -> str:
    """`text` with U+FFFD for each character that a database cannot hold: NUL, lone surrogates."""
    return _UNSTORABLE.sub("\ufffd", text)


def storable_json(value: object) -> object:
    """A value for a JSON column with `storable` texts."""
    match value:
        case str():
            return storable(value)
        case dict():
            return {storable_json(key): storable_json(each) for key, each in value.items()}
        case list() | tuple():
            return [storable_json(each) for each in value]
    return value


class StorableText(TypeDecorator[str]):
    """Text as a database can hold it: what is written, and what is compared with it."""

    impl: type[String] = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)


class ShortText(StorableText):
    """The same of some letters at most: an id, or a key."""

    impl = String
    cache_ok = True


class Member(TypeDecorator[_Member], Generic[_Member]):
    """A member of an enumeration, by its value."""

    impl = String
    cache_ok = True

    def __init__(self, kind: type[_Member], length: int = 16) -> None:
        super().__init__(length)
        self.kind = kind
        self._members = {item.value: item for item in kind}  # a search reads hundreds

    def process_bind_param(self, value: str | None, _dialect: Dialect) -> str | None:
        return None if value is None else storable(value)

    def process_result_value(self, value: str | None, _dialect: Dialect) -> _Member | None:
        return None if value is None else self._members.get(value) or member(self.kind, value)


_TEXTS, _PAIRS = tuple[str, ...], tuple[tuple[str, str], ...]


def _converter() -> Converter:
    converter = Converter(detailed_validation=False)
    unnamed: tuple[type, ...] = (DoubtfulWord, FieldPiece, IndicatorScore, Rectangle)
    for kind in unnamed:
        converter.register_unstructure_hook(kind, converter.unstructure_attrs_astuple)
        converter.register_structure_hook(kind, _from_list(kind))
    converter.register_unstructure_hook(
        Decision, lambda made: [*converter.unstructure(made.piece), made.verdict.value]
    )
    converter.register_structure_hook(
        Decision,
        lambda value, _: Decision(
            piece=converter.structure(value[:-1], FieldPiece), verdict=Verdict(value[-1])
        ),
    )
    # Of measures by the thousand: the converter's own take a tenth of reading one.
    converter.register_structure_hook_func(partial(eq, _TEXTS), lambda value, _: tuple(value))
    converter.register_structure_hook_func(
        partial(eq, _PAIRS), lambda value, _: tuple(map(tuple, value))
    )
    structure = make_dict_structure_fn(Organisation, converter)
    converter.register_structure_hook(
        Organisation,
        lambda value, kind: replace(structure(value, kind), sample=is_sample(value["name"])),
    )
    # Whether it is a sample is known by its name.
    hidden = override(omit=True)
    converter.register_unstructure_hook(
        Organisation,
        make_dict_unstructure_fn(
            Organisation, converter, _cattrs_omit_if_default=True, sample=hidden
        ),
    )
    for kind in (Anchor, SourceRef, Measure, DraftItem):
        omitting = make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True)
        converter.register_unstructure_hook(kind, omitting)
    # What a draft has besides its document is in its columns and those of its versions.
    converter.register_unstructure_hook(
        Draft,
        make_dict_unstructure_fn(
            Draft,
            converter,
            id=hidden,
            created_at=hidden,
            changed_at=hidden,
            undo=hidden,
            redo=hidden,
        ),
    )
    return converter


def _from_list(kind: type[_Found]) -> Callable[[Sequence[object], object], _Found]:
    names = tuple(signature(kind).parameters)
    return lambda values, _: kind(**dict(zip(names, values, strict=True)))


_CONVERTER = _converter()


from_json = decoding(_CONVERTER.structure)  #: A value that JSON holds, as a type


def as_json(value: object) -> object:
    """A value of any column as it is kept in JSON, with `storable` texts."""
    return storable_json(_CONVERTER.unstructure(value))


class Structured(TypeDecorator[_Found], Generic[_Found]):
    """A value of some type, such as a tuple of dataclasses, as JSON."""

    impl = JSON(none_as_null=True)
    cache_ok = True

    def __init__(self, kind: Any) -> None:
        super().__init__(none_as_null=True)
        self.kind = kind

    @cached_property
    def _structure(self) -> Callable[[object, object], _Found]:
        return decoding(_CONVERTER.get_structure_hook(self.kind))

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        read = super().result_processor(dialect, coltype)
        if read is None or self.kind in (dict, list):  # which are changed
            return read
        of_text = kept_for_short_texts(_KEPT_VALUES, longest=_LONGEST_KEPT)(read)
        return lambda value: of_text(value) if isinstance(value, str) else read(value)

    def process_bind_param(self, value: object, _dialect: Dialect | None = None) -> object:
        return None if value is None else _CONVERTER.unstructure(value)

    def process_result_value(self, value: object, _dialect: Dialect | None = None) -> _Found | None:
        return None if value is None else self._structure(value, self.kind)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: always aware and in UTC, also on SQLite, which keeps no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], datetime | None] | None:
        read = super().result_processor(dialect, coltype)
        return None if read is None else decoding(read)


def place_columns() -> tuple[Column[Any], ...]:
    """Columns of a place within its file, named as the fields of a SourceRef."""
    numbers = ("page_number", "line_number", "table_number", "row_number")
    columns = [Column(name, Integer) for name in numbers]
    return (*columns, Column("sheet", StorableText), Column("rectangle", Structured(Rectangle)))


schema_version = Table(
    "schema_version",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    # Random, another after each transaction that may change reports; see `renew_revision`.
    Column("revision", ShortText(32)),
)

organisation = Table(
    "organisation",
    metadata,
    Column("id", ShortText(16), primary_key=True),
    Column("name", StorableText, nullable=False),
    Column("name_key", StorableText, nullable=False, index=True),
    # Sort keys of `thai_order`: lists are sorted by the database, which gives a page of them.
    Column("name_order", StorableText, nullable=False, server_default=""),
    Column("province_order", StorableText),
    # Of the English name, which people type in Latin letters; see `english_key`.
    Column("english_key", StorableText, nullable=False, server_default=""),
    Column("type", Member(OrganisationType, 64), nullable=False),
    Column("district", StorableText),
    Column("province", StorableText, index=True),
    Column("aliases", Structured(_TEXTS), nullable=False),
)

source_file = Table(
    "source_file",
    metadata,
    Column("sha256", ShortText(64), primary_key=True),
    Column("path", StorableText, nullable=False),
    Column("media_type", StorableText, nullable=False),
    Column("warnings", Structured(_TEXTS), nullable=False),
    Column("added_at", UtcDateTime, nullable=False),
    # A file of ITA results may hold no report; this id and status make it removable.
    Column("results_id", ShortText(32), index=True),
    Column("results_status", Member(ReportStatus)),
)

report = Table(
    "report",
    metadata,
    Column("id", ShortText(64), primary_key=True),
    Column("sha256", ForeignKey("source_file.sha256"), nullable=False, index=True),
    Column("ordinal", Integer, nullable=False),
    Column("sequence", Integer, nullable=False, index=True),
    Column("added_at", UtcDateTime, nullable=False),
    Column("media_type", StorableText, nullable=False),
    Column("kind", Member(ReportKind), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("warnings", Structured(_TEXTS), nullable=False),
    Column("measure_count", Integer, nullable=False),
    Column("content_digest", ShortText(64), nullable=False),
    *place_columns(),
    Column("read_organisation", Structured(Organisation)),
    Column("read_organisation_id", ForeignKey("organisation.id")),
    Column("read_fiscal_year_be", Integer),
    Column("read_missing", Structured(_TEXTS), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("fiscal_year_be", Integer),
    Column("missing", Structured(_TEXTS), nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("status", Member(ReportStatus), nullable=False),
    Column("replaced_by", ForeignKey("report.id"), index=True),
    Column("completeness", Float),
    Column("reading_version", Integer, nullable=False, server_default="0"),
    # A newer reading of the file no longer has it.
    Column("fallen_away", Boolean, nullable=False, server_default=false()),
    # When a person last chose it among its versions.
    Column("preferred_at", UtcDateTime),
    # With the status: without it SQLite takes all active reports to look for those of one.
    Index("report_by_organisation", "organisation_id", "status", "fiscal_year_be", "kind"),
    Index("report_by_status", "status", "fiscal_year_be"),
    Index("report_by_doubt", "status", "complete", "confidence"),
)

IS_ACTIVE = report.c.status == ReportStatus.ACTIVE  #: Neither removed nor replaced
IS_OWNER = organisation.c.id == report.c.organisation_id  #: Of the organisation that is in force


def _measures(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("id", ShortText(128), primary_key=True),
        Column("report_id", ForeignKey("report.id"), nullable=False),
        Column("ordinal", Integer, nullable=False),
        Column("number", StorableText),
        Column("indicator", Integer),
        Column("indicator_corrected", Boolean, nullable=False, server_default=false()),
        # Those that a person gave; what is guessed is in the index.
        Column("topics", Structured(_TEXTS), nullable=False, server_default="[]"),
        *(Column(name, StorableText, nullable=name != "title") for name in TEXT_FIELDS),
        Column("raw_cells", Structured(_PAIRS), nullable=False),
        # Those that OCR may have misread, each with what is before and after it.
        Column(
            "doubtful_words",
            Structured(tuple[DoubtfulWord, ...]),
            nullable=False,
            server_default="[]",
        ),
        *place_columns(),
        Index(f"{name}_by_report", "report_id", "ordinal"),
    )


measure = _measures("measure")

# All measures of a report as read, where `measure` holds anything else.
read_measure = _measures("read_measure")

# Lines of a report's file that are in no measure and are no heading, cover or note.
unread_line = Table(
    "unread_line",
    metadata,
    Column("report_id", ForeignKey("report.id"), primary_key=True),
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("cells", Structured(_TEXTS), nullable=False),
    *place_columns(),
)

# What is in force follows from the rows that are not undone, in the order of their ids.
correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("report_id", ForeignKey("report.id"), nullable=False, index=True),
    Column("kind", ShortText(32), nullable=False),
    Column("content", Structured(dict), nullable=False),
    # What it named when it was made: finds its row again in another reading.
    Column("anchor", Structured(Anchor), nullable=False),
    Column("organisation_id", ForeignKey("organisation.id")),
    Column("placed", Boolean, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("undone_at", UtcDateTime),
)

ita_result = Table(
    "ita_result",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", ForeignKey("source_file.sha256"), nullable=False, index=True),
    Column("report_id", ForeignKey("report.id"), index=True),
    Column("sequence", Integer, nullable=False, index=True),
    Column("organisation_id", ForeignKey("organisation.id"), index=True),
    Column("fiscal_year_be", Integer),
    Column("total", Float),
    Column("grade", StorableText),
    Column("indicators", Structured(tuple[IndicatorScore, ...]), nullable=False),
    *place_columns(),
)

draft = Table(
    "draft",
    metadata,
    Column("id", ShortText(32), primary_key=True),
    # Id of its person; "" for this computer's.
    Column("owner", ShortText(LONGEST_PERSON_ID), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    # A deleted draft can be brought back.
    Column("deleted_at", UtcDateTime),
    # The version in force; higher numbers were undone and can be redone.
    Column("version", Integer, nullable=False),
)

# What a draft was after each change. A borrowed measure is a copy: what becomes of its report must
# not change it.
draft_version = Table(
    "draft_version",
    metadata,
    Column("draft_id", ForeignKey("draft.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Structured(Draft), nullable=False),
)

# Who did what: see model.people.Action.
action = Table(
    "action",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("person_id", ShortText(LONGEST_PERSON_ID), nullable=False),
    Column("person_name", StorableText, nullable=False),
    Column("kind", Member(ActionKind, 32), nullable=False),
    Column("subject", StorableText, nullable=False),
    Column("title", StorableText, nullable=False),
    Column("organisation_id", ShortText(16)),
    Column("detail", StorableText, nullable=False),
    Column("count", Integer, nullable=False),
    Column("began_at", UtcDateTime, nullable=False, index=True),
    Column("ended_at", UtcDateTime),
    Column("failed", Boolean, nullable=False),
    Index("action_by_person", "person_id", "kind", "began_at"),
)

# A saved search.
watch = Table(
    "watch",
    metadata,
    Column("id", ShortText(16), primary_key=True),
    Column("name", StorableText, nullable=False),
    Column("query", Structured(Query), nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    # Id of the person who watches; "" for this computer.
    Column("maker", ShortText(LONGEST_PERSON_ID), nullable=False, index=True),
)


# What workers are to do; see `jobs`.
job = Table(
    "job",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Member(JobKind), nullable=False),
    Column("state", Member(JobState), nullable=False),
    Column("place", StorableText, nullable=False),
    Column("name", StorableText, nullable=False),
    Column("organisation", StorableText),
    Column("fiscal_year_be", Integer),
    Column("overrides", Boolean, nullable=False),
    Column("by_hand", Boolean, nullable=False, server_default=false()),
    Column("maker", StorableText, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", StorableText),
    # When it may be taken: of one that is taken, unless its worker says that it is still at it.
    Column("silent_after", UtcDateTime),
    Column("reason", StorableText),
    Column("outcomes", Structured(tuple[Outcome, ...]), nullable=False),
    Index("job_by_state", "state", "kind"),
)


# What a stage could not do with a report.
report_fault = Table(
    "report_fault",
    metadata,
    Column("report_id", ForeignKey("report.id"), primary_key=True),
    Column("stage", Member(Stage), primary_key=True),
    Column("fingerprint", ShortText(64), nullable=False),
    Column("version", ShortText(32), nullable=False),
    Column("error", StorableText, nullable=False),
    Column("found_at", UtcDateTime, nullable=False),
)


# Notes on measures. `title` finds the measure if its id has changed.
measure_note = Table(
    "measure_note",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("measure_id", ShortText(128), nullable=False, index=True),
    Column("title", StorableText, nullable=False),
    Column("text", StorableText, nullable=False),
    Column("person_id", ShortText(LONGEST_PERSON_ID), nullable=False),
    Column("person_name", StorableText, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
)


def _rows_before(connection: Connection, name: str, order: str) -> Sequence[RowMapping]:
    """The rows of a table as the database has it; () where it has no such table."""
    if not inspect(connection).has_table(name):
        return ()
    table = Table(name, MetaData(), autoload_with=connection, resolve_fks=False)
    return connection.execute(select(table).order_by(text(order))).mappings().all()


def _to_documents_of_drafts(connection: Connection) -> None:
    """Make documents of drafts, and drop tables and columns that nothing reads any more.

    Takes schemas 1 to 3. A draft keeps its newest state, but no earlier ones to undo. The texts of
    several notes of one measure become one note; tags go, and saved searches without a query.
    """
    drafts = _rows_before(connection, "draft", "id")
    rows = _rows_before(connection, "draft_item", "draft_id, position, id")
    watches = _rows_before(connection, "watch", "id")
    notes = _rows_before(connection, "measure_note", "number")
    for name in (
        *("draft_member", "draft_share", "draft_step", "draft_item", "draft", "watch_news"),
        *("watch", "measure_note", "person", "access_key", "judgement", "unanswered_question"),
    ):
        connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
    connection.execute(
        text(
            "DELETE FROM action WHERE kind IN"
            " ('clear judgements', 'set role', 'make key', 'revoke key')"
        )
    )
    moment = DateTime(timezone=True)
    made = MetaData()
    new_draft = Table(
        "draft",
        made,
        Column("id", String(32), primary_key=True),
        Column("owner", String(255), nullable=False, index=True),
        Column("created_at", moment, nullable=False),
        Column("changed_at", moment, nullable=False),
        Column("deleted_at", moment),
        Column("version", Integer, nullable=False),
    )
    new_version = Table(
        "draft_version",
        made,
        Column("draft_id", ForeignKey("draft.id"), primary_key=True),
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("document", JSON, nullable=False),
    )
    new_watch = Table(
        "watch",
        made,
        Column("id", String(16), primary_key=True),
        Column("name", Text, nullable=False),
        Column("query", JSON, nullable=False),
        Column("made_at", moment, nullable=False),
        Column("maker", String(255), nullable=False, index=True),
    )
    new_note = Table(
        "measure_note",
        made,
        Column("number", Integer, primary_key=True),
        Column("measure_id", String(128), nullable=False, index=True),
        Column("title", Text, nullable=False),
        Column("text", Text, nullable=False),
        Column("person_id", String(255), nullable=False),
        Column("person_name", Text, nullable=False),
        Column("made_at", moment, nullable=False),
    )
    made.create_all(connection)
    now = datetime.now(UTC)
    for old in drafts:
        document = {
            **{name: old[name] for name in ("name", "organisation", "fiscal_year_be")},
            "grouped": old["grouped"],
            "organisation_id": old.get("organisation_id"),  # schemas 1 and 2 have no such column
            "items": [_item_document(row) for row in rows if row["draft_id"] == old["id"]],
        }
        changed_at = old["changed_at"] or old["created_at"] or now
        connection.execute(
            new_draft.insert().values(
                **{name: old[name] for name in ("id", "owner", "deleted_at")},
                created_at=old["created_at"] or changed_at,
                changed_at=changed_at,
                version=1,
            )
        )
        connection.execute(
            new_version.insert().values(draft_id=old["id"], number=1, document=document)
        )
    of_measures: dict[str, dict[str, Any]] = {}
    for old in notes:
        if not old["is_tag"]:
            note = {name: value for name, value in old.items() if name not in ("number", "is_tag")}
            if earlier := of_measures.get(old["measure_id"]):
                note["text"] = f"{earlier['text']}\n\n{note['text']}"
            of_measures[old["measure_id"]] = note
    queries = [
        {column.name: old[column.name] for column in new_watch.c}
        for old in watches
        if old["query"] is not None
    ]
    for table, values in ((new_note, [*of_measures.values()]), (new_watch, queries)):
        if values:
            connection.execute(table.insert(), values)


def _item_document(row: RowMapping | Mapping[str, Any]) -> Mapping[str, object]:
    """A row of `draft_item`, or a part of one, as it stands in the document of a draft."""
    places = ("page_number", "line_number", "sheet", "table_number", "row_number", "rectangle")
    source = {name: row[name] for name in ("path", "sha256", *places)}
    item = {
        "organisation": row["source_organisation"],
        "fiscal_year_be": row["source_fiscal_year_be"],
        **{name: row[name] for name in ("edits", "decisions")},
        "parts": [_item_document(part) for part in row["parts"]],
    }
    apart = {"draft_id", "position", "source_organisation", "source_fiscal_year_be", "found_by"}
    apart |= source.keys() | item.keys()
    measure = {name: value for name, value in row.items() if name not in apart}
    source["reworded"] = is_reworded(row["sha256"])
    return {"measure": {**measure, "source": source}, **item}


_BEFORE_MIGRATIONS = 3
"""Schemas 1 to 3 are taken on by the first migration: 0.1.0 wrote 1, development versions 2, 3."""


def _with_unread_lines(connection: Connection) -> None:
    """Add the table of unread lines, and whether a job's file is taken in by hand."""
    Table(
        "unread_line",
        made := MetaData(),
        Column("report_id", String(64), primary_key=True),
        Column("ordinal", Integer, primary_key=True, autoincrement=False),
        Column("cells", JSON, nullable=False),
        *(Column(n, Integer) for n in ("page_number", "line_number", "table_number", "row_number")),
        Column("sheet", Text),
        Column("rectangle", JSON),
    )
    made.create_all(connection)
    connection.execute(text("ALTER TABLE job ADD COLUMN by_hand BOOLEAN DEFAULT false NOT NULL"))


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (
    _to_documents_of_drafts,
    _with_unread_lines,
)
"""Step i (from 0) brings a database from schema i + 3 to the next.

A step describes the tables that it changes itself: those above go on changing. A step
that was released is never edited.
"""


def newest_version() -> int:
    """The number of the schema that this version of itasearch writes."""
    return _BEFORE_MIGRATIONS + len(MIGRATIONS)


def stored_version(connection: Connection) -> int | None:
    """Schema version of the database, None when it holds no store yet."""
    if not inspect(connection).has_table(schema_version.name):
        return None
    return connection.execute(select(schema_version.c.version)).scalar_one_or_none()


def is_current(connection: Connection, *, address: str) -> bool:
    """Whether the tables need no upgrade. Raises StoreError, naming `address`: they are newer."""
    version, number = stored_version(connection), newest_version()
    if version is not None and not 1 <= version <= number:
        raise StoreError(
            f"the library {address} has schema {version}, this itasearch knows schema 1 to "
            f"{number}; "
            "nothing was changed; install a newer itasearch, or, if a development version before "
            "0.1.0 wrote it, export its drafts with that version, move the database, corpus/added "
            "and index to another place and run `itasearch add` on the moved original files"
        )
    return version == number


def upgrade(connection: Connection, *, address: str) -> None:
    """Create the tables, or apply the missing migrations. Raises StoreError as `is_current`."""
    if is_postgresql(connection):
        lock_upgrade(connection)
    if is_current(connection, address=address):
        return
    version, number = stored_version(connection), newest_version()
    if version is None:
        metadata.create_all(connection)
        connection.execute(schema_version.insert().values(id=1, version=number))
    else:
        for step in MIGRATIONS[max(version - _BEFORE_MIGRATIONS, 0) :]:
            step(connection)
        connection.execute(schema_version.update().values(version=number))
    if is_postgresql(connection):
        compare_by_code_points(connection, metadata.tables)
    renew_revision(connection)


_REVISION = select(schema_version.c.revision)  # made once: each search asks for it


def revision_of(connection: Connection) -> str:
    """The revision of the store: another one after each change of reports."""
    return str(connection.execute(_REVISION).scalar_one())


def renew_revision(connection: Connection) -> None:
    """A random revision: a restored backup may have been changed as often as this store."""
    connection.execute(schema_version.update().values(revision=secrets.token_hex(16)))
