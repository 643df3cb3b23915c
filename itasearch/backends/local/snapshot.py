"""One generation opened for reading: rows, vectors and full text that belong together.

A snapshot never changes, so any number of threads may ask it. Equal scores are
ordered by passage id, whatever order the passages were added in. Imports this room.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from itasearch.backends.base import Vectors
from itasearch.backends.local.fulltext import FullText
from itasearch.backends.local.manifest import Manifest, read_manifest
from itasearch.backends.local.nearest import NearestRows, open_nearest
from itasearch.backends.local.rows import RowTable, load_rows
from itasearch.backends.local.shards import VectorShards
from itasearch.errors import BackendError
from itasearch.model.passages import PassageScore, TextQuery
from itasearch.model.ranking import Filters

TEXT_FOLDER = "text"

_Hits: TypeAlias = Sequence[tuple[float, int]]
_DECIMALS = 5  # float32 sums of the same text differ behind this, by the order of adding
_TIE_ROOM = 16
_DEEPEST = 4_096


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One generation; `name` is its folder's."""

    name: str
    manifest: Manifest
    rows: RowTable
    shards: VectorShards
    nearest: NearestRows
    text: FullText

    def search_vectors(
        self, vectors: Vectors, *, k: int, filters: Filters
    ) -> list[list[PassageScore]]:
        """See SearchBackend.search_vectors."""
        mask = self.rows.mask(filters)

        def fetch(queries: Vectors, depth: int) -> list[_Hits]:
            found = self.nearest.search(queries, k=depth, mask=mask)
            return [list(zip(s.tolist(), r.tolist(), strict=True)) for s, r in found]

        def deepen(query: Vectors) -> Callable[[int], _Hits]:
            return lambda depth: fetch(query, depth)[0]

        first = fetch(vectors, k + _TIE_ROOM)
        return [self._cut(hits, k, deepen(vectors[i : i + 1])) for i, hits in enumerate(first)]

    def search_text(self, query: TextQuery, *, k: int, filters: Filters) -> list[PassageScore]:
        """See SearchBackend.search_text."""

        def fetch(depth: int) -> _Hits:
            found = self.text.search(query, k=depth, filters=filters)
            rows = self.rows.rows_of_keys([key for _, key in found]).tolist()
            return [(score, row) for (score, _), row in zip(found, rows, strict=True)]

        return self._cut(fetch(k + _TIE_ROOM), k, fetch)

    def measure_vectors(self, measure_id: str) -> Vectors:
        """See SearchBackend.measure_vectors."""
        return self.shards.take(self.rows.rows_of_measure(measure_id))

    def _cut(self, hits: _Hits, k: int, fetch: Callable[[int], _Hits]) -> list[PassageScore]:
        """The best `k` of `hits`; as many more are fetched as tie with the last of them."""
        depth = k + _TIE_ROOM
        while len(hits) >= depth and _key(hits[-1]) == _key(hits[k - 1]) and depth < k + _DEEPEST:
            depth = k + 4 * (depth - k)
            hits = fetch(depth)
        passages = [self.rows.passage(row, round(score, _DECIMALS)) for score, row in hits]
        ordered = sorted(passages, key=lambda p: (-p.score, p.measure_id, p.field, p.ordinal))
        return ordered[:k]


def _key(hit: tuple[float, int]) -> float:
    return round(hit[0], _DECIMALS)


def open_snapshot(generation: Path) -> Snapshot:
    """Open a generation's files.

    Raises:
        BackendError: if files are damaged, or gone, as when a writer has just cleaned up.
    """
    try:
        return _opened(generation)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError) as error:
        raise BackendError(
            f"index {generation} is damaged ({error}); run: itasearch build --rebuild"
        ) from error


def _opened(generation: Path) -> Snapshot:
    manifest = read_manifest(generation)
    rows = load_rows(generation)
    shards = VectorShards(generation, dim=manifest.recipe.dim, sizes=manifest.shards)
    text = FullText(generation / TEXT_FOLDER)
    if len(rows) != len(shards) or rows.alive_count != len(text):
        raise ValueError(
            f"{len(rows)} rows ({rows.alive_count} alive), {len(shards)} vectors, {len(text)} texts"
        )
    return Snapshot(
        name=generation.name,
        manifest=manifest,
        rows=rows,
        shards=shards,
        nearest=open_nearest(generation, shards),
        text=text,
    )
