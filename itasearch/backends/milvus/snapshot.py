"""One commit of an index in Milvus, for reading.

Searches, filters and conditions on words are Milvus's; here rows of the same text become one
hit, ties are ordered by measure id, and copies and facets are counted of the rows that come
back. A snapshot never changes; threads may share it.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeAlias, TypeVar

import numpy as np

from itasearch.backends import base
from itasearch.backends.milvus.commits import Commit
from itasearch.backends.milvus.connection import MOST_HITS, Milvus, Row, SparseVector
from itasearch.backends.milvus.rows import (
    NONE,
    TERMS,
    VECTOR,
    all_hold,
    any_of,
    content_of,
    digest,
    dimension,
    filtered,
    none_of,
    object_of,
    title_of,
    titled,
)
from itasearch.backends.milvus.statistics import query_weights
from itasearch.model.classification import Classification, FacetCounts, ReportSubjects
from itasearch.model.passages import (
    NO_LIMITS,
    CopyMark,
    Facets,
    Limits,
    Match,
    SquashedText,
    TextCopies,
    TextCopy,
)

_Hits: TypeAlias = list[tuple[float, int]]  # (score, text), best first, each text once

_Value = TypeVar("_Value", str, int)

_ROWS_PER_TEXT = 2  # rows fetched first for each text: more than half of all are distinct
_NAMED_TOGETHER = 1_000  # measures, texts or reports that one expression names; by hand
_LONGEST_WORDS = 10  # words that a title is sought by, as Typeahead has them
_OLD_SECONDS = 60.0  # age of a commit that Milvus has taken in, even where clocks differ
_KEPT_COUNTS = 16  # filters whose facet counts are kept; by hand


class MilvusSnapshot:
    """An IndexReader of one commit."""

    def __init__(self, milvus: Milvus, collection: str, commit: Commit) -> None:
        self.commit = commit
        self._milvus = milvus
        self._collection = collection
        self._counts = lru_cache(_KEPT_COUNTS)(self._counted)

    def fingerprints(self) -> Mapping[str, str]:
        return {name: report.fingerprint for name, report in self.commit.reports.items()}

    def search_vector(
        self, vector: base.Vectors, *, k: int, limits: Limits = NO_LIMITS
    ) -> list[Match]:
        return self._best(vector[0].tolist(), VECTOR, k, limits)

    def search_text(
        self, words: Mapping[str, float], *, k: int, limits: Limits = NO_LIMITS
    ) -> list[Match]:
        weights = query_weights(words, self.commit.terms, measures=self.commit.head.measures)
        return self._best(weights, TERMS, k, limits)

    def _best(
        self, query: Sequence[float] | SparseVector, field: str, k: int, limits: Limits
    ) -> list[Match]:
        inside = self._inside(limits)
        fetch = partial(self._texts, query, field, inside)
        return base.best_measures(fetch, k, oldest=partial(self._oldest, inside=inside))

    def measure_count(self) -> int:
        return self.commit.head.measures

    def document_frequency(self, word: str) -> int:
        return int(self.commit.terms.of([dimension(word)])[0])

    def measure_vectors(self, measure_ids: Sequence[str]) -> base.Vectors:
        measures = self._of_measures(measure_ids, (VECTOR,))
        vectors = np.zeros((len(measure_ids), self.commit.head.recipe.dim), dtype=np.float32)
        for position, name in enumerate(measure_ids):
            if name in measures:
                vectors[position] = measures[name][VECTOR]
        return vectors

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        measures = self._of_measures(measure_ids, ("about",))
        return {name: object_of(row, "about", Classification) for name, row in measures.items()}

    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, SquashedText]:
        measures = self._of_measures(measure_ids, ("content",))
        return {name: content_of(row) for name, row in measures.items()}

    def subjects(self, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
        names = {digest(name): name for name in report_ids if name in self.commit.reports}
        topics: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        indicators: dict[int, set[int]] = defaultdict(set)
        for row in self._of("report", names, ("report", "about")):
            about, report = object_of(row, "about", Classification), row["report"]
            for mark in about.topics:
                topics[report][mark.topic] += mark.confidence
            if about.indicator:
                indicators[report].add(about.indicator.number)
        return {
            name: ReportSubjects(topics=dict(topics[key]), indicators=frozenset(indicators[key]))
            for key, name in names.items()
        }

    def facet_counts(self, limits: Limits = NO_LIMITS) -> FacetCounts:
        return self._counts(self._inside(limits))

    def _counted(self, inside: str) -> FacetCounts:
        facets = [object_of(row, "facets", Facets) for row in self._rows(inside, ("facets",))]
        return FacetCounts(
            topics=_counted(topic for facet in facets for topic in facet.topics),
            indicators=_counted(facet.indicator for facet in facets),
            fiscal_years=_counted(facet.fiscal_year_be for facet in facets),
            types=_counted(facet.type for facet in facets),
            provinces=_counted(facet.province for facet in facets),
        )

    def copies(
        self, measure_ids: Sequence[str], *, limits: Limits = NO_LIMITS, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        sought = self._of_measures(measure_ids, ("text", "copy_group"))
        by_text, by_group = self._by_text_and_group(sought.values())
        inside: Collection[str] | None = None  # all copies are inside the filters
        if expression := filtered(limits):
            rows = self._copies_of(
                sought.values(), ("measure_id", "text", "copy_group"), expression
            )
            inside = {row["measure_id"] for row in rows}
        copies = dict.fromkeys(measure_ids, TextCopies())
        for name, row in sought.items():
            alike = by_group.get(row["copy_group"], {})
            same = by_text[row["text"]]
            if name in same and (alike or len(same) > 1):
                # Also what says the same in a report of which the text was judged otherwise.
                copies[name] = _copies(same[name], [*{**alike, **same}.values()], inside, most)
        return copies

    def _by_text_and_group(
        self, rows: Collection[Row]
    ) -> tuple[dict[int, dict[str, TextCopy]], dict[int, dict[str, TextCopy]]]:
        by_text: dict[int, dict[str, TextCopy]] = defaultdict(dict)
        by_group: dict[int, dict[str, TextCopy]] = defaultdict(dict)
        for row in self._copies_of(rows, ("measure_id", "facets", "text", "copy_group")):
            facets = object_of(row, "facets", Facets)
            copy = TextCopy(
                measure_id=row["measure_id"],
                report_id=facets.report_id,
                organisation_id=facets.organisation_id,
                fiscal_year_be=facets.fiscal_year_be,
                text=row["text"],
            )
            by_text[copy.text][copy.measure_id] = copy
            if (group := row["copy_group"]) != NONE:
                by_group[group][copy.measure_id] = copy
        return by_text, by_group

    def _copies_of(
        self, rows: Collection[Row], fields: Sequence[str], limits: str = ""
    ) -> Iterator[Row]:
        for field in ("text", "copy_group"):
            numbers = {row[field] for row in rows} - {NONE}
            yield from self._of(field, numbers, fields, limits)

    def copy_places(self, measure_ids: Sequence[str]) -> base.CopyPlaces:
        fields = ("copy_group", "text", "report", "fiscal_year")
        objects = self._of_measures(measure_ids, fields)
        columns = (
            np.array(
                [objects[name][field] if name in objects else NONE for name in measure_ids],
                dtype=np.int64,
            )
            for field in fields
        )
        groups, texts, reports, years = columns
        return base.CopyPlaces(groups=groups, texts=texts, reports=reports, years=years)

    def copy_marks(self, *, without: Collection[str] = ()) -> base.CopyMarks:
        left_out = set(map(digest, without))
        having = all_hold(self.commit.visible, none_of("copy_group", [NONE]))
        rows = self._rows(having, ("measure_id", "report", "mark", "copy_group"))
        entries = sorted(
            (row["measure_id"], object_of(row, "mark", CopyMark), row["copy_group"])
            for row in rows
            if row["report"] not in left_out
        )
        if not entries:
            return base.NO_MARKS
        ids, marks, numbers = zip(*entries, strict=True)
        return base.CopyMarks(
            measure_id=ids.__getitem__,
            group=lambda position: str(marks[position].group),
            numbers=np.array(numbers, dtype=np.int64),
            keys=np.array([mark.key for mark in marks], dtype=np.uint64),
            bands=np.array([mark.bands for mark in marks], dtype=np.uint32),
        )

    def titled(self, words: Sequence[str], *, most: int) -> list[str]:
        """Of more than MOST_HITS titles those that Milvus finds first."""
        longest = sorted(filter(None, words), key=len, reverse=True)[:_LONGEST_WORDS]
        if not longest:
            return []
        having = all_hold(self.commit.visible, titled(longest))
        fields = ("key", "measure_id", "title")
        rows = sorted(
            self._milvus.first(self._collection, having, fields, is_old=self._is_old),
            key=lambda row: row["key"],
        )
        titles = base.Titles(
            (title_of(row["title"]), position, 1) for position, row in enumerate(rows)
        )
        return [rows[row]["measure_id"] for row in titles.rows(words, most=most)]

    def _inside(self, limits: Limits) -> str:
        return all_hold(self.commit.visible, filtered(limits))

    def _texts(
        self, query: Sequence[float] | SparseVector, field: str, inside: str, depth: int
    ) -> _Hits:
        best: dict[int, float] = {}
        if not query or not self.commit.head.measures:
            return []
        most, rest = min(_ROWS_PER_TEXT * depth, MOST_HITS), inside
        while True:
            hits = self._milvus.search(
                self._collection,
                query,
                field=field,
                expression=rest,
                most=most,
                returned="text",
                breadth=self.commit.head.breadth if field == VECTOR else 0,
                is_old=self._is_old,
            )
            for score, text in hits:
                best.setdefault(text, score)
            if len(best) >= depth or len(hits) < most:
                return [(score, text) for text, score in best.items()][:depth]
            most = min(base.DEEPENING * most, MOST_HITS)
            rest = all_hold(inside, none_of("text", best))

    def _oldest(self, texts: Sequence[int], *, inside: str) -> dict[int, str]:
        """The first measure by age of each text; a writer may just have deleted one."""
        first: dict[int, tuple[bool, int, str]] = {}
        for row in self._of("text", texts, ("text", "fiscal_year", "measure_id"), inside):
            text, year = row["text"], row["fiscal_year"]
            age = year == NONE, year, row["measure_id"]
            first[text] = min(first.get(text, age), age)
        return {text: name for text, (_, _, name) in first.items()}

    def _of_measures(self, measure_ids: Sequence[str], fields: Sequence[str]) -> dict[str, Row]:
        sought = {digest(name): name for name in measure_ids}
        rows = self._of("measure", sought, ("measure_id", *fields))
        by_id = {row["measure_id"]: row for row in rows}
        return {name: by_id[name] for name in measure_ids if name in by_id}

    def _of(
        self, field: str, numbers: Collection[int], fields: Sequence[str], limits: str = ""
    ) -> Iterator[Row]:
        named = list(dict.fromkeys(numbers))
        for at in range(0, len(named), _NAMED_TOGETHER):
            some = any_of(field, named[at : at + _NAMED_TOGETHER])
            yield from self._rows(all_hold(self.commit.visible, some, limits), fields)

    def _rows(self, expression: str, fields: Sequence[str]) -> Iterator[Row]:
        if self.commit.head.measures:
            yield from self._milvus.rows(self._collection, expression, fields, is_old=self._is_old)

    @property
    def _is_old(self) -> bool:
        return time.time() - self.commit.head.written > _OLD_SECONDS


def _counted(values: Iterable[_Value | None]) -> dict[_Value, int]:
    return {value: count for value, count in Counter(values).items() if value is not None}


def _copies(
    own: TextCopy, every: Sequence[TextCopy], inside: Collection[str] | None, most: int | None
) -> TextCopies:
    ids = [copy.measure_id for copy in every]
    return base.copies_among(
        ids.index(own.measure_id),
        towns=[digest(copy.organisation_id) for copy in every],
        years=[NONE if copy.fiscal_year_be is None else copy.fiscal_year_be for copy in every],
        ids=ids,
        inside=None if inside is None else [at for at, name in enumerate(ids) if name in inside],
        most=most,
        texts=lambda places: [every[at] for at in places],
    )
