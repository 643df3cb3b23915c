"""Names of roles that whoever runs the server gives to those of a provider."""

import os
from collections.abc import Mapping

from itasearch.config import ROLE_NAMES_VARIABLE
from itasearch.errors import RolesError
from itasearch.model.people import Role

_ROLES = ", ".join(role.value for role in Role)


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
