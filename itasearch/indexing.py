"""Indexing: brings the index in step with the store.

The index follows the store by comparing fingerprints, so it does not matter who changed the
store, how often, or where an earlier run was killed. The store's revision says without reading
any that nothing has changed since they were last compared. Topics and indicators are guessed from
the vectors of the passages and kept in the index, as are the groups of copies.
"""

import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

import numpy as np

from itasearch.backends.base import NO_MARKS, CopyMarks, IndexRecipe, SearchBackend
from itasearch.encoders.base import Encoder, Vectors
from itasearch.enrich.copies.groups import CopyGroups
from itasearch.enrich.copies.substance import Substance, substance
from itasearch.enrich.passages import cut_passages, measure_vector, squashed_text, texts_of
from itasearch.enrich.topics.classify import as_given
from itasearch.model.classification import Classification
from itasearch.model.library import Progress, ProgressEvent, no_progress
from itasearch.model.passages import Facets, IndexEntry, Passage, SquashedText
from itasearch.model.records import TEXT_FIELDS, Measure, Report, report_of
from itasearch.store.base import IndexSource
from itasearch.text.thai.words import Segmenter, trigrams

SCHEMA = 6
"""Raise it with any change of what passages are cut, which tokens they get, or what is a copy."""

# Of memory and work lost by a kill, not of what is found; chosen by hand.
_CACHED_SUBSTANCES = 4_096
"""Measures whose substance is kept while new ones are compared with them."""
_BATCH_PASSAGES = 1_000
"""Passages that are encoded together: whole reports until there are as many."""
_CACHED_VECTORS = 20_000
"""Texts whose vectors are kept, 2 KB each: copied rows and titles are encoded once."""
_MOST_STAGED_PASSAGES = 20_000
"""Passages in memory between two commits: 41 MB of vectors of 512 dimensions."""
_WORK_PER_COMMIT = 10
"""Seconds of work between two commits, for each second that a commit takes."""
_LEAST_SECONDS_BETWEEN_COMMITS = 2.0
"""Least seconds of work between two commits, however quick a commit is."""


class Classify(Protocol):
    """Classifies measures; enrich.topics.classify has the one that guesses."""

    @property
    def version(self) -> str:
        """Changes with whatever changes its answers; the index is built anew then."""

    def classify(
        self, measure: Measure, vectors: Vectors, passages: Sequence[Passage]
    ) -> Classification:
        """What a measure is about; row i of `vectors` is that of passage i."""


class AsStated:
    """Classifies by what reports state and people corrected, without guesses."""

    version = "stated"

    def classify(
        self,
        measure: Measure,
        vectors: Vectors,  # noqa: ARG002  # the protocol's
        passages: Sequence[Passage],  # noqa: ARG002
    ) -> Classification:
        """See Classify."""
        return as_given(measure)


AS_STATED = AsStated()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexUpdate:
    """What an update did.

    Attributes:
        added: reports that were new or had changed.
        removed: reports that are no longer in the store.
        passages: passages that were written.
        seconds: how long it took.
    """

    added: int
    removed: int
    passages: int
    seconds: float


def recipe(
    encoder: Encoder, *, segmenter: Segmenter, vector_index: str, classify: Classify = AS_STATED
) -> IndexRecipe:
    """How an index of these parts is built; loads no model."""
    return IndexRecipe(
        encoder=encoder.name,
        dim=encoder.dim,
        segmenter=segmenter.name,
        vector_index=vector_index,
        schema=SCHEMA,
        classifier=classify.version,
    )


def contents(store: IndexSource) -> tuple[Mapping[str, str], str]:
    """Fingerprints of the store's reports, and their revision; "" if it changed meanwhile."""
    before = store.revision()
    stored = store.fingerprints()
    return stored, before if store.revision() == before else ""


def update(
    store: IndexSource,
    backend: SearchBackend,
    encoder: Encoder,
    *,
    segmenter: Segmenter,
    classify: Classify = AS_STATED,
    progress: Progress = no_progress,
) -> IndexUpdate:
    """Bring the index in step with the store; with nothing to do it loads and writes nothing.

    Commits on the way, so a killed run is continued by the next one. Progress is
    counted in reports, as stage "index".

    Args:
        classify: the one that the index's recipe names.
    """
    began = time.monotonic()
    (stored, revision), indexed = contents(store), backend.fingerprints()
    gone = sorted(set(indexed) - set(stored))
    changed = sorted(name for name, digest in stored.items() if indexed.get(name) != digest)
    backend.remove(gone)
    pace, passages, encoded = _Pace(backend), 0, _Encoding(encoder)
    groups = _copy_groups(store, backend, segmenter, replaced={*gone, *changed})
    for done, batch in _batches(store, changed, segmenter):
        passages_of = (cut.passages for _, measures in batch for cut in measures)
        vectors = encoded([one.text for found in passages_of for one in found])
        _add(backend, batch, vectors, digests=stored, classify=classify, groups=groups)
        passages += len(vectors)
        pace.staged(len(vectors))
        progress(ProgressEvent(stage="index", done=done, total=len(changed)))
    if gone or changed:
        backend.commit()
    backend.confirm(stored, revision=revision)
    return IndexUpdate(
        added=len(changed),
        removed=len(gone),
        passages=passages,
        seconds=time.monotonic() - began,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _CutMeasure:
    """A measure's passages, its words by field, its trigrams and its substance."""

    measure: Measure
    substance: Substance
    text: SquashedText
    passages: tuple[Passage, ...]
    words: Mapping[str, tuple[str, ...]]
    trigrams: tuple[str, ...]


_CutReport = tuple[Report, Sequence[_CutMeasure]]
"""A report and its measures, cut."""


class _Pace:
    """Commits now and then: work lost by a kill stays small, and so does time spent committing.

    A commit costs more the larger the index is; it is made when ten times as long
    as the last one took has been worked since, or when much is staged in memory.
    """

    def __init__(self, backend: SearchBackend) -> None:
        self._backend = backend
        self._staged = 0
        self._next = time.monotonic() + _LEAST_SECONDS_BETWEEN_COMMITS

    def staged(self, passages: int) -> None:
        self._staged += passages
        if self._staged < _MOST_STAGED_PASSAGES and time.monotonic() < self._next:
            return
        began = time.monotonic()
        self._backend.commit()
        ended = time.monotonic()
        self._next = ended + max(_LEAST_SECONDS_BETWEEN_COMMITS, _WORK_PER_COMMIT * (ended - began))
        self._staged = 0


def _batches(
    store: IndexSource, report_ids: Sequence[str], segmenter: Segmenter
) -> Iterator[tuple[int, list[_CutReport]]]:
    """(reports done after it, batch): whole reports with some thousand passages together."""
    batch: list[_CutReport] = []
    size = 0
    for done, report_id in enumerate(report_ids, start=1):
        report = store.report(report_id)
        measures = [_cut(measure, report, segmenter) for measure in report.measures]
        batch.append((report, measures))
        size += sum(len(measure.passages) for measure in measures)
        if size >= _BATCH_PASSAGES or done == len(report_ids):
            yield done, batch
            batch, size = [], 0


def _copy_groups(
    store: IndexSource,
    backend: SearchBackend,
    segmenter: Segmenter,
    *,
    replaced: Collection[str],
) -> CopyGroups:
    """The groups of copies of the index, but for the reports that are `replaced`."""

    @lru_cache(maxsize=_CACHED_SUBSTANCES)
    def text_of(measure_id: str) -> Substance | None:
        found = store.measures([measure_id]).get(measure_id)
        if found is None:
            return None
        return substance(found.measure, found.organisation, segmenter=segmenter)

    known = _staying(backend.copy_marks(), replaced) if replaced else NO_MARKS
    return CopyGroups(known, text_of=text_of, is_word=segmenter.is_word)


def _staying(marks: CopyMarks, replaced: Collection[str]) -> CopyMarks:
    places = [i for i, name in enumerate(marks.measure_ids) if report_of(name) not in replaced]
    return CopyMarks(
        measure_ids=[marks.measure_ids[place] for place in places],
        groups=[marks.groups[place] for place in places],
        keys=marks.keys[places],
        bands=marks.bands[places],
    )


class _Encoding:
    """Encodes texts; equal ones once, as long as they are among the last."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def __call__(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        known = self._known
        new = [text for text in dict.fromkeys(texts) if text not in known]
        known |= zip(new, self._encoder.encode_passages(new), strict=True)
        rows = [known[text] for text in texts]
        for text in list(known)[: max(len(known) - _CACHED_VECTORS, 0)]:
            del known[text]
        return np.stack(rows) if rows else np.zeros((0, self._encoder.dim), dtype=np.float32)


def _cut(measure: Measure, report: Report, segmenter: Segmenter) -> _CutMeasure:
    spans = {name: segmenter.spans(measure.text(name)) for name in TEXT_FIELDS}
    return _CutMeasure(
        measure=measure,
        substance=substance(measure, report.organisation, segmenter=segmenter, spans=spans),
        text=squashed_text(measure),
        passages=cut_passages(measure),
        words={name: tuple(one.word for one in found) for name, found in spans.items() if found},
        trigrams=trigrams("\n".join(texts_of(measure))),
    )


def _add(
    backend: SearchBackend,
    batch: Sequence[_CutReport],
    vectors: Vectors,
    *,
    digests: Mapping[str, str],
    classify: Classify,
    groups: CopyGroups,
) -> None:
    """Stage the reports of a batch; `vectors` are those of all their passages."""
    marks = iter(groups.marks([cut.substance for _, measures in batch for cut in measures]))
    start = 0
    for report, measures in batch:
        entries: list[IndexEntry] = []
        rows = [np.zeros((0, vectors.shape[1]), dtype=np.float32)]
        for cut, mark in zip(measures, marks, strict=False):
            end = start + len(cut.passages)
            if cut.passages:
                of_passages = vectors[start:end]
                about = classify.classify(cut.measure, of_passages, cut.passages)
                rows.append(measure_vector(cut.passages, of_passages)[None, :])
                entries.append(
                    IndexEntry(
                        measure_id=cut.measure.id,
                        facets=_facets(report, about),
                        words=cut.words,
                        trigrams=cut.trigrams,
                        text=cut.text,
                        classification=about,
                        mark=mark,
                    )
                )
            start = end
        backend.add(report.id, digests[report.id], entries, np.concatenate(rows))


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
