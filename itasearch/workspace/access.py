"""What all nouns of a workspace are made of, and who may use which of their verbs.

A verb that changes anything names the right that it needs (`needs`); it is
checked here, whichever way it is reached: app, command line, HTTP or an assistant.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar, cast

from itasearch.errors import NotAllowedError, StoreError
from itasearch.model.people import ActionKind, Person, Right
from itasearch.model.records import Organisation
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
    ) -> Iterator[int | None]:
        """Log that a signed-in person begins and ends something; yields the action's number.

        Not for the owner at the computer, so that a read-only home can be exported from.
        """
        if not self.person.signed_in:
            yield None
            return
        number = self._store.actions.begin(
            self.person, kind, subject=subject, title=title, detail=detail, count=count
        )
        try:
            yield number
        except BaseException:
            with suppress(StoreError):  # the first error is the one to show
                self._store.actions.end(number, failed=True)
            raise
        self._store.actions.end(number)


_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")
_Self = TypeVar("_Self", bound=Verbs)
_Verb = Callable[Concatenate[_Self, _Arguments], _Answer]


def check_right(person: Person, right: Right) -> None:
    """Raise NotAllowedError unless a person has a right."""
    if right not in person.rights:
        raise NotAllowedError(right=right, signed_in=not person.reads_only)


def check_owner(person: Person, owner: Organisation | None, right: Right) -> None:
    """Raise NotAllowedError unless reports of an organisation are a person's to change."""
    if not person.may_edit(None if owner is None else owner.id):
        name = None if owner is None else owner.name
        raise NotAllowedError(right=right, organisation=name, of_others=True)


def needs(
    right: Right,
) -> Callable[[_Verb[_Self, _Arguments, _Answer]], _Verb[_Self, _Arguments, _Answer]]:
    """Let only those use a verb who have a right; its attribute `right` names it."""

    def guarded(verb: _Verb[_Self, _Arguments, _Answer]) -> _Verb[_Self, _Arguments, _Answer]:
        @wraps(verb)
        def checked(self: _Self, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Answer:
            check_right(self.person, right)
            return verb(self, *args, **kwargs)

        checked.right = right  # type: ignore[attr-defined]
        return cast(_Verb[_Self, _Arguments, _Answer], checked)

    return guarded
