"""How long a word filter takes in a large index: first asked, and remembered.

    python bench/word_filters.py [measures]     default 200000

Measures are invented words by a law of frequencies as texts have it; vectors have four
dimensions, for it is not they that are measured. Times are of the processor, of one run.
"""

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from itasearch.backends.base import IndexRecipe
from itasearch.backends.local import LocalBackend, create_local_backend
from itasearch.model.passages import (
    Facets,
    IndexEntry,
    TextQuery,
    WeightedTerm,
    WordFilter,
)

_RECIPE = IndexRecipe(encoder="bench", dim=4, segmenter="bench", vector_index="Flat", schema=1)
_VOCABULARY = 20_000
_WORDS = {"title": 8, "steps": 60}
_EACH_REPORT = 10
_EACH_COMMIT = 20_000
_RANKS = (1, 10, 100, 1_000, 10_000)


def _entry(report: str, number: int, words: Sequence[str]) -> IndexEntry:
    facets = Facets(
        report_id=report,
        organisation_id=None,
        type=None,
        province=None,
        fiscal_year_be=2566,
        indicator=None,
    )
    return IndexEntry(
        measure_id=f"{report}-l{number}",
        facets=facets,
        words={
            "title": tuple(words[: _WORDS["title"]]),
            "steps": tuple(words[_WORDS["title"] :]),
        },
    )


def _fill(backend: LocalBackend, measures: int) -> None:
    chance = np.random.default_rng(1)
    each = sum(_WORDS.values())
    vector = np.array([[1, 0, 0, 0]], dtype=np.float32)
    for first in range(0, measures, _EACH_REPORT):
        ranks = np.minimum(chance.zipf(1.3, size=(_EACH_REPORT, each)), _VOCABULARY)
        name = f"r{first}"
        entries = [
            _entry(name, number, [f"ค{rank}" for rank in row])
            for number, row in enumerate(ranks.tolist())
        ]
        backend.add(name, "1", entries, np.repeat(vector, len(entries), axis=0))
        if (first + _EACH_REPORT) % _EACH_COMMIT == 0:
            backend.commit()
    backend.commit()


def _milliseconds(backend: LocalBackend, filters: Sequence[WordFilter]) -> tuple[float, int]:
    query = TextQuery(words=(WeightedTerm(text="ค7"), WeightedTerm(text="ค70")))
    began = time.process_time()
    found = backend.search_text(query, k=300, word_filters=filters)
    return (time.process_time() - began) * 1000, len(found)


def main(measures: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        create_local_backend(Path(folder) / "search", recipe=_RECIPE) as backend,
    ):
        _fill(backend, measures)
        _milliseconds(backend, [])
        print(f"{measures} measures; no filter: {_milliseconds(backend, [])[0]:.1f} ms")
        for rank in _RANKS:
            count = backend.document_frequency(f"ค{rank}")
            for field in (None, "steps"):
                for present in (True, False):
                    limit = [WordFilter(words=(f"ค{rank}",), field=field, present=present)]
                    first, found = _milliseconds(backend, limit)
                    again, _ = _milliseconds(backend, limit)
                    print(
                        f"word in {count} measures, field {field}, present {present}: "
                        f"{first:.1f} ms, again {again:.1f} ms, {found} found"
                    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
