"""What is embedded and indexed, and queries and results of a backend."""

from dataclasses import dataclass

from itasearch.model.classification import UNCLASSIFIED, Classification

ROW_FIELD = "row"
"""Field name of the passage that holds a measure's whole row."""

PASSAGE_LENGTH = 280
"""Most code points of a field's passage: two or three sentences, what encoders read best.

Index and snippets cut by it, so a change needs a new schema number of the index.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of one field of a measure, or its whole row (field "row").

    Attributes:
        ordinal: from 0 within the field.
        start: offset of `text` in the field's text, in code points; 0 for the row.
    """

    measure_id: str
    field: str
    ordinal: int
    text: str
    start: int = 0

    @property
    def id(self) -> str:
        """Unique over the index."""
        return f"{self.measure_id}/{self.field}/{self.ordinal}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Values of a passage that filters compare; None where unknown.

    Attributes:
        indicator: stated, corrected or guessed.
        topics: ids of domain/data/topics.toml.
    """

    report_id: str
    organisation_id: str | None
    type: str | None
    province: str | None
    fiscal_year_be: int | None
    indicator: int | None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A passage ready for a backend: its segmented words, trigrams and facets."""

    passage: Passage
    words: tuple[str, ...]
    trigrams: tuple[str, ...]
    facets: Facets


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMark:
    """By what measures with (nearly) the same text are found.

    Attributes:
        family: name that all measures with this text share, and no others.
        key: 64-bit digest of what the text says; equal only for the same text.
        bands: 32-bit digests of parts of its MinHash, the same number for all measures;
            texts that are alike share some of them.
    """

    family: str
    key: int
    bands: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedMeasure:
    """What the index keeps of a measure beside its passages.

    Attributes:
        text: None for a measure that is never folded with another.
    """

    measure_id: str
    classification: Classification = UNCLASSIFIED
    text: TextMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCopy:
    """A measure of a family of the same text; None where the report does not say."""

    measure_id: str
    report_id: str
    organisation_id: str | None
    fiscal_year_be: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageScore:
    """A passage that a backend found; higher is better, comparable within one call only."""

    measure_id: str
    field: str
    ordinal: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightedTerm:
    """A word or trigram of a full-text query with its weight (> 0)."""

    text: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TextQuery:
    """A full-text query over segmented words.

    Attributes:
        words: any of them may match; BM25 scores are summed, weighted.
        trigrams: the same over character trigrams.
    """

    words: tuple[WeightedTerm, ...] = ()
    trigrams: tuple[WeightedTerm, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFilter:
    """A word or phrase that measures must have, or must not.

    Attributes:
        words: segmented words, adjacent and in this order.
        field: one of TEXT_FIELDS; None: any field.
        present: False: measures that have it are left out.
        others: word sequences that count as well.
    """

    words: tuple[str, ...]
    field: str | None = None
    present: bool = True
    others: tuple[tuple[str, ...], ...] = ()
