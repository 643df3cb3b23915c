"""From the store's measures to the index's passages, and keeping the two in step.

The store is the truth; the index follows it by comparing fingerprints, so it does
not matter who changed the store, how often, or where an earlier run was killed.
A measure gives a passage for every stretch of every field, and one for its whole
row: a word deep inside a cell is found, and so is a query spread over the cells.
Imports the protocols of store, encoders and backends, `model` and `text`.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from itasearch.backends.base import IndexRecipe, SearchBackend
from itasearch.encoders.base import Encoder, Vectors
from itasearch.model.library import Progress, ProgressEvent, no_progress
from itasearch.model.passages import PASSAGE_LENGTH as PASSAGE_LENGTH
from itasearch.model.passages import ROW_FIELD, Facets, IndexEntry, Passage
from itasearch.model.records import TEXT_FIELDS, Measure, Report
from itasearch.store.base import MeasureStore
from itasearch.text.stretches import shortened, stretches
from itasearch.text.words import Segmenter, WordSpan, trigrams

SCHEMA = 1
"""Raise it with any change of what passages are cut or which tokens they get."""

ROW_LENGTH = 1_000
"""Most code points of the passage of a whole row; every field gets its share of them."""

_BATCH_PASSAGES = 1_000
_STAGED_PASSAGES = 20_000
_COMMIT_SHARE = 10
_COMMIT_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexUpdate:
    """What an update did.

    Attributes:
        added: reports that were new or had changed.
        removed: reports that no longer stand.
        passages: passages that were written.
        seconds: how long it took.
    """

    added: int
    removed: int
    passages: int
    seconds: float


def recipe(encoder: Encoder, *, segmenter: Segmenter, vector_index: str) -> IndexRecipe:
    """How an index of these parts is built; loads no model."""
    return IndexRecipe(
        encoder=encoder.name,
        dim=encoder.dim,
        segmenter=segmenter.name,
        vector_index=vector_index,
        schema=SCHEMA,
    )


def cut_passages(measure: Measure) -> tuple[Passage, ...]:
    """The passages of a measure: those of its fields in order, then the one of its row.

    Passages of a field are stretches of at most PASSAGE_LENGTH code points, whole
    items as long as they fit; together they hold all of the field but white space
    at their edges. A measure without any text has none.
    """
    passages = [
        Passage(measure_id=measure.id, field=name, ordinal=ordinal, text=text[a:b], start=a)
        for name in TEXT_FIELDS
        for text in (measure.text(name),)
        for ordinal, (a, b) in enumerate(stretches(text, limit=PASSAGE_LENGTH))
    ]
    if passages:
        row = Passage(measure_id=measure.id, field=ROW_FIELD, ordinal=0, text=_row_text(measure))
        passages.append(row)
    return tuple(passages)


def entries(report: Report, *, segmenter: Segmenter) -> tuple[IndexEntry, ...]:
    """All index entries of a report, in the order of its measures."""
    return tuple(_entries(report, segmenter))


def update(
    store: MeasureStore,
    backend: SearchBackend,
    encoder: Encoder,
    *,
    segmenter: Segmenter,
    progress: Progress = no_progress,
) -> IndexUpdate:
    """Bring the index in step with the store; with nothing to do it loads and writes nothing.

    Commits on the way, so a killed run is continued by the next one. Progress is
    told in reports, as stage "index".
    """
    began = time.monotonic()
    wanted, there = store.fingerprints(), backend.fingerprints()
    gone = sorted(set(there) - set(wanted))
    changed = sorted(name for name, digest in wanted.items() if there.get(name) != digest)
    backend.remove(gone)
    pace, passages = _Pace(backend), 0
    for done, batch in _batches(store, changed, segmenter):
        _add(backend, encoder, batch, wanted)
        count = sum(len(found) for _, found in batch)
        passages += count
        pace.staged(count)
        progress(ProgressEvent(stage="index", done=done, total=len(changed)))
    if gone or changed:
        backend.commit()
    return IndexUpdate(
        added=len(changed),
        removed=len(gone),
        passages=passages,
        seconds=time.monotonic() - began,
    )


_Batch = list[tuple[str, tuple[IndexEntry, ...]]]


class _Pace:
    """Commits now and then: work lost by a kill stays small, and so does time spent committing.

    A commit costs more the larger the index is; it is made when ten times as long
    as the last one took has been worked since, or when much is staged in memory.
    """

    def __init__(self, backend: SearchBackend) -> None:
        self._backend = backend
        self._staged = 0
        self._next = time.monotonic() + _COMMIT_SECONDS

    def staged(self, passages: int) -> None:
        self._staged += passages
        if self._staged < _STAGED_PASSAGES and time.monotonic() < self._next:
            return
        began = time.monotonic()
        self._backend.commit()
        ended = time.monotonic()
        self._next = ended + max(_COMMIT_SECONDS, _COMMIT_SHARE * (ended - began))
        self._staged = 0


def _batches(
    store: MeasureStore, report_ids: Sequence[str], segmenter: Segmenter
) -> Iterator[tuple[int, _Batch]]:
    """(reports done after it, batch): whole reports with some thousand passages together."""
    batch: _Batch = []
    size = 0
    for done, report_id in enumerate(report_ids, start=1):
        found = entries(store.report(report_id), segmenter=segmenter)
        batch.append((report_id, found))
        size += len(found)
        if size >= _BATCH_PASSAGES or done == len(report_ids):
            yield done, batch
            batch, size = [], 0


def _add(
    backend: SearchBackend, encoder: Encoder, batch: _Batch, digests: Mapping[str, str]
) -> None:
    texts = [entry.passage.text for _, found in batch for entry in found]
    vectors = _encoded(encoder, texts)
    start = 0
    for report_id, found in batch:
        end = start + len(found)
        backend.add(report_id, digests[report_id], found, vectors[start:end])
        start = end


def _encoded(encoder: Encoder, texts: Sequence[str]) -> Vectors:
    """A row for each text; texts that towns copied from each other are encoded once."""
    places: dict[str, int] = {}
    rows = [places.setdefault(text, len(places)) for text in texts]
    return encoder.encode_passages(list(places))[np.asarray(rows, dtype=np.intp)]


def _entries(report: Report, segmenter: Segmenter) -> Iterator[IndexEntry]:
    organisation = report.organisation
    for measure in report.measures:
        facets = Facets(
            report_id=report.id,
            organisation_id=organisation.id if organisation else None,
            type=organisation.type.value if organisation else None,
            province=organisation.province if organisation else None,
            fiscal_year_be=report.fiscal_year_be,
            indicator=measure.indicator,
        )
        spans = {name: segmenter.spans(measure.text(name)) for name in TEXT_FIELDS}
        for passage in cut_passages(measure):
            yield IndexEntry(
                passage=passage,
                words=_words(passage, spans),
                # The row's vector sees a share of each field, its full text sees all.
                trigrams=trigrams(
                    "\n".join(_texts(measure)) if passage.field == ROW_FIELD else passage.text
                ),
                facets=facets,
            )


def _words(passage: Passage, spans: Mapping[str, Sequence[WordSpan]]) -> tuple[str, ...]:
    """Words that begin in a field's passage, or for a row's one all words of all fields."""
    if passage.field == ROW_FIELD:
        return tuple(span.word for found in spans.values() for span in found)
    end = passage.start + len(passage.text)
    return tuple(span.word for span in spans[passage.field] if passage.start <= span.start < end)


def _texts(measure: Measure) -> list[str]:
    """The texts of a measure's fields that have any, in order."""
    return [text for name in TEXT_FIELDS if (text := measure.text(name).strip())]


def _row_text(measure: Measure) -> str:
    """All fields, each on lines of its own; shares of the long ones when they are too long.

    Cutting at the end instead would lose the outcomes, which stand last.
    """
    texts = _texts(measure)
    room = ROW_LENGTH - len(texts) + 1
    shares: dict[int, int] = {}
    for rank, number in enumerate(sorted(range(len(texts)), key=lambda i: len(texts[i]))):
        shares[number] = min(len(texts[number]), room // (len(texts) - rank))
        room -= shares[number]
    return "\n".join(shortened(text, limit=shares[i]) for i, text in enumerate(texts))
