"""The part of the SQL store that keeps drafts; each method is one transaction.

Where no draft is named the oldest is meant; the first writing makes it. Nothing is written
but what a step names, so two people in one draft do not lose each other's rows.

A step is the difference between the draft before and after it, so undoing and redoing need
not know what kinds of steps there are. Steps of one draft are undone in their order, newest
first, whoever made them.

A draft belongs to its maker, and to nobody else's view of drafts unless it was shared by a link:
an id alone opens no draft of another person. Without sign-in all drafts are this computer's.

The parts of a merged row are kept within it: the values of all columns but `draft_id` can be
written as JSON.
"""

import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    delete,
    false,
    func,
    select,
    true,
)

from itasearch.errors import (
    NotAllowedError,
    OthersDraftError,
    UnknownDraftError,
    UnknownRowError,
    UnknownShareError,
    UnknownStepError,
)
from itasearch.model.drafts import (
    Decision,
    Draft,
    DraftAccess,
    DraftItem,
    DraftOptions,
    DraftShare,
    DraftSummary,
    FieldPiece,
    Step,
    StepKind,
    Verdict,
)
from itasearch.model.people import THIS_COMPUTER, Person, Right
from itasearch.model.records import TEXT_FIELDS
from itasearch.store.db.database import SqlPart
from itasearch.store.db.rows import (
    Row,
    measure_of,
    measure_row,
    organisation_from,
    read_organisation_row,
    storable,
    storable_or_none,
)
from itasearch.store.db.schema import draft, draft_item, draft_member, draft_share, draft_step

KEPT_STEPS = 100
"""Steps of one draft that can be undone: more than a person makes in a sitting of an hour."""

KEPT_UNSIGNED = timedelta(days=1)
"""How long drafts of people who did not sign in are kept after their last change."""

MOST_UNSIGNED_BYTES = 256 * 1024**2
"""Of all drafts of people who did not sign in, with their steps; of more, those that were changed
longest ago are forgotten before their time. Chosen by hand."""

_SECRET_BYTES = 24
"""Of a link: as many as nobody guesses."""

_ACCESS = tuple(DraftAccess)
"""From the least to the most."""

HEAD = ("name", "maker", "organisation", "fiscal_year_be", "keep_results", "grouped")
"""Columns of a draft that steps change."""

_Columns = TypeVar("_Columns", bound=tuple[object, ...])
_Change = list[Row | None]
"""[columns before, columns after]; None: the row did not exist."""

_OF_THE_DRAFT = ("draft_id", "position")
"""Columns that a part of a merged row does not have."""

UNNAMED = "แม่แบบ"
"""With a number, the name of a draft until a person gives it another.

Kept as data, Thai on an English screen too: the command line and other people's browsers
name drafts by it.
"""
_COPIED = HEAD[2:]
_LIVE = draft.c.deleted_at.is_(None)


@dataclass(frozen=True, slots=True)
class OpenDraft:
    """A draft within the caller's transaction; only `step` records what is written."""

    connection: Connection
    id: str

    def find(self, measure_id: str) -> RowMapping | None:
        """A row; None when the draft does not have it."""
        found = select(draft_item).where(self._is(measure_id))
        return self.connection.execute(found).mappings().first()

    def row(self, measure_id: str) -> RowMapping:
        """A row. Raises UnknownRowError."""
        row = self.find(measure_id)
        if row is None:
            raise UnknownRowError(identifier=measure_id)
        return row

    def rows(self) -> Sequence[RowMapping]:
        """All rows, in order."""
        return self.connection.execute(self._in_order(select(draft_item))).mappings().all()

    def row_ids(self) -> list[str]:
        """Ids of the rows, in order."""
        return list(self.connection.execute(self._in_order(select(draft_item.c.id))).scalars())

    def insert(self, rows: Sequence[Row]) -> None:
        """Write new rows, each with its position."""
        self.connection.execute(draft_item.insert(), [row | {"draft_id": self.id} for row in rows])

    def update(self, measure_id: str, **columns: object) -> None:
        """Write columns of a row."""
        self.connection.execute(draft_item.update().where(self._is(measure_id)).values(**columns))

    def delete(self, measure_id: str) -> None:
        """Take a row out."""
        self.connection.execute(draft_item.delete().where(self._is(measure_id)))

    def renumber(self, ids: Sequence[str]) -> None:
        """Give the rows the positions of this order, all in one statement."""
        if not ids:
            return
        of_draft = draft_item.c.draft_id == self.id
        self.connection.execute(
            draft_item.update()
            .where(of_draft & (draft_item.c.id == bindparam("row")))
            .values(position=bindparam("place")),
            [{"row": one, "place": place} for place, one in enumerate(ids, start=1)],
        )

    def set_head(self, kind: StepKind, values: Mapping[str, object]) -> None:
        """Change the draft's name, maker, target or settings, as one step."""
        clean = {
            name: storable(value) if isinstance(value, str) else value
            for name, value in values.items()
        }
        with self.step(kind, row_ids=()):
            self._update_head(clean)

    @contextmanager
    def step(
        self,
        kind: StepKind,
        *,
        subject: str = "",
        field: str = "",
        row_ids: Collection[str] | None = None,
    ) -> Iterator[None]:
        """Record what the block changes in the draft as one step; nothing if it changes nothing.

        Args:
            kind: of the step.
            subject: title of the row that it is done to.
            field: the field of that row.
            row_ids: the rows that the block may change; None: any, which reads all of them
                twice (0.2 s where a draft has 1,000).
        """
        head_before, rows_before = self._state(row_ids)
        yield
        head_after, rows_after = self._state(row_ids)
        changed = _difference(rows_before, rows_after)
        head = _changed_columns(head_before, head_after)
        if not changed and head is None:
            return
        last = self._last_step()
        self.connection.execute(
            draft_step.delete().where(
                (draft_step.c.draft_id == self.id)
                & ((draft_step.c.id > last) | (draft_step.c.id <= last + 1 - KEPT_STEPS))
            )
        )
        now = datetime.now(UTC)
        self.connection.execute(
            draft_step.insert().values(
                draft_id=self.id,
                id=last + 1,
                kind=kind.value,
                subject=storable(subject),
                field=field,
                count=len(changed),
                made_at=now,
                changes={"head": head, "rows": changed},
            )
        )
        self._update_head({"last_step": last + 1, "changed_at": now})

    def undo(self, step_id: int | None) -> None:
        """Take back the newest step in force; `step_id` must be that, None: whichever it is.

        Raises:
            UnknownStepError: there is none, or it is another one.
        """
        last = self._last_step()
        self._apply(self._expected_step(last, step_id)["changes"], side=0)
        self._update_head({"last_step": last - 1, "changed_at": datetime.now(UTC)})

    def redo(self, step_id: int | None) -> None:
        """Do the last undone step again; as `undo`."""
        following = self._last_step() + 1
        self._apply(self._expected_step(following, step_id)["changes"], side=1)
        self._update_head({"last_step": following, "changed_at": datetime.now(UTC)})

    def steps(self) -> tuple[Step | None, Step | None]:
        """The step to undo and the step to redo."""
        last = self._last_step()
        return _step_of(self._find_step(last)), _step_of(self._find_step(last + 1))

    def _in_order(self, columns: Select[_Columns]) -> Select[_Columns]:
        of_draft = columns.where(draft_item.c.draft_id == self.id)
        return of_draft.order_by(draft_item.c.position, draft_item.c.id)

    def _is(self, measure_id: str) -> ColumnElement[bool]:
        return (draft_item.c.draft_id == self.id) & (draft_item.c.id == storable(measure_id))

    def _update_head(self, columns: Row) -> None:
        self.connection.execute(draft.update().where(draft.c.id == self.id).values(**columns))

    def _state(self, row_ids: Collection[str] | None) -> tuple[Row, Mapping[str, Row]]:
        """The columns that steps change, and these rows by id; None: all rows."""
        columns = select(*(draft.c[name] for name in HEAD)).where(draft.c.id == self.id)
        head = self.connection.execute(columns).mappings().one()
        rows = select(draft_item).where(draft_item.c.draft_id == self.id)
        if row_ids is not None:
            rows = rows.where(draft_item.c.id.in_(row_ids))
        return dict(head), {
            row["id"]: {name: value for name, value in row.items() if name != "draft_id"}
            for row in self.connection.execute(rows).mappings()
        }

    def _apply(self, changes: Mapping[str, object], *, side: int) -> None:
        """Bring the draft to one side (0: before, 1: after) of what a step changed."""
        head, rows = changes["head"], changes["rows"]
        if isinstance(head, list):
            self._update_head(head[side])
        if not isinstance(rows, dict):
            return
        for identifier, pair in rows.items():
            target, other = pair[side], pair[1 - side]
            if target is None:
                self.delete(identifier)
            elif other is None:
                self.insert([target])
            else:
                self.update(identifier, **target)

    def _expected_step(self, number: int, step_id: int | None) -> RowMapping:
        found = self._find_step(number)
        if found is None or step_id not in (None, number):
            raise UnknownStepError(draft_id=self.id, step=None if found is None else step_id)
        return found

    def _find_step(self, number: int) -> RowMapping | None:
        this = (draft_step.c.draft_id == self.id) & (draft_step.c.id == number)
        return self.connection.execute(select(draft_step).where(this)).mappings().first()

    def _last_step(self) -> int:
        """Number of the newest step in force; those after it were undone."""
        last = select(draft.c.last_step).where(draft.c.id == self.id)
        return int(self.connection.execute(last).scalar_one())


def _step_of(row: RowMapping | None) -> Step | None:
    if row is None:
        return None
    as_they_are = {name: row[name] for name in Step.__slots__ if name != "kind"}
    return Step(kind=StepKind(row["kind"]), **as_they_are)


def _difference(before: Mapping[str, Row], after: Mapping[str, Row]) -> dict[str, _Change]:
    changed: dict[str, _Change] = {}
    for one in before.keys() | after.keys():
        old, new = before.get(one), after.get(one)
        if old is None or new is None:
            changed[one] = [old, new]
        elif (columns := _changed_columns(old, new)) is not None:
            changed[one] = columns
    return changed


def _changed_columns(old: Row, new: Row) -> _Change | None:
    names = [name for name in old if old[name] != new[name]]
    if not names:
        return None
    return [{name: old[name] for name in names}, {name: new[name] for name in names}]


class SqlDrafts(SqlPart):
    """Several named drafts; each change of one is a step that can be undone.

    A row is a copy: a report that is removed, corrected or replaced changes none. Two
    people may work in one draft: each method writes only what it names, and of two writes
    of one field the later holds. `draft_id` None is the oldest draft, which the first
    writing makes; a draft that is not there is an UnknownDraftError, a row that the draft
    does not have an UnknownRowError, and nothing is changed then. Arguments and other errors
    are those of the verbs of the same names in workspace/drafts.py.
    """

    _person: Person = THIS_COMPUTER

    def seen_by(self, person: Person) -> "SqlDrafts":
        """The drafts as a person has them: their own ones and those that were shared with them."""
        theirs = SqlDrafts(self._database)
        theirs._person = person
        return theirs

    def drafts(self) -> tuple[DraftSummary, ...]:
        """All drafts but deleted ones, the one that was changed last first."""
        rows = select(func.count()).where(draft_item.c.draft_id == draft.c.id).scalar_subquery()
        newest_first = select(draft, rows.label("rows")).where(_LIVE, visible_to(self._person))
        with self._database.reading() as connection:
            found = connection.execute(
                newest_first.order_by(draft.c.changed_at.desc().nulls_last())
            )
            return tuple(
                DraftSummary(**{name: row[name] for name in DraftSummary.__slots__})
                for row in found.mappings()
            )

    def draft(self, draft_id: str | None = None) -> Draft:
        """A draft with its rows in order; for None an empty one when there is none at all."""
        with self._database.reading() as connection:
            identifier = self._existing(connection, draft_id, DraftAccess.READ)
            if identifier is None:
                return Draft()
            this = select(draft).where(draft.c.id == identifier)
            head = connection.execute(this).mappings().one()
            opened = OpenDraft(connection, identifier)
            undo, redo = opened.steps()
            return Draft(
                items=tuple(item_of(row) for row in opened.rows()),
                id=identifier,
                created_at=head["created_at"],
                changed_at=head["changed_at"],
                undo=undo,
                redo=redo,
                **{name: head[name] for name in HEAD},
            )

    def new_draft(
        self, name: str = "", *, maker: str | None = None, copy_of: str | None = None
    ) -> str:
        """Make a draft, whose name need not be unique; a copy has no steps. Returns its id."""
        with self._database.writing(reports=False) as connection:
            if copy_of is None:
                return self._insert(connection, name, maker=maker)
            known = self._known(connection, copy_of, DraftAccess.READ)
            original = OpenDraft(connection, known)
            columns = select(*(draft.c[one] for one in _COPIED)).where(draft.c.id == original.id)
            head = dict(connection.execute(columns).mappings().one())
            copy = OpenDraft(connection, self._insert(connection, name, maker=maker, head=head))
            if rows := original.rows():
                copy.insert([dict(row) for row in rows])
            return copy.id

    def store_draft(self, made: Draft) -> str:
        """Store a draft that was made elsewhere, whole or not at all, and return its new id.

        Adding its rows is a step that can be undone; without a name it gets a numbered one.
        """
        head = {name: getattr(made, name) for name in _COPIED}
        head["organisation"] = storable_or_none(made.organisation)
        with self._database.writing(reports=False) as connection:
            identifier = self._insert(connection, made.name, maker=made.maker, head=head)
            _append(OpenDraft(connection, identifier), made.items)
            return identifier

    def delete_draft(self, draft_id: str) -> None:
        """Put a draft away. Deleting twice is no error."""
        self._set_deleted(draft_id, datetime.now(UTC))

    def restore_draft(self, draft_id: str) -> None:
        """Bring a deleted draft back, as it was; no error when it was not deleted."""
        self._set_deleted(draft_id, None)

    def _set_deleted(self, draft_id: str, moment: datetime | None) -> None:
        with self._database.writing(reports=False) as connection:
            known = self._known(connection, draft_id, DraftAccess.OWN, deleted=True)
            this = draft.update().where(draft.c.id == known)
            connection.execute(this.values(deleted_at=moment))

    def set_draft_options(self, options: DraftOptions, *, draft_id: str | None = None) -> None:
        """Change name, maker or settings. Raises ValueError for an empty name."""
        values = {name: value for name, value in asdict(options).items() if value is not None}
        with self._opened(draft_id) as opened:
            if options.name is not None:
                values["name"] = " ".join(options.name.split())
                if not values["name"]:
                    raise ValueError("a draft needs a name")
            if values:
                opened.set_head(StepKind.OPTIONS, values)

    def set_draft_target(
        self,
        *,
        organisation: str | None,
        fiscal_year_be: int | None,
        draft_id: str | None = None,
    ) -> None:
        """Set whose table it will be and of which fiscal year; None: not yet known."""
        target = {"organisation": organisation, "fiscal_year_be": fiscal_year_be}
        with self._opened(draft_id) as opened:
            opened.set_head(StepKind.TARGET, target)

    def add_to_draft(self, items: Sequence[DraftItem], *, draft_id: str | None = None) -> int:
        """Append rows; how many are new. A measure that is there stays as it is, edits and all."""
        with self._opened(draft_id) as opened:
            return _append(opened, items)

    def remove_from_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out. Removing twice is no error."""
        with self._database.writing(reports=False) as connection:
            identifier = self._existing(connection, draft_id, DraftAccess.WRITE)
            if identifier is None:
                return
            opened = OpenDraft(connection, identifier)
            row = opened.find(measure_id)
            if row is not None:
                with opened.step(StepKind.REMOVE, subject=title_of(row), row_ids=[row["id"]]):
                    opened.delete(measure_id)

    def clear_draft(self, *, draft_id: str | None = None) -> None:
        """Take all rows out; the target stays."""
        with self._database.writing(reports=False) as connection:
            identifier = self._existing(connection, draft_id, DraftAccess.WRITE)
            if identifier is not None:
                with OpenDraft(connection, identifier).step(StepKind.CLEAR):
                    connection.execute(
                        delete(draft_item).where(draft_item.c.draft_id == identifier)
                    )

    def move_in_draft(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of the row `to`; that one and those between move by one."""
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            ids = opened.row_ids()
            if to not in ids:
                raise UnknownRowError(identifier=to)
            place = ids.index(to)
            ids.remove(row["id"])
            ids.insert(place, row["id"])
            with opened.step(StepKind.MOVE, subject=title_of(row)):
                opened.renumber(ids)

    def edit_draft(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write `text` over a field of a row; the borrowed text stays beside it."""
        with self._opened(draft_id) as opened:
            if field not in TEXT_FIELDS:
                raise ValueError(f"no text field {field!r}; one of {', '.join(TEXT_FIELDS)}")
            row = opened.row(measure_id)
            edits = {name: kept for name, kept in row["edits"] if name != field}
            if text is not None:
                edits[field] = storable(text)
            ordered = [[name, edits[name]] for name in TEXT_FIELDS if name in edits]
            kind = StepKind.UNEDIT if text is None else StepKind.EDIT
            with opened.step(kind, subject=title_of(row), field=field, row_ids=[row["id"]]):
                opened.update(measure_id, edits=ordered)

    def decide_in_draft(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a person's verdict on a piece of a row's text; None takes it back."""
        decided = decision_row(Decision(piece=piece, verdict=verdict or Verdict.CHECKED))
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            others = [one for one in row["decisions"] if one[:-1] != decided[:-1]]
            decisions = others if verdict is None else [*others, decided]
            with opened.step(
                StepKind.DECIDE, subject=title_of(row), field=piece.field, row_ids=[row["id"]]
            ):
                opened.update(measure_id, decisions=decisions)

    def merge_in_draft(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two, in the place of the first; both stay in it as its parts."""
        with self._opened(draft_id) as opened:
            if measure_id == other:
                raise ValueError(f"row {measure_id!r} cannot be merged with itself")
            first, second = opened.row(measure_id), opened.row(other)
            ids = [first["id"], second["id"]]
            with opened.step(StepKind.MERGE, subject=title_of(first), row_ids=ids):
                opened.delete(other)
                opened.update(
                    measure_id,
                    edits=[],
                    decisions=[*first["decisions"], *second["decisions"]],
                    parts=[part_row(first), part_row(second)],
                )

    def split_in_draft(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Make the rows again that a merged row was made of, as they were.

        What was written over the merged row goes; undoing brings it back.
        """
        with self._opened(draft_id) as opened:
            row = opened.row(measure_id)
            if not row["parts"]:
                raise ValueError(f"row {measure_id!r} was not merged")
            ids = opened.row_ids()
            place = ids.index(row["id"])
            taken = {one for one in ids if one != row["id"]}
            parts = {one["id"]: one for one in row["parts"] if one["id"] not in taken}
            with opened.step(StepKind.SPLIT, subject=title_of(row)):
                opened.delete(measure_id)
                opened.insert([one | {"position": 0} for one in parts.values()])
                opened.renumber([*ids[:place], *parts, *ids[place + 1 :]])

    def undo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Take back the newest step in force, whoever made it; at most KEPT_STEPS are kept."""
        with self._opened(draft_id) as opened:
            opened.undo(step)

    def redo_in_draft(self, step: int | None = None, *, draft_id: str | None = None) -> None:
        """Do the step again that was undone last; a new step ends that."""
        with self._opened(draft_id) as opened:
            opened.redo(step)

    @contextmanager
    def _opened(self, draft_id: str | None) -> Iterator[OpenDraft]:
        """A draft in a writing transaction; None: the oldest, which is made when there is none.

        Raises:
            UnknownDraftError: there is no such draft.
        """
        with self._database.writing(reports=False) as connection:
            if self._person.reads_only:
                _forget_unsigned(connection)
            identifier = self._existing(connection, draft_id, DraftAccess.WRITE)
            yield OpenDraft(connection, identifier or self._insert(connection, "", maker=None))

    def draft_access(self, draft_id: str) -> DraftAccess:
        """What the person may do with a draft. Raises UnknownDraftError."""
        with self._database.reading() as connection:
            known = self._known(connection, draft_id, DraftAccess.READ)
            return _access(connection, known, self._person) or DraftAccess.READ

    def share_draft(self, draft_id: str, *, may_write: bool) -> str:
        """Make a link to a draft: whoever signs in and has its secret may read it, or write in it.

        Returns:
            The secret, for `open_shared_draft`; it is not kept and not shown again.

        Raises:
            UnknownDraftError: there is no such draft.
            OthersDraftError: it is another person's.
        """
        secret = secrets.token_urlsafe(_SECRET_BYTES)
        with self._database.writing(reports=False) as connection:
            row = {
                "id": secrets.token_hex(8),
                "draft_id": self._known(connection, draft_id, DraftAccess.OWN),
                "secret_digest": _digest(secret),
                "may_write": may_write,
                "made_at": datetime.now(UTC),
            }
            connection.execute(draft_share.insert().values(row))
        return secret

    def draft_shares(self, draft_id: str) -> tuple[DraftShare, ...]:
        """The links to a draft, the oldest first. Raises as `share_draft`."""
        of_share = draft_member.c.share_id == draft_share.c.id
        people = select(func.count()).where(of_share).scalar_subquery()
        with self._database.reading() as connection:
            known = self._known(connection, draft_id, DraftAccess.OWN)
            found = connection.execute(
                select(draft_share, people.label("people"))
                .where(draft_share.c.draft_id == known)
                .order_by(draft_share.c.made_at, draft_share.c.id)
            )
            return tuple(
                DraftShare(
                    id=row["id"],
                    access=DraftAccess.WRITE if row["may_write"] else DraftAccess.READ,
                    made_at=row["made_at"],
                    people=row["people"],
                )
                for row in found.mappings()
            )

    def unshare_draft(self, draft_id: str, share_id: str) -> None:
        """Take a link back, from those who opened it too; no error where there is none.

        Raises as `share_draft`.
        """
        with self._database.writing(reports=False) as connection:
            known = self._known(connection, draft_id, DraftAccess.OWN)
            this = (draft_share.c.id == storable(share_id)) & (draft_share.c.draft_id == known)
            ids = select(draft_share.c.id).where(this)
            connection.execute(delete(draft_member).where(draft_member.c.share_id.in_(ids)))
            connection.execute(delete(draft_share).where(this))

    def open_shared_draft(self, secret: str) -> str:
        """The id of the draft that a link opens, which is among the person's from now on.

        Raises:
            UnknownShareError: it opens none (any more).
            NotAllowedError: nobody signed in.
        """
        person = self._person
        if person.reads_only:
            raise NotAllowedError(right=Right.DRAFT, signed_in=False)
        joined = select(draft_share.c.id, draft_share.c.draft_id, draft.c.owner).join(draft)
        opened = joined.where(draft_share.c.secret_digest == _digest(secret), _LIVE)
        with self._database.writing(reports=False) as connection:
            found = connection.execute(opened).first()
            if found is None:
                raise UnknownShareError
            share_id, draft_id, owner = found
            member = {"share_id": share_id, "person_id": person.id}
            is_member = and_(*(draft_member.c[name] == one for name, one in member.items()))
            known = connection.execute(select(draft_member.c.share_id).where(is_member)).first()
            if person.signed_in and owner != person.id and known is None:
                now = datetime.now(UTC)
                connection.execute(draft_member.insert().values(member | {"opened_at": now}))
            return str(draft_id)

    def _existing(
        self, connection: Connection, draft_id: str | None, access: DraftAccess
    ) -> str | None:
        """The id of this draft, for None of the person's oldest; None where they have none.

        Raises:
            UnknownDraftError, OthersDraftError: as `_known`.
        """
        if draft_id is not None:
            return self._known(connection, draft_id, access)
        own = select(draft.c.id).where(_LIVE, _owned_by(self._person))
        oldest = own.order_by(draft.c.created_at, draft.c.id).limit(1)
        return connection.execute(oldest).scalar_one_or_none()

    def _known(
        self, connection: Connection, draft_id: str, access: DraftAccess, *, deleted: bool = False
    ) -> str:
        """The id as the database holds it.

        Args:
            connection: to the database.
            draft_id: as it was given.
            access: what is to be done with it.
            deleted: whether one that was deleted is known, too.

        Raises:
            UnknownDraftError: there is no such draft, or the person knows of none.
            OthersDraftError: it was shared with the person, but not for this.
        """
        known = storable(draft_id)
        this = (draft.c.id == known) & (true() if deleted else _LIVE)
        may = None
        if connection.execute(select(draft.c.id).where(this)).first() is not None:
            may = _access(connection, known, self._person)
        if may is None:
            raise UnknownDraftError(identifier=draft_id)
        if _ACCESS.index(may) < _ACCESS.index(access):
            raise OthersDraftError
        return known

    def _insert(
        self, connection: Connection, name: str, *, maker: str | None, head: Row | None = None
    ) -> str:
        """Write a new draft without rows; its id."""
        now, person = datetime.now(UTC), self._person
        if person.reads_only:
            _forget_unsigned(connection)
        row: Row = {
            "id": f"d{secrets.token_hex(6)}",
            "name": storable(" ".join(name.split())) or _free_name(connection, person),
            "maker": storable_or_none(maker),
            "owner": storable(person.id),
            "created_at": now,
            "changed_at": now,
        }
        connection.execute(draft.insert().values(**row | (head or {})))
        return str(row["id"])


def visible_to(person: Person) -> ColumnElement[bool]:
    """Whether a draft is a person's, or was shared with them."""
    if not person.id:
        return _owned_by(person)
    shared = (
        select(draft_share.c.draft_id)
        .join(draft_member)
        .where(draft_member.c.person_id == storable(person.id))
    )
    return _owned_by(person) | draft.c.id.in_(shared)


def _owned_by(person: Person) -> ColumnElement[bool]:
    if person.sees_all_drafts:
        return true()
    # Nobody's id is "", as is this computer's, whose drafts are not nobody's.
    return draft.c.owner == storable(person.id) if person.id else false()


def _access(connection: Connection, draft_id: str, person: Person) -> DraftAccess | None:
    """What a person may do with a draft; None: they do not know of it."""
    this = draft.c.id == draft_id
    if connection.execute(select(draft.c.id).where(this, _owned_by(person))).first() is not None:
        return DraftAccess.OWN
    if not person.id:
        return None
    shared = (
        select(draft_share.c.may_write)
        .join(draft_member)
        .where(
            draft_share.c.draft_id == draft_id,
            draft_member.c.person_id == storable(person.id),
        )
    )
    rights = connection.execute(shared).scalars().all()
    if not rights:
        return None
    return DraftAccess.WRITE if any(rights) else DraftAccess.READ


def _forget_unsigned(connection: Connection) -> None:
    """Delete drafts of a store of visitors that are past their time, and where there are too many.

    Then the half goes that was changed longest ago, until the others have few enough bytes.
    """
    _forget(connection, before=datetime.now(UTC) - KEPT_UNSIGNED)
    while _used_bytes(connection) > MOST_UNSIGNED_BYTES:
        changed = select(draft.c.changed_at).where(draft.c.changed_at.is_not(None))
        moments = connection.execute(changed.order_by(draft.c.changed_at)).scalars().all()
        if not moments:
            return
        _forget(connection, before=moments[len(moments) // 2] + timedelta(microseconds=1))


def _used_bytes(connection: Connection) -> int:
    """What a SQLite file holds, without what was deleted; 0 for another database."""
    if connection.dialect.name != "sqlite":  # the store of visitors is one
        return 0
    pages, free, size = (
        int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _forget(connection: Connection, *, before: datetime) -> None:
    """Delete drafts that were changed last before a moment."""
    old = select(draft.c.id).where(draft.c.changed_at < before)
    for table in (draft_item, draft_step):
        connection.execute(delete(table).where(table.c.draft_id.in_(old)))
    connection.execute(delete(draft).where(draft.c.changed_at < before))


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _append(opened: OpenDraft, items: Sequence[DraftItem]) -> int:
    """Append rows in one step; how many are new."""
    rows = opened.rows()
    # A measure in a merged row is there: added a second time, its row would be in the
    # way of the part with its edits when the merged row is split.
    there = {one for row in rows for one in measures_of(row)}
    new = {one.measure.id: one for one in items if one.measure.id not in there}
    last = max((row["position"] for row in rows), default=0)
    if new:
        subject = next(iter(new.values())).measure.title
        with opened.step(StepKind.ADD, subject=subject):
            opened.insert(
                [
                    item_row(one) | {"position": last + n}
                    for n, one in enumerate(new.values(), start=1)
                ]
            )
    return len(new)


def _free_name(connection: Connection, person: Person) -> str:
    """The first numbered name that none of a person's drafts has; deleted ones keep theirs."""
    names_of_own = select(draft.c.name).where(_owned_by(person))
    taken = set(connection.execute(names_of_own).scalars())
    names = (f"{UNNAMED} {number}" for number in count(1))
    return next(name for name in names if name not in taken)


def item_row(item: DraftItem) -> Row:
    """A row's columns, without its draft and its place there."""
    source = item.measure.source
    row = measure_row(item.measure, item.measure.report_id, ordinal=0)
    del row["ordinal"]
    return row | {
        "path": storable(source.path),
        "sha256": source.sha256,
        "source_organisation": read_organisation_row(item.organisation),
        "source_fiscal_year_be": item.fiscal_year_be,
        "edits": [[name, storable(text)] for name, text in item.edits],
        "found_by": storable_or_none(item.found_by),
        "decisions": [decision_row(one) for one in item.decisions],
        "parts": [item_row(part) for part in item.parts],
    }


def item_of(row: RowMapping) -> DraftItem:
    """What `item_row` wrote."""
    source = row["source_organisation"]
    return DraftItem(
        measure=measure_of(row),
        organisation=None if source is None else organisation_from(source),
        fiscal_year_be=row["source_fiscal_year_be"],
        edits=tuple((name, text) for name, text in row["edits"]),
        found_by=row["found_by"],
        decisions=tuple(_decision_of(*one) for one in row["decisions"]),
        parts=tuple(item_of(part) for part in row["parts"]),
    )


def part_row(row: RowMapping) -> Row:
    """A stored row as it is kept within the one that it becomes a part of."""
    return {name: value for name, value in row.items() if name not in _OF_THE_DRAFT}


def measures_of(row: RowMapping) -> Iterator[str]:
    """Ids of the measures that a stored row, or a part of one, was made of."""
    yield row["id"]
    for part in row["parts"]:
        yield from measures_of(part)


def decision_row(decision: Decision) -> list[object]:
    """A decision for a JSON column."""
    piece = decision.piece
    old, verdict = storable(piece.old), decision.verdict.value
    return [storable(piece.measure_id), piece.field, piece.start, old, verdict]


def _decision_of(measure_id: str, field: str, start: int, old: str, verdict: str) -> Decision:
    piece = FieldPiece(measure_id=measure_id, field=field, start=start, old=old)
    return Decision(piece=piece, verdict=Verdict(verdict))


def title_of(row: RowMapping) -> str:
    """The title that a person gave the row, else the borrowed one."""
    return str(dict(row["edits"]).get("title", row["title"]))
