"""The part of the SQL store that keeps drafts; each method is one transaction.

A version of a draft is one JSON document. A change is applied to the newest version within the
transaction that writes the next one, so two people who work in one draft lose nothing.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from itertools import count
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    RowMapping,
    delete,
    false,
    func,
    select,
    true,
    type_coerce,
)

from itasearch.domain.organisations import full_name
from itasearch.errors import UnknownDraftError, UnknownStepError
from itasearch.model.drafts import (
    Draft,
    DraftItem,
    DraftSummary,
    FieldPiece,
    Party,
    Verdict,
)
from itasearch.model.people import Person, Right, needs
from itasearch.model.records import Report, report_of
from itasearch.store.db.database import Database, SqlPart
from itasearch.store.db.rows import organisation_of, place_of, rows_of, update_row
from itasearch.store.db.schema import draft, draft_version, report
from itasearch.store.drafts import changes
from itasearch.store.organisations import SqlOrganisations
from itasearch.store.reports.queries import SqlReports, report_rows
from itasearch.text.dates.fiscal_year import check_fiscal_year

KEPT_STEPS = 100  #: changes of one draft that can be undone: more than a person makes in an hour
UNNAMED = "แม่แบบ"  #: With a number, the name of a new draft: data, so not translated

_NEWEST = select(draft, draft_version.c.document).join(
    draft_version,
    (draft_version.c.draft_id == draft.c.id) & (draft_version.c.number == draft.c.version),
)
_DOCUMENT = type_coerce(draft_version.c.document, JSON)
_SUMMARY = _NEWEST.with_only_columns(
    draft.c.id,
    draft.c.created_at,
    draft.c.changed_at,
    *(
        _DOCUMENT[name].as_string().label(name)
        for name in ("name", "organisation", "organisation_id")
    ),
    _DOCUMENT["fiscal_year_be"].as_integer().label("fiscal_year_be"),
    func.json_array_length(_DOCUMENT["items"]).label("rows"),
)
_IS_LIVE = draft.c.deleted_at.is_(None)


class SqlDrafts(SqlPart):
    """The drafts of a person; each change can be undone.

    A draft belongs to its maker: for others its id is unknown. Without sign-in all drafts belong to
    this computer. `draft_id` None is the oldest draft, which the first change makes. A row is a
    copy: changes of its report change no text of the row, but its organisation and fiscal year
    follow corrections. Raises UnknownDraftError, UnknownRowError, with nothing changed.
    """

    def __init__(self, database: Database, *, person: Person, reports: SqlReports) -> None:
        super().__init__(database)
        self.person = person
        self._reports = reports

    def all(self) -> tuple[DraftSummary, ...]:
        """All drafts except deleted ones, the last changed first."""
        listed = _SUMMARY.where(_IS_LIVE, self._is_owned())
        rows = self._read(listed.order_by(draft.c.changed_at.desc().nulls_last()))
        return tuple(DraftSummary(**row) for row in rows)

    def get(self, draft_id: str | None = None) -> Draft:
        """A draft with its rows in order; for None an empty one when there is none at all."""
        with self._database.reading() as connection:
            row = self._find(connection, draft_id)
            if row is None:
                return Draft()
            newest: Draft = row["document"]
            ids = [report_of(leaf.measure.id) for item in newest.items for leaf in item.leaves]
            rows = rows_of(connection, report_rows(), report.c.id, ids)
            reports = {row["id"]: row for row in rows}
            undo, redo = _versions(connection, row)
            return replace(
                newest,
                items=tuple(_as_corrected(item, reports) for item in newest.items),
                id=row["id"],
                created_at=row["created_at"],
                changed_at=row["changed_at"],
                undo=undo,
                redo=redo,
            )

    @needs(Right.DRAFT)
    def new(
        self,
        name: str = "",
        *,
        organisation: str | None = None,
        fiscal_year_be: int | None = None,
        copy_of: str | None = None,
    ) -> str:
        """Make a draft, or a copy of the newest version of one, with its target; returns its id.

        `organisation` as in `set_target`.
        """
        made = replace(Draft(), **self._target(organisation, fiscal_year_be))
        with self._database.writing(reports=False) as connection:
            if copy_of is not None:
                made = self._newest(connection, copy_of)["document"]
            return self._insert(connection, replace(made, name=name))

    @needs(Right.DRAFT)
    def keep(self, made: Draft) -> str:
        """Store a draft made elsewhere, with or without a name; returns its new id."""
        copied = changes.add_rows(replace(made, items=()), made.items)
        with self._database.writing(reports=False) as connection:
            return self._insert(connection, copied)

    @needs(Right.DRAFT)
    def delete(self, draft_id: str) -> None:
        """Put a draft away. Deleting twice is no error."""
        self._set_deleted(draft_id, datetime.now(UTC))

    @needs(Right.DRAFT)
    def restore(self, draft_id: str) -> None:
        """Bring a deleted draft back unchanged; no error when it was not deleted."""
        self._set_deleted(draft_id, None)

    def _set_deleted(self, draft_id: str, moment: datetime | None) -> None:
        with self._database.writing(reports=False) as connection:
            self._find(connection, draft_id, deleted=True)
            update_row(connection, draft, draft_id, deleted_at=moment)

    @needs(Right.DRAFT)
    def set_options(
        self,
        *,
        name: str | None = None,
        grouped: bool | None = None,
        draft_id: str | None = None,
    ) -> None:
        """Change name or grouping; None leaves a value. Raises ValueError: an empty name."""
        given = {"name": name, "grouped": grouped}
        self._change(draft_id, partial(changes.set_options, options=given))

    @needs(Right.DRAFT)
    def set_target(
        self, *, organisation: str | None, fiscal_year_be: int | None, draft_id: str | None = None
    ) -> None:
        """Set the organisation and year that the document is for; None: not yet known.

        `organisation`: an id or a full name; a name that the library does not have is kept as
        given. Raises AmbiguousOrganisationError: several organisations have the name.
        """
        target = self._target(organisation, fiscal_year_be)
        self._change(draft_id, lambda old: replace(old, **target))

    def _target(self, organisation: str | None, fiscal_year_be: int | None) -> Mapping[str, Any]:
        """The fields of a draft that say whom and which year it is for."""
        if fiscal_year_be is not None:
            check_fiscal_year(fiscal_year_be)
        towns = SqlOrganisations(self._database)
        town = towns.find_in_full(organisation) if organisation else None
        return {
            "organisation": full_name(organisation) if town is None else town.name,
            "organisation_id": None if town is None else town.id,
            "fiscal_year_be": fiscal_year_be,
        }

    @needs(Right.DRAFT)
    def add(
        self,
        identifiers: Sequence[str],
        *,
        draft_id: str | None = None,
    ) -> int:
        """Copy measures to the end of a draft, without those in it, alone or in a merged row.

        Ids are of measures, or of reports for all their measures; with an unknown one nothing is
        added. Returns how many rows are new.
        """
        return self.append([*items_of(self._reports, identifiers)], draft_id=draft_id)

    @needs(Right.DRAFT)
    def append(self, items: Sequence[DraftItem], *, draft_id: str | None = None) -> int:
        """As `add`, rows of whatever origin. A measure that is there stays, edits and all."""
        return self._change(draft_id, lambda old: changes.add_rows(old, items))

    @needs(Right.DRAFT)
    def remove(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Take a row out. Removing twice is no error."""
        self._change(draft_id, lambda old: changes.remove_row(old, measure_id))

    @needs(Right.DRAFT)
    def move(self, measure_id: str, *, to: str, draft_id: str | None = None) -> None:
        """Put a row in the place of the row `to`; the rows between the two places move by one."""
        self._change(draft_id, lambda old: changes.move_row(old, measure_id, to=to))

    @needs(Right.DRAFT)
    def edit(
        self, measure_id: str, *, field: str, text: str | None, draft_id: str | None = None
    ) -> None:
        """Write `text` over a field of a row; None puts the borrowed text back."""
        edited = partial(changes.edit_field, row_id=measure_id, field=field, text=text)
        self._change(draft_id, edited)

    @needs(Right.DRAFT)
    def decide(
        self,
        measure_id: str,
        *,
        piece: FieldPiece,
        verdict: Verdict | None,
        draft_id: str | None = None,
    ) -> None:
        """Keep a person's verdict on a piece of a row's text; None takes the verdict back."""
        decided = partial(changes.decide, row_id=measure_id, piece=piece, verdict=verdict)
        self._change(draft_id, decided)

    @needs(Right.DRAFT)
    def merge(self, measure_id: str, *, other: str, draft_id: str | None = None) -> None:
        """Make one row of two, in the place of the first; both stay in the new row as its parts."""
        merged = partial(changes.merge_rows, row_id=measure_id, other=other)
        self._change(draft_id, merged)

    @needs(Right.DRAFT)
    def split(self, measure_id: str, *, draft_id: str | None = None) -> None:
        """Put the parts of a merged row in its place; what was written over it is lost."""
        self._change(draft_id, lambda old: changes.split_row(old, measure_id))

    @needs(Right.DRAFT)
    def undo(self, version: int | None = None, *, draft_id: str | None = None) -> None:
        """Go back to the version before the newest change; at most KEPT_STEPS times.

        Raises UnknownStepError: nothing can be undone, or the newest version is not `version`
        (None: whatever it is).
        """
        self._turn(version, draft_id, back=True)

    @needs(Right.DRAFT)
    def redo(self, version: int | None = None, *, draft_id: str | None = None) -> None:
        """Make the change again that was undone last. Raises UnknownStepError as `undo` does."""
        self._turn(version, draft_id, back=False)

    def _turn(self, number: int | None, draft_id: str | None, *, back: bool) -> None:
        with self._database.writing(reports=False) as connection:
            row = self._newest(connection, draft_id)
            undo, redo = _versions(connection, row)
            version = undo if back else redo
            if version is None or number not in (None, version):
                raise UnknownStepError(draft_id=row["id"])
            now = datetime.now(UTC)
            update_row(connection, draft, row["id"], version=version - back, changed_at=now)

    def _change(self, draft_id: str | None, change: Callable[[Draft], Draft]) -> int:
        """Write what `change` makes of the newest version as the next one, if it differs.

        Returns how many rows were added.
        """
        with self._database.writing(reports=False) as connection:
            stored = self._newest(connection, draft_id)
            before: Draft = stored["document"]
            after = change(before)
            if after == before:
                return 0
            _write(connection, stored["id"], document=after, number=stored["version"] + 1)
            return len(after.items[len(before.items) :])

    def _find(
        self, connection: Connection, draft_id: str | None, *, deleted: bool = False
    ) -> RowMapping | None:
        """A draft with its document; for None the oldest draft, or None if there is none."""
        found = _NEWEST.where(self._is_owned(), true() if deleted else _IS_LIVE)
        if draft_id is not None:
            found = found.where(draft.c.id == draft_id)
        oldest = found.order_by(draft.c.created_at, draft.c.id).limit(1)
        row = connection.execute(oldest).mappings().first()
        if row is None and draft_id is not None:
            raise UnknownDraftError(identifier=draft_id)
        return row

    def _newest(self, connection: Connection, draft_id: str | None) -> RowMapping:
        """As `_find`, with a new draft where there is none."""
        row = self._find(connection, draft_id)
        return row or self._newest(connection, self._insert(connection, Draft()))

    def _insert(self, connection: Connection, made: Draft) -> str:
        """Store a draft under a name that no other draft of the person has; returns its new id."""
        owned = _SUMMARY.where(self._is_owned())
        names = {row.name for row in connection.execute(owned)}
        typed = " ".join(made.name.split())
        numbered = (f"{UNNAMED} {number}" for number in count(1))
        if typed:  # of several of one name the later ones have a number
            numbered = (f"{typed} ({number})" if number > 1 else typed for number in count(1))
        name = next(name for name in numbered if name not in names)
        now, draft_id = datetime.now(UTC), f"d{secrets.token_hex(6)}"
        row = {"id": draft_id, "owner": self.person.id, "created_at": now, "changed_at": now}
        connection.execute(draft.insert().values(**row, version=1))
        _write(connection, draft_id, document=replace(made, name=name), number=1)
        return draft_id

    def _is_owned(self) -> ColumnElement[bool]:
        if self.person.at_computer:
            return true()
        # The id of this computer is "", as is that of whoever did not sign in, who has no drafts.
        return draft.c.owner == self.person.id if self.person.id else false()


def items_of(reports: SqlReports, identifiers: Sequence[str]) -> Iterator[DraftItem]:
    """The measures with these ids, a report's all, in their order. Raises UnknownReportError."""
    stored = reports.measures(identifiers)
    for identifier in identifiers:
        owner = stored.get(identifier) or reports.get(identifier)
        for measure in owner.measures if isinstance(owner, Report) else (owner.measure,):
            yield DraftItem(
                measure=measure,
                organisation=owner.organisation,
                fiscal_year_be=owner.fiscal_year_be,
            )


def _write(connection: Connection, draft_id: str, *, document: Draft, number: int) -> None:
    """Write a version and make it the newest; versions that were undone and too old ones go."""
    kept = draft_version.c.number.between(number - KEPT_STEPS, number - 1)
    of_draft = draft_version.c.draft_id == draft_id
    connection.execute(delete(draft_version).where(of_draft, ~kept))
    row = {"draft_id": draft_id, "number": number, "document": document}
    connection.execute(draft_version.insert().values(row))
    update_row(connection, draft, draft_id, version=number, changed_at=datetime.now(UTC))


def _versions(connection: Connection, row: RowMapping) -> tuple[int | None, int | None]:
    """The version to undo, if the one before it is kept, and the version to redo."""
    version = row["version"]
    of_draft = draft_version.c.draft_id == row["id"]
    numbers = {*connection.execute(select(draft_version.c.number).where(of_draft)).scalars()}
    return (
        version if version - 1 in numbers else None,
        version + 1 if version + 1 in numbers else None,
    )


def _as_corrected(item: DraftItem, reports: Mapping[str, RowMapping]) -> DraftItem:
    row = reports.get(report_of(item.measure.id))
    if row is None:
        return item
    now = place_of(row)
    source = replace(
        item.measure.source,
        year_unsure=now.year_unsure,
        unchecked=now.unchecked,
        media_type=now.media_type,
    )
    item = replace(
        item,
        measure=replace(item.measure, source=source),
        parts=tuple(_as_corrected(part, reports) for part in item.parts),
    )
    owner, year = organisation_of(row), row["fiscal_year_be"]
    is_same = (item.organisation and item.organisation.name) == (owner and owner.name)
    if is_same and item.fiscal_year_be == year:
        return item
    return replace(
        item,
        organisation=item.organisation if is_same else owner,
        fiscal_year_be=year,
        before=Party(organisation=item.organisation, fiscal_year_be=item.fiscal_year_be),
    )
