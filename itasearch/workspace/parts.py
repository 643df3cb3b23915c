"""The open parts of a workspace, each opened when it is first needed and kept.

Opening is guarded by locks, using is not. Store, originals, child processes and names have locks of
their own: they do not wait while index and models load. Store, backend and searcher are
thread-safe. The models in use are looked up whenever the index or the home's memory has changed:
another process may replace them.
"""

import gc
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, TypeAlias, TypeVar, cast

from itasearch.backends.base import IndexReader, IndexRecipe, SearchBackend
from itasearch.backends.place import IndexPlace, index_place
from itasearch.boundary import Boundary
from itasearch.config import Settings
from itasearch.domain.words import segmenter
from itasearch.encoders.base import CentredQueries, Encoder, KeptVectors, Reranker
from itasearch.enrich.topics import StatedAbout, as_given
from itasearch.errors import (
    BackendError,
    EncoderError,
    IndexMismatchError,
    IndexMissingError,
    LibraryAbsentError,
    StoreError,
)
from itasearch.indexing import recipe
from itasearch.model.classification import Classification, Origin
from itasearch.model.library import ReportFault, Stage
from itasearch.model.passages import TextCopies
from itasearch.model.people import Person
from itasearch.text.thai.words import Segmenter
from itasearch.workspace.models import Models, found_in, models_in_use

if TYPE_CHECKING:
    from itasearch.compare.pairing.meaning import Meanings
    from itasearch.enrich.topics import Classifier
    from itasearch.ingest.originals import Originals
    from itasearch.ingest.worker.isolation import Isolation
    from itasearch.model.form_check import RuleBook
    from itasearch.model.library import HeldReports
    from itasearch.search.query.names.known import KnownNames
    from itasearch.search.searcher import Searcher
    from itasearch.store.drafts.drafts import SqlDrafts
    from itasearch.store.sql import SqlStore

_log = logging.getLogger(__name__)

WhenNew: TypeAlias = Callable[[Settings, str], None]
"""Called with a store's file or URL before the library is made; raises to refuse."""


def make_anywhere(_settings: Settings, _store: str) -> None:
    """A WhenNew that lets a library be made, and its folder."""


def make_in_folder(settings: Settings, store: str) -> None:
    """A WhenNew for an existing folder, as no disconnected share has. Raises LibraryAbsentError."""
    if not settings.home.is_dir():
        refuse_new(settings, store)


def refuse_new(settings: Settings, store: str) -> None:
    """A WhenNew of what only reads: a mistyped folder would be an empty library.

    Raises LibraryAbsentError.
    """
    raise LibraryAbsentError(home=settings.home, path=store)


_lock = RLock()
_sparing = 0  # open libraries that asked for it
_threshold = gc.get_threshold()  # as it was before
_NEW_OBJECTS = 50_000  #: Then looked through; a query makes 9,000, and waits 1.6 of 37 ms at 700


def spare() -> None:
    """Collect now, and leave out what is there until `release` was called as often."""
    global _sparing, _threshold
    with _lock:
        if not _sparing:
            _threshold = gc.get_threshold()
            gc.set_threshold(_NEW_OBJECTS, *_threshold[1:])
        _sparing += 1
        gc.collect()
        gc.freeze()


def release() -> None:
    """Undo a `spare`; the last one gives back to the collector what was left out."""
    global _sparing
    with _lock:
        _sparing -= 1
        if not _sparing:
            gc.set_threshold(*_threshold)
            gc.unfreeze()


_Answer = TypeVar("_Answer")
_Made = TypeVar("_Made")
_FileStates = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTools:
    """What an index is made with."""

    encoder: Encoder
    classify: "Classifier"  #: guesses what measures are about, from vectors of this encoder
    recipe: IndexRecipe  #: what such an index differs by from others


Faults: TypeAlias = dict[tuple[str, Stage], ReportFault]  #: Left out, once a stage

_faults: ContextVar[Faults | None] = ContextVar("faults", default=None)


@contextmanager
def faults_collected() -> Iterator[Faults]:
    """Collect what of an answer is left out, in this thread; also for a block around."""
    faults: Faults = {}
    before = _faults.set(faults)
    try:
        yield faults
    finally:
        _faults.reset(before)
        if (around := _faults.get()) is not None:
            around |= faults


class Parts(Boundary):
    """Store, models, index and searcher of one home."""

    def __init__(
        self,
        settings: Settings,
        *,
        when_new: WhenNew = make_anywhere,
        on_search: Callable[[float], None] | None = None,
    ) -> None:
        self.settings = settings
        self.on_search = on_search
        self._when_new = when_new
        self._lock = RLock()
        self._storing = RLock()
        self._naming = RLock()
        self._closing = ExitStack()
        self._store: SqlStore | None = None
        self._models: Models | None = None
        self._states: _FileStates = ()
        self._tools: IndexTools | None = None
        self._reranker: Reranker | None = None
        self._backend: SearchBackend | None = None
        self._searcher: Searcher | None = None
        self._is_spared = False
        self._queries: KeptVectors | None = None
        self._children: dict[str, Isolation] = {}
        self._warm_parser: Isolation | None = None
        self._names: tuple[HeldReports, KnownNames] | None = None
        self._originals: Originals | None = None
        self._rules: tuple[str, RuleBook] | None = None
        self._shared: dict[Callable[[], object], object] = {}

    def shared(self, make: Callable[[], _Made]) -> _Made:
        """The one object of `make`, called at its first use: answers kept between questions."""
        if make not in self._shared:
            self._shared.setdefault(make, make())
        return cast(_Made, self._shared[make])

    @contextmanager
    def timed(self) -> Iterator[None]:
        """Give `on_search` the seconds of a block that ends without an error."""
        began = perf_counter()
        yield
        if self.on_search is not None:
            self.on_search(perf_counter() - began)

    @property
    def store(self) -> "SqlStore":
        """Raises LibraryAbsentError, LibraryGoneError, StoreError."""
        with self._storing:
            if self._store is None:
                from itasearch.store.sql import open_store

                opening = open_store(self.database, when_new=self._check_new)
                self._store = self._closing.enter_context(opening)
            return self._store

    def _check_new(self, store: str) -> None:
        self._when_new(self.settings, store)

    @property
    def originals(self) -> "Originals":
        """What keeps the originals. Raises OriginalsError and MissingExtraError."""
        with self._storing:
            if self._originals is None:
                from itasearch.ingest.originals import open_originals

                self._originals = open_originals(self.settings)
            return self._originals

    def drafts_of(self, person: Person) -> "SqlDrafts":
        """The drafts as a person has them."""
        return self.store.drafts_of(person, reports=self.store.reports)

    def keep_fault(self, report_id: str, stage: Stage, error: str) -> None:
        """Keep that a stage could not work on a report, where the store can be written."""
        faults = _faults.get()
        with suppress(StoreError):
            if faults is not None:
                report = self.store.reports.summary(report_id)
                faults[report_id, stage] = ReportFault(
                    report=report, stage=stage, error=error, found_at=datetime.now(UTC)
                )
            self.store.reports.keep_fault(report_id, stage, error)

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
        from itasearch.enrich.topics import Classifier

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
    def rules(self) -> "RuleBook":
        """What each year's ITA asks for, as the home has it now. Raises RulesError."""
        from itasearch.domain.rules import own_rules_state, rules_of_home

        state = own_rules_state(self.settings.home)
        if self._rules is None or self._rules[0] != state:
            self._rules = state, rules_of_home(self.settings.home)
        return self._rules[1]

    @property
    def names(self) -> "KnownNames":
        """Names of the reports' towns and places, as they are now."""
        held = self.store.organisations.held_reports()
        with self._naming:
            if self._names is None or (self._names[0] is not held and self._names[0] != held):
                from itasearch.search.query.names.known import KnownNames

                self._names = held, KnownNames(held, self.segmenter, rules=lambda: self.rules)
            self._names = held, self._names[1]
            return self._names[1]

    @property
    def place(self) -> IndexPlace:
        """Where the index is. Raises BackendError if ITASEARCH_INDEX_URL is no address."""
        return index_place(self.settings)

    @property
    def backend(self) -> SearchBackend:
        """The index with every process's commits. Raises EncoderError, BackendError."""
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
                from itasearch.encoders import LEARNED
                from itasearch.search.learned import learned_concepts
                from itasearch.search.searcher import Searcher

                encoder = self.tools.encoder
                if self._queries is None:
                    if self.models.encoder not in LEARNED:
                        # On the scale of the built-in one.
                        encoder = CentredQueries(encoder)
                    self._queries = KeptVectors(encoder.encode_queries)
                self._searcher = Searcher(
                    self.store.reports,
                    backend.reader,
                    self._queries,
                    concepts=learned_concepts(encoder.name),
                    boundary=self,
                    reranker=self.reranker,
                )
            elif not self._is_spared:  # at the second question: one alone is not worth it
                spare()
                self._is_spared = True
                Thread(target=self._make_tables, daemon=True, name="tables").start()
            return self._searcher

    def _make_tables(self) -> None:
        """What the first Latin name and the first slips of a query would wait for."""
        from itasearch.domain.glossary import glossary
        from itasearch.search.query.respell import speller
        from itasearch.text.repair.moved_marks import mend_moved_marks

        if (held := self._names) is not None:  # none once it is closed
            _ = held[1].sounds
        _ = speller(glossary(), self.segmenter).terms
        mend_moved_marks("คูม่ ือ")  # reads its words

    def following(self, ask: Callable[[], _Answer]) -> _Answer:
        """What `ask` returns; called again if another process has replaced the index meanwhile."""
        try:
            return ask()
        except IndexMismatchError:
            with self._lock:
                self._forget_models()
            return ask()

    def of_index(self, ask: Callable[[IndexReader], _Answer], *, otherwise: _Answer) -> _Answer:
        """What the index says; `otherwise` without an index, or with one that fails: a warning."""
        try:
            return self.following(lambda: ask(self.backend.reader()))
        except IndexMissingError:
            return otherwise
        except (BackendError, EncoderError) as error:
            _log.warning("the index is left out of an answer: %s", error)
            return otherwise

    def copies(
        self, measure_ids: Sequence[str], *, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        """The copies of measures; none where no index can be opened."""
        return self.of_index(lambda index: index.copies(measure_ids, most=most), otherwise={})

    def classified(self, measures: Mapping[str, StatedAbout]) -> Mapping[str, Classification]:
        """What measures are about, by id: stated, corrected or, with an index, guessed."""
        indexed: Mapping[str, Classification] = self.of_index(
            lambda index: index.classifications([*measures]), otherwise={}
        )
        return {
            identifier: _with_guesses(as_given(measure), indexed.get(identifier))
            for identifier, measure in measures.items()
        }

    def meanings(self) -> "Meanings":
        """What the index knows of measures; without a usable one everything is encoded."""
        from itasearch.compare.pairing.meaning import Meanings

        try:
            reader = self.backend.reader()
        except BackendError:
            reader = None
        judged = self.store.corrections.judged_pairs
        return Meanings(self.tools.encoder, reader, classify=self.tools.classify, judged=judged)

    @contextmanager
    def parser(self) -> Iterator["Isolation"]:
        """A child process that reads files; one stays warm. Who gives up early ends it."""
        from itasearch.ingest.worker.isolation import Isolation

        with self._storing:
            parser = self._warm_parser or Isolation(limits=self.settings.limits)
            self._warm_parser = None
        with ExitStack() as given_up:
            given_up.callback(parser.close)
            yield parser
            with self._storing:
                if self._warm_parser is None and self._store is not None:
                    self._warm_parser = parser
                    given_up.pop_all()

    @property
    def pictures(self) -> "Isolation":
        """The child process that renders pages, apart from those that read files."""
        return self._child("pictures")

    @property
    def searches(self) -> "Isolation":
        """The child process that searches whole files, so that no page waits for a search."""
        return self._child("searches")

    def _child(self, use: str) -> "Isolation":
        from itasearch.ingest.worker.isolation import Isolation

        with self._storing:
            if use not in self._children:
                opening = Isolation(limits=self.settings.limits)
                self._children[use] = self._closing.enter_context(opening)
            return self._children[use]

    def forget_index(self) -> None:
        """Open the index again at its next use; what was staged and not committed is dropped."""
        with self._lock:
            self._backend = self._searcher = None

    def close(self) -> None:
        """Release everything."""
        with self._lock, self._storing:
            if self._backend is not None:
                self._backend.close()
            self._closing.close()
            self._store = self._visits = self._backend = self._searcher = self._names = None
            self._children = {}
            if self._warm_parser is not None:
                self._warm_parser.close()
                self._warm_parser = None
            self._forget_models()
            if self._is_spared:
                release()
                self._is_spared = False

    def _file_states(self) -> _FileStates:
        """Changes when the home's memory or the index in use does."""
        states: list[object] = []
        for path in (self.settings.models, self.settings.index):
            with suppress(OSError):
                status = path.stat()
                states.append((path, status.st_mtime_ns, status.st_size, status.st_ino))
        return tuple(states)

    def _forget_models(self) -> None:
        # Not closed: another thread may be in the midst of a search.
        self._models = self._tools = self._reranker = self._backend = self._searcher = None
        self._queries = None


def _with_guesses(classification: Classification, indexed: Classification | None) -> Classification:
    """Guesses fill what is not given; the index may know less than the store."""
    if indexed is None:
        return classification
    indicator = indexed.indicator
    if indicator is not None and indicator.origin is not Origin.GUESSED:
        indicator = None
    return Classification(
        topics=classification.topics
        or tuple(mark for mark in indexed.topics if mark.origin is Origin.GUESSED),
        indicator=classification.indicator or indicator,
    )
