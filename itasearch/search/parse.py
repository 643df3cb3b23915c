"""A query's text as the retrievers need it: mended, cut into words, phrases found.

Quotation marks ask for the exact word sequence. The query is cut by the very
Segmenter that cut the index. Imports text and errors.
"""

import re
from dataclasses import dataclass

from itasearch.errors import QueryError
from itasearch.text.normalize import mend
from itasearch.text.words import Segmenter, WordSpan

MAX_QUERY_LENGTH = 1_000
"""Longest query, in code points; longer ones are pasted documents, not questions."""

_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]+)[\"“”»]")
_QUOTES = re.compile(r"[\"“”„«»]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A query ready to be expanded.

    Attributes:
        text: mended, quotation marks taken out.
        spans: its words, in order, with their places in `text`.
        phrases: word sequences that were quoted; each has at least one word.
    """

    text: str
    spans: tuple[WordSpan, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    typed: str = ""

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in order, repeated ones repeated."""
        return tuple(span.word for span in self.spans)


def parse_query(text: str, segmenter: Segmenter) -> ParsedQuery:
    """Parse what a person typed.

    Raises:
        QueryError: there is nothing to search for in it, or it is longer than
            MAX_QUERY_LENGTH.
    """
    if len(text) > MAX_QUERY_LENGTH:
        raise QueryError(
            f"the query has {len(text)} characters; at most {MAX_QUERY_LENGTH} are searched"
        )
    mended = " ".join(mend(text).text.split())
    quoted = (segmenter.words(match.group(1)) for match in _QUOTED.finditer(mended))
    plain = " ".join(_QUOTES.sub(" ", mended).split())
    spans = tuple(segmenter.spans(plain))
    if not spans:
        raise QueryError(f"the query {text!r} holds no word to search for")
    return ParsedQuery(
        text=plain,
        spans=spans,
        phrases=tuple(words for words in quoted if words),
        typed=" ".join(text.split()),
    )
