"""Which towns of the library use the same text as a measure. Imports the parts and the model."""

from collections.abc import Mapping, Sequence

from itasearch.errors import BackendError, EncoderError
from itasearch.workspace.parts import Parts


def towns_with_same_text(parts: Parts, measure_ids: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Of each measure the organisations of its family of the same text, the oldest text first.

    Its own organisation is among them. A measure that no report has any more is left out,
    and where no index can be opened all are.
    """
    if not measure_ids:
        return {}
    try:
        found = parts.following(lambda: parts.backend.same_text(list(dict.fromkeys(measure_ids))))
    except (BackendError, EncoderError):
        return {}  # a row is another's without that, too
    of_town = {
        copy.organisation_id: copy.measure_id
        for copies in found.values()
        for copy in copies
        if copy.organisation_id is not None
    }
    stored = parts.store.measures(list(of_town.values()))
    names = {
        one.organisation.id: one.organisation.name
        for one in stored.values()
        if one.organisation is not None
    }
    return {
        measure_id: tuple(
            dict.fromkeys(
                names[copy.organisation_id] for copy in copies if copy.organisation_id in names
            )
        )
        for measure_id, copies in found.items()
    }
