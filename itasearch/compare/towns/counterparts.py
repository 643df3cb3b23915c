"""Which measures of another report are answered by ours. Imports its neighbours and model."""

from itasearch.compare.pairing.align import align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.model.records import Report


def counterparts(ours: Report, theirs: Report, *, meanings: Meanings | None) -> frozenset[str]:
    """Ids of the measures of `theirs` that are in a pair or a cover with measures of `ours`."""
    found = align(ours, theirs, meanings=meanings)
    paired = [one.right for one in found.pairs]
    covered = [number for one in found.covers for number in one.right]
    return frozenset(theirs.measures[number].id for number in (*paired, *covered))
