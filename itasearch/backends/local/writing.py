"""Writing the next generation of the index from the last one and what is staged.

Nobody sees any of it before the generation is made current.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from itasearch.backends.base import IndexRecipe, Vectors
from itasearch.backends.local.fulltext import write_fulltext
from itasearch.backends.local.generations import Manifest, file_sizes, next_generation
from itasearch.backends.local.measures import empty_measures
from itasearch.backends.local.nearest import VectorShards, write_nearest
from itasearch.backends.local.rows import empty_rows
from itasearch.backends.local.snapshot import TEXT_FOLDER, Snapshot
from itasearch.model.passages import IndexedMeasure, IndexEntry

_ROWS_PER_DEAD_ROW = 4  # with one dead row in four the index is compacted


@dataclass(frozen=True, slots=True, kw_only=True)
class StagedReport:
    """A report that the next commit adds, a row of `vectors` for each entry."""

    fingerprint: str
    entries: tuple[IndexEntry, ...]
    vectors: Vectors
    measures: tuple[IndexedMeasure, ...] = ()


def write_first_generation(path: Path, recipe: IndexRecipe) -> None:
    """Make an empty index current at `path`."""
    with next_generation(path) as generation:
        write_fulltext(generation / TEXT_FOLDER, old=None, removed=(), entries=(), first_key=0)
        empty_rows().save(generation)
        empty_measures().save(generation)
        sizes = file_sizes(generation)
        Manifest(recipe=recipe, fingerprints={}, sizes=sizes).write(generation)


def write_next_generation(
    path: Path, base: Snapshot, *, added: Mapping[str, StagedReport], removed: Collection[str]
) -> None:
    """Make current: `base` without `removed`, and with `added` in place of what they replace."""
    gone = {*removed, *added} & set(base.manifest.fingerprints)
    with next_generation(path) as generation:
        entries = [entry for report in added.values() for entry in report.entries]
        write_fulltext(
            generation / TEXT_FOLDER,
            old=generation.parent / base.name / TEXT_FOLDER,
            removed=gone,
            entries=entries,
            first_key=base.manifest.next_key,
        )
        shards, trained_on = _write_rows(generation, base, gone=gone, added=added)
        fingerprints = {k: v for k, v in base.manifest.fingerprints.items() if k not in gone}
        Manifest(
            recipe=base.manifest.recipe,
            fingerprints=fingerprints | {k: report.fingerprint for k, report in added.items()},
            shards=shards.sizes,
            trained_on=trained_on,
            next_key=base.manifest.next_key + len(entries),
            sizes=file_sizes(generation),
        ).write(generation)


def _write_rows(
    generation: Path, base: Snapshot, *, gone: Collection[str], added: Mapping[str, StagedReport]
) -> tuple[VectorShards, int]:
    """Write columns and vectors; the vectors' files, and rows of the approximate index."""
    entries = [entry for report in added.values() for entry in report.entries]
    vectors = _stacked([report.vectors for report in added.values()], base.manifest.recipe.dim)
    rows = base.rows.without(gone)
    compact = (len(rows) - rows.alive_count) * _ROWS_PER_DEAD_ROW > len(rows)
    if compact:
        shards = base.shards.compacted(generation, np.flatnonzero(rows.alive), vectors)
        rows = rows.compacted()
    else:
        shards = base.shards.extended(generation, vectors)
    rows = rows.extended(entries, first_key=base.manifest.next_key)
    rows.save(generation)
    measures = [item for report in added.values() for item in report.measures]
    base.measures.extended(entries, measures, codes=rows.measure_codes).save(generation)
    trained_on = write_nearest(
        generation,
        shards,
        factory=base.manifest.recipe.vector_index,
        old=None if compact else base.shards.folder,
        trained_on=base.manifest.trained_on,
    )
    return shards, trained_on


def _stacked(vectors: Sequence[Vectors], dim: int) -> Vectors:
    return np.concatenate([np.zeros((0, dim), dtype=np.float32), *vectors])
