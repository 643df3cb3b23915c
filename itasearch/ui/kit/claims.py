"""Who a person is by the claims of an identity token, which providers name as they like."""

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itasearch.model.people import Role, fault_of_id
from itasearch.workspace import role_names

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """A person as the provider or proxy names them."""

    id: str
    name: str = ""
    role: Role | None = None
    organisations: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInClaims:
    """Which claims of an identity token say what; a dot leads into a claim.

    Attributes:
        person: names the person, and is what `itasearch people` lists.
        role: lists roles; "" where the library keeps them.
        role_names: roles by what the claim calls them.
        organisations: lists an editor's organisations; "" where the library keeps them.
    """

    person: str
    role: str
    role_names: Mapping[str, Role]
    organisations: str


def sign_in_claims() -> SignInClaims:
    """The claims of the environment: ITASEARCH_ID_CLAIM (sub), ITASEARCH_ROLE_CLAIM,
    ITASEARCH_ROLE_NAMES ("ita-admins=administrator,…") and ITASEARCH_ORGANISATION_CLAIM.

    Raises:
        RolesError: ITASEARCH_ROLE_NAMES gives no roles.
    """
    return SignInClaims(
        person=os.environ.get("ITASEARCH_ID_CLAIM", "").strip() or "sub",
        role=os.environ.get("ITASEARCH_ROLE_CLAIM", "").strip(),
        role_names=role_names(),
        organisations=os.environ.get("ITASEARCH_ORGANISATION_CLAIM", "").strip(),
    )


def vouched_by(claims: Mapping[str, object]) -> Vouched | None:
    """The person of an identity token; None where it lacks the claim that names one.

    So it is with an id that nobody can have, which is logged. An e-mail address that the provider
    did not verify names nobody.
    """
    names = sign_in_claims()
    found = _claim(claims, names.person)
    if not isinstance(found, str) or not found:
        return None
    if fault := fault_of_id(found):
        _log.warning("the claim %s of the provider names nobody: %s", names.person, fault)
        return None
    if names.person == "email" and claims.get("email_verified") is not True:
        return None
    role, organisations = None, None
    if names.role:
        role = _highest(_texts(_claim(claims, names.role)), names.role_names)
    if names.organisations:
        organisations = _texts(_claim(claims, names.organisations))
    shown = next((one for one in (claims.get("name"), claims.get("email")) if one), "")
    return Vouched(id=found, name=str(shown), role=role, organisations=organisations)


def _claim(claims: Mapping[str, object], path: str) -> object:
    """A claim, or a part of one behind dots: "realm_access.roles"."""
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
    return tuple(str(one) for one in listed)


def _highest(stated: Sequence[str], names: Mapping[str, Role]) -> Role:
    """The role that allows most of those that a provider states; without any a reader's."""
    order = list(Role)
    found = [names[one] for one in stated if one in names]
    return max(found, key=order.index, default=Role.READER)
