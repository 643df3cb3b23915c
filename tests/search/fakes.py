"""A library in memory for the tests of search: exact BM25 and cosines, no files.

`library` takes measures by town and indexes them as `itasearch.indexing` does: words by
field, one vector.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from itasearch.backends.base import NO_MARKS, CopyMarks, CopyPlaces, Vectors
from itasearch.boundary import Boundary
from itasearch.domain.glossary import glossary
from itasearch.domain.words import segmenter
from itasearch.encoders.base import Encoder, KeptVectors, Reranker
from itasearch.enrich.copies import CopyGroups, Substance, substance
from itasearch.enrich.passages import cut_passages, measure_vector, squashed_text
from itasearch.enrich.topics import as_given
from itasearch.model.classification import UNCLASSIFIED, Classification, FacetCounts, ReportSubjects
from itasearch.model.library import Stage
from itasearch.model.passages import (
    NO_LIMITS,
    Facets,
    IndexEntry,
    Limits,
    Match,
    SquashedText,
    TextCopies,
    TextCopy,
    WordFilter,
)
from itasearch.model.ranking import Filters, SameText
from itasearch.model.records import (
    TEXT_FIELDS,
    Measure,
    Organisation,
    OrganisationType,
    ReportKind,
    StoredMeasure,
)
from itasearch.model.source import SourceRef
from itasearch.search.learned import NO_CONCEPTS, learned_concepts
from itasearch.search.query.plan import Tools
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.search.searcher import Searcher
from itasearch.store.reports.queries import SqlReports

K1, B = 1.2, 0.75
_Said: TypeAlias = tuple[object, ...]


class MemoryBackend:
    """An index over lists, and its own IndexReader."""

    def __init__(
        self,
        entries: Sequence[IndexEntry],
        vectors: Vectors,
        groups: Mapping[str, str] | None = None,
    ) -> None:
        self.entries = list(entries)
        self.vectors = vectors
        self.groups = groups or {}

    def fingerprints(self) -> Mapping[str, str]:
        return {}

    def reader(self) -> "MemoryBackend":
        return self

    def measure_count(self) -> int:
        return len(self.entries)

    def document_frequency(self, word: str) -> int:
        return sum(word in _all_words(entry) for entry in self.entries)

    def measure_vectors(self, measure_ids: Sequence[str]) -> Vectors:
        rows = {entry.measure_id: row for row, entry in enumerate(self.entries)}
        found = np.zeros((len(measure_ids), self.vectors.shape[1]), dtype=np.float32)
        for place, name in enumerate(measure_ids):
            if name in rows:
                found[place] = self.vectors[rows[name]]
        return found

    def search_vector(self, vector: Vectors, *, k: int, limits: Limits = NO_LIMITS) -> list[Match]:
        cosines, allowed = self.vectors @ vector[0], self._passing(limits.words)
        scored = (
            (entry, float(cosine))
            for entry, cosine in zip(self.entries, cosines, strict=True)
            if _holds(limits.filters, entry.facets) and entry.measure_id in allowed
        )
        return _best(scored, k)

    def search_text(
        self, words: Mapping[str, float], *, k: int, limits: Limits = NO_LIMITS
    ) -> list[Match]:
        allowed = self._passing(limits.words)
        scores = self._bm25([_all_words(e) for e in self.entries], words)
        scored = (
            (entry, score)
            for entry, score in zip(self.entries, scores, strict=True)
            if _holds(limits.filters, entry.facets) and entry.measure_id in allowed
        )
        return _best(((entry, score) for entry, score in scored if score > 0), k)

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        indexed = {entry.measure_id for entry in self.entries}
        return {name: UNCLASSIFIED for name in measure_ids if name in indexed}

    def subjects(self, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
        raise NotImplementedError

    def facet_counts(self, limits: Limits = NO_LIMITS) -> FacetCounts:
        raise NotImplementedError

    def copies(
        self, measure_ids: Sequence[str], *, limits: Limits = NO_LIMITS, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        allowed = self._passing(limits.words)
        known = {entry.measure_id: entry for entry in self.entries}
        found = dict.fromkeys(measure_ids, TextCopies())
        for name in set(measure_ids) & set(known):
            every = [one for one in self.entries if self._are_copies(one, known[name])]
            inside = [
                one
                for one in every
                if one.measure_id in allowed and _holds(limits.filters, one.facets)
            ]
            if len(every) > 1 or name in self.groups:
                found[name] = _counted(
                    known[name].measure_id, self._copies(inside), self._copies(every), most
                )
        return found

    def _are_copies(self, one: IndexEntry, other: IndexEntry) -> bool:
        group = self.groups.get(one.measure_id)
        is_marked = group is not None and group == self.groups.get(other.measure_id)
        return is_marked or _said(one) == _said(other)

    def _copies(self, entries: Sequence[IndexEntry]) -> list[TextCopy]:
        """As copies, the oldest first."""
        texts = self._texts()
        copies = (
            TextCopy(
                measure_id=one.measure_id,
                report_id=one.facets.report_id,
                organisation_id=one.facets.organisation_id,
                fiscal_year_be=one.facets.fiscal_year_be,
                text=texts.index(_said(one)),
            )
            for one in entries
        )
        return sorted(copies, key=_age)

    def _texts(self) -> list[_Said]:
        return list(dict.fromkeys(map(_said, self.entries)))

    def copy_places(self, measure_ids: Sequence[str]) -> CopyPlaces:
        known = {one.measure_id: one for one in self._copies(self.entries)}
        found = [known.get(name) for name in measure_ids]
        return CopyPlaces(
            groups=_numbers([self.groups.get(name) for name in measure_ids]),
            texts=np.array([one.text if one else -1 for one in found], dtype=np.int64),
            reports=_numbers([one.report_id if one else None for one in found]),
            years=np.array([(one and one.fiscal_year_be) or -1 for one in found], dtype=np.int64),
        )

    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, SquashedText]:
        known = {entry.measure_id: entry.text for entry in self.entries}
        return {name: known[name] for name in measure_ids if name in known}

    def titled(self, words: Sequence[str], *, most: int) -> list[str]:
        having = [e for e in self.entries if all(word in e.text.title for word in words)]
        return list({one.text.title: one.measure_id for one in having}.values())[:most]

    def copy_marks(self, *, without: Collection[str] = ()) -> CopyMarks:
        return NO_MARKS

    def _passing(self, filters: Sequence[WordFilter]) -> set[str]:
        passing = {entry.measure_id for entry in self.entries}
        for item in filters:
            having = {
                entry.measure_id
                for entry in self.entries
                for field, text in entry.words.items()
                if item.field in (None, field)
                and any(_has_phrase(text, words) for words in (item.words, *item.others))
            }
            passing &= having if item.present else passing - having
        return passing

    def _bm25(self, texts: Sequence[tuple[str, ...]], terms: Mapping[str, float]) -> list[float]:
        average = sum(map(len, texts)) / max(len(texts), 1)
        scores = [0.0] * len(texts)
        counts = [Counter(text) for text in texts]
        for term, weight in terms.items():
            containing = sum(term in count for count in counts)
            idf = math.log(1 + (len(texts) - containing + 0.5) / (containing + 0.5))
            for i, count in enumerate(counts):
                if tf := count[term]:
                    norm = K1 * (1 - B + B * len(texts[i]) / average)
                    scores[i] += weight * idf * (K1 + 1) * tf / (tf + norm)
        return scores


def _best(scored: Iterator[tuple[IndexEntry, float]], k: int) -> list[Match]:
    oldest: dict[_Said, tuple[IndexEntry, float]] = {}
    for entry, score in sorted(scored, key=lambda pair: _age(pair[0])):
        oldest.setdefault(_said(entry), (entry, score))
    ranked = sorted(oldest.values(), key=lambda pair: (-pair[1], pair[0].measure_id))
    return [Match(measure_id=entry.measure_id, score=score) for entry, score in ranked[:k]]


def _all_words(entry: IndexEntry) -> tuple[str, ...]:
    return tuple(word for words in entry.words.values() for word in words)


def _numbers(values: Sequence[str | None]) -> NDArray[np.int64]:
    known = sorted({value for value in values if value is not None})
    return np.array([-1 if v is None else known.index(v) for v in values], dtype=np.int64)


def _counted(
    measure_id: str, inside: Sequence[TextCopy], every: Sequence[TextCopy], most: int | None
) -> TextCopies:
    """Args:
    inside: the copies that pass the filters, the oldest first.
    every: all of them.
    """
    (of,) = (one for one in every if one.measure_id == measure_id)
    own = of.organisation_id

    def is_own(one: TextCopy) -> bool:
        return one == of if own is None else one.organisation_id == own

    others = [one.organisation_id for one in inside if not is_own(one)]
    return TextCopies(
        listed=tuple(inside[:most]),
        count=len(inside),
        organisations=len({*others} - {None}) + others.count(None),
        own=tuple(filter(is_own, inside)),
        own_years=tuple(sorted({one.fiscal_year_be or 0 for one in every if is_own(one)} - {0})),
    )


def _age(one: TextCopy | IndexEntry) -> tuple[bool, int, str]:
    year = one.fiscal_year_be if isinstance(one, TextCopy) else one.facets.fiscal_year_be
    return year is None, year or 0, one.measure_id


def _said(entry: IndexEntry) -> _Said:
    """What is equal only for measures that say the same word for word."""
    return tuple(sorted(entry.words.items()))


def _has_phrase(words: tuple[str, ...], phrase: tuple[str, ...]) -> bool:
    return any(words[i : i + len(phrase)] == phrase for i in range(len(words)))


def _holds(filters: Filters, facets: Facets) -> bool:
    return (
        (not filters.organisation_ids or facets.organisation_id in filters.organisation_ids)
        and (not filters.types or facets.type in filters.types)
        and (not filters.provinces or facets.province in filters.provinces)
        and (not filters.fiscal_years or facets.fiscal_year_be in filters.fiscal_years)
        and (not filters.indicators or facets.indicator in filters.indicators)
        and (not filters.topics or bool(set(facets.topics) & set(filters.topics)))
    )


class MemoryStore(SqlReports):
    """The verbs of a store that search uses."""

    def __init__(self, stored: Mapping[str, StoredMeasure]) -> None:
        self._stored = stored

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        return {i: self._stored[i] for i in measure_ids if i in self._stored}

    def samples(self) -> frozenset[str]:
        return frozenset(
            item.measure.report_id
            for item in self._stored.values()
            if item.measure.source.reworded or (item.organisation and item.organisation.sample)
        )

    def first_measures(self, filters: Filters, *, most: int) -> tuple[str, ...]:
        inside = [name for name, it in self._stored.items() if filters.has_town(it.organisation)]
        newest_first = sorted(inside, key=lambda name: -(self._stored[name].fiscal_year_be or 0))
        return tuple(newest_first[:most])

    def copy_heads(self, measure_ids: Sequence[str]) -> Mapping[str, SameText]:
        return {
            name: SameText(
                measure_id=name,
                organisation=one.organisation,
                fiscal_year_be=one.fiscal_year_be,
                source=one.measure.source,
                kind=ReportKind.RESULTS if one.measure.results else None,
            )
            for name, one in self.measures(measure_ids).items()
        }


class WordEncoder:
    """Vectors from hashed words: the same words, the same direction; no meaning."""

    name = "words@1"
    dim = 256

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        vectors = np.full((len(texts), self.dim), 1e-3, dtype=np.float32)
        for row, text in enumerate(texts):
            for word in segmenter().words(text):
                vectors[row, sum(word.encode()) % self.dim] += 1
        unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


class RaisingEncoder(WordEncoder):
    """Fails at any use: proves that nothing was encoded."""

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        raise AssertionError("the encoder was called")


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What a Searcher is opened over."""

    store: MemoryStore
    backend: MemoryBackend
    encoder: Encoder

    @property
    def tools(self) -> Tools:
        """What planning and ranking work with, without concepts."""
        return Tools(
            store=self.store,
            vocabulary=Vocabulary(self.backend, segmenter()),
            vectors=KeptVectors(self.encoder.encode_queries),
            glossary=glossary(),
            concepts=NO_CONCEPTS,
        )


class _Unkept(Boundary):
    def keep_fault(self, report_id: str, stage: Stage, error: str) -> None:
        """Not; it is in the log."""


UNKEPT = _Unkept()


def searcher_of(
    lib: Library, *, encoder: Encoder | None = None, reranker: Reranker | None = None
) -> Searcher:
    """A searcher over the library."""
    encoder = encoder or lib.encoder
    return Searcher(
        lib.store,
        lib.backend.reader,
        KeptVectors(encoder.encode_queries),
        concepts=learned_concepts(encoder.name),
        boundary=UNKEPT,
        reranker=reranker,
    )


def town(name: str, *, province: str = "ตาก", identifier: str = "") -> Organisation:
    """An invented subdistrict municipality."""
    return Organisation(
        id=identifier or name,
        name=f"เทศบาลตำบล{name}",
        type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
        province=province,
    )


def measure(identifier: str, title: str, **fields: str) -> Measure:
    """A measure of the report whose id stands before the hyphen of `identifier`."""
    place = SourceRef(path="report.txt", sha256="0" * 64, table_number=1, row_number=1)
    plain = Measure(
        id=identifier, report_id=identifier.partition("-")[0], title=title, source=place
    )
    return replace(plain, **fields)  # type: ignore[arg-type]


def stored(
    item: Measure, organisation: Organisation, *, fiscal_year_be: int = 2566
) -> StoredMeasure:
    """The measure as the store gives it."""
    return StoredMeasure(measure=item, organisation=organisation, fiscal_year_be=fiscal_year_be)


def library(
    items: Sequence[StoredMeasure], *, encoder: Encoder | None = None, alike: bool = False
) -> Library:
    """A searchable library of these measures; with `alike` equal texts are so word for word."""
    chosen = encoder or WordEncoder()
    entries, rows = [], []
    for item in items:
        passages = cut_passages(item.measure)
        if passages:
            vectors = chosen.encode_passages([passage.text for passage in passages])
            entries.append(_entry(item, alike=alike))
            rows.append(measure_vector(passages, vectors))
    return Library(
        store=MemoryStore({item.measure.id: item for item in items}),
        backend=MemoryBackend(
            entries, np.array(rows, dtype=np.float32).reshape(-1, chosen.dim), _copy_groups(items)
        ),
        encoder=chosen,
    )


def _copy_groups(items: Sequence[StoredMeasure]) -> dict[str, str]:
    """The group of copies of each measure, as an index that is built of them would have it."""
    words = segmenter()
    texts = {
        item.measure.id: substance(item.measure, item.organisation, segmenter=words)
        for item in items
    }

    def texts_of(ids: Sequence[str]) -> dict[str, Substance]:
        return {one: texts[one] for one in ids}

    found = CopyGroups(NO_MARKS, texts_of=texts_of, is_word=words.is_word)
    marks = zip(texts, found.marks(list(texts.values())), strict=True)
    return {name: mark.group for name, mark in marks if mark is not None}


def _entry(item: StoredMeasure, *, alike: bool) -> IndexEntry:
    found, organisation = item.measure, item.organisation
    words = {name: segmenter().words(found.text(name)) for name in TEXT_FIELDS}
    if not alike:  # none says the same as another word for word
        words["follow_up"] += (f"#{found.id}",)
    return IndexEntry(
        measure_id=found.id,
        facets=Facets(
            report_id=found.report_id,
            organisation_id=organisation.id if organisation else None,
            type=organisation.type.value if organisation else None,
            province=organisation.province if organisation else None,
            fiscal_year_be=item.fiscal_year_be,
            indicator=found.indicator,
        ),
        words={name: text for name, text in words.items() if text},
        text=squashed_text(item.measure),
    )


class CountingEncoder:
    """Directions from the first letters; remembers the texts it was given."""

    name = "counting@1"
    dim = 8

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        self.texts.extend(texts)
        rows = [[1.0 + ord(letter) % 97 for letter in f"{text:<8}"[:8]] for text in texts]
        array = np.asarray(rows, dtype=np.float32).reshape(-1, 8)
        unit: Vectors = array / np.linalg.norm(array, axis=1, keepdims=True)
        return unit


class AsStated:
    """Classifies by what reports state and people corrected, without guesses."""

    version = "stated"

    def classify(self, measure: Measure, vectors: Vectors, passages: object) -> Classification:
        return as_given(measure)


AS_STATED = AsStated()
