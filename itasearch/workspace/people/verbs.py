"""Verbs on who asks a shared library: people, their roles, keys of programs, the log of all."""

from collections.abc import Sequence
from dataclasses import replace

from itasearch.errors import StoreUnwritableError
from itasearch.model.people import (
    REQUESTS_PER_MINUTE,
    AccessKey,
    KnownPerson,
    Person,
    Right,
    Role,
)
from itasearch.workspace.access import needs
from itasearch.workspace.parts import OfStore, Verbs


class PeopleVerbs(Verbs):
    """Verbs of Workspace on people and their actions."""

    people = OfStore(lambda store: store.people, needs=Right.ADMINISTER)
    log = OfStore(lambda store: store.actions, needs=Right.ADMINISTER)
    keys = OfStore(lambda store: store.keys, needs=Right.ADMINISTER)
    key_of_secret = OfStore(lambda store: store.key_of_secret)
    person_of_key = OfStore(lambda store: store.person_of_key)

    @needs(Right.ADMINISTER)
    def sign_in(
        self,
        person_id: str,
        *,
        name: str = "",
        role: Role | None = None,
        organisation_ids: Sequence[str] | None = None,
    ) -> Person:
        """Keep that a person was here, and return what they are in this library.

        A library that cannot be written keeps nothing; whoever signs in reads it nevertheless.

        Args:
            person_id: as it comes from the provider or proxy.
            name: to show; "" keeps the one that is known.
            role: as the provider says it; None: the one that is kept, a reader's at first.
            organisation_ids: likewise; None: those that are kept. Whom the library has for an
                editor is a reader for as long as the provider states none.

        Raises:
            ValueError: the id is empty or longer than LONGEST_PERSON_ID.
        """
        store = self._parts.store
        # Kept with the library's own role, none would mean all.
        none_stated = role is None and organisation_ids is not None and not organisation_ids
        kept = None if none_stated else organisation_ids
        try:
            person = store.sign_in(person_id, name=name, role=role, organisation_ids=kept)
        except StoreUnwritableError:
            known = store.person(person_id) or Person(id=person_id)
            person = _as_stated(known, name=name, role=role, organisation_ids=kept)
        if none_stated and person.role is Role.EDITOR:
            person = replace(person, role=Role.READER, organisation_ids=())
        return person

    @needs(Right.ADMINISTER)
    def set_role(
        self, person_id: str, role: Role, *, organisations: Sequence[str] = (), name: str = ""
    ) -> KnownPerson:
        """Give a person a role, also before they sign in first.

        Args:
            role: from their next view on.
            organisations: of an editor: names or ids of those whose reports they may change;
                () for all.
            name: "" keeps the one that is known.

        Raises:
            UnknownValueError, AmbiguousOrganisationError: of an organisation.
            ValueError: an empty id, or organisations for another role than an editor's.
        """
        store = self._parts.store
        ids = tuple(store.find_organisation(one).id for one in organisations)
        return store.set_role(person_id, role, organisation_ids=ids, name=name, by=self.person)

    @needs(Right.ADMINISTER)
    def make_key(
        self,
        name: str,
        role: Role,
        *,
        organisations: Sequence[str] = (),
        per_minute: int = REQUESTS_PER_MINUTE,
    ) -> tuple[AccessKey, str]:
        """Make a key with which a program may do what a person of a role may.

        Args:
            role: from now on until it is revoked.
            organisations: of an editor: names or ids of those whose reports it may change;
                () for all.
            per_minute: requests that are answered within a minute.

        Returns:
            The key and its secret, which is not kept and not shown again.

        Raises:
            UnknownValueError, AmbiguousOrganisationError: of an organisation.
            ValueError: no name, a number of requests that no key has, or organisations for
                another role than an editor's.
        """
        store = self._parts.store
        ids = tuple(store.find_organisation(one).id for one in organisations)
        return store.make_key(
            name, role, organisation_ids=ids, per_minute=per_minute, by=self.person
        )

    @needs(Right.ADMINISTER)
    def revoke_key(self, key_id: str) -> AccessKey:
        """Let a key open nothing any more. Raises UnknownKeyError."""
        return self._parts.store.revoke_key(key_id, by=self.person)


def _as_stated(
    person: Person, *, name: str, role: Role | None, organisation_ids: Sequence[str] | None
) -> Person:
    """A person with what the provider says of them; see `sign_in`."""
    ids = person.organisation_ids if organisation_ids is None else tuple(organisation_ids)
    return replace(person, name=name or person.name, role=role or person.role, organisation_ids=ids)
