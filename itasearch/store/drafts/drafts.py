"""The part of the SQL store that keeps drafts; each method is one transaction."""

from dataclasses import asdict
from datetime import UTC, datetime

from sqlalchemy import func, select

from itasearch.model.drafts import Draft, DraftAccess, DraftOptions, DraftSummary, StepKind
from itasearch.model.people import Person
from itasearch.store.db.rows import storable_or_none
from itasearch.store.db.schema import draft, draft_item
from itasearch.store.drafts.editing import SqlDraftRows, append
from itasearch.store.drafts.opening import IS_LIVE, visible_to
from itasearch.store.drafts.rows import item_of
from itasearch.store.drafts.sharing import SqlDraftShares
from itasearch.store.drafts.steps import HEAD, OpenDraft

_COPIED = HEAD[2:]


class SqlDrafts(SqlDraftRows, SqlDraftShares):
    """Several named drafts; each change of one is a step that can be undone.

    A row is a copy: a report that is removed, corrected or replaced changes none. Two
    people may work in one draft: each method writes only what it names, and of two writes
    of one field the later holds. `draft_id` None is the oldest draft, which the first
    writing makes; a draft that is not there is an UnknownDraftError, a row that the draft
    does not have an UnknownRowError, and nothing is changed then. Arguments and other errors
    are those of the verbs of the same names in workspace/drafts.py.
    """

    def seen_by(self, person: Person) -> "SqlDrafts":
        """The drafts as a person has them: their own ones and those that were shared with them."""
        theirs = SqlDrafts(self._database)
        theirs._person = person
        return theirs

    def drafts(self) -> tuple[DraftSummary, ...]:
        """All drafts but deleted ones, the one that was changed last first."""
        rows = select(func.count()).where(draft_item.c.draft_id == draft.c.id).scalar_subquery()
        newest_first = select(draft, rows.label("rows")).where(IS_LIVE, visible_to(self._person))
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
            append(OpenDraft(connection, identifier), made.items)
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
