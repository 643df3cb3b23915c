"""Many ids asked for at once, as many as one query may name. Imports its neighbour rows."""

from collections.abc import Iterator, Sequence

from itasearch.store.db.rows import storable

_BATCH = 500
"""Ids in one query; databases limit how many values a query may name."""


def batches(ids: Sequence[str]) -> Iterator[list[str]]:
    """Distinct ids as the database holds them, some hundreds at a time, in their order."""
    wanted = [storable(one) for one in dict.fromkeys(ids)]
    for start in range(0, len(wanted), _BATCH):
        yield wanted[start : start + _BATCH]
