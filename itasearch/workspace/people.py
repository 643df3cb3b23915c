"""Verbs on who asks a shared library: people, their roles, keys of programs, the log of all.

And who a person is by the claims of an identity token.
"""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from itasearch.config import ROLE_NAMES_VARIABLE
from itasearch.errors import RolesError, StoreUnwritableError
from itasearch.model.people import (
    REQUESTS_PER_MINUTE,
    AccessKey,
    Action,
    ActionKind,
    KnownPerson,
    Person,
    Right,
    Role,
    fault_of_id,
)
from itasearch.workspace.access import Verbs, needs

_log = logging.getLogger(__name__)


class People(Verbs):
    """Who asks a shared library: people, their roles, keys of programs, the log of all."""

    @needs(Right.ADMINISTER)
    def all(self) -> tuple[KnownPerson, ...]:
        """All who signed in or were given a role, by name and id."""
        return self._store.people.all()

    @needs(Right.ADMINISTER)
    def log(
        self,
        *,
        person_id: str | None = None,
        kind: ActionKind | None = None,
        since: datetime | None = None,
        most: int = 100,
    ) -> tuple[Action, ...]:
        """What was done, the newest first, by a person ("" is this computer), from a moment on."""
        return self._store.actions.all(person_id=person_id, kind=kind, since=since, most=most)

    @needs(Right.ADMINISTER)
    def keys(self) -> tuple[AccessKey, ...]:
        """All keys, revoked ones too, the oldest first."""
        return self._store.keys.all()

    def key_of_secret(self, secret: str) -> AccessKey | None:
        """The key in force with this secret, compared in constant time."""
        return self._store.keys.of_secret(secret)

    @needs(Right.ADMINISTER)
    def sign_in(
        self,
        person_id: str,
        *,
        name: str = "",
        role: Role | None = None,
        organisation_ids: Sequence[str] | None = None,
    ) -> Person:
        """Store that a person was here, and return what they are in this library.

        "" keeps the known name, None the known role (first a reader's) and organisations; an editor
        is a reader while the provider states none. A read-only library stores nothing. Raises
        ValueError.
        """
        # Kept with an editor's role, none would mean all.
        none_stated = organisation_ids is not None and not organisation_ids
        role = Role.READER if none_stated and role is Role.EDITOR else role
        kept = None if none_stated and role is None else organisation_ids
        try:
            person = self._store.people.sign_in(
                person_id, name=name, role=role, organisation_ids=kept
            )
        except StoreUnwritableError:
            known = self._store.people.get(person_id) or Person(id=person_id)
            person = replace(
                known,
                name=name or known.name,
                role=role or known.role,
                organisation_ids=known.organisation_ids if kept is None else tuple(kept),
            )
        if none_stated and person.role is Role.EDITOR:
            person = replace(person, role=Role.READER, organisation_ids=())
        return person

    @needs(Right.ADMINISTER)
    def set_role(
        self, person_id: str, role: Role, *, organisations: Sequence[str] = (), name: str = ""
    ) -> KnownPerson:
        """Give a person a role from their next view on, also before they sign in first.

        `organisations`: whose reports an editor may change, by name or id; () for all. Raises
        ValueError: an empty id, or organisations for another role.
        """
        ids = tuple(self._store.organisations.find(it).id for it in organisations)
        return self._store.people.set_role(
            person_id, role, organisation_ids=ids, name=name, by=self.person
        )

    @needs(Right.ADMINISTER)
    def make_key(
        self,
        name: str,
        role: Role,
        *,
        organisations: Sequence[str] = (),
        per_minute: int = REQUESTS_PER_MINUTE,
    ) -> tuple[AccessKey, str]:
        """Make a key with which a program may do what a role may, until it is revoked.

        Returns it and its secret, which is not stored. `organisations` and errors as of `set_role`.
        """
        ids = tuple(self._store.organisations.find(it).id for it in organisations)
        return self._store.keys.make(
            name, role, organisation_ids=ids, per_minute=per_minute, by=self.person
        )

    @needs(Right.ADMINISTER)
    def revoke_key(self, key_id: str) -> AccessKey:
        """Let a key open nothing any more. Raises UnknownKeyError."""
        return self._store.keys.revoke(key_id, by=self.person)


_ROLES = ", ".join(role.value for role in Role)


def role_names() -> Mapping[str, Role]:
    """Roles by a provider's names and ITASEARCH_ROLE_NAMES. Raises RolesError."""
    names = {role.value: role for role in Role}
    for pair in filter(str.strip, os.environ.get(ROLE_NAMES_VARIABLE, "").split(",")):
        name, _, role = (part.strip() for part in pair.partition("="))
        if not name or role not in set(Role):
            reason = f"{pair.strip()!r} gives no role: write NAME=ROLE, with a ROLE of {_ROLES}"
            raise RolesError(place=ROLE_NAMES_VARIABLE, reason=reason)
        names[name] = Role(role)
    return names


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """A person as the provider or proxy names them."""

    id: str
    name: str = ""
    role: Role | None = None
    organisations: tuple[str, ...] | None = None


def vouched_by(claims: Mapping[str, object]) -> Vouched | None:
    """The person of an identity token; None where no claim, or an impossible id, names one.

    An unverified e-mail address names nobody. ITASEARCH_ID_CLAIM (sub), ITASEARCH_ROLE_CLAIM and
    ITASEARCH_ORGANISATION_CLAIM name the claims, dots lead into one. Raises as `role_names`.
    """
    id_claim = os.environ.get("ITASEARCH_ID_CLAIM", "").strip() or "sub"
    role_claim = os.environ.get("ITASEARCH_ROLE_CLAIM", "").strip()
    organisation_claim = os.environ.get("ITASEARCH_ORGANISATION_CLAIM", "").strip()
    roles = role_names()
    found = _claim(claims, id_claim)
    if not isinstance(found, str) or not found:
        return None
    if fault := fault_of_id(found):
        _log.warning("the claim %s of the provider names nobody: %s", id_claim, fault)
        return None
    if id_claim == "email" and claims.get("email_verified") is not True:
        return None
    role, organisations = None, None
    if role_claim:
        named = [roles[text] for text in _texts(_claim(claims, role_claim)) if text in roles]
        role = max(named, key=[*Role].index, default=Role.READER)  # the one that allows most
    if organisation_claim:
        organisations = _texts(_claim(claims, organisation_claim))
    name = next((it for it in (claims.get("name"), claims.get("email")) if it), "")
    return Vouched(id=found, name=str(name), role=role, organisations=organisations)


def _claim(claims: Mapping[str, object], path: str) -> object:
    if path in claims:
        return claims[path]
    found: object = claims
    for part in path.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(value.replace(",", " ").split())
    listed = value if isinstance(value, Sequence) else ()
    return tuple(str(it) for it in listed)
