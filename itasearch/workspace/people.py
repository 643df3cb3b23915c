"""Verbs on who asks a shared library: people, their roles, keys of programs, the log of all."""

from collections.abc import Sequence

from itasearch.model.people import REQUESTS_PER_MINUTE, AccessKey, KnownPerson, Right, Role
from itasearch.workspace.access import needs
from itasearch.workspace.parts import OfStore, Verbs


class PeopleVerbs(Verbs):
    """Verbs of Workspace on people and their actions."""

    sign_in = OfStore(lambda store: store.sign_in, needs=Right.ADMINISTER)
    people = OfStore(lambda store: store.people, needs=Right.ADMINISTER)
    log = OfStore(lambda store: store.actions, needs=Right.ADMINISTER)
    keys = OfStore(lambda store: store.keys, needs=Right.ADMINISTER)
    key_of_secret = OfStore(lambda store: store.key_of_secret)
    person_of_key = OfStore(lambda store: store.person_of_key)

    @needs(Right.ADMINISTER)
    def set_role(
        self, person_id: str, role: Role, *, organisations: Sequence[str] = (), name: str = ""
    ) -> KnownPerson:
        """Give a person a role, also before they sign in first.

        Args:
            person_id: as the provider or proxy will call them.
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
            name: of the program or of whoever runs it, to show.
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
