"""Links to a draft: whoever signs in and has one may read the draft, or write in it."""

import secrets
from datetime import UTC, datetime
from hashlib import sha256

from sqlalchemy import and_, delete, func, select

from itasearch.errors import NotAllowedError, UnknownShareError
from itasearch.model.drafts import DraftAccess, DraftShare
from itasearch.model.people import Right
from itasearch.store.db.rows import storable
from itasearch.store.db.schema import draft, draft_member, draft_share
from itasearch.store.drafts.opening import IS_LIVE, SqlDraftOpening, access_of

_SECRET_BYTES = 24  # of a link: as many as nobody guesses


class SqlDraftShares(SqlDraftOpening):
    """Links to drafts; errors are those of the verbs of the same names in workspace/drafts.py."""

    def draft_access(self, draft_id: str) -> DraftAccess:
        """What the person may do with a draft. Raises UnknownDraftError."""
        with self._database.reading() as connection:
            known = self._known(connection, draft_id, DraftAccess.READ)
            return access_of(connection, known, self._person) or DraftAccess.READ

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
        opened = joined.where(draft_share.c.secret_digest == _digest(secret), IS_LIVE)
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


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
