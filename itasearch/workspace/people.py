"""Who asks a shared library: people who signed in, programs with a key; the log of what they did.

Nothing of it is stored but the log: editors are listed in ITASEARCH_EDITORS, keys in
ITASEARCH_API_KEYS or a file.
"""

import hmac
import logging
from collections.abc import Mapping
from datetime import datetime

from itasearch.config import api_keys, editors
from itasearch.model.people import KEY_PREFIX, Action, ActionKind, Person, Right, Role, fault_of_id
from itasearch.workspace.access import Verbs, needs

_log = logging.getLogger(__name__)


class People(Verbs):
    """The log of what people did."""

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


def signed_in_person(person_id: str, *, name: str = "", email: str = "") -> Person:
    """Somebody whom a provider or proxy names by an id, and perhaps by a verified e-mail address.

    An editor if the settings list the id, the address or "*"; else a reader. Raises ValueError:
    nobody can have this id.
    """
    if fault := fault_of_id(person_id):
        raise ValueError(fault)
    listed = editors()
    named = {text.casefold() for text in (person_id, email, "*") if text}
    return Person(id=person_id, name=name, role=Role.EDITOR if named & listed else Role.READER)


def person_by_claims(claims: Mapping[str, object]) -> Person | None:
    """The person of an identity token, by its claim `sub`; None where that names nobody."""
    person_id, email = claims.get("sub"), claims.get("email")
    if not isinstance(person_id, str) or fault_of_id(person_id):
        _log.warning("the claim sub of the provider names nobody")
        return None
    # Whoever registers with a provider may type the address of another person.
    verified = str(email) if email and claims.get("email_verified") is True else ""
    return signed_in_person(person_id, name=str(claims.get("name") or email or ""), email=verified)


def person_of_key(secret: str) -> Person | None:
    """The program that asks with a key, a reader; None where no key is this one.

    Raises ValueError: the keys of the settings cannot be used.
    """
    program = None
    for name, key in api_keys().items():
        if hmac.compare_digest(key.encode(), secret.encode()):
            program = Person(id=f"{KEY_PREFIX}{name}", name=name)
    return program
