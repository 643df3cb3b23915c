"""The search index kept in step with the store: is it, update it, build a new one.

An index that must be built otherwise, as for another encoder, is built next to the old one, which
readers use until it is replaced in one step. Meanwhile, perhaps for hours, the writer lock is free:
reports are added to the old index and the store, and the new one takes them in at the end. A
stopped build is continued.

The writer lock is a file that the operating system frees when its holder dies, with a note for
other computers next to it. Readers never take it.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from math import inf

from filelock import Timeout

from itasearch import errors
from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.backends.place import IndexPlace
from itasearch.compare.library import classified_in_towns
from itasearch.config import Settings
from itasearch.indexing import IndexUpdate, confirmations, contents, update
from itasearch.model.classification import NO_COUNTS, UNCLASSIFIED, Classification, FacetCounts
from itasearch.model.library import NOTE, Progress, ProgressEvent, Stage, no_progress
from itasearch.model.passages import Limits
from itasearch.model.people import ActionKind, Right
from itasearch.model.towns import EVERY_TOTAL, ScoreBand
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.models import (
    Memory,
    Models,
    chosen_reranker,
    found_in,
    is_built_with,
    read_memory,
    to_remember,
    write_memory,
)
from itasearch.workspace.parts import IndexTools, Parts
from itasearch.workspace.search import inside_band
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames, resolve
from itasearch.workspace.writer_lock import locked_at_once, noted, writing

_QUESTION_SECONDS = 10.0  #: That a question works on an index behind: 200 reports; by hand
_GOAL = "goal.toml"  #: File in an unfinished index: the models that it is built for

_BUILDING = "another itasearch is building the index of this library"
_SAMPLE = "งดรับของขวัญ"


def index_is_stale(parts: Parts) -> bool:
    """Whether the index lacks reports that can be indexed, has others, or cannot be opened.

    Where it is known to be of the store's revision no report is read.
    """
    if _is_of_present_revision(parts):
        return False
    try:
        stored, revision = contents(parts.store.reports)
        return not parts.following(lambda: parts.backend.confirm(stored, revision=revision))
    except errors.BackendError:
        return True


def unindexed_reports(parts: Parts) -> int:
    """How many reports differ from the store's. Raises StoreError, BackendError, EncoderError."""
    if _is_of_present_revision(parts):
        return sum(fault.stage is Stage.INDEX for fault in parts.store.reports.faults())
    stored = parts.store.reports.fingerprints()
    try:
        indexed = parts.following(lambda: parts.backend.reader().fingerprints())
    except errors.IndexMissingError:
        return len(stored)
    return sum(stored.get(name) != indexed.get(name) for name in {*stored, *indexed})


def _is_of_present_revision(parts: Parts) -> bool:
    revision = parts.store.reports.revision()
    try:
        confirmed = parts.following(lambda: parts.backend.confirmed_revision())
        return confirmed in confirmations(revision)
    except errors.IndexMissingError:
        return not parts.store.reports.fingerprints()
    except errors.BackendError:
        return False


def bring_up_to_date(parts: Parts, progress: Progress, *, seconds: float = inf) -> IndexUpdate:
    """Index under the caller's lock, for about `seconds`. Raises IndexMismatchError."""
    try:
        backend = parts.following(lambda: parts.backend)
    except errors.IndexMissingError:
        parts.place.create(parts.tools.recipe).close()
        backend = parts.backend
    try:
        return _updated(parts, backend, parts.tools, progress, seconds=seconds)
    except BaseException:
        parts.forget_index()
        raise


def catch_up(parts: Parts, progress: Progress) -> None:
    """Bring a stale index up to date, as verbs that change the store do; waits for writers."""
    if index_is_stale(parts):
        with writing(parts.settings.lock, progress):
            bring_up_to_date(parts, progress)


class BuildVerbs(Verbs):
    """The verb that brings the index up to date, or makes a new one."""

    @needs(Right.EDIT)
    def build(
        self,
        *,
        rebuild: bool = False,
        encoder: str | None = None,
        reranker: str | None = None,
        progress: Progress = no_progress,
    ) -> IndexUpdate:
        """Bring the index up to date with the store.

        For another encoder, segmenter or schema one is made next to the one in use, which answers
        until it is replaced. A stopped build is continued, unless `rebuild`. `encoder` and
        `reranker` ("none": none) are remembered at the end; None: of a stopped build, else the
        present ones. Raises EncoderError: a model cannot be opened; nothing is changed.
        """
        parts = self._parts
        settings = parts.settings
        parts.store.reports.stats()  # a home without its store keeps its unfinished index
        with (
            writing(settings.building_lock, progress, waiting=_BUILDING),
            self._recorded(ActionKind.BUILD),
        ):
            goal = _goal(parts, encoder=encoder, reranker=reranker)
            tools = _proven(parts, goal, progress)
            if rebuild:
                parts.store.reports.forget_faults()
                parts.place.drop_unfinished()
            stopped = _stopped(settings) == goal
            if rebuild or stopped or _must_be_made_anew(parts, goal, tools):
                return _build_anew(parts, goal, tools, progress)
            parts.place.drop_unfinished()
            with writing(settings.lock, progress):
                _remember(settings, Memory(models=goal))
                return _fill(parts, tools, progress)


class Index(Verbs):
    """The search index: kept in step with the store, and what it knows of measures."""

    @needs(Right.EDIT)
    def catch_up(self, *, progress: Progress = no_progress) -> None:
        """Bring a stale index up to date, as verbs that change the store do; waits for writers."""
        catch_up(self._parts, progress)

    @property
    def models(self) -> Models:
        """The models in use, by name. Raises EncoderError if the home's memory is damaged."""
        return self._parts.models

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """What known measures are about, in order, by all reports of their towns (see
        `of_one_title`); guesses once they are indexed."""
        return classified_in_towns(self._parts, measure_ids)

    def about(self, measure_id: str) -> Classification:
        """What a measure is about; UNCLASSIFIED if nothing is known of it."""
        return self.classifications([measure_id]).get(measure_id, UNCLASSIFIED)

    def facet_counts(
        self, filters: FilterNames = NO_FILTER_NAMES, *, band: ScoreBand = EVERY_TOTAL
    ) -> FacetCounts:
        """How many indexed measures inside the filters have each topic, indicator and so on."""
        parts = self._parts
        named = resolve(filters, parts.store)
        among = named if band == EVERY_TOTAL else inside_band(named, band, parts.store)
        if among is None:
            return NO_COUNTS
        try:
            return parts.following(
                lambda: parts.backend.reader().facet_counts(Limits(filters=among))
            )
        except errors.IndexMissingError:
            if parts.store.reports.count():
                raise
            return NO_COUNTS  # an empty library needs no index

    def refresh(self, *, progress: Progress = no_progress) -> bool:
        """Bring a stale index up to date if no other writer is at work; ends after ten seconds.

        Returns whether it is up to date. Raises BackendError, OSError: there is none to search.
        """
        parts = self._parts
        if _is_of_present_revision(parts):
            return True
        if Right.EDIT not in self.person.rights:
            return not index_is_stale(parts)
        try:
            # First the lock: while another adds reports, no search compares all fingerprints.
            with locked_at_once(parts.settings.lock), noted(parts.settings.lock, on_other=None):
                if index_is_stale(parts):
                    bring_up_to_date(parts, progress, seconds=_QUESTION_SECONDS)
        except (Timeout, errors.AnotherComputerError):
            return False
        except (errors.BackendError, OSError):
            # A full disk, a folder without rights: the old index still answers, if it opens.
            with suppress(errors.BackendError, OSError):
                if parts.backend.reader().fingerprints():
                    return not index_is_stale(parts)
            raise
        return not index_is_stale(parts)


def _goal(parts: Parts, *, encoder: str | None, reranker: str | None) -> Models:
    settings = parts.settings
    stopped = _stopped(settings)
    if encoder is None and reranker is None and stopped is not None:
        return stopped
    chosen = parts.models.encoder if encoder is None else to_remember(settings.home, encoder)
    if reranker is not None:
        named = chosen_reranker(reranker)
        return Models(encoder=chosen, reranker=named and to_remember(settings.home, named))
    # One that the environment names is for this run only.
    remembered = None
    with suppress(errors.EncoderError):
        remembered = read_memory(settings.models).models.reranker
    return Models(encoder=chosen, reranker=remembered)


def _readable(parts: Parts) -> Models:
    """The models in use; an unreadable choice must not prevent a new one."""
    try:
        return parts.models
    except errors.EncoderError:
        return Models()


def _proven(parts: Parts, goal: Models, progress: Progress) -> IndexTools:
    present = _readable(parts)
    if goal.reranker is not None and goal.reranker != present.reranker:
        from itasearch.encoders import open_reranker

        note(progress, f"opening the reranker {goal.reranker}")
        open_reranker(found_in(parts.settings.home, goal.reranker)).scores(_SAMPLE, [_SAMPLE])
    if goal.encoder == present.encoder:
        return parts.tools
    note(progress, f"opening the encoder {goal.encoder}")
    tools = parts.tools_of(goal.encoder)
    tools.encoder.encode_passages([_SAMPLE])
    return tools


def note(progress: Progress, detail: str) -> None:
    """Show a message for the person at once."""
    progress(ProgressEvent(stage=NOTE, done=0, total=0, detail=detail))


def _stopped(settings: Settings) -> Models | None:
    goal = settings.unfinished_index / _GOAL
    return read_memory(goal).models if goal.exists() else None


def _must_be_made_anew(parts: Parts, goal: Models, tools: IndexTools) -> bool:
    parts.forget_index()
    try:
        parts.place.open(tools.recipe).close()
    except errors.IndexUnreachableError:
        raise
    except errors.IndexMissingError:
        # One for another encoder must not be found half done in the place of the one in use.
        return goal.encoder != _readable(parts).encoder
    except errors.BackendError:
        return True
    return False


def _fill(parts: Parts, tools: IndexTools, progress: Progress) -> IndexUpdate:
    try:
        backend = parts.place.open(tools.recipe)
    except errors.IndexMissingError:
        backend = parts.place.create(tools.recipe)
    try:
        return _updated(parts, backend, tools, progress)
    finally:
        backend.close()
        parts.forget_index()


def _build_anew(parts: Parts, goal: Models, tools: IndexTools, progress: Progress) -> IndexUpdate:
    settings = parts.settings
    backend = _unfinished(parts.place, tools.recipe, progress)
    try:
        write_memory(settings.unfinished_index / _GOAL, Memory(models=goal))
        most = _updated(parts, backend, tools, progress)
        with writing(settings.lock, progress):
            rest = _updated(parts, backend, tools, progress)
            backend.close()
            _swap(parts, goal)
    finally:
        backend.close()
    return IndexUpdate(
        added=most.added + rest.added,
        removed=most.removed + rest.removed,
        passages=most.passages + rest.passages,
        seconds=most.seconds + rest.seconds,
    )


def _unfinished(index_place: IndexPlace, built: IndexRecipe, progress: Progress) -> SearchBackend:
    try:
        backend = index_place.open(built, unfinished=True)
    except errors.IndexUnreachableError:
        raise
    except errors.BackendError:
        index_place.drop_unfinished()
        return index_place.create(built, unfinished=True)
    if done := backend.reader().measure_count():
        note(progress, f"going on with an index whose building was stopped: {done:,} measures")
    return backend


def _swap(parts: Parts, goal: Models) -> None:
    settings = parts.settings
    present = _readable(parts).encoder
    if present != goal.encoder and is_built_with(present, settings):
        _remember(settings, Memory(models=goal, encoder_before=present))
    parts.place.publish()
    _remember(settings, Memory(models=goal))
    parts.forget_index()


def _remember(settings: Settings, memory: Memory) -> None:
    with suppress(errors.EncoderError):  # damaged: a new choice mends it
        if read_memory(settings.models) == memory:
            return
    write_memory(settings.models, memory)


def _updated(
    parts: Parts,
    backend: SearchBackend,
    tools: IndexTools,
    progress: Progress,
    *,
    seconds: float = inf,
) -> IndexUpdate:
    return update(
        parts.store.reports,
        backend,
        tools.encoder,
        segmenter=parts.segmenter,
        classify=tools.classify,
        progress=progress,
        seconds=seconds,
    )
