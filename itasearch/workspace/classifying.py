"""What measures are about: the index's guesses under what reports and people say.

Imports the parts, enrich and the model.
"""

from collections.abc import Mapping, Sequence

from itasearch.enrich.topics.given import StatedAbout, as_given
from itasearch.errors import BackendError, EncoderError, IndexMissingError
from itasearch.model.classification import Classification, FacetCounts, Origin
from itasearch.workspace.filters import resolve
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import NO_FILTER_NAMES, FilterNames

NO_COUNTS = FacetCounts(topics={}, indicators={}, fiscal_years={}, types={}, provinces={})


class Classifying:
    """The part of Workspace that tells topics and indicators."""

    _parts: Parts

    def classifications(self, measure_ids: Sequence[str]) -> Mapping[str, Classification]:
        """What measures are about, in the order asked for; ids that are unknown are left out.

        What a report states or a person said holds at once, guesses once the measure is
        indexed; without an index that can be opened there are none.
        """
        stored = self._parts.store.measures(measure_ids)
        return classified(self._parts, {name: found.measure for name, found in stored.items()})

    def facet_counts(self, filters: FilterNames = NO_FILTER_NAMES) -> FacetCounts:
        """How many indexed measures inside the filters have each topic, indicator and so on.

        Raises:
            UnknownValueError: a filter names what nothing in the library has.
            AmbiguousOrganisationError: a filter's name fits several organisations.
            IndexMissingError: there are reports, but no index of them.
            IndexMismatchError: the index was built otherwise.
        """
        parts = self._parts
        asked = resolve(filters, parts.store)
        try:
            return parts.following(lambda: parts.backend.facet_counts(asked))
        except IndexMissingError:
            if parts.store.fingerprints():
                raise
            return NO_COUNTS  # an empty library needs no index


def classified(parts: Parts, measures: Mapping[str, StatedAbout]) -> Mapping[str, Classification]:
    """What these measures are about, by id; see Classifying.classifications."""
    try:
        indexed = parts.following(lambda: parts.backend.classifications(list(measures)))
    except (BackendError, EncoderError):
        indexed = {}  # what a measure is said to be can be told without an index
    return {
        identifier: _laid_over(as_given(measure), indexed.get(identifier))
        for identifier, measure in measures.items()
    }


def _laid_over(given: Classification, indexed: Classification | None) -> Classification:
    """What is given, and guesses for the rest; the index may know less than the store."""
    if indexed is None:
        return given
    indicator = indexed.indicator
    if indicator is not None and indicator.origin is not Origin.GUESSED:
        indicator = None
    return Classification(
        topics=given.topics
        or tuple(mark for mark in indexed.topics if mark.origin is Origin.GUESSED),
        indicator=given.indicator or indicator,
    )
