"""Workspace: the README's verbs, and its nouns with the others, over parts that open on first use.

Threads may share one Workspace; several processes may work on one home: a writer waits for another
and reports that, readers never wait.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Generic, Self, TypeVar, overload

from itasearch import __version__
from itasearch.clock import today
from itasearch.config import Settings, load_settings
from itasearch.domain.rules import own_rules_state
from itasearch.model.people import THIS_COMPUTER, Person
from itasearch.workspace.access import Verbs
from itasearch.workspace.compare import CompareVerbs
from itasearch.workspace.evaluation import Evaluations
from itasearch.workspace.exports import Exports
from itasearch.workspace.health.doctor import CheckVerbs
from itasearch.workspace.health.saving import SavingVerbs
from itasearch.workspace.index import BuildVerbs, Index
from itasearch.workspace.jobs import Jobs
from itasearch.workspace.library import AddVerbs, Library
from itasearch.workspace.originals import OriginalFiles
from itasearch.workspace.parts import Parts, WhenNew, make_anywhere
from itasearch.workspace.people import People
from itasearch.workspace.review import Notes, Reviewing
from itasearch.workspace.search import SearchVerbs
from itasearch.workspace.survey import library_state
from itasearch.workspace.towns import Towns
from itasearch.workspace.watches import Watches
from itasearch.workspace.web import WebVerbs

if TYPE_CHECKING:
    from itasearch.store.drafts.drafts import SqlDrafts


def open_workspace(
    home: Path | None = None,
    *,
    encoder: str | None = None,
    reranker: str | None = None,
    when_new: WhenNew = make_anywhere,
    on_search: Callable[[float], None] | None = None,
) -> "Workspace":
    """Open the library of one home, which need not exist; costs nothing until a verb is used.

    Without `home`, ITASEARCH_HOME, else the current folder; models likewise, else as remembered.
    `on_search` gets the seconds of each answered `search` and `similar`, in their thread.
    """
    settings = load_settings(home)
    return Workspace(
        replace(
            settings, encoder=encoder or settings.encoder, reranker=reranker or settings.reranker
        ),
        when_new=when_new,
        on_search=on_search,
    )


_Kind = TypeVar("_Kind", bound=Verbs)


class Noun(Generic[_Kind]):
    """An attribute of Workspace: the verbs on one subject, for whoever asks."""

    def __init__(self, kind: type[_Kind]) -> None:
        self.kind = kind
        self.__doc__ = kind.__doc__

    @overload
    def __get__(self, workspace: None, owner: type) -> Self: ...
    @overload
    def __get__(self, workspace: "Workspace", owner: type) -> _Kind: ...
    def __get__(self, workspace: "Workspace | None", owner: type) -> Self | _Kind:
        return self if workspace is None else self.kind(workspace._parts, workspace.person)


class Care(CheckVerbs, SavingVerbs):
    """The state of a home: checked, mended, saved, restored, moved."""


class Workspace(AddVerbs, WebVerbs, BuildVerbs, SearchVerbs, CompareVerbs):
    """A library: fill it, search it, maintain it. NotAllowedError: `person` may not do it."""

    library = Noun(Library)
    index = Noun(Index)
    towns = Noun(Towns)
    exports = Noun(Exports)
    watches = Noun(Watches)
    review = Noun(Reviewing)
    evaluation = Noun(Evaluations)
    notes = Noun(Notes)
    originals = Noun(OriginalFiles)
    people = Noun(People)
    jobs = Noun(Jobs)
    care = Noun(Care)

    @property
    def drafts(self) -> "SqlDrafts":
        """Drafts of the own town's table: listed, edited, undone."""
        return self._drafts

    def __init__(
        self,
        settings: Settings,
        *,
        when_new: WhenNew = make_anywhere,
        on_search: Callable[[float], None] | None = None,
    ) -> None:
        super().__init__(Parts(settings, when_new=when_new, on_search=on_search), THIS_COMPUTER)
        self.settings = settings

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Release files, connections and child processes; the object is not used again."""
        self._parts.close()

    def acting_as(self, person: Person) -> Self:
        """The same open library, asked by a person; it is closed with this one, not by itself."""
        theirs = copy(self)
        theirs.person = person
        return theirs

    def state(self) -> str:
        """A digest that changes when any answer may, daily too ("last year" in October)."""
        held, _ = library_state(self._parts)
        rules = own_rules_state(self._parts.settings.home)
        followed = (__version__, today(), self._parts.models, rules, held)
        return sha256(repr(followed).encode()).hexdigest()[:32]
