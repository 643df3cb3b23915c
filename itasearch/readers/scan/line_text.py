"""The text of one line: Tesseract's, with its Thai digits read again, and how sure it is.

Tesseract takes some Thai words for Latin ones: พ.ย. becomes "W.U.", ๒๕๖๘ "weve". Such a line is
read again as Thai alone, and a Latin word replaced where that reading consists of Thai words. In
months a point below the line becomes a vowel: "ก.ย." becomes "ก.ุย." or "กุย.".
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from itasearch.model.source import DoubtfulWord
from itasearch.readers.scan.digits import reread
from itasearch.readers.scan.ink_lines import InkLine
from itasearch.readers.scan.tesseract import LineReader, RawLine, Symbol
from itasearch.text.dates.months import MONTHS
from itasearch.text.thai.words import Segmenter

_MISREAD_POINTS = re.compile("[ุู่้๊๋์ํฺ]")
_LOOK_ALIKES = dict.fromkeys(("ธิค", "ฐิค", "ชิค", "ฐค"), "ธค")
_LOOK_ALIKES |= {"กฟ": "กพ", "ฟค": "พค", "ฟย": "พย", "มีย": "มิย", "มย": "มิย", "เมขย": "เมย"}
_BY_LETTERS = {short.replace(".", ""): short for _, short in MONTHS}
_MONTH_LIKE = re.compile(r"(?<![ก-๎.])เ?[ก-ฮ][ก-๎.]{1,5}\.(?![ก-๎])")

_THAI_LETTER = re.compile("[ก-๎]")
_LATIN = re.compile(r"[A-Za-z#$&*@\\^|~<>{}€£¥§©®]")
_ABBREVIATION = re.compile(r"\(?(?:[ก-ฮ]{1,4}\.){1,4}\)?")
_THAI_NUMBER = re.compile("[๐-๙]{2,}")
# Tesseract's confidences of a word, from which on; chosen by hand, not measured.
_SURE_NUMBER_CONFIDENCE = 0.98  # an Arabic number is not taken for misread Thai
_LEAST_THAI_CONFIDENCE = 0.85  # the Thai reading replaces a Latin one
_LEAST_MONTH_CONFIDENCE = 0.5  # so does a month, which little else resembles
_SURE_LETTER_CONFIDENCE = 0.98
"""Below it a word is doubtful. Of 2,944 words of four reports at 200, 150 and 110 dpi 161 were
wrong and 156 doubtful, 87 both; 0.985: 209 and 101, 0.95: 52 and 38."""
# Code points of a doubtful word, and of what is kept around it.
_LONGEST_DOUBTFUL, _SURROUNDING = 40, 12
_INVISIBLE = "\u200b"
_LETTERS = re.compile(r"[^\W\d_]{2}|[ก-๎]{2}")
_INITIALS = re.compile("[A-Z]&[A-Z]")
_LEAST_OVERLAP = 0.5  # share of the narrower of two words

_BLUR = 0.6  # pixels
_THAI = re.compile("[ก-๛]")
_ORPHAN = re.compile(r"(?<![ก-ฮัิ-ฺ็-๎])[ัิ-ฺ็-๎]+")
_BARS = re.compile(r"^(?:[|!¦]\s+)+|(?:\s+[|¦])+$|^[|¦\s]+$")
_POINTED_AMOUNT = re.compile(
    r"(?<![0-9๐-๙.])[1-9๑-๙][0-9๐-๙]{0,2}(?:(?:\.[0-9๐-๙]{3})+(?=\s*บาท)|(?:\.[0-9๐-๙]{3}){2,}(?![0-9๐-๙.]))"
)
_LONE_MARK = re.compile(r"(?:^|[\s\W])[ัิ-ฺ็-๎]")


@dataclass(frozen=True, slots=True, kw_only=True)
class LineText:
    """A line as read; its confidence is 0 to 1."""

    text: str
    confidence: float
    doubtful: tuple[str, ...] = ()  #: numbers of the text that may be misread
    doubtful_words: tuple[DoubtfulWord, ...] = ()  #: may be misread, numbers among them
    scribble: bool = False  #: no text but a stamp, signature or handwriting


def read_line(
    reader: LineReader, line: InkLine, *, letter: float, rough: bool, words: Segmenter
) -> LineText:
    """Read one line of a page, its letters usually `letter` pixels high; `words` knows Thai ones.

    `rough`: so noisy or small that no Thai digit is beyond doubt.
    """
    import cv2

    picture = np.asarray(cv2.GaussianBlur(line.picture, (0, 0), _BLUR), np.uint8)
    raw = reader.read(picture)
    if is_suspect(raw):
        raw = without_false_latin(raw, reader.read_thai(picture), words)
    reread_text, doubtful = reread(raw, line, letter=letter, rough=rough)
    text = composed(reread_text)
    return LineText(
        text=text,
        confidence=raw.confidence,
        doubtful=doubtful,
        doubtful_words=tuple(with_surroundings([*unsure_words(raw, words), *doubtful], text)),
        scribble=_is_scribble(raw),
    )


def unsure_words(line: RawLine, words: Segmenter) -> Iterator[str]:
    """Thai and Latin words of which Tesseract was unsure of a letter; numbers are read anew."""
    # Of one length with the text: the segmenter passes over the invisible letter.
    text = line.text.replace("\u0e4d\u0e32", f"\u0e33{_INVISIBLE}")
    unsure = [symbol.at for symbol in line.symbols if symbol.confidence < _SURE_LETTER_CONFIDENCE]
    for span in words.spans(text) if unsure else ():
        word = _ORPHAN.sub("", text[span.start : span.end].replace(_INVISIBLE, ""))
        if _LETTERS.search(word) and any(span.start <= at < span.end for at in unsure):
            yield word


def with_surroundings(words: Sequence[str], text: str) -> Iterator[DoubtfulWord]:
    """Words of a line in their order, with what is around them; those it lacks are left out."""
    bare, end = re.sub(r"\s", "", text), 0
    for word in words:
        whole = re.sub(r"\s", "", word)
        start = bare.find(whole, end) if bare.find(whole, end) >= 0 else bare.find(whole)
        if whole and start >= 0 and len(whole) <= _LONGEST_DOUBTFUL:
            end = start + len(whole)
            before = bare[max(0, start - _SURROUNDING) : start]
            yield DoubtfulWord(text=whole, before=before, after=bare[end : end + _SURROUNDING])


def composed(text: str) -> str:
    """Sara am as one letter, no lone marks, months mended, no bars left of rules at either end, and
    commas for the points between thousands: "25.000 บาท".
    """
    whole = _BARS.sub("", _ORPHAN.sub("", text.replace("\u0e4d\u0e32", "\u0e33")))
    return with_months(_POINTED_AMOUNT.sub(lambda amount: amount[0].replace(".", ","), whole))


def _is_scribble(raw: RawLine) -> bool:
    if not raw.text or raw.confidence >= 0.6:
        return not raw.text
    letters = re.sub(r"\s", "", raw.text)
    thai = len(_THAI.findall(letters)) / len(letters)
    return raw.confidence < 0.35 or thai < 0.4 or bool(_LONE_MARK.search(raw.text))


@dataclass(frozen=True, slots=True)
class _Token:
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
    """Whether the line holds a word that may be a misread Thai one."""
    return any(_may_be_thai(token) for token in _tokens(line))


def without_false_latin(line: RawLine, thai: RawLine, words: Segmenter) -> RawLine:
    """The line with its false Latin words as in `thai`, the line as read with Thai alone."""
    others = list(_tokens(thai))
    out: list[_Token] = []
    used: set[int] = set()
    for token in _tokens(line):
        wide = token.right - token.left
        chosen = [
            number
            for number, other in enumerate(others)
            if min(token.right, other.right) - max(token.left, other.left)
            > _LEAST_OVERLAP * max(1, min(wide, other.right - other.left))
        ]
        instead = [others[i] for i in chosen if i not in used]
        if _may_be_thai(token) and instead and all(_is_thai(other, words) for other in instead):
            out.extend(instead)
            used.update(chosen)
        else:
            out.append(token)
    text, symbols = "", list[Symbol]()
    for token in out:
        text += " " if text else ""
        symbols += [replace(symbol, at=symbol.at + len(text)) for symbol in token.symbols]
        text += token.text
    return RawLine(text=text, symbols=tuple(symbols), confidence=line.confidence)


def _may_be_thai(token: _Token) -> bool:
    if _THAI_LETTER.search(token.text) or _INITIALS.fullmatch(token.text):
        return False
    if _LATIN.search(token.text):
        return True
    arabic = any("0" <= letter <= "9" for letter in token.text)
    return arabic and token.confidence < _SURE_NUMBER_CONFIDENCE


def _is_thai(token: _Token, words: Segmenter) -> bool:
    if token.confidence >= _LEAST_MONTH_CONFIDENCE and month_of(token.text):
        return True
    if token.confidence < _LEAST_THAI_CONFIDENCE:
        return False
    text = token.text.replace("\u0e4d\u0e32", "\u0e33")
    if _ABBREVIATION.fullmatch(text) or _THAI_NUMBER.fullmatch(text):
        return True
    if len(_THAI_LETTER.findall(text)) < 3 or len(_THAI_LETTER.findall(text)) < len(text) - 2:
        return False
    spans = words.spans(text)
    letters = sum(len(span.word) for span in spans)
    return all(words.is_word(span.word) for span in spans) and letters >= 2 * len(spans)


def _tokens(line: RawLine) -> Iterator[_Token]:
    for match in re.finditer(r"\S+", line.text):
        symbols = tuple(s for s in line.symbols if match.start() <= s.at < match.end())
        if symbols:
            start = match.start()
            moved = tuple(replace(symbol, at=symbol.at - start) for symbol in symbols)
            yield _Token(match.group(), moved)


def with_months(text: str) -> str:
    """`text` with the months corrected that have a mark too many; "ตค." may be printed so."""

    def mended(match: re.Match[str]) -> str:
        token = match.group()
        return token if token.replace(".", "") in _BY_LETTERS else month_of(token) or token

    return _MONTH_LIKE.sub(mended, text)


def month_of(token: str) -> str | None:
    """The abbreviated month that a word with points is, errors of OCR corrected; None for none."""
    if not token.endswith("."):
        return None
    letters = _MISREAD_POINTS.sub("", token).replace(".", "")
    return _BY_LETTERS.get(_LOOK_ALIKES.get(letters, letters))
