"""What is encoded and indexed of a measure, and queries and results of a backend."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from itasearch.model.classification import UNCLASSIFIED, Classification
from itasearch.model.ranking import NO_FILTERS, Filters

ROW_FIELD = "row"  #: Field name of the passage that holds a measure's whole row

PASSAGE_LENGTH = 280
"""Most code points of a field's passage: two or three sentences, what encoders read best. Index and
snippets cut by it: a change needs a new schema number of the index."""


class Passage(NamedTuple):
    """A piece of one field of a measure, or its whole row; a tuple, for a search makes dozens."""

    field: str  #: ROW_FIELD for the row
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Values of a measure that filters compare, with stated, corrected and guessed subjects."""

    report_id: str
    organisation_id: str | None
    type: str | None
    province: str | None
    fiscal_year_be: int | None
    indicator: int | None
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyMark:
    """By what the copies of a measure are found."""

    group: str  #: name that all copies of a text share, and no other measure
    key: int  #: 64-bit digest of what the text says
    bands: tuple[int, ...]  #: 32 bits of each part of its MinHash; similar texts share some


@dataclass(frozen=True, slots=True)
class SquashedText:
    """A measure's text to find names in: squashed, fields joined by line breaks."""

    title: str = ""
    substance: str = ""  #: what is done and what came of it
    circumstances: str = ""  #: when, by whom and for how much


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """A measure ready for a backend."""

    measure_id: str
    facets: Facets
    words: Mapping[str, tuple[str, ...]]  #: of each field that has any, segmented
    text: SquashedText = SquashedText()  #: what the second stage of a search reads of it
    classification: Classification = UNCLASSIFIED
    mark: CopyMark | None = None  #: None without substance, compared with no other


class TextCopy(NamedTuple):
    """A copy of a measure, or itself; equal `text` numbers are equal texts. A tuple, for speed."""

    measure_id: str
    report_id: str
    organisation_id: str | None
    fiscal_year_be: int | None
    text: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCopies:
    """The copies of a measure inside some filters, itself among them if it is."""

    listed: tuple[TextCopy, ...] = ()  #: by year, unknown last, then measure id; so many as asked
    count: int = 0
    organisations: int = 0  #: other organisations that have one; unknown ones count as one each
    own: tuple[TextCopy, ...] = ()  #: of its own organisation, so ordered; () if unknown
    own_years: tuple[int, ...] = ()  #: years of those, also outside the filters, ascending


class Match(NamedTuple):
    """A measure that a retriever found, as a tuple; scores compare within one call only."""

    measure_id: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFilter:
    """A word or phrase that measures must have, or must not."""

    words: tuple[str, ...]  #: segmented words, adjacent and in this order
    field: str | None = None  #: one of TEXT_FIELDS; None: any field.
    present: bool = True  #: False: measures that have it are left out
    others: tuple[tuple[str, ...], ...] = ()  #: word sequences that count as well


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Which measures may be found: those inside the filters that meet all conditions on words."""

    filters: Filters = NO_FILTERS
    words: tuple[WordFilter, ...] = ()


NO_LIMITS = Limits()
