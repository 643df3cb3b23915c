"""Many files into the store: each ends as an outcome, and none stops the rest."""

from dataclasses import dataclass

from itasearch.model.records import Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedFile:
    """What reading one file gave: an extraction, or the reason why there is none."""

    path: str
    extraction: Extraction | None = None
    refusal: str | None = None
