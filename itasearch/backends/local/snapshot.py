"""One generation opened for reading: columns, vectors and full text that belong together.

A snapshot never changes, so any number of threads may use it. Equal scores are ordered by
measure id, whatever order the measures were added in.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import accumulate, pairwise, starmap
from operator import attrgetter
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from typing import TypeAlias

import numpy as np
from cachetools import LRUCache, cachedmethod

from itasearch.backends import base
from itasearch.backends.local.fulltext import FullText
from itasearch.backends.local.generations import (
    Manifest,
    check_small,
    is_of_damage,
    naming_damage,
    read_manifest,
)
from itasearch.backends.local.nearest import NearestRows, open_nearest
from itasearch.backends.local.shards import Rows, Shard, Shards
from itasearch.backends.local.tables import NO_ROW, Mask, MeasureTable
from itasearch.errors import BackendError, IndexDamagedError, ItaSearchError
from itasearch.model.classification import Classification, FacetCounts, ReportSubjects
from itasearch.model.passages import (
    NO_LIMITS,
    Limits,
    Match,
    SquashedText,
    TextCopies,
    TextCopy,
    WordFilter,
)
from itasearch.model.records import report_of

# Costs of time and memory, none of what is found; chosen by hand.
_CACHED_MASK_BYTES = 32_000_000
"""Of the masks of each kind that are kept, a byte for each measure: those of word filters, of
whole searches, and of one measure of each text inside these."""

TEXT_FOLDER = "text"

_Hits: TypeAlias = Sequence[tuple[float, int]]
_FEW_MEASURES = 2_000  # that a full-text search names by id, in 4 ms of a million
_LEAST_EXCESS = 2  # times as many texts as hits wanted, fetched before measures are searched
_TEXTS_PER_HIT = 300
"""Of so many texts one is fetched at most; else filters are terms of a search over measures. At a
million measures 120 takes a third longer, 1,000 as long."""

_NO_TEXT = -1  # the number of no text, none of which is negative


class _RowsBy:
    """The rows of measures by a column of numbers; rows of one number, from 0 on, are alike.

    What they have alike is called by its place among all that there is of it.
    """

    def __init__(self, table: MeasureTable, column: str) -> None:
        numbers = table.numbers(column)
        order = np.argsort(numbers, kind="stable")
        self._rows = order[(table.alive & (numbers >= 0))[order]]
        ordered = numbers[self._rows]
        is_first = np.diff(ordered, prepend=-1) != 0
        self._numbers, self._starts = ordered[is_first], np.flatnonzero(is_first)
        self._ends = np.append(self._starts, len(self._rows))[1:]

    def __len__(self) -> int:
        return len(self._numbers)

    def places(self, numbers: Sequence[int] | Rows) -> Rows:
        """The places of numbers that measures have."""
        return np.searchsorted(self._numbers, np.asarray(numbers, dtype=np.int64))

    def of(self, places: Rows) -> tuple[Rows, Rows]:
        """(rows of all measures of `places`, one after the other; which of `places` each is of)."""
        sizes = self._ends[places] - self._starts[places]
        which = np.repeat(np.arange(len(places)), sizes)
        before = np.cumsum(sizes) - sizes
        return self._rows[np.arange(len(which)) - (before - self._starts[places])[which]], which


class _TextRows(_RowsBy):
    """The rows of the measures of each text.

    Most measures of a large library are copies of others, word for word. Ranking each distinct text
    once and giving its measures the same score reads fewer postings than ranking every measure.
    """

    def __init__(self, table: MeasureTable) -> None:
        super().__init__(table, "text_digest")
        self.text_of = np.full(len(table), _NO_TEXT, dtype=np.int64)
        """The text of each row of a measure, and of the first row of each; else _NO_TEXT."""
        self.text_of[self._rows] = np.repeat(np.arange(len(self)), self._ends - self._starts)
        # Those of removed reports stay first: their vectors are of the text as well.
        every = table.shards.first_of_texts
        self._first = every[np.searchsorted(table.numbers("text_digest")[every], self._numbers)]
        self.text_of[self._first] = np.arange(len(self))

    def firsts(self, mask: Mask | None) -> Mask:
        """The first row of each text of which `mask` lets a measure through; with None of all."""
        chosen = np.zeros(len(self.text_of), dtype=np.bool_)
        texts = slice(None) if mask is None else self.text_of[mask]
        chosen[self._first[texts]] = True
        return chosen

    def measures(self) -> tuple[Rows, Rows]:
        """(a row of a measure of each text, how many measures the text has)."""
        return self._rows[self._starts], self._ends - self._starts


def _no_masks() -> LRUCache[object, Mask]:
    return LRUCache(_CACHED_MASK_BYTES, getsizeof=lambda mask: mask.nbytes)


_lock_of = attrgetter("_changing")


@naming_damage
@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """An IndexReader of one generation: the files in its folder."""

    generation: Path
    manifest: Manifest
    table: MeasureTable
    nearest: NearestRows
    text: FullText
    _masks: LRUCache[object, Mask] = field(default_factory=_no_masks, init=False)
    _firsts: LRUCache[object, Mask] = field(default_factory=_no_masks, init=False)
    _words: LRUCache[object, Mask] = field(default_factory=_no_masks, init=False)
    _changing: Lock = field(default_factory=Lock, init=False)

    @property
    def name(self) -> str:
        return self.generation.name

    def fingerprints(self) -> Mapping[str, str]:
        return MappingProxyType(self.table.fingerprints)

    def search_vector(
        self, vector: base.Vectors, *, k: int, limits: Limits = NO_LIMITS
    ) -> list[Match]:
        mask, texts = self._mask(limits), self._text_rows
        share = 1.0 if mask is None else np.count_nonzero(mask) / max(self.table.alive_count, 1)
        firsts = self._first_rows(limits)

        def fetch(depth: int) -> _Hits:
            scores, rows = self.nearest.search(vector, k=depth, mask=firsts, share=share)
            return [*zip(scores.tolist(), texts.text_of[rows].tolist(), strict=True)]

        return base.best_measures(fetch, k, oldest=partial(self._oldest, mask=mask))

    def search_text(
        self, words: Mapping[str, float], *, k: int, limits: Limits = NO_LIMITS
    ) -> list[Match]:
        mask, having = self._mask(limits), self._passing(limits.words)
        count = self.table.alive_count if mask is None else int(np.count_nonzero(mask))
        if not count:
            return []
        ranked = self.table.alive_count if having is None else int(np.count_nonzero(having))
        # So many texts that about as many measures pass, were no text that of several.
        least = _LEAST_EXCESS * (k + base.EXTRA_FOR_TIES)
        most = max(least, self.text.text_count // _TEXTS_PER_HIT)

        def fetch(depth: int) -> _Hits:
            texts = -(-depth * ranked // count)
            while texts <= most:
                pairs = self.text.search_texts(words, k=texts, having=limits.words)
                hits = self._present(pairs, mask)
                if len(hits) >= depth or len(pairs) < texts:
                    return hits[:depth]
                texts *= base.DEEPENING
            return self._of_measures(words, depth, limits, mask=mask, having=having)

        return base.best_measures(fetch, k, oldest=partial(self._oldest, mask=mask))

    def measure_count(self) -> int:
        return self.table.alive_count

    def document_frequency(self, word: str) -> int:
        return self.text.document_frequency(word)

    def subjects(self, report_ids: Sequence[str]) -> Mapping[str, ReportSubjects]:
        return self.table.subjects(report_ids)

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        rows = self.table.rows_of(measure_ids)
        return dict(zip(rows, self.table.classifications([*rows.values()]), strict=True))

    def facet_counts(self, limits: Limits = NO_LIMITS) -> FacetCounts:
        if limits == NO_LIMITS:
            return self._all_counts
        return self.table.facet_counts(self._mask(limits))

    @cached_property
    def _all_counts(self) -> FacetCounts:
        return self.table.facet_counts(self._mask(NO_LIMITS))

    def copies(
        self, measure_ids: Sequence[str], *, limits: Limits = NO_LIMITS, most: int | None = None
    ) -> Mapping[str, TextCopies]:
        mask = self._mask(limits)
        text_copies = dict.fromkeys(measure_ids, TextCopies())
        row_of = self.table.rows_of(measure_ids)
        rows = np.array([*row_of.values()], dtype=np.int64)
        groups = self.table.cells("group", rows)
        marked = np.flatnonzero(groups != NO_ROW)
        copies, of_marked = self._groups.of(self._groups.places(groups[marked]))
        # Also what says the same in a report of which the text was judged otherwise.
        same, of_all = self._text_rows.of(self._text_rows.text_of[rows])
        alike: list[set[int]] = [set() for _ in row_of]
        pairs = np.r_[copies, same].tolist(), np.r_[marked[of_marked], of_all].tolist()
        for row, measure in zip(*pairs, strict=True):
            alike[measure].add(row)
        every = np.array([row for each in alike for row in sorted(each)], dtype=np.int64)
        names = ("organisation", "fiscal_year", "text_digest")
        columns = [self.table.ids[every].tolist(), every.tolist()]
        columns += (self.table.cells(name, every).tolist() for name in names)
        inside = None if mask is None else mask[every].tolist()
        ends = accumulate(map(len, alike), initial=0)
        with_group = set(marked.tolist())
        for number, (name, part) in enumerate(
            zip(row_of, starmap(slice, pairwise(ends)), strict=True)
        ):
            if number in with_group or len(alike[number]) > 1:
                here = [column[part] for column in columns]
                of = None if inside is None else inside[part]
                text_copies[name] = self._copies(row_of[name], *here, inside=of, most=most)
        return text_copies

    def copy_places(self, measure_ids: Sequence[str]) -> base.CopyPlaces:
        numbers = self.table.rows_of(measure_ids)
        rows = np.array([numbers.get(name, NO_ROW) for name in measure_ids], dtype=np.int64)
        return base.CopyPlaces(
            groups=self.table.cells("group", rows),
            texts=self.table.cells("text_digest", rows),
            reports=self.table.reports_of(rows),
            years=self.table.cells("fiscal_year", rows),
        )

    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, SquashedText]:
        rows = self.table.rows_of(measure_ids)
        return {name: self.table.text(row) for name, row in rows.items()}

    def titled(self, words: Sequence[str], *, most: int) -> list[str]:
        return self.table.ids_of(self._titles.rows(words, most=most))

    @cached_property
    def _titles(self) -> base.Titles:
        rows, counts = self._text_rows.measures()
        order = np.argsort(rows)
        titles = self.table.titles(rows[order], longest=base.LONGEST_TITLE)
        return base.Titles(zip(titles, rows[order].tolist(), counts[order].tolist(), strict=True))

    def copy_marks(self, *, without: Collection[str] = ()) -> base.CopyMarks:
        table = self.table.without(without) if without else self.table
        rows = np.flatnonzero((table.numbers("group") != NO_ROW) & table.alive)
        shards = self.table.shards
        ids, names = table.ids, shards.column("group_name")
        return base.CopyMarks(
            measure_id=lambda position: bytes(ids[rows[position]]).decode(),
            group=lambda position: bytes(names[rows[position]]).decode(),
            numbers=table.cells("group", rows),
            keys=np.asarray(shards.column("mark")[rows], dtype=np.uint64),
            bands=np.asarray(shards.column("bands")[rows], dtype=np.uint32),
        )

    @cached_property
    def _groups(self) -> _RowsBy:
        return _RowsBy(self.table, "group")

    @cached_property
    def _text_rows(self) -> _TextRows:
        texts = _TextRows(self.table)
        if len(texts) != self.text.text_count:
            raise ValueError(f"{len(texts)} texts, {self.text.text_count} of them indexed")
        return texts

    def _mask(self, limits: Limits) -> Mask | None:
        is_whole = limits == NO_LIMITS and self.table.alive_count == len(self.table)
        return None if is_whole else self._inside(limits)

    # One search asks for it from each retriever, and for its facets.
    @cachedmethod(attrgetter("_masks"), lock=_lock_of)
    def _inside(self, limits: Limits) -> Mask:
        parts = (self.table.mask(limits.filters), self._passing(limits.words))
        mask: Mask = np.logical_and.reduce([part for part in parts if part is not None])
        return mask

    @cachedmethod(attrgetter("_firsts"), lock=_lock_of)
    def _first_rows(self, limits: Limits) -> Mask:
        return self._text_rows.firsts(self._mask(limits))

    def _passing(self, filters: Sequence[WordFilter]) -> Mask | None:
        having = [item for item in filters if item.words]
        pairs = [(self._having(replace(item, present=True)), item) for item in having]
        masks = [having if item.present else ~having for having, item in pairs]
        return np.logical_and.reduce([self.table.alive, *masks]) if masks else None

    @cachedmethod(attrgetter("_words"), lock=_lock_of)
    def _having(self, item: WordFilter) -> Mask:
        masks = []
        for words in filter(None, (item.words, *item.others)):
            has, digests = self.text.texts(words, field=item.field)
            masks.append(np.full(len(self.table), not has))
            masks[-1][self._text_rows.of(self._text_rows.places(digests))[0]] = has
        mask: Mask = np.logical_or.reduce(masks)
        return mask

    def _copies(  # noqa: PLR0913  # columns of one table
        self,
        row: int,
        ids: Sequence[bytes],
        every: Sequence[int],
        towns: Sequence[int],
        years: Sequence[int],
        texts: Sequence[int],
        *,
        inside: Sequence[bool] | None,
        most: int | None,
    ) -> TextCopies:
        organisations = self.table.values("organisation")

        def made(places: Sequence[int]) -> list[TextCopy]:
            names = self.table.ids_of([every[at] for at in places])
            return [
                TextCopy(
                    measure_id=name,
                    report_id=report_of(name),
                    organisation_id=None if towns[at] == NO_ROW else organisations[towns[at]],
                    fiscal_year_be=None if years[at] == NO_ROW else years[at],
                    text=texts[at],
                )
                for name, at in zip(names, places, strict=True)
            ]

        return base.copies_among(
            every.index(row),
            towns=towns,
            years=years,
            ids=ids,
            inside=None
            if inside is None
            else [at for at, is_inside in enumerate(inside) if is_inside],
            most=most,
            texts=made,
        )

    def _of_measures(
        self,
        words: Mapping[str, float],
        depth: int,
        limits: Limits,
        *,
        mask: Mask | None,
        having: Mask | None,
    ) -> _Hits:
        among: Sequence[str] = ()
        most = base.DEEPENING * depth  # copies are among them, and a search costs the same for more
        if having is not None and mask is not None:
            if np.count_nonzero(mask) <= _FEW_MEASURES:
                among = self.table.ids_of(np.flatnonzero(mask).tolist())
            else:
                # So many measures that about `depth` of them have the words.
                most = most * self.table.alive_count // int(np.count_nonzero(having)) + 1
        while True:
            hits = self.text.search(words, k=most, filters=limits.filters, among=among)
            present = self._present(hits, mask)
            if len(present) >= depth or len(hits) < most:
                return present[:depth]
            most *= base.DEEPENING

    def _present(self, hits: _Hits, mask: Mask | None) -> _Hits:
        best: dict[int, float] = {}
        texts = self._text_rows.places([digest for _, digest in hits]).tolist()
        for (score, _), text in zip(hits, texts, strict=True):
            best.setdefault(text, score)
        if mask is None:
            return [(score, text) for text, score in best.items()]
        rows, places = self._text_rows.of(np.array([*best], dtype=np.int64))
        there = np.bincount(places[mask[rows]], minlength=len(best)).tolist()
        return [
            (score, text) for (text, score), count in zip(best.items(), there, strict=True) if count
        ]

    def measure_vectors(self, measure_ids: Sequence[str]) -> base.Vectors:
        rows = self.table.rows_of(measure_ids)
        vectors = np.zeros((len(measure_ids), self.table.shards.dim), dtype=np.float32)
        places = [position for position, name in enumerate(measure_ids) if name in rows]
        numbers = [rows[measure_ids[position]] for position in places]
        vectors[places] = self.table.shards.take(np.asarray(numbers, dtype=np.int64))
        return vectors

    def _oldest(self, texts: Sequence[int], *, mask: Mask | None) -> Mapping[int, str]:
        places = np.asarray(texts, dtype=np.int64)
        rows = np.full(len(places), NO_ROW) if mask is not None else self._oldest_rows[places]
        new = np.flatnonzero(rows == NO_ROW)
        if len(new):
            oldest, which = self._first_by_age(places[new], mask)
            rows[new[which]] = oldest
            if mask is None:
                self._oldest_rows[places] = rows
        there = np.flatnonzero(rows != NO_ROW)
        names = self.table.ids_of(rows[there].tolist())
        return {texts[at]: name for at, name in zip(there.tolist(), names, strict=True)}

    @cached_property
    def _oldest_rows(self) -> Rows:
        """Of each text the row of its first measure by age, NO_ROW until it is found."""
        return np.full(len(self._text_rows), NO_ROW)

    def _first_by_age(self, texts: Rows, mask: Mask | None) -> tuple[Rows, Rows]:
        """(the row of the first measure by age of texts that `mask` has, which of them it is of)"""
        rows, which = self._text_rows.of(texts)
        if mask is not None:
            rows, which = rows[mask[rows]], which[mask[rows]]
        years = self.table.numbers("fiscal_year")[rows]
        order = np.lexsort((self.table.ids[rows], years, years == NO_ROW, which))
        first = order[np.diff(which, prepend=-1) != 0]  # `which` ascends
        return rows[first], which[first]


def open_snapshot(generation: Path, *, before: Snapshot | None = None) -> Snapshot:
    """Open a generation's files; those shared with `before` are used again.

    Raises IndexDamagedError: files are damaged, or gone as when a writer has just cleaned up;
    BackendError: this process may not read them.
    """
    try:
        manifest = read_manifest(generation)
        check_small(generation, manifest, checked_before=before.manifest if before else None)
        opened = {part.name: part for part in before.table.shards.parts} if before else {}
        names = manifest.shards
        parts = [opened[name] if name in opened else Shard(generation / name) for name in names]
        shards = Shards(generation, parts, dim=manifest.recipe.dim)
        table = MeasureTable(shards, np.array(manifest.dead, dtype=np.int64))
        text = FullText(generation / TEXT_FOLDER)
        if table.alive_count != len(text):
            raise ValueError(f"{table.alive_count} measures, {len(text)} texts")
        same = before if before and before.manifest.nearest == manifest.nearest else None
        nearest = open_nearest(
            generation, manifest.nearest, shards, nearest_rows=same.nearest if same else None
        )
    except ItaSearchError:
        raise
    except BaseException as error:
        if is_of_damage(error):
            raise IndexDamagedError(path=str(generation), reason=str(error)) from error
        if isinstance(error, OSError):
            raise BackendError(
                f"the index {generation} cannot be read ({error}); mend the rights of its files "
                "or end programs that have many files open, then run the command again"
            ) from error
        raise
    return Snapshot(
        generation=generation, manifest=manifest, table=table, nearest=nearest, text=text
    )
