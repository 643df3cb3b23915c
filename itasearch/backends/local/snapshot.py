"""One generation opened for reading: rows, vectors and full text that belong together.

A snapshot never changes, so any number of threads may use it. Equal scores are ordered by
passage id, whatever order the passages were added in.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

import numpy as np

from itasearch.backends.base import CopyMarks, Vectors
from itasearch.backends.local.fulltext import FullText
from itasearch.backends.local.generations import Manifest, read_manifest
from itasearch.backends.local.nearest import NearestRows, VectorShards, open_nearest
from itasearch.backends.local.tables import (
    Mask,
    MeasureTable,
    Rows,
    RowTable,
    load_measures,
    load_rows,
)
from itasearch.errors import BackendError
from itasearch.model.classification import Classification, FacetCounts
from itasearch.model.passages import ROW_FIELD, PassageScore, TextCopy, TextQuery, WordFilter
from itasearch.model.ranking import Filters

# Costs of time and memory, none of what is found; chosen by hand.
_CACHED_FILTERS = 64
"""Word filters whose masks are kept, a byte for each measure."""

TEXT_FOLDER = "text"

_Hits: TypeAlias = Sequence[tuple[float, int]]
_DECIMALS = 5  # float32 sums of the same text differ behind this, by the order of adding
_EXTRA_FOR_TIES = 16
"""Hits that are fetched beyond k, to see whether the last one ties with the next."""
_MOST_EXTRA_FOR_TIES = 4_096
"""The same where many tie; those beyond are ordered as they were found."""
_FEW_MEASURES = 10_000
"""Measures that a full-text search names by id instead of filtering its hits."""
_DEEPENING = 4
"""Factor by which each further fetch is deeper."""


class WordMasks:
    """Word filters as masks over the measures of a generation; safe to share between threads.

    A measure has a phrase when one of its passages has it. The passage of its whole row
    holds all its words, so for filters of any field only one passage a measure is searched.
    The mask of a whole filter is cached: one search uses it some five times, and paging and
    facet counts use it again.
    """

    def __init__(self, text: FullText, rows: RowTable) -> None:
        self._text = text
        self._rows = rows
        self._known: OrderedDict[WordFilter, Mask] = OrderedDict()

    def measures(self, filters: Sequence[WordFilter]) -> Mask | None:
        """Which measures, by their code, pass all filters; None when there is no filter.

        Its flags of removed measures mean nothing.
        """
        found = [(self._having_any(item), item) for item in filters if item.words]
        masks = [having if item.present else ~having for having, item in found]
        return np.logical_and.reduce(masks) if masks else None

    def _having_any(self, item: WordFilter) -> Mask:
        key = replace(item, present=True)
        known = self._known.get(key)
        if known is None:
            sequences = (words for words in (item.words, *item.others) if words)
            known = np.logical_or.reduce([self._found(words, item.field) for words in sequences])
            self._known[key] = known
            if len(self._known) > _CACHED_FILTERS:
                self._known.popitem(last=False)
        return known

    def _found(self, words: tuple[str, ...], field: str | None) -> Mask:
        one_each = field is None and self._rows.all_have_rows
        has, keys = self._text.keys(words, field=ROW_FIELD if one_each else field)
        if has or one_each:
            found = self._marked(self._rows.rows_of_keys(keys))
            return found if has else ~found
        # The keys are of passages without the words; a measure may have others with them.
        having = self._rows.alive.copy()
        if field is not None:
            having &= self._rows.is_field(field)
        having[self._rows.rows_of_keys(keys)] = False
        return self._marked(having)

    def _marked(self, rows: Rows | Mask) -> Mask:
        """The measures that the passages in these rows belong to."""
        mask = np.zeros(len(self._rows.first_rows), dtype=np.bool_)
        mask[self._rows.columns["measure"][rows]] = True
        return mask


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One generation; `name` is its folder's."""

    name: str
    manifest: Manifest
    rows: RowTable
    measures: MeasureTable
    shards: VectorShards
    nearest: NearestRows
    text: FullText

    def search_vectors(
        self, vectors: Vectors, k: int, filters: Filters, words: Sequence[WordFilter]
    ) -> list[list[PassageScore]]:
        """See SearchBackend.search_vectors."""
        mask = self._mask(filters, words)

        def fetch(queries: Vectors, depth: int) -> list[_Hits]:
            found = self.nearest.search(queries, k=depth, mask=mask)
            return [list(zip(s.tolist(), r.tolist(), strict=True)) for s, r in found]

        def deepen(query: Vectors) -> Callable[[int], _Hits]:
            return lambda depth: fetch(query, depth)[0]

        first = fetch(vectors, k + _EXTRA_FOR_TIES)
        return [self._cut(hits, k, deepen(vectors[i : i + 1])) for i, hits in enumerate(first)]

    def search_text(
        self, query: TextQuery, k: int, filters: Filters, words: Sequence[WordFilter]
    ) -> list[PassageScore]:
        """See SearchBackend.search_text."""
        measures = self._words.measures(words)

        def fetch(depth: int) -> _Hits:
            return self._text_hits(query, depth, filters=filters, measures=measures)

        return self._cut(fetch(k + _EXTRA_FOR_TIES), k, fetch)

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """See SearchBackend.classifications."""
        places = self._live_places(measure_ids)
        return dict(zip(places, self.measures.classifications([*places.values()]), strict=True))

    def facet_counts(self, filters: Filters, words: Sequence[WordFilter]) -> FacetCounts:
        """See SearchBackend.facet_counts."""
        places = self._inside(self._mask(filters, words))
        rows = self.rows.first_rows[places]
        return FacetCounts(
            topics=self.measures.topic_counts(places),
            indicators=self.rows.number_counts("indicator", rows),
            fiscal_years=self.rows.number_counts("fiscal_year", rows),
            types=self.rows.counts("type", rows),
            provinces=self.rows.counts("province", rows),
        )

    def copies(
        self, measure_ids: Sequence[str], filters: Filters, words: Sequence[WordFilter]
    ) -> Mapping[str, tuple[TextCopy, ...]]:
        """See SearchBackend.copies."""
        inside = np.zeros(len(self.rows.first_rows), dtype=np.bool_)
        inside[self._inside(self._mask(filters, words))] = True
        found: dict[str, tuple[TextCopy, ...]] = dict.fromkeys(measure_ids, ())
        groups: dict[int, tuple[TextCopy, ...]] = {}
        for name, place in self._live_places(measure_ids).items():
            places = self.measures.copies(place)
            if len(places):
                first = int(places[0])
                if first not in groups:
                    groups[first] = self._copies(places[inside[places]])
                found[name] = groups[first]
        return found

    def copy_marks(self) -> CopyMarks:
        """See SearchBackend.copy_marks."""
        places = self.measures.marked()
        places = places[self.rows.first_rows[places] >= 0]
        names = self.rows.values["measure"]
        return CopyMarks(
            measure_ids=[names[place] for place in places],
            groups=[self.measures.group(place) for place in places],
            keys=self.measures.records["key"][places],
            bands=self.measures.bands[places],
        )

    @cached_property
    def _words(self) -> WordMasks:
        return WordMasks(self.text, self.rows)

    def _mask(self, filters: Filters, words: Sequence[WordFilter]) -> Mask | None:
        """Which rows may be found; None when all may."""
        chosen = [self.rows.mask(filters)]
        measures = self._words.measures(words)
        if filters.topics:
            topics = self.measures.with_topics(filters.topics)
            measures = topics if measures is None else measures & topics
        if measures is not None:
            chosen.append(measures[self.rows.columns["measure"]])
        masks = [mask for mask in chosen if mask is not None]
        return np.logical_and.reduce(masks) if masks else None

    def _inside(self, mask: Mask | None) -> Rows:
        """Codes of the live measures whose rows `mask` lets through."""
        live = np.flatnonzero(self.rows.first_rows >= 0)
        return live if mask is None else live[mask[self.rows.first_rows[live]]]

    def _live_places(self, measure_ids: Sequence[str]) -> dict[str, int]:
        """Code of each of these measures that is indexed."""
        codes, first = self.rows.measure_codes, self.rows.first_rows
        found = {name: codes[name] for name in measure_ids if name in codes}
        return {name: code for name, code in found.items() if first[code] >= 0}

    def _copies(self, places: Rows) -> tuple[TextCopy, ...]:
        rows, names = self.rows, self.rows.values["measure"]
        copies = [
            TextCopy(
                measure_id=names[place],
                report_id=rows.string("report", row) or "",
                organisation_id=rows.string("organisation", row),
                fiscal_year_be=rows.number("fiscal_year", row),
            )
            for place, row in zip(places.tolist(), rows.first_rows[places].tolist(), strict=True)
        ]
        return tuple(sorted(copies, key=_by_year))

    def _text_hits(
        self, query: TextQuery, depth: int, *, filters: Filters, measures: Mask | None
    ) -> _Hits:
        """The `depth` best rows that filters and `measures` let through, if there are as many."""
        among: tuple[str, ...] | None = None
        fetched = depth
        if measures is not None:
            count = int(measures.sum())
            if not count:
                return []
            if count <= _FEW_MEASURES:
                names = self.rows.values["measure"]
                among = tuple(names[code] for code in np.flatnonzero(measures))
            else:
                # So many rows that about `depth` of them are of these measures.
                fetched = depth * len(measures) // count + 1
        while True:
            found = self.text.search(query, k=fetched, filters=filters, among=among or ())
            rows = self.rows.rows_of_keys([key for _, key in found])
            hits = [(score, row) for (score, _), row in zip(found, rows.tolist(), strict=True)]
            if measures is not None and among is None:
                kept = measures[self.rows.columns["measure"][rows]]
                hits = [hit for hit, keep in zip(hits, kept.tolist(), strict=True) if keep]
            if len(hits) >= depth or len(found) < fetched:
                return hits[:depth]
            fetched *= _DEEPENING

    def measure_vectors(self, measure_id: str) -> Vectors:
        """See SearchBackend.measure_vectors."""
        return self.shards.take(self.rows.rows_of_measure(measure_id))

    def _cut(self, hits: _Hits, k: int, fetch: Callable[[int], _Hits]) -> list[PassageScore]:
        """The best `k` of `hits`; as many more are fetched as tie with the last of them."""
        depth = k + _EXTRA_FOR_TIES
        while (
            len(hits) >= depth
            and _key(hits[-1]) == _key(hits[k - 1])
            and depth < k + _MOST_EXTRA_FOR_TIES
        ):
            depth = k + 4 * (depth - k)
            hits = fetch(depth)
        passages = [self.rows.passage(row, round(score, _DECIMALS)) for score, row in hits]
        ordered = sorted(passages, key=lambda p: (-p.score, p.measure_id, p.field, p.ordinal))
        return ordered[:k]


def _by_year(copy: TextCopy) -> tuple[bool, int, str]:
    year = copy.fiscal_year_be
    return year is None, year or 0, copy.measure_id


def _key(hit: tuple[float, int]) -> float:
    return round(hit[0], _DECIMALS)


def open_snapshot(generation: Path) -> Snapshot:
    """Open a generation's files.

    Raises:
        BackendError: if files are damaged, or gone, as when a writer has just cleaned up.
    """
    try:
        manifest = read_manifest(generation)
        rows = load_rows(generation)
        shards = VectorShards(generation, dim=manifest.recipe.dim, sizes=manifest.shards)
        measures = load_measures(generation)
        text = FullText(generation / TEXT_FOLDER)
        if len(rows) != len(shards) or rows.alive_count != len(text):
            raise ValueError(
                f"{len(rows)} rows ({rows.alive_count} alive), {len(shards)} vectors, "
                f"{len(text)} texts"
            )
        if len(measures.records) != len(rows.values["measure"]):
            raise ValueError(f"{len(measures.records)} of {len(rows.values['measure'])} measures")
        nearest = open_nearest(generation, shards)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise BackendError(
            f"index {generation} is damaged ({error}); run: itasearch build --rebuild"
        ) from error
    return Snapshot(
        name=generation.name,
        manifest=manifest,
        rows=rows,
        measures=measures,
        shards=shards,
        nearest=nearest,
        text=text,
    )
