"""Who may use which verb of a workspace.

A verb that changes anything names the right that it needs (`needs`); it is
checked here, whichever way it is reached: app, command line, HTTP or an assistant.
"""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from itasearch.errors import NotAllowedError
from itasearch.model.people import Person, Right
from itasearch.model.records import Organisation

_Arguments = ParamSpec("_Arguments")
_Found = TypeVar("_Found")


class HasPerson(Protocol):
    """What knows who asks."""

    person: Person


_Self = TypeVar("_Self", bound=HasPerson)
_Verb = Callable[Concatenate[_Self, _Arguments], _Found]


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
) -> Callable[[_Verb[_Self, _Arguments, _Found]], _Verb[_Self, _Arguments, _Found]]:
    """Let only those use a verb who have a right; its attribute `right` names it."""

    def guarded(verb: _Verb[_Self, _Arguments, _Found]) -> _Verb[_Self, _Arguments, _Found]:
        @wraps(verb)
        def checked(self: _Self, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Found:
            check_right(self.person, right)
            return verb(self, *args, **kwargs)

        checked.right = right  # type: ignore[attr-defined]
        return cast(_Verb[_Self, _Arguments, _Found], checked)

    return guarded
