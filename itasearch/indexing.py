"""Indexing: brings the index in step with the store.

By comparing fingerprints, so it does not matter who changed the store, or where an earlier run was
killed; by the store's revision where nothing has changed. Topics and indicators are guessed from
the vectors of the passages and kept in the index, as are the groups of copies.
"""

import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from math import inf
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol, TypeVar

import numpy as np
from cachetools import LRUCache

from itasearch.backends.base import NO_MARKS, IndexRecipe, SearchBackend
from itasearch.boundary import PASSING, keep_and_log, leaving_out
from itasearch.encoders.base import Encoder, KeptVectors, Vectors
from itasearch.enrich.copies import (
    SUBSTANCE_FIELDS,
    CopyGroups,
    Substance,
    names_itself,
    solid_text,
    substance,
)
from itasearch.enrich.passages import cut_passages, measure_vector, squashed_text
from itasearch.model.classification import Classification
from itasearch.model.library import INDEXING, Progress, ProgressEvent, Stage, no_progress
from itasearch.model.passages import CopyMark, Facets, IndexEntry, Passage, SquashedText
from itasearch.model.records import TEXT_FIELDS, Measure, Organisation, Report
from itasearch.text.thai.words import Segmenter
from itasearch.version import VERSION

if TYPE_CHECKING:
    from itasearch.store.reports.queries import SqlReports

SCHEMA = 7  #: Raise it with any change of passages, their tokens, or what is a copy

# Of memory and work lost by a kill, not of what is found; chosen by hand.
_CACHED_SUBSTANCES = 16_384  # measures whose substance is kept to compare new ones with, 2 KB each
_CACHED_CONTENTS = 8_192  #: Texts of which is kept what is derived, 10 KB each: most are copies
_BATCH_PASSAGES = 1_000  # passages that are encoded together: whole reports until there are as many
_SWITCH_SECONDS = 0.0005  #: At Python's 5 ms cutting would make encoding ten times as long
_CACHED_VECTORS = 20_000  # texts whose vectors are kept, 2 KB each: copies are encoded once
_MOST_STAGED_PASSAGES = 20_000  # passages in memory between commits: 41 MB of 512 dimensions
_WORK_PER_COMMIT = 10  # seconds of work between two commits, for each second that a commit takes
_LEAST_SECONDS_BETWEEN_COMMITS = 2.0  # however quick a commit is


_texts = attrgetter(*TEXT_FIELDS)

_Value = TypeVar("_Value")


class Classify(Protocol):
    """Classifies measures; of those with equal texts, headers, indicator and topics the first."""

    @property
    def version(self) -> str:
        """Changes with whatever changes its answers; all is indexed again then."""

    def classify(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]
    ) -> Classification:
        """Classify a measure; row i of `vectors` is that of passage i."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexUpdate:
    """What an update did: reports added or changed, reports removed, passages (equal ones too)."""

    added: int
    removed: int
    passages: int
    seconds: float


def recipe(
    encoder: Encoder, *, segmenter: Segmenter, vector_index: str, classify: Classify
) -> IndexRecipe:
    """How an index of these parts is built; needs no model."""
    return IndexRecipe(
        encoder=encoder.name,
        dim=encoder.dim,
        segmenter=segmenter.name,
        vector_index=vector_index,
        schema=SCHEMA,
        classifier=classify.version,
    )


def contents(store: "SqlReports") -> tuple[Mapping[str, str], str]:
    """Fingerprints of indexable reports, and their confirmation ("" if the store just changed)."""
    before = store.revision()
    stored, unindexable = store.fingerprints(), store.unindexable()
    held = {name: digest for name, digest in stored.items() if unindexable.get(name) != digest}
    is_whole = len(held) == len(stored)
    return held, confirmations(before)[not is_whole] if store.revision() == before else ""


def confirmations(revision: str) -> tuple[str, str]:
    """What confirms a complete index of a revision, and one without unindexable reports."""
    return revision, f"{revision}-{VERSION}"


def update(  # noqa: PLR0913  # all arguments of one update
    store: "SqlReports",
    backend: SearchBackend,
    encoder: Encoder,
    *,
    segmenter: Segmenter,
    classify: Classify,
    progress: Progress = no_progress,
    seconds: float = inf,
) -> IndexUpdate:
    """Bring the index in step with the store; with nothing to do it loads and writes nothing.

    Commits on the way, so the next run continues one that was killed. Progress counts reports.
    `classify` is that of the index's recipe. After `seconds` it ends with the batch at hand.
    """
    began = time.monotonic()
    (stored, confirmation), indexed = contents(store), backend.reader().fingerprints()
    removed = sorted(set(indexed) - set(stored))
    changed = sorted(name for name, digest in stored.items() if indexed.get(name) != digest)
    backend.remove(removed)
    commits, passages = _Commits(backend, store), 0
    cutting = _Cutting(segmenter)
    substances, replaced = _Substances(store, segmenter), {*removed, *changed}
    marks = backend.reader().copy_marks(without=replaced) if replaced else NO_MARKS
    groups = CopyGroups(marks, texts_of=substances, is_word=segmenter.is_word)
    indexable = _Indexable(classify, groups)
    batches = _batches(store, changed, cutting)
    vectors = KeptVectors(encoder.encode_passages, most=_CACHED_VECTORS)
    encode = partial(_encoded, vectors=vectors, dim=encoder.dim)
    with closing(_with_vectors(batches, encode, store)) as encoded:
        for done, batch in encoded:
            substances.keep(cut.substance for report in batch for cut in report.measures)
            size = sum(len(report.vectors) for report in batch)
            commits.stage(_without_faulty(batch, indexable.entries, store), passages=size)
            passages += size
            progress(ProgressEvent(stage=INDEXING, done=done, total=len(changed)))
            if time.monotonic() - began > seconds:
                break
    commits.commit()  # also what a run that was killed at this point has left to it
    if commits.written < len(changed):
        stored, confirmation = contents(store)
    backend.confirm(stored, revision=confirmation)
    return IndexUpdate(
        added=commits.written,
        removed=len(removed),
        passages=passages,
        seconds=time.monotonic() - began,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _CutTexts:
    text: SquashedText
    solid: str
    passages: tuple[Passage, ...]
    words: Mapping[str, tuple[str, ...]]
    substance: Substance


@dataclass(frozen=True, slots=True, kw_only=True)
class _CutMeasure:
    measure: Measure
    cut: _CutTexts
    substance: Substance


@dataclass(frozen=True, slots=True, kw_only=True)
class _CutReport:
    report: Report
    digest: str
    measures: Sequence[_CutMeasure]
    vectors: Vectors = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))

    @property
    def id(self) -> str:
        return self.report.id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entries:
    id: str
    digest: str
    entries: Sequence[IndexEntry]
    vectors: Vectors


_OfReport = TypeVar("_OfReport", _CutReport, _Entries)


def _without_faulty(
    batch: Sequence[_OfReport],
    work: Callable[[Sequence[_OfReport]], Sequence[_Value]],
    store: "SqlReports",
) -> list[_Value]:
    """Results without reports that raise alone; what each of several raises is raised."""
    made: list[_Value] = []
    faults: list[tuple[_OfReport, Exception]] = []
    # No function that calls itself: it would keep what `work` holds, open files of the index
    # among it, until the garbage collector runs.
    waiting = [batch]
    while waiting:
        reports = waiting.pop()
        try:
            made += work(reports)
        except PASSING:
            raise
        except Exception as error:  # the boundary
            if not reports:
                raise
            middle = len(reports) // 2
            if middle:
                waiting += (reports[middle:], reports[:middle])
            else:
                faults.append((reports[0], error))
    if len(faults) == len(batch) > 1:
        raise faults[0][1]
    for report, fault in faults:
        keep = partial(store.keep_fault, fingerprint=report.digest)
        keep_and_log(fault, report.id, Stage.INDEX, keep)
    return made


class _Commits:
    """Commits after _WORK_PER_COMMIT times a commit's time, or much staged: a kill loses little."""

    def __init__(self, backend: SearchBackend, store: "SqlReports") -> None:
        self.written = 0
        self._backend = backend
        self._store = store
        self._staged: list[_Entries] = []
        self._passages = 0
        self._next = time.monotonic() + _LEAST_SECONDS_BETWEEN_COMMITS

    def stage(self, reports: Sequence[_Entries], *, passages: int) -> None:
        self._staged += reports
        self._passages += passages
        if self._passages < _MOST_STAGED_PASSAGES and time.monotonic() < self._next:
            return
        began = time.monotonic()
        self.commit(more=True)
        ended = time.monotonic()
        self._next = ended + max(_LEAST_SECONDS_BETWEEN_COMMITS, _WORK_PER_COMMIT * (ended - began))

    def commit(self, *, more: bool = False) -> None:
        """Commit what was taken; reports without which that succeeds are left out."""
        left = {staged.id: staged for staged in self._staged}

        def write(some: Sequence[_Entries]) -> Sequence[_Entries]:
            self._backend.remove(left)  # what an attempt that failed has staged
            for staged in some:
                self._backend.add(staged.id, staged.digest, staged.entries, staged.vectors)
            self._backend.commit(more=more)
            for staged in some:
                del left[staged.id]
            return some

        self.written += len(_without_faulty(self._staged, write, self._store))
        if left or not self._staged:
            self._backend.remove(left)
            self._backend.commit(more=more)
        self._staged, self._passages = [], 0


def _batches(
    store: "SqlReports", report_ids: Sequence[str], cutting: "_Cutting"
) -> Iterator[tuple[int, list[_CutReport]]]:
    batch: list[_CutReport] = []
    done = size = 0
    for done, (report, digest) in enumerate(store.indexable(report_ids), start=1):
        with leaving_out(report.id, Stage.INDEX, partial(store.keep_fault, fingerprint=digest)):
            measures = [cutting.cut(measure, report.organisation) for measure in report.measures]
            batch.append(_CutReport(report=report, digest=digest, measures=measures))
            size += sum(len(measure.cut.passages) for measure in measures)
        if size >= _BATCH_PASSAGES:
            yield done, batch
            batch, size = [], 0
    if batch:
        yield done, batch


def _with_vectors(
    batches: Iterator[tuple[int, list[_CutReport]]],
    encode: Callable[[Sequence[_CutReport]], list[_CutReport]],
    store: "SqlReports",
) -> Generator[tuple[int, list[_CutReport]], None, None]:
    waiting: tuple[int, list[_CutReport], Future[list[_CutReport]]] | None = None
    with _shared_interpreter(), ThreadPoolExecutor(1) as background:

        def result(
            done: int, batch: list[_CutReport], first: Future[list[_CutReport]]
        ) -> tuple[int, list[_CutReport]]:
            def of(some: Sequence[_CutReport]) -> list[_CutReport]:
                return (first if some is batch else background.submit(encode, some)).result()

            return done, _without_faulty(batch, of, store)

        for done, batch in batches:
            before, waiting = waiting, (done, batch, background.submit(encode, batch))
            if before is not None:
                yield result(*before)
        if waiting is not None:
            yield result(*waiting)


@contextmanager
def _shared_interpreter() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(min(before, _SWITCH_SECONDS))
    try:
        yield
    finally:
        sys.setswitchinterval(before)


class _Substances:
    def __init__(self, store: "SqlReports", segmenter: Segmenter) -> None:
        self._store = store
        self._segmenter = segmenter
        self._known: LRUCache[str, Substance] = LRUCache(_CACHED_SUBSTANCES)

    def keep(self, substances: Iterable[Substance]) -> None:
        for known in substances:
            self._known[known.measure_id] = known

    def __call__(self, measure_ids: Sequence[str]) -> Mapping[str, Substance]:
        substances = {i: self._known[i] for i in measure_ids if i in self._known}
        missing = [i for i in measure_ids if i not in substances]
        stored = self._store.measures(missing) if missing else {}
        read = [
            substance(stored.measure, stored.organisation, segmenter=self._segmenter)
            for stored in stored.values()
        ]
        self.keep(read)
        return substances | {known.measure_id: known for known in read}


def _encoded(reports: Sequence[_CutReport], *, vectors: KeptVectors, dim: int) -> list[_CutReport]:
    texts = [
        [passage.text for measure in report.measures for passage in measure.cut.passages]
        for report in reports
    ]
    every = [*chain.from_iterable(texts)]
    of_every = vectors.of(every) if every else np.zeros((0, dim), dtype=np.float32)
    rows = np.split(of_every, np.cumsum([len(some) for some in texts])[:-1])
    return [replace(report, vectors=some) for report, some in zip(reports, rows, strict=True)]


class _Cutting:
    def __init__(self, segmenter: Segmenter) -> None:
        self._segmenter = segmenter
        self._known: LRUCache[tuple[str | None, ...], _CutTexts] = LRUCache(_CACHED_CONTENTS)

    def cut(self, measure: Measure, owner: Organisation | None) -> _CutMeasure:
        texts = _texts(measure)
        cut = self._known.get(texts) or self._cut_texts(measure)
        self._known[texts] = cut
        if names_itself(cut.solid, owner):
            own = substance(measure, owner, segmenter=self._segmenter)
        else:
            own = replace(cut.substance, measure_id=measure.id, report_id=measure.report_id)
        return _CutMeasure(measure=measure, cut=cut, substance=own)

    def _cut_texts(self, measure: Measure) -> _CutTexts:
        words = {name: self._segmenter.words(measure.text(name)) for name in TEXT_FIELDS}
        # Interned, thousands of measures that wait for a commit share their words.
        return _CutTexts(
            substance=substance(measure, None, segmenter=self._segmenter),
            text=squashed_text(measure),
            solid="\n".join(solid_text(measure.text(name)) for name in SUBSTANCE_FIELDS),
            passages=cut_passages(measure),
            words={name: tuple(map(sys.intern, of)) for name, of in words.items() if of},
        )


class _Indexable:
    def __init__(self, classify: Classify, groups: CopyGroups) -> None:
        self._classify = classify
        self._groups = groups
        self._known: LRUCache[tuple[object, ...], tuple[Classification, Vectors]]
        self._known = LRUCache(_CACHED_CONTENTS)

    def entries(self, batch: Sequence[_CutReport]) -> list[_Entries]:
        substances = [cut.substance for report in batch for cut in report.measures]
        marks = iter(self._groups.marks(substances))
        return [self._entries_of(report, marks) for report in batch]

    def _entries_of(self, cut: _CutReport, marks: Iterator[CopyMark | None]) -> _Entries:
        entries: list[IndexEntry] = []
        rows = [np.zeros((0, cut.vectors.shape[1]), dtype=np.float32)]
        start = 0
        for measure, mark in zip(cut.measures, marks, strict=False):
            end = start + len(measure.cut.passages)
            if measure.cut.passages:
                about, vector = self._about(measure, cut.vectors[start:end])
                rows.append(vector[None, :])
                entries.append(
                    IndexEntry(
                        measure_id=measure.measure.id,
                        facets=_facets(cut.report, about),
                        words=measure.cut.words,
                        text=measure.cut.text,
                        classification=about,
                        mark=mark,
                    )
                )
            start = end
        return _Entries(id=cut.id, digest=cut.digest, entries=entries, vectors=np.concatenate(rows))

    def _about(self, cut_measure: _CutMeasure, vectors: Vectors) -> tuple[Classification, Vectors]:
        measure, passages = cut_measure.measure, cut_measure.cut.passages
        key = (
            _texts(measure),
            measure.indicator,
            measure.indicator_corrected,
            measure.topics,
            tuple(header for header, _ in measure.raw_cells),
        )
        about = self._known.get(key) or (
            self._classify.classify(measure, vectors, passages),
            measure_vector(passages, vectors),
        )
        self._known[key] = about
        return about


def _facets(report: Report, classification: Classification) -> Facets:
    organisation, indicator = report.organisation, classification.indicator
    return Facets(
        report_id=report.id,
        organisation_id=organisation.id if organisation else None,
        type=organisation.type.value if organisation else None,
        province=organisation.province if organisation else None,
        fiscal_year_be=report.fiscal_year_be,
        indicator=indicator.number if indicator else None,
        topics=tuple(mark.topic for mark in classification.topics),
    )
