"""After any series of commits the index answers as exact lists over the same measures do."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from itasearch.backends.base import IndexReader, Vectors
from itasearch.backends.local import create_local_backend, snapshot
from itasearch.model.passages import CopyMark, IndexEntry, Limits, Match, TextCopies, WordFilter
from itasearch.model.ranking import NO_FILTERS, Filters
from tests.contracts.backend_contract import (
    MAE_SAI,
    PAK_NAM,
    RECIPE,
    UNKNOWN,
    fields_entry,
    measures,
    vectors,
    words,
)
from tests.search.fakes import MemoryBackend

_WORDS = ("งด", "ของขวัญ", "แผน", "พัสดุ", "อบรม")
_FIELDS = ("title", "steps", "results")
_MOST_MEASURES = 6
_IDS = [f"r{report}-m{number:03d}" for report in range(7) for number in range(_MOST_MEASURES + 1)]
_FILTERS = (
    NO_FILTERS,
    Filters(provinces=("เชียงราย",)),
    Filters(topics=("no_gift",)),
    Filters(fiscal_years=(2567,), topics=("no_gift",)),
    Filters(organisation_ids=("o1", "o2")),
)


_BY_MEASURES = {"_TEXTS_PER_HIT": 1_000, "_LEAST_EXCESS": 0}


def _report(chance: random.Random, name: str) -> tuple[list[IndexEntry], Vectors]:
    facets = replace(chance.choice((MAE_SAI, PAK_NAM, UNKNOWN)), report_id=name)
    entries = []
    for number in range(chance.randrange(_MOST_MEASURES + 1)):
        texts = {
            field: " ".join(chance.choices(_WORDS, k=chance.randrange(1, 4)))
            for field in _FIELDS
            if chance.random() < 0.6
        }
        mark = CopyMark(group=f"g{chance.randrange(3)}", key=number, bands=(1, 2))
        item = fields_entry(facets, number, texts, is_copied=True)
        entries.append(replace(item, mark=mark if chance.random() < 0.5 else None))
    return entries, vectors(*(_direction(entry) for entry in entries))


def _direction(entry: IndexEntry) -> list[float]:
    """Of measures that say the same the same one."""
    chance = random.Random(str(sorted(entry.words.items())))
    return [chance.gauss(0, 1) for _ in range(4)]


def _conditions(chance: random.Random) -> tuple[WordFilter, ...]:
    return tuple(
        WordFilter(
            words=tuple(chance.choices(_WORDS, k=chance.randrange(1, 3))),
            field=chance.choice((None, *_FIELDS)),
            present=chance.random() < 0.5,
            others=((chance.choice(_WORDS),),) if chance.random() < 0.3 else (),
        )
        for _ in range(chance.randrange(3))
    )


def _in_memory(kept: dict[str, tuple[list[IndexEntry], Vectors]]) -> MemoryBackend:
    entries = [entry for found, _ in kept.values() for entry in found]
    groups = {entry.measure_id: entry.mark.group for entry in entries if entry.mark}
    rows = np.concatenate([vectors(), *(rows for _, rows in kept.values())])
    return MemoryBackend(entries, rows, groups)


def _without_numbers(found: Mapping[str, TextCopies]) -> dict[str, TextCopies]:
    """Numbers of texts are equal for equal texts, and otherwise of an index's own."""
    return {
        name: replace(
            one,
            listed=tuple(copy._replace(text=0) for copy in one.listed),
            own=tuple(copy._replace(text=0) for copy in one.own),
        )
        for name, one in found.items()
    }


def _same(found: Sequence[Match], expected: Sequence[Match]) -> bool:
    return sorted(measures(found)) == sorted(measures(expected))


def _check_alike(index: IndexReader, exact: MemoryBackend, chance: random.Random) -> None:
    assert index.measure_count() == exact.measure_count()
    np.testing.assert_allclose(index.measure_vectors(_IDS), exact.measure_vectors(_IDS))
    assert [*map(index.document_frequency, _WORDS)] == [*map(exact.document_frequency, _WORDS)]
    for _ in range(8):
        query, towards = words(*chance.choices(_WORDS, k=2)), vectors([chance.gauss(0, 1), 1, 0, 0])
        limits = Limits(filters=chance.choice(_FILTERS), words=_conditions(chance))
        case, both = f"{query} {limits}", (index, exact)
        near, exact_near = (one.search_vector(towards, k=5, limits=limits) for one in both)
        text, exact_text = (one.search_text(query, k=99, limits=limits) for one in both)
        assert measures(near) == measures(exact_near), case
        assert _same(text, exact_text), case
        copies, exact_copies = (one.copies(_IDS, limits=limits) for one in both)
        assert _without_numbers(copies) == _without_numbers(exact_copies), case


# Ways to search the full text: by texts; by measures, those of word filters named or not.
@pytest.mark.parametrize("limits", [{}, _BY_MEASURES, {**_BY_MEASURES, "_FEW_MEASURES": 0}])
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(1, 4))]
)
def test_after_many_commits_the_index_answers_as_exact_lists_do(
    tmp_path: Path, seed: int, limits: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in limits.items():
        monkeypatch.setattr(snapshot, name, value)
    chance = random.Random(seed)
    index = create_local_backend(tmp_path, recipe=RECIPE)
    kept: dict[str, tuple[list[IndexEntry], Vectors]] = {}

    for _ in range(12):
        for name in chance.sample([f"r{number}" for number in range(6)], k=2):
            if chance.random() < 0.25:
                index.remove([name])
                kept.pop(name, None)
                continue
            kept[name] = _report(chance, name)
            index.add(name, "f", *kept[name])
        index.commit()

        _check_alike(index.reader(), _in_memory(kept), chance)
