"""Thai words that Tesseract took for Latin ones, because it reads both at once.

Abbreviated months are the usual victims: พ.ย. becomes "W.U.", ๒๕๖๘ "weve". Such a line is
read again with Thai alone, and a Latin word gives way where that reading is made of Thai
words; real Latin words read as Thai are gibberish. Imports the standard library, domain
and readers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from itasearch.domain.words import segmenter
from itasearch.readers.scan.month_names import month_of
from itasearch.readers.scan.tesseract import RawLine, Symbol

_THAI = re.compile("[ก-๎]")
_LATIN = re.compile(r"[A-Za-z#$&*@\\^|~<>{}€£¥§©®]")
_ABBREVIATION = re.compile(r"\(?(?:[ก-ฮ]{1,4}\.){1,4}\)?")
_THAI_NUMBER = re.compile("[๐-๙]{2,}")
_SURE_NUMBER = 0.98
_LEAST = 0.85
_LEAST_MONTH = 0.5
_INITIALS = re.compile("[A-Z]&[A-Z]")
_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class _Token:
    """Symbols between two spaces."""

    text: str
    symbols: tuple[Symbol, ...]

    @property
    def left(self) -> int:
        return min(symbol.left for symbol in self.symbols)

    @property
    def right(self) -> int:
        return max(symbol.right for symbol in self.symbols)

    @property
    def confidence(self) -> float:
        return sum(symbol.confidence for symbol in self.symbols) / len(self.symbols)


def is_suspect(line: RawLine) -> bool:
    """Whether the line holds a word that may be Thai after all."""
    return any(_may_be_thai(token) for token in _tokens(line))


def without_false_latin(line: RawLine, thai: RawLine) -> RawLine:
    """The line with its false Latin words as Thai.

    Args:
        line: as read with Thai and English.
        thai: the same line as read with Thai alone.
    """
    others = list(_tokens(thai))
    out: list[_Token] = []
    taken: set[int] = set()
    for token in _tokens(line):
        chosen = [i for i, other in enumerate(others) if _share(token, other) > _OVERLAP]
        instead = [others[i] for i in chosen if i not in taken]
        if _may_be_thai(token) and instead and all(_is_thai(other) for other in instead):
            out.extend(instead)
            taken.update(chosen)
        else:
            out.append(token)
    return _line_of(out, line.confidence)


def _may_be_thai(token: _Token) -> bool:
    if _THAI.search(token.text) or _INITIALS.fullmatch(token.text):
        return False
    if _LATIN.search(token.text):
        return True
    arabic = any("0" <= letter <= "9" for letter in token.text)
    return arabic and token.confidence < _SURE_NUMBER


def _is_thai(token: _Token) -> bool:
    if token.confidence >= _LEAST_MONTH and month_of(token.text):
        return True
    if token.confidence < _LEAST:
        return False
    text = token.text.replace("\u0e4d\u0e32", "\u0e33")
    if _ABBREVIATION.fullmatch(text) or _THAI_NUMBER.fullmatch(text):
        return True
    if len(_THAI.findall(text)) < 3 or len(_THAI.findall(text)) < len(text) - 2:
        return False
    spans = segmenter().spans(text)
    known = [span.word for span in spans if segmenter().is_word(span.word)]
    return len(known) == len(spans) and sum(map(len, known)) >= 2 * len(known)


def _share(token: _Token, other: _Token) -> float:
    """How much of the narrower of the two lies over the other one."""
    shared = min(token.right, other.right) - max(token.left, other.left)
    return shared / max(1, min(token.right - token.left, other.right - other.left))


def _tokens(line: RawLine) -> Iterator[_Token]:
    for found in re.finditer(r"\S+", line.text):
        symbols = tuple(s for s in line.symbols if found.start() <= s.at < found.end())
        if symbols:
            start = found.start()
            moved = tuple(replace(symbol, at=symbol.at - start) for symbol in symbols)
            yield _Token(found.group(), moved)


def _line_of(tokens: Sequence[_Token], confidence: float) -> RawLine:
    text, symbols = "", list[Symbol]()
    for token in tokens:
        text += " " if text else ""
        symbols += [replace(symbol, at=symbol.at + len(text)) for symbol in token.symbols]
        text += token.text
    return RawLine(text=text, symbols=tuple(symbols), confidence=confidence)
