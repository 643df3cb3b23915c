"""People who use a shared library, and what each may do.

Without sign-in there is one person, THIS_COMPUTER, who may do all: the library is a folder of hers.
"""

from dataclasses import dataclass
from enum import StrEnum


class Right(StrEnum):
    """What a verb of the workspace needs; every other verb only reads."""

    DRAFT = "draft"
    """To make drafts and change one's own, to watch, to mark hits."""
    ADD = "add"
    """To add reports, of the person's own organisations."""
    CORRECT = "correct"
    """To correct reports, of the person's own organisations."""
    REMOVE = "remove"
    """To remove reports, of the person's own organisations."""
    ADMINISTER = "administer"
    """To build and back up, to give roles and keys, to see who did what."""


class Role(StrEnum):
    """What a person is in a library; each may do what those before it may."""

    READER = "reader"
    EDITOR = "editor"
    ADMINISTRATOR = "administrator"


_READER_RIGHTS = frozenset({Right.DRAFT})
RIGHTS: dict[Role, frozenset[Right]] = {
    Role.READER: _READER_RIGHTS,
    Role.EDITOR: _READER_RIGHTS | {Right.ADD, Right.CORRECT, Right.REMOVE},
    Role.ADMINISTRATOR: frozenset(Right),
}
"""What each role may do besides reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who asks.

    Attributes:
        id: what the identity provider or the proxy calls them; "" for THIS_COMPUTER. It is
            never shown to other people.
        name: to show; may be empty.
        role: what they are in this library.
        organisation_ids: of an editor: whose reports they may add, correct and remove;
            none means every organisation's.
        reads_only: nobody signed in: not even drafts are kept in the library.
    """

    id: str
    name: str = ""
    role: Role = Role.READER
    organisation_ids: tuple[str, ...] = ()
    reads_only: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        """What the person may do besides reading."""
        return frozenset() if self.reads_only else RIGHTS[self.role]

    def may_edit(self, organisation_id: str | None) -> bool:
        """Whether reports of an organisation are the person's to change.

        Args:
            organisation_id: None for a report whose organisation is not known: only those may
                change it who may change all.
        """
        return Right.CORRECT in self.rights and (
            not self.organisation_ids or organisation_id in self.organisation_ids
        )


THIS_COMPUTER = Person(id="", role=Role.ADMINISTRATOR)
"""Who asks where nobody signs in: the one at the computer that the library is on."""

NOBODY = Person(id="", reads_only=True)
"""Who asks a server without having signed in."""
