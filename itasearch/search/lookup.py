"""A store that is asked for each measure once a search, by whatever step asks first.

Imports the store's dataclasses and its neighbour fold.
"""

from collections.abc import Mapping, Sequence

from itasearch.search.rank.copies import MeasureLookup
from itasearch.store.base import StoredMeasure


class Remembered:
    """A MeasureLookup that remembers; made for one search, so it never goes stale."""

    def __init__(self, store: MeasureLookup) -> None:
        self._store = store
        self._known: dict[str, StoredMeasure | None] = {}

    def measures(self, measure_ids: Sequence[str]) -> Mapping[str, StoredMeasure]:
        """Measures by id; ids that the store does not know are left out."""
        new = [name for name in dict.fromkeys(measure_ids) if name not in self._known]
        if new:
            fetched = self._store.measures(new)
            self._known |= {name: fetched.get(name) for name in new}
        found = ((name, self._known[name]) for name in measure_ids)
        return {name: stored for name, stored in found if stored is not None}
