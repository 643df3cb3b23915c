"""From ranked measures to distinct ones: what towns copied from each other is one hit.

Folding comes before the ranking is cut, so k distinct hits come back when there
are that many. Imports enrich, the store's protocol and its neighbour fuse.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from itasearch.enrich.same_text import Substance, same_text, substance
from itasearch.search.fuse import Fused
from itasearch.store.base import StoredMeasure

_CHUNK = 32
_PATIENCE = 12
"""Copies score alike and so stand close together: so far on for more of them is looked."""


class MeasureLookup(Protocol):
    """All that search needs of a MeasureStore."""

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id; ids that are unknown or not active are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Distinct:
    """A measure of the ranking with the copies of its text that rank below it."""

    fused: Fused
    stored: StoredMeasure
    substance: Substance
    copies: list[StoredMeasure] = field(default_factory=list)


def fold(ranked: Sequence[Fused], store: MeasureLookup, *, k: int) -> list[Distinct]:
    """The first `k` measures with distinct texts, best first, copies folded into the best.

    Measures that the store no longer has are passed over.
    """
    found: list[Distinct] = []
    since_last = 0
    for fused, stored in _stored(ranked, store):
        if len(found) >= k and since_last >= _PATIENCE:
            break
        since_last += 1
        text = substance(stored.measure, stored.organisation)
        original = next((item for item in found if same_text(item.substance, text)), None)
        if original is not None:
            original.copies.append(stored)
            since_last = 0
        elif len(found) < k:
            found.append(Distinct(fused=fused, stored=stored, substance=text))
            since_last = 0
    return found


def _stored(ranked: Sequence[Fused], store: MeasureLookup) -> Iterator[tuple[Fused, StoredMeasure]]:
    """`ranked` with their measures, fetched some at a time."""
    remaining = iter(ranked)
    while chunk := list(islice(remaining, _CHUNK)):
        measures = store.measures([item.measure_id for item in chunk])
        yield from (
            (item, measures[item.measure_id]) for item in chunk if item.measure_id in measures
        )
