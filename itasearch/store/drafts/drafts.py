"""Drafts: several named ones, of which a deleted one can be brought back.

Who names no draft means the oldest that is there; the first row that anybody takes makes
it. Writing functions run inside the caller's writing transaction.
"""

import secrets
from datetime import UTC, datetime
from itertools import count

from sqlalchemy import Connection, RowMapping, Select, func, select

from itasearch.errors import UnknownDraftError
from itasearch.model.drafts import Draft, DraftItem, DraftSummary
from itasearch.store.db.rows import Row, storable, storable_or_none
from itasearch.store.db.schema import draft, draft_item
from itasearch.store.drafts.changes import item_of, load_steps

UNNAMED = "แม่แบบ"
"""With a number, the name of a draft until a person gives it another.

Kept as data, Thai on an English screen too: drafts are told apart by name on the command line
and in other people's browsers.
"""

_LIVE = draft.c.deleted_at.is_(None)


def load_drafts(connection: Connection) -> tuple[DraftSummary, ...]:
    """All drafts but deleted ones, the one that was changed last first."""
    rows = select(func.count()).where(draft_item.c.draft_id == draft.c.id).scalar_subquery()
    found = connection.execute(
        select(draft, rows.label("rows")).where(_LIVE).order_by(draft.c.changed_at.desc())
    )
    return tuple(_summary_of(row) for row in found.mappings())


def load_draft(connection: Connection, draft_id: str | None) -> Draft:
    """A draft with its rows in order; None: the oldest, an empty one when there is none.

    Raises:
        UnknownDraftError: there is no such draft.
    """
    identifier = _oldest(connection) if draft_id is None else _known(connection, draft_id)
    if identifier is None:
        return Draft()
    head = connection.execute(select(draft).where(draft.c.id == identifier)).mappings().one()
    undo, redo = load_steps(connection, identifier, head["last_step"])
    return Draft(
        items=_items(connection, identifier),
        organisation=head["organisation"],
        fiscal_year_be=head["fiscal_year_be"],
        id=identifier,
        name=head["name"],
        maker=head["maker"],
        created_at=head["created_at"],
        changed_at=head["changed_at"],
        keep_results=head["keep_results"],
        grouped=head["grouped"],
        undo=undo,
        redo=redo,
    )


def new_draft(
    connection: Connection, name: str, *, maker: str | None, copy_of: str | None = None
) -> str:
    """Make a draft, or a copy of another with its rows but not its steps; its id.

    Raises:
        UnknownDraftError: there is no draft to copy.
    """
    identifier = f"d{secrets.token_hex(6)}"
    now = datetime.now(UTC)
    row: Row = {
        "id": identifier,
        "name": storable(" ".join(name.split())) or _free_name(connection),
        "maker": storable_or_none(maker),
        "created_at": now,
        "changed_at": now,
    }
    if copy_of is None:
        connection.execute(draft.insert().values(**row))
        return identifier
    copied = _known(connection, copy_of)
    head = connection.execute(select(draft).where(draft.c.id == copied)).mappings().one()
    kept = {name: head[name] for name in _COPIED}
    connection.execute(draft.insert().values(**(row | kept)))
    rows = connection.execute(_rows(copied)).mappings().all()
    if rows:
        connection.execute(
            draft_item.insert(), [dict(one) | {"draft_id": identifier} for one in rows]
        )
    return identifier


_COPIED = ("organisation", "fiscal_year_be", "keep_results", "grouped")


def delete_draft(connection: Connection, draft_id: str, *, deleted: bool) -> None:
    """Put a draft away, or bring it back; doing so twice is no error.

    Raises:
        UnknownDraftError: there never was such a draft.
    """
    known = draft.c.id == storable(draft_id)
    if connection.execute(select(draft.c.id).where(known)).first() is None:
        raise UnknownDraftError(identifier=draft_id)
    moment = datetime.now(UTC) if deleted else None
    connection.execute(draft.update().where(known).values(deleted_at=moment))


def ensured(connection: Connection, draft_id: str | None) -> str:
    """The id of this draft; None: of the oldest, which is made when there is none.

    Raises:
        UnknownDraftError: there is no such draft.
    """
    if draft_id is not None:
        return _known(connection, draft_id)
    return _oldest(connection) or new_draft(connection, "", maker=None)


def existing(connection: Connection, draft_id: str | None) -> str | None:
    """As `ensured`, but None where there is no draft at all.

    Raises:
        UnknownDraftError: there is no such draft.
    """
    return _oldest(connection) if draft_id is None else _known(connection, draft_id)


def _free_name(connection: Connection) -> str:
    """The first numbered name that no draft has; deleted ones, which may come back, keep theirs."""
    taken = set(connection.execute(select(draft.c.name)).scalars())
    names = (f"{UNNAMED} {number}" for number in count(1))
    return next(name for name in names if name not in taken)


def _items(connection: Connection, draft_id: str) -> tuple[DraftItem, ...]:
    return tuple(item_of(dict(row)) for row in connection.execute(_rows(draft_id)).mappings())


def _rows(draft_id: str) -> Select[tuple[object, ...]]:
    wanted = draft_item.c.draft_id == draft_id
    return select(draft_item).where(wanted).order_by(draft_item.c.position, draft_item.c.id)


def _known(connection: Connection, draft_id: str) -> str:
    wanted = _LIVE & (draft.c.id == storable(draft_id))
    if connection.execute(select(draft.c.id).where(wanted)).first() is None:
        raise UnknownDraftError(identifier=draft_id)
    return storable(draft_id)


def _oldest(connection: Connection) -> str | None:
    oldest = select(draft.c.id).where(_LIVE).order_by(draft.c.created_at, draft.c.id).limit(1)
    return connection.execute(oldest).scalar_one_or_none()


def _summary_of(row: RowMapping) -> DraftSummary:
    return DraftSummary(
        id=row["id"],
        name=row["name"],
        maker=row["maker"],
        organisation=row["organisation"],
        fiscal_year_be=row["fiscal_year_be"],
        rows=row["rows"],
        created_at=row["created_at"],
        changed_at=row["changed_at"],
    )
