"""The open parts of a workspace, each opened when it is first needed and kept.

Opening is guarded by two locks, using is not: one for store, originals and child processes, so
that who needs no more does not wait while index and models load. Store, backend and searcher are
safe to share between threads. Heavy libraries (SQLAlchemy, FAISS, the models) are
imported here, inside the functions that need them, so that a verb which needs none
starts at once. Which models are in use is looked up anew whenever the index or the
home's memory has changed, so that another process may replace them under an open workspace.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Generic, Self, TypeAlias, TypeVar, overload

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.backends.place import IndexPlace, index_place
from itasearch.boundary import together, without_faulty
from itasearch.config import DEFAULT_ENCODER, Settings
from itasearch.domain.words import segmenter
from itasearch.encoders.base import Encoder, Reranker
from itasearch.errors import (
    BackendError,
    Emptiness,
    EncoderError,
    IndexMismatchError,
    StoreError,
)
from itasearch.indexing import recipe
from itasearch.model.library import ReportFault, Stage
from itasearch.model.passages import TextCopies
from itasearch.model.people import ActionKind, Person, Right
from itasearch.temporary import TemporaryFolder
from itasearch.text.thai.words import Segmenter
from itasearch.workspace.access import check_right
from itasearch.workspace.models import Models, found_in, models_in_use
from itasearch.workspace.traces import WhenNew, check_no_traces, make_anywhere

if TYPE_CHECKING:
    from itasearch.enrich.topics.classify import Classifier
    from itasearch.ingest.originals import Originals
    from itasearch.ingest.worker.isolation import Isolation
    from itasearch.model.library import HeldReports
    from itasearch.search.query.names.known import KnownNames
    from itasearch.search.query.related import RelatedConcepts
    from itasearch.search.searcher import Searcher
    from itasearch.store.drafts.drafts import SqlDrafts
    from itasearch.store.sql import SqlStore

_Answer = TypeVar("_Answer")
_Item = TypeVar("_Item")
_Made = TypeVar("_Made")
_Part = TypeVar("_Part")
_Verb = TypeVar("_Verb")
_FileStates = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTools:
    """What an index is made with.

    Attributes:
        classify: guesses what measures are about, from vectors of this encoder.
        recipe: what such an index differs by from others.
    """

    encoder: Encoder
    classify: "Classifier"
    recipe: IndexRecipe


Faults: TypeAlias = dict[tuple[str, Stage], ReportFault]
"""Reports that were left out, each once a stage."""

_faults: ContextVar[Faults | None] = ContextVar("faults", default=None)


@contextmanager
def faults_collected() -> Iterator[Faults]:
    """Collect what of an answer is left out, from here on in this thread."""
    faults: Faults = {}
    before = _faults.set(faults)
    try:
        yield faults
    finally:
        _faults.reset(before)


class Parts:
    """Store, models, index and searcher of one home."""

    def __init__(self, settings: Settings, *, when_new: WhenNew = make_anywhere) -> None:
        self.settings = settings
        self._when_new = when_new
        self._is_new = False
        self._lock = RLock()
        self._storing = RLock()
        self._closing = ExitStack()
        self._store: SqlStore | None = None
        self._visits: SqlStore | None = None
        self._models: Models | None = None
        self._states: _FileStates = ()
        self._tools: IndexTools | None = None
        self._reranker: Reranker | None = None
        self._backend: SearchBackend | None = None
        self._searcher: Searcher | None = None
        self._concepts: RelatedConcepts | None = None
        self._pictures: Isolation | None = None
        self._searches: Isolation | None = None
        self._originals: Originals | None = None
        self._names: tuple[HeldReports, KnownNames] | None = None

    @property
    def store(self) -> "SqlStore":
        """The store.

        Raises:
            LibraryMissingError: it is gone or empty, and the home had reports.
            LibraryAbsentError: there is none, and none may be made.
            StoreError: it cannot be opened.
            OriginalsError: it is empty, and the bucket of originals cannot be read.
        """
        with self._storing:
            if self._store is None:
                from itasearch.store.sql import open_store

                opening = open_store(self.database, when_empty=self._check_empty)
                self._store = self._closing.enter_context(opening)
            return self._store

    def _check_empty(self, store: str, emptiness: Emptiness) -> None:
        """Whether a store without reports may be used, or made; see WhenEmpty.

        Raises:
            LibraryMissingError, LibraryAbsentError: not this one.
        """
        check_no_traces(self.settings, self.originals, store, emptiness)
        is_opening = self._store is None
        if is_opening and emptiness is not Emptiness.NO_REPORTS and not self._is_new:
            self._when_new(self.settings, store)
            self._is_new = True  # it is asked again when the file is there

    @property
    def originals(self) -> "Originals":
        """What keeps the originals. Raises OriginalsError and MissingExtraError."""
        with self._storing:
            if self._originals is None:
                from itasearch.ingest.originals import open_originals

                self._originals = open_originals(self.settings)
            return self._originals

    def drafts_of(self, person: Person) -> "SqlDrafts":
        """The drafts as a person has them; of who did not sign in, apart from the library.

        Raises:
            LibraryMissingError, StoreError: as `store`.
        """
        return (self.visits if person.reads_only else self.store).seen_by(person)

    @property
    def visits(self) -> "SqlStore":
        """A store with nothing but drafts of people who did not sign in, gone when it is closed."""
        with self._storing:
            if self._visits is None:
                from itasearch.store.sql import open_store

                folder = self._closing.enter_context(TemporaryFolder())
                opening = open_store(folder.path / "visits.db")
                self._visits = self._closing.enter_context(opening)
            return self._visits

    def without_faulty(
        self,
        items: Iterable[_Item],
        work: Callable[[_Item], _Made],
        *,
        report_of: Callable[[_Item], str],
        stage: Stage,
    ) -> list[_Made]:
        """What `work` makes of each item but of those of which it raises; see boundary."""
        keep = self.keep_fault
        return without_faulty(items, work, report_of=report_of, stage=stage, keep=keep)

    def together(
        self,
        items: Sequence[_Item],
        work: Callable[[Sequence[_Item]], _Made],
        *,
        report_of: Callable[[_Item], str],
        stage: Stage,
    ) -> _Made:
        """What `work` makes of all items but those of which it raises; see boundary."""
        return together(items, work, report_of=report_of, stage=stage, keep=self.keep_fault)

    def keep_fault(self, report_id: str, stage: Stage, error: str) -> None:
        """Keep that a stage could not work on a report, where the store can be written."""
        faults = _faults.get()
        with suppress(StoreError):
            if faults is not None:
                report = self.store.summary(report_id)
                faults[report_id, stage] = ReportFault(
                    report=report, stage=stage, error=error, found_at=datetime.now(UTC)
                )
            self.store.keep_fault(report_id, stage, error)

    @property
    def database(self) -> str | Path:
        """Where the store is: its URL, or its SQLite file."""
        return self.settings.database_url or self.settings.corpus / "library.db"

    @property
    def models(self) -> Models:
        """The models in use, by name. Raises EncoderError if the home's memory is damaged."""
        with self._lock:
            states = self._file_states()
            if self._models is None or states != self._states:
                models = models_in_use(self.settings)
                if models != self._models:
                    self._forget_models()
                self._models, self._states = models, states
            return self._models

    @property
    def tools(self) -> IndexTools:
        """What the index in use is made with. Raises EncoderError."""
        with self._lock:
            encoder = self.models.encoder
            if self._tools is None:
                self._tools = self.tools_of(encoder)
            return self._tools

    def tools_of(self, encoder: str) -> IndexTools:
        """What an index with this encoder is made with. Raises EncoderError."""
        from itasearch.encoders import open_encoder
        from itasearch.enrich.topics.classify import Classifier

        opened = open_encoder(found_in(self.settings.home, encoder))
        classify = Classifier(opened)
        vector_index = self.settings.vector_index
        return IndexTools(
            encoder=opened,
            classify=classify,
            recipe=recipe(
                opened, segmenter=self.segmenter, vector_index=vector_index, classify=classify
            ),
        )

    @property
    def reranker(self) -> Reranker | None:
        """The reranker in use, if there is one; loads with the first text. Raises EncoderError."""
        with self._lock:
            name = self.models.reranker
            if self._reranker is None and name is not None:
                from itasearch.encoders import open_reranker

                self._reranker = open_reranker(found_in(self.settings.home, name))
            return self._reranker

    @property
    def segmenter(self) -> Segmenter:
        """The segmenter of index and query; its word list loads with the first text."""
        return segmenter()

    @property
    def names(self) -> "KnownNames":
        """Names of the reports' towns and places; made anew once these have changed."""
        held = self.store.held_reports()
        with self._lock:
            if self._names is None or (self._names[0] is not held and self._names[0] != held):
                from itasearch.search.query.names.known import KnownNames

                self._names = held, KnownNames(held, self.segmenter)
            self._names = held, self._names[1]
            return self._names[1]

    @property
    def place(self) -> IndexPlace:
        """Where the index is. Raises BackendError if ITASEARCH_INDEX_URL is no address."""
        return index_place(self.settings)

    @property
    def backend(self) -> SearchBackend:
        """The index, which shows every commit of whatever process.

        Raises:
            IndexMissingError: there is none.
            IndexMismatchError: it was built by another recipe.
            BackendError: it is damaged, or cannot be reached.
            EncoderError: the encoder cannot be opened.
        """
        with self._lock:
            built = self.tools.recipe
            if self._backend is None:
                self._backend = self.place.open(built)
            return self._backend

    @property
    def searcher(self) -> "Searcher":
        """What answers queries. Raises as `backend`."""
        with self._lock:
            backend = self.backend
            if self._searcher is None:
                from itasearch.domain.glossary import glossary
                from itasearch.encoders.centred import CentredQueries
                from itasearch.search.query.related import RelatedConcepts
                from itasearch.search.searcher import Searcher, SubjectFinders

                encoder = self.tools.encoder
                if self.models.encoder != DEFAULT_ENCODER:
                    # On the scale of the built-in one.
                    encoder = CentredQueries(encoder)
                if self._concepts is None:
                    self._concepts = RelatedConcepts(glossary(), encoder)
                self._searcher = Searcher(
                    self.store,
                    backend,
                    encoder,
                    segmenter=self.segmenter,
                    finders=SubjectFinders(self.tools.classify, self._concepts),
                    reranker=self.reranker,
                )
                self._searcher.keep_fault = self.keep_fault
            return self._searcher

    def following(self, ask: Callable[[], _Answer]) -> _Answer:
        """What `ask` returns; called again if another process has replaced the index meanwhile."""
        try:
            return ask()
        except IndexMismatchError:
            with self._lock:
                self._forget_models()
            return ask()

    def copies(
        self, measure_ids: Sequence[str], *, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        """The copies of measures; none where no index can be opened."""
        try:
            return self.following(lambda: self.backend.copies(measure_ids, most=most))
        except (BackendError, EncoderError):
            return {}  # then a text is shown twice, or not known as copied: better than nothing

    @property
    def pictures(self) -> "Isolation":
        """The child process that renders pages, apart from those that read files."""
        with self._storing:
            if self._pictures is None:
                self._pictures = self._new_isolation()
            return self._pictures

    @property
    def searches(self) -> "Isolation":
        """The child process that searches whole files, so that no page waits for a search."""
        with self._storing:
            if self._searches is None:
                self._searches = self._new_isolation()
            return self._searches

    def forget_index(self) -> None:
        """Open the index anew at its next use; what was staged and not committed is dropped."""
        with self._lock:
            self._backend = self._searcher = None

    def close(self) -> None:
        """Release everything."""
        with self._lock, self._storing:
            if self._backend is not None:
                self._backend.close()
            self._closing.close()
            self._store = self._visits = self._backend = self._searcher = self._names = None
            self._pictures = self._searches = None
            self._forget_models()

    def _new_isolation(self) -> "Isolation":
        from itasearch.ingest.worker.isolation import Isolation

        return self._closing.enter_context(Isolation(limits=self.settings.limits))

    def _file_states(self) -> _FileStates:
        """What changes when the home's memory or the index in use does."""
        states: list[object] = []
        for path in (self.settings.models, self.settings.index):
            with suppress(OSError):
                status = path.stat()
                states.append((path, status.st_mtime_ns, status.st_size, status.st_ino))
        return tuple(states)

    def _forget_models(self) -> None:
        # Not closed: another thread may be in the midst of a search.
        self._models = self._tools = self._reranker = self._backend = self._searcher = None
        self._concepts = None


def unobserved(_seconds: float) -> None:
    """An `on_search` that does nothing."""


class Verbs:
    """Verbs of Workspace: what they are done with, and who asks.

    Attributes:
        on_search: called with the seconds that each search took which gave an answer.
    """

    person: Person
    on_search: Callable[[float], None]
    _parts: Parts

    def acting_as(self, person: Person) -> Self:
        """The same open library, asked by a person; it is closed with this one, not by itself."""
        theirs = copy(self)
        theirs.person = person
        return theirs

    @property
    def _drafts(self) -> "SqlDrafts":
        """The drafts as the person has them."""
        return self._parts.drafts_of(self.person)

    @contextmanager
    def _recorded(
        self,
        kind: ActionKind,
        *,
        subject: str = "",
        title: str = "",
        detail: str = "",
        count: int = 1,
    ) -> Iterator[int | None]:
        """Keep that a person who signed in begins what the block does, and that it ended.

        What the owner of a library does on its computer is not kept here: a library on a disk
        that cannot be written to is exported from like any other.

        Yields:
            The action's number; None where it is not kept.
        """
        if not self.person.signed_in:
            yield None
            return
        store = self._parts.store
        number = store.begin_action(
            self.person, kind, subject=subject, title=title, detail=detail, count=count
        )
        try:
            yield number
        except BaseException:
            with suppress(StoreError):  # the first error is the one to show
                store.end_action(number, failed=True)
            raise
        store.end_action(number)


class _OfPart(Generic[_Part, _Verb]):
    """A verb of Workspace that is a method of one of its parts, where it is described."""

    def __init__(
        self,
        verb: Callable[[_Part], _Verb],
        part: Callable[[Verbs], _Part],
        needs: Right | None,
    ) -> None:
        self._verb = verb
        self._part = part
        self.right = needs

    @overload
    def __get__(self, workspace: None, owner: type) -> Self: ...
    @overload
    def __get__(self, workspace: Verbs, owner: type) -> _Verb: ...
    def __get__(self, workspace: Verbs | None, owner: type) -> Self | _Verb:
        if workspace is None:
            return self
        if self.right is not None:
            check_right(workspace.person, self.right)
        return self._verb(self._part(workspace))


class OfStore(_OfPart["SqlStore", _Verb]):
    """A verb of Workspace that is a method of its store."""

    def __init__(self, verb: Callable[["SqlStore"], _Verb], *, needs: Right | None = None) -> None:
        """Name the method.

        Args:
            needs: the right that it needs; None: it only reads.
        """
        super().__init__(verb, lambda workspace: workspace._parts.store, needs)


class OfDrafts(_OfPart["SqlDrafts", _Verb]):
    """A verb of Workspace that is a method of the drafts as the person has them."""

    def __init__(self, verb: Callable[["SqlDrafts"], _Verb], *, needs: Right | None = None) -> None:
        """Name the method; the arguments are those of OfStore."""
        super().__init__(verb, lambda workspace: workspace._drafts, needs)
