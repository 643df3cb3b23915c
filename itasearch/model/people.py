"""People who use a shared library, and what each may do.

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
REQUESTS_PER_MINUTE = 120  #: Of a key that is made without saying how many. Chosen by hand.
MOST_REQUESTS_PER_MINUTE = 100_000  #: What a key may be given at most


def fault_of_id(person_id: str) -> str:
    """Why nobody who signs in can have this id; "" if somebody can."""
    if not person_id.strip() or len(person_id) > LONGEST_PERSON_ID:
        return f"a person's id has 1 to {LONGEST_PERSON_ID} letters, not {len(person_id)}"
    if person_id.startswith(KEY_PREFIX):
        return f"{person_id!r} is a key's id; make a key with: itasearch keys make"
    return ""


class Right(StrEnum):
    """What a verb of the workspace needs; every other verb only reads."""

    DRAFT = "draft"  #: To make drafts and change one's own
    WATCH = "watch"  #: To watch searches and towns and to mark hits, kept for all
    ADD = "add"  #: To add reports, of the person's own organisations
    CORRECT = "correct"  #: To correct reports, of the person's own organisations
    REMOVE = "remove"  #: To remove reports, of the person's own organisations
    ADMINISTER = "administer"  #: To build, back up, load samples, give roles and keys, see the log


class Role(StrEnum):
    """What a person is in a library; each may do what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


_READER_RIGHTS = frozenset({Right.DRAFT, Right.WATCH})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: _READER_RIGHTS,
    Role.EDITOR: _READER_RIGHTS | {Right.ADD, Right.CORRECT, Right.REMOVE},
    Role.ADMINISTRATOR: frozenset(Right),
}
"""What each role may do, apart from reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks."""

    id: str  #: the provider's or proxy's, shown to nobody; "" for THIS_COMPUTER
    name: str = ""  #: may be empty
    role: Role = Role.READER
    organisation_ids: tuple[str, ...] = ()  #: of an editor: whose reports are theirs; () for all
    reads_only: bool = False  #: nobody signed in; with an id they have drafts for a while

    @property
    def rights(self) -> frozenset[Right]:
        """What the person may do, apart from reading."""
        if self.reads_only:
            return frozenset({Right.DRAFT} if self.id else ())
        return RIGHTS[self.role]

    @property
    def edits_all(self) -> bool:
        """Whether reports of every organisation are the person's to change."""
        rights = self.rights
        return Right.CORRECT in rights and (not self.organisation_ids or Right.ADMINISTER in rights)

    @property
    def signed_in(self) -> bool:
        """Whether the person is known by an id that somebody vouches for."""
        return bool(self.id) and not self.reads_only

    @property
    def sees_all_drafts(self) -> bool:
        """Whether every draft is the person's own: only where nobody signs in."""
        return not self.id and not self.reads_only

    def may_edit(self, organisation_id: str | None) -> bool:
        """Whether reports of an organisation (None: unknown) are the person's to change."""
        return self.edits_all or (
            Right.CORRECT in self.rights and organisation_id in self.organisation_ids
        )


THIS_COMPUTER = Person(id="", role=Role.ADMINISTRATOR)  #: Who asks where nobody signs in
NOBODY = Person(id="", reads_only=True)  #: Who asks a server without having signed in


def visitor(visit: str) -> Person:
    """NOBODY with drafts, kept apart from the library for a day; only the browser knows `visit`."""
    return Person(id=visit, reads_only=True)


def check_right(person: Person, right: Right) -> None:
    """Raise NotAllowedError unless a person has a right."""
    if right not in person.rights:
        raise NotAllowedError(right=right, signed_in=not person.reads_only)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPerson:
    """A person as the library keeps them; `first_seen` is None until they signed in."""

    id: str
    name: str
    role: Role
    organisation_ids: tuple[str, ...]
    first_seen: datetime | None
    last_seen: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessKey:
    """What a program proves itself with; the secret itself is not kept."""

    id: str
    name: str
    role: Role
    organisation_ids: tuple[str, ...]
    per_minute: int  #: requests that are answered within a minute at most
    made_at: datetime
    revoked_at: datetime | None  #: None: it is in force

    @property
    def person(self) -> Person:
        """Who asks with it. Raises ValueError if it is revoked."""
        if self.revoked_at is not None:
            raise ValueError(f"the key {self.id} is revoked")
        return Person(
            id=f"{KEY_PREFIX}{self.id}",
            name=self.name,
            role=self.role,
            organisation_ids=self.organisation_ids,
        )


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
    CLEAR_JUDGEMENTS = "clear judgements"
    SET_ROLE = "set role"
    MAKE_KEY = "make key"
    REVOKE_KEY = "revoke key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Who did what, and when."""

    number: int  #: counts up
    person_id: str  #: "" for this computer
    person_name: str  #: as it was then
    kind: ActionKind
    subject: str  #: id of the report, file, draft or person that it was done to; "" for none.
    title: str  #: what a person calls that: a path, a name; "" of a draft, the maker's own
    organisation_id: str | None  #: of the report
    detail: str  #: what kind of correction, which role, in which format; may be empty.
    count: int  #: how many files a batch had, 1 for all else
    began_at: datetime
    ended_at: datetime | None  #: when it was done, or failed; None: it is going on, or was killed
    failed: bool
