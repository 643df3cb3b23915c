"""Workspace: the README's verbs, and its nouns with the others, over parts that open on first use.

Threads may share one Workspace; several processes may work on one home: a writer waits for another
and reports that, readers never wait.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Self

from itasearch import __version__
from itasearch.config import Settings, load_settings
from itasearch.domain.rules import own_rules_state
from itasearch.model.people import THIS_COMPUTER, Person
from itasearch.workspace.compare import CompareVerbs
from itasearch.workspace.exports import Exports
from itasearch.workspace.health.checking import CheckVerbs
from itasearch.workspace.health.saving import SavingVerbs
from itasearch.workspace.index import BuildVerbs
from itasearch.workspace.judgements import Judgements, Notes
from itasearch.workspace.library import AddVerbs
from itasearch.workspace.lookups import Index, Library
from itasearch.workspace.originals import OriginalFiles
from itasearch.workspace.parts import Parts
from itasearch.workspace.people import People
from itasearch.workspace.review import Reviewing
from itasearch.workspace.search import SearchVerbs
from itasearch.workspace.sources.evidence import EvidenceChecks
from itasearch.workspace.sources.sources import Sources
from itasearch.workspace.towns.survey import Surveys, library_state
from itasearch.workspace.towns.towns import KeptEffects, Towns
from itasearch.workspace.traces import WhenNew, make_anywhere
from itasearch.workspace.watch.verbs import Watches
from itasearch.workspace.work.working import Jobs

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


class Care(CheckVerbs, SavingVerbs):
    """The state of a home: checked, mended, saved, restored, moved."""


class Workspace(AddVerbs, BuildVerbs, SearchVerbs, CompareVerbs):
    """A library: fill it, search it, maintain it. NotAllowedError: `person` may not do it."""

    def __init__(
        self,
        settings: Settings,
        *,
        when_new: WhenNew = make_anywhere,
        on_search: Callable[[float], None] | None = None,
    ) -> None:
        super().__init__(Parts(settings, when_new=when_new, on_search=on_search), THIS_COMPUTER)
        self.settings = settings
        self._surveys = Surveys()
        self._effects = KeptEffects()

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

    @property
    def library(self) -> Library:
        """What the library holds: reports, organisations, results, samples."""
        return Library(self._parts, self.person)

    @property
    def index(self) -> Index:
        """The search index, and what it knows of measures."""
        return Index(self._parts, self.person)

    @property
    def towns(self) -> Towns:
        """Many towns or one over its years: matrix, similar towns, coverage, plan, effects."""
        return Towns(self._parts, self.person, surveys=self._surveys, effects=self._effects)

    @property
    def drafts(self) -> "SqlDrafts":
        """Drafts of the own town's table: listed, edited, undone, shared."""
        return self._drafts

    @property
    def exports(self) -> Exports:
        """Drafts, measures, comparisons and answers as files."""
        return Exports(self._parts, self.person)

    @property
    def watches(self) -> Watches:
        """Searches and towns that are watched, and what is new of them."""
        return Watches(self._parts, self.person)

    @property
    def review(self) -> Reviewing:
        """Doubtful reports, corrections of what was read, files read again."""
        return Reviewing(self._parts, self.person)

    @property
    def judgements(self) -> Judgements:
        """Hits marked as sought or not, and questions without an answer."""
        return Judgements(self._parts, self.person)

    @property
    def notes(self) -> Notes:
        """Notes and tags that people give measures."""
        return Notes(self._parts, self.person)

    @property
    def originals(self) -> OriginalFiles:
        """The files that reports are read from: pages, text, rows and words in them."""
        return OriginalFiles(self._parts, self.person)

    @property
    def people(self) -> People:
        """People who sign in, their roles, keys of programs, and the log of what they did."""
        return People(self._parts, self.person)

    @property
    def jobs(self) -> Jobs:
        """Files put in a queue, and workers that take them from it."""
        return Jobs(self._parts, self.person)

    @property
    def evidence(self) -> EvidenceChecks:
        """What an office hands in as evidence, checked."""
        return EvidenceChecks(self._parts, self.person)

    @property
    def sources(self) -> Sources:
        """Where reports come from: towns' web sites, folders, tables of addresses."""
        return Sources(self._parts, self.person)

    @property
    def care(self) -> Care:
        """The state of the home: doctor, repair, backup, restore, move."""
        return Care(self._parts, self.person)

    def state(self) -> str:
        """A digest that changes when any answer may, daily too ("last year" in October)."""
        held, _ = library_state(self._parts)
        rules = own_rules_state(self._parts.settings.home)
        followed = (__version__, date.today(), self._parts.models, rules, held)
        return sha256(repr(followed).encode()).hexdigest()[:32]
