"""Roles that whoever runs the server gives: a file of people, and names of a provider's roles.

ITASEARCH_PEOPLE_FILE counts over the library's word and the provider's. A mistake in it gives
nobody a right: who would get one is named exactly, or it is refused with its place.
"""

import logging
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from itasearch.config import ROLE_NAMES_VARIABLE
from itasearch.errors import AmbiguousOrganisationError, RolesError, UnknownValueError
from itasearch.model.people import LONGEST_PERSON_ID, Person, Role
from itasearch.model.records import Organisation

_log = logging.getLogger(__name__)

_ROLES = ", ".join(role.value for role in Role)
_TABLE, _ALL = "person", "all"
_HEADER = re.compile(rf"\s*\[\[\s*{_TABLE}\s*\]\]")
_KEYS = ("id", "role", "organisations")

FindOrganisation = Callable[[str], Organisation]
"""Finds an organisation by name or id, as the store does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """A person as the file has them.

    Attributes:
        id: what the provider or proxy calls them.
        organisations: of an editor: names or ids of those whose reports they may change; None
            for all. () for another role.
        place: where in the file, for a message.
    """

    id: str
    role: Role
    organisations: tuple[str, ...] | None
    place: str

    def role_in(self, find: FindOrganisation) -> tuple[Role, tuple[str, ...]]:
        """The role and the ids of an editor's organisations in a library, () for all.

        An editor of whose organisations the library has none is a reader.
        """
        if self.role is not Role.EDITOR or self.organisations is None:
            return self.role, ()
        found = [_found(name, find) for name in self.organisations]
        ids = tuple(one.id for one in found if one is not None)
        return (Role.EDITOR, ids) if ids else (Role.READER, ())

    def unknown(self, find: FindOrganisation) -> tuple[str, ...]:
        """The organisations that a library does not have, or has several of that name."""
        return tuple(one for one in self.organisations or () if _found(one, find) is None)


def role_names() -> Mapping[str, Role]:
    """Roles by what a provider calls them: their own names, and those of ITASEARCH_ROLE_NAMES.

    Raises:
        RolesError: it names a role that there is not, or has another form than
            "ita-admins=administrator,ita-editors=editor".
    """
    names = {role.value: role for role in Role}
    for pair in filter(str.strip, os.environ.get(ROLE_NAMES_VARIABLE, "").split(",")):
        name, _, role = (part.strip() for part in pair.partition("="))
        if not name or role not in set(Role):
            reason = f"{pair.strip()!r} gives no role: write NAME=ROLE, with a ROLE of {_ROLES}"
            raise RolesError(place=ROLE_NAMES_VARIABLE, reason=reason)
        names[name] = Role(role)
    return names


def listed_people(path: Path) -> Mapping[str, ListedPerson]:
    """The people of a file, by id, in its order.

    Raises:
        RolesError: it cannot be read, names nobody, or has a mistake.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")  # Windows' Notepad writes the mark
        content = tomllib.loads(text)
    except OSError as error:
        raise RolesError(place=str(path), reason=error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise RolesError(place=str(path), reason="it is no text in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise RolesError(place=str(path), reason=f"it is no TOML: {error}") from error
    entries = content.pop(_TABLE, [])
    if content or not isinstance(entries, list) or not entries:
        found = f", not {next(iter(content))!r}" if content else ""
        reason = f"it lists people as [[{_TABLE}]], at least one{found}"
        raise RolesError(place=str(path), reason=reason)
    people: dict[str, ListedPerson] = {}
    for place, entry in _placed(text, entries):
        try:
            one = _person(place, entry)
            if one.id in people:
                raise ValueError(f"{one.id!r} is there already, as {people[one.id].place}")
        except ValueError as error:
            raise RolesError(place=str(path), reason=f"{place}: {error}") from error
        people[one.id] = one
    return people


def as_listed(person: Person, path: Path | None, find: FindOrganisation) -> Person:
    """A person as a file has them; whom it does not name, as they are.

    While the file has a mistake everyone is a reader, and the log has the reason.

    Args:
        person: as the library or a provider has them.
        path: the file; None for none.
        find: of the library.
    """
    try:
        return in_file(person, path, find)
    except RolesError as error:
        _log.error("whoever signs in is a reader: %s", error)
        return replace(person, role=Role.READER, organisation_ids=())


def in_file(person: Person, path: Path | None, find: FindOrganisation) -> Person:
    """As `as_listed`, for what can wait until a mistake is put right.

    Raises:
        RolesError: as `listed_people`.
    """
    listed = None if path is None else listed_people(path).get(person.id)
    if listed is None:
        return person
    role, ids = listed.role_in(find)
    return replace(person, role=role, organisation_ids=ids)


def _placed(text: str, entries: list[object]) -> Iterator[tuple[str, object]]:
    """The entries with their places: "entry 2 (line 5)"."""
    lines = [n for n, line in enumerate(text.splitlines(), start=1) if _HEADER.match(line)]
    for number, entry in enumerate(entries, start=1):
        # Fewer or more where people are written in one line, or a text has the header.
        line = f" (line {lines[number - 1]})" if len(lines) == len(entries) else ""
        yield f"entry {number}{line}", entry


def _person(place: str, entry: object) -> ListedPerson:
    """A person of an entry. Raises ValueError."""
    if not isinstance(entry, dict):
        raise ValueError("it has no id and no role")
    if unknown := [key for key in entry if key not in _KEYS]:
        raise ValueError(f"{unknown[0]!r} is none of {', '.join(_KEYS)}")
    known_id, role = entry.get("id"), entry.get("role")
    if not isinstance(known_id, str) or not 0 < len(known_id.strip()) <= LONGEST_PERSON_ID:
        raise ValueError(f"id is a text of 1 to {LONGEST_PERSON_ID} letters, not {known_id!r}")
    if not isinstance(role, str) or role not in set(Role):
        raise ValueError(f"role is one of {_ROLES}, not {role!r}")
    return ListedPerson(
        id=known_id.strip(),
        role=Role(role),
        organisations=_organisations(Role(role), entry.get("organisations")),
        place=place,
    )


def _organisations(role: Role, given: object) -> tuple[str, ...] | None:
    """The organisations of an entry; all only where it says so. Raises ValueError."""
    if role is not Role.EDITOR:
        if given is not None:
            raise ValueError("only an editor has organisations")
        return ()
    if given == _ALL:
        return None
    names = given if isinstance(given, list) else []
    if not names or not all(isinstance(one, str) and one.strip() for one in names):
        raise ValueError(
            f'an editor has organisations = ["…", …], or organisations = "{_ALL}", not {given!r}'
        )
    return tuple(one.strip() for one in names)


def _found(name: str, find: FindOrganisation) -> Organisation | None:
    try:
        return find(name)
    except (UnknownValueError, AmbiguousOrganisationError):
        return None
