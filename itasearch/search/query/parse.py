"""Parsing a query: its text repaired and segmented, its conditions found.

Conditions are "exact phrases", -words to leave out and field:words (docs/query-language.md); not a
hyphen inside a word, a colon after no field, or a quotation or "division: food tests" in a whole
question. The index's Segmenter cuts it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from itasearch.domain.headers import fields_by_name
from itasearch.errors import QueryError
from itasearch.text.repair.damage import mend
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.words import Segmenter, WordSpan

MAX_CONDITIONS = 20  # phrases, fields and left-out words of a query; by hand
_WORDS_OF_QUESTION = 8  # beside a condition, from which on it may be prose and no demand; by hand
_MOST_SHOWN = 60  # code points of a query in an error message
MAX_QUERY_LENGTH = 1_000  # code points; longer ones are pasted documents, not questions

_OPENING, _CLOSING = '"“”„«', '"“”»'
_QUOTED = rf"[{_OPENING}](?P<quoted>[^{_OPENING}{_CLOSING}]+)[{_CLOSING}]"
_QUOTES = re.compile(f"[{_OPENING}{_CLOSING}]")
# A minus is at a word's beginning; "a - b", "ต.ค.-ธ.ค." and "2566 -2568" have none.
_DASHES = r"\-\u2212\u2013\u2014"
_MINUS = rf"(?P<minus>(?<!\S)[{_DASHES}](?=[^\s\d{_DASHES}]))"
_FIELD = rf"(?P<field>[^\s:\uff1a{_OPENING}{_CLOSING}]{{1,40}})\s?[:\uff1a]\s*"
_CONDITION = re.compile(rf"{_MINUS}?(?:{_FIELD})?(?:{_QUOTED}|(?P<word>\S+))")
_WITHOUT_FIELD = re.compile(rf"{_MINUS}?(?P<field>(?!))?(?:{_QUOTED}|(?P<word>\S+))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What measures must have, or must not (`present` False)."""

    words: tuple[str, ...]  #: in this order, adjacent
    field: str | None = None  #: one of TEXT_FIELDS; None: any field
    present: bool = True
    is_exact: bool = False  #: whether other forms of these words do not count


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A query ready to be expanded."""

    text: str  #: mended, without what is left out, names of fields and quotation marks
    spans: tuple[WordSpan, ...]  #: its words, in order, with their positions in `text`
    typed: str  #: as typed, white space apart
    conditions: tuple[Condition, ...] = ()  #: what measures must have, or must not

    @property
    def words(self) -> tuple[str, ...]:
        """The words, in order, repeated ones repeated."""
        return tuple(span.word for span in self.spans)

    @property
    def demanded(self) -> frozenset[str]:
        """Words that measures must have: of phrases in quotation marks, or in a field."""
        named = (it for it in self.conditions if it.present and (it.is_exact or it.field))
        return frozenset(word for condition in named for word in condition.words)

    @property
    def is_demanding(self) -> bool:
        """Whether measures must have something for certain."""
        return any(condition.present for condition in self.conditions)


NO_QUERY = ParsedQuery(text="", spans=(), typed="")


class _Part(NamedTuple):
    text: str
    condition: Condition | None = None
    is_prose: bool = False  #: whether it demands nothing in a whole question


def parse_query(text: str, segmenter: Segmenter) -> ParsedQuery:
    """Raises QueryError: empty, longer than MAX_QUERY_LENGTH, or more than MAX_CONDITIONS."""
    if len(text) > MAX_QUERY_LENGTH:
        raise QueryError(
            "the query has {count} characters; at most {max_query_length} are searched",
            count=len(text),
            max_query_length=MAX_QUERY_LENGTH,
        )
    parts = tuple(_parts(" ".join(mend(text).text.split()), segmenter))
    beside = " ".join(part.text for part in parts if part.condition is None)
    is_question = len(segmenter.words(beside)) >= _WORDS_OF_QUESTION
    demanding = (part for part in parts if not (is_question and part.is_prose))
    conditions = tuple(part.condition for part in demanding if part.condition is not None)
    if len(conditions) > MAX_CONDITIONS:
        raise QueryError(
            "the query has {count} conditions; at most {max_conditions} are looked for",
            count=len(conditions),
            max_conditions=MAX_CONDITIONS,
        )
    sought = " ".join(part.text for part in parts if part.text)
    plain = " ".join(_QUOTES.sub(" ", sought).split())
    spans = tuple(segmenter.spans(plain))
    if not spans and conditions:
        raise QueryError(
            "the query {text} only says what to leave out; name what to find too", text=_shown(text)
        )
    if not spans:
        raise QueryError("the query {text} holds no word to search for", text=_shown(text))
    typed = " ".join(text.split())
    return ParsedQuery(text=plain, spans=spans, typed=typed, conditions=conditions)


def condition_places(text: str) -> list[tuple[int, int]]:
    """Where in a query its phrases, -words and field:words are, as [start, end) code points."""
    return [match.span() for match in _conditions(text)]


def _shown(text: str) -> str:
    return repr(text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…")


def _parts(text: str, segmenter: Segmenter) -> Iterator[_Part]:
    position = 0
    for match in _conditions(text):
        yield _Part(text[position : match.start()].strip())
        position = match.end()
        yield _part(match, segmenter)
    yield _Part(text[position:].strip())


def _conditions(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while match := _CONDITION.search(text, position):
        if match["field"] is not None and squash(match["field"]) not in fields_by_name():
            # What is before the colon is no field: search again behind the minus.
            match = _WITHOUT_FIELD.match(text, match.start()) or match
        if match["minus"] or match["field"] or match["quoted"] is not None:
            yield match
        position = match.end()


def _part(match: re.Match[str], segmenter: Segmenter) -> _Part:
    text = match["quoted"] if match["quoted"] is not None else match["word"]
    words = segmenter.words(text)
    if not words:
        return _Part(text if not match["minus"] else "")
    field = fields_by_name()[squash(match["field"])] if match["field"] else None
    present = match["minus"] is None
    is_exact = present and match["quoted"] is not None
    condition = Condition(words=words, field=field, present=present, is_exact=is_exact)
    # "… division: food tests" may be prose; field:word is typed by who means the field.
    is_spaced = match["quoted"] is None and match.string[match.start("word") - 1].isspace()
    is_prose = present and (is_exact if field is None else is_spaced)
    return _Part(text if present else "", condition, is_prose=is_prose)
