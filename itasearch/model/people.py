"""People who use a shared library, what each may do, and the log of what they did.

Without sign-in there is one person, THIS_COMPUTER, who may do all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import wraps
from typing import Concatenate, ParamSpec, Protocol, TypeVar, cast

from itasearch.errors import NotAllowedError

LONGEST_PERSON_ID = 255  #: Most code points of a person's id: as OpenID Connect bounds `sub`
KEY_PREFIX = "key:"  #: Begins the id of a program that asks with a key, and of nobody who signs in


def fault_of_id(person_id: str) -> str:
    """Why nobody who signs in can have this id; "" if somebody can."""
    if not person_id.strip() or len(person_id) > LONGEST_PERSON_ID:
        return f"a person's id has 1 to {LONGEST_PERSON_ID} letters, not {len(person_id)}"
    if person_id.startswith(KEY_PREFIX):
        return f"{person_id!r} is the id of a program with a key"
    return ""


class Right(StrEnum):
    """What a verb of the workspace needs; every other verb only reads."""

    DRAFT = "draft"  #: To make drafts and save searches; whoever signed in
    EDIT = "edit"  #: To add, correct and remove reports, to build the index; editors
    ADMINISTER = "administer"  #: To back up, restore, mend, see the log; at the library's computer


class Role(StrEnum):
    """What somebody who signed in is in a library."""

    READER = "reader"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks."""

    id: str  #: the provider's or proxy's, shown to nobody; "" for whoever did not sign in
    name: str = ""  #: may be empty
    role: Role = Role.READER

    @property
    def rights(self) -> frozenset[Right]:
        """What the person may do, apart from reading."""
        if self.at_computer:
            return frozenset(Right)
        if not self.id:
            return frozenset()
        return frozenset({Right.DRAFT, Right.EDIT} if self.role is Role.EDITOR else {Right.DRAFT})

    @property
    def at_computer(self) -> bool:
        """Whether it is somebody at the library's own computer, whose are all drafts there."""
        return not self.id and self.role is Role.EDITOR

    @property
    def signed_in(self) -> bool:
        """Whether the person is known by an id that somebody vouches for."""
        return bool(self.id)


THIS_COMPUTER = Person(id="", role=Role.EDITOR)  #: Who asks where nobody signs in
NOBODY = Person(id="")  #: Who asks a server without having signed in


def check_right(person: Person, right: Right) -> None:
    """Raise NotAllowedError unless a person has a right."""
    if right not in person.rights:
        raise NotAllowedError(right=right, signed_in=person.signed_in)


class _OfPerson(Protocol):
    person: Person


_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")
_Self = TypeVar("_Self", bound=_OfPerson)
_Verb = Callable[Concatenate[_Self, _Arguments], _Answer]


def needs(
    right: Right,
) -> Callable[[_Verb[_Self, _Arguments, _Answer]], _Verb[_Self, _Arguments, _Answer]]:
    """Let only those use a verb who have a right; its attribute `right` names it.

    So it is checked whichever way a verb is reached: app, command line, HTTP or an assistant.
    """

    def guarded(verb: _Verb[_Self, _Arguments, _Answer]) -> _Verb[_Self, _Arguments, _Answer]:
        @wraps(verb)
        def checked(self: _Self, *args: _Arguments.args, **kwargs: _Arguments.kwargs) -> _Answer:
            check_right(self.person, right)
            return verb(self, *args, **kwargs)

        checked.right = right  # type: ignore[attr-defined]
        return cast(_Verb[_Self, _Arguments, _Answer], checked)

    return guarded


class ActionKind(StrEnum):
    """What was done."""

    UPLOAD = "upload"  #: A batch of files, `count` of them; each that was stored is an ADD
    ADD = "add"
    REMOVE = "remove"
    CORRECT = "correct"
    UNDO = "undo"
    REREAD = "reread"
    EXPORT = "export"
    BUILD = "build"
    BACKUP = "backup"
    RESTORE = "restore"  #: Noted in the library that a backup put there, not in the replaced one


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Who did what, and when."""

    number: int  #: counts up
    person_id: str  #: "" for this computer
    person_name: str  #: as it was then
    kind: ActionKind
    subject: str  #: id of the report, file or draft that it was done to; "" for none.
    title: str  #: what a person calls that: a path, a name; "" of a draft, the maker's own
    organisation_id: str | None  #: of the report
    detail: str  #: what kind of correction, in which format; may be empty.
    count: int  #: how many files a batch had, 1 for all else
    began_at: datetime
    ended_at: datetime | None  #: when it was done, or failed; None: it is going on, or was killed
    failed: bool
