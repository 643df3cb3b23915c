"""What all nouns of a workspace are made of."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from itasearch.errors import StoreError
from itasearch.model.people import (
    ActionKind,
    Person,
    check_right as check_right,
    needs as needs,
)
from itasearch.workspace.parts import Parts

if TYPE_CHECKING:
    from itasearch.store.drafts.drafts import SqlDrafts
    from itasearch.store.sql import SqlStore


class Verbs:
    """Verbs on one subject, as `person`: NotAllowedError for what they may not do."""

    def __init__(self, parts: Parts, person: Person) -> None:
        self._parts = parts
        self.person = person

    @property
    def _store(self) -> "SqlStore":
        return self._parts.store

    @property
    def _drafts(self) -> "SqlDrafts":
        return self._parts.drafts_of(self.person)

    @contextmanager
    def _recorded(
        self,
        kind: ActionKind,
        *,
        subject: str = "",
        title: str = "",
        detail: str = "",
        count: int = 1,
    ) -> Iterator[None]:
        """Log that a signed-in person begins and ends something.

        Not of the owner at the computer, who may export from a read-only home.
        """
        if not self.person.signed_in:
            yield
            return
        number = self._store.actions.begin(
            self.person, kind, subject=subject, title=title, detail=detail, count=count
        )
        try:
            yield
        except BaseException:
            with suppress(StoreError):  # the first error is the one to show
                self._store.actions.end(number, failed=True)
            raise
        self._store.actions.end(number)
