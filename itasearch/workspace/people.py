"""Verbs on the people of a shared library: signed in, given roles, and the log of what they did."""

from collections.abc import Sequence

from itasearch.model.people import KnownPerson, Right, Role
from itasearch.workspace.access import needs
from itasearch.workspace.parts import OfStore, Verbs


class PeopleVerbs(Verbs):
    """Verbs of Workspace on people and their actions."""

    sign_in = OfStore(lambda store: store.sign_in, needs=Right.ADMINISTER)
    people = OfStore(lambda store: store.people, needs=Right.ADMINISTER)
    log = OfStore(lambda store: store.actions, needs=Right.ADMINISTER)

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
