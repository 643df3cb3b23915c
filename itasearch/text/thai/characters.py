"""Thai characters in their one right form: which marks there are and how they follow each other.

A Thai consonant carries at most a vowel, then a tone or silencer; files hold the same cluster in
other orders, doubled, split (ํ + า for ำ) or in the private-use glyphs of old Thai fonts.
`canonical` brings all of these to one form and leaves clean text as it is.
"""

import re
import unicodedata

CONSONANTS = "ก-ฮ"
LEAD_VOWELS = "เ-ไ"
FOLLOW_VOWELS = "ะาำๅ"
TONES = "\u0e48-\u0e4b"
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
THAI = "ก-ฺเ-๎"
WORD_LETTERS = "ก-ฺเ-ๅ็-๎"
"""Character-class bodies for regular expressions; MARKS are all marks above or below,
THAI all but digits and signs, WORD_LETTERS those without ๆ."""

BULLETS = "•●▪◦\uf0b7"
"""Character-class body: signs before an item of a list, but for dashes and stars."""

PAGE_NUMBER = r"[0-9๐-๙]{1,3}(?:\s*(?:/|จาก|ของ|of)\s*[0-9๐-๙]{1,3})?"
PAGE_WORD = r"(?:หน้า(?:ที่)?|[Pp]age)\s*"
"""Patterns of a page's number, alone or of so many pages, and of the word before it."""

_COUNTERS = """
    บาท คน ราย ครั้ง โครงการ กิจกรรม เรื่อง ชุด ข้อ ครัวเรือน แห่ง ฉบับ วัน ชั่วโมง นาที"""
COUNTERS = tuple(_COUNTERS.split())
"""A number before one of them is an amount and no year; a space after one is no line wrap."""

NIKHAHIT = "\u0e4d"
SARA_AM = "\u0e33"
REPLACEMENT = "\ufffd"

# Glyph variants of the Windows Thai fonts (shifted left, lowered, without foot).
_WINDOWS_VARIANTS = "ฐิีึื่้๊๋์่้๊๋์ญัํ็่้๊๋์ุู\u0e3a"
# The same of the Macintosh fonts, F884 to F899, as in Adobe's glyph list.
_MACINTOSH_VARIANTS = "ัิีึื็่่่้้้๊๊๊๋๋๋์์์ํ"

VARIANT_LETTERS = "\uf700\uf70f"
VARIANT_MARKS = "\uf701-\uf70e\uf710-\uf71a\uf884-\uf899"
"""Private-use glyphs: of consonants, and of marks."""

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_LINE_ENDS = "\u000b\u000c\u2028\u2029"
INVISIBLE = (
    "\u0000-\u0008\u000e-\u001f\u007f\u00ad\u034f\u061c\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
)


def _expand(ranges: str) -> list[int]:
    return [
        point
        for first, last in re.findall(r"(.)(?:-(.))?", ranges, re.DOTALL)
        for point in range(ord(first), ord(last or first) + 1)
    ]


def _table() -> dict[int, str]:
    table = dict.fromkeys(_expand(INVISIBLE), "")
    table |= dict.fromkeys(_expand(_SPACES), " ")
    table |= dict.fromkeys(_expand(_LINE_ENDS), "\n")
    # Half of a surrogate pair cannot be written to any file.
    table |= dict.fromkeys(range(0xD800, 0xE000), REPLACEMENT)
    table |= {0xF700 + i: letter for i, letter in enumerate(_WINDOWS_VARIANTS)}
    table |= {0xF884 + i: letter for i, letter in enumerate(_MACINTOSH_VARIANTS)}
    return table


_TRANSLATION = _table()
_TRANSLATED = re.compile(
    f"[{INVISIBLE}{_SPACES}{_LINE_ENDS}\ud800-\udfff{VARIANT_LETTERS}{VARIANT_MARKS}]"
)

# Beyond these letters and signs, which neither the table nor NFC changes, but for the order of
# marks in a cluster.
_UNUSUAL = re.compile("[^\t\n\r -~ก-ฺ฿-๛\u2010-\u2027]")

# Within a cluster; the order agrees with the combining classes of NFC.
_RANKS = {"\u0e3a": 0} | dict.fromkeys("\u0e31\u0e34\u0e35\u0e36\u0e37\u0e38\u0e39\u0e47\u0e4d", 1)
_LAST_RANK = 2  # of tone marks and the rest, which come last in a cluster

_VOWEL_MARKS, _LAST_MARKS = "\u0e31\u0e34-\u0e39\u0e47\u0e4d", f"{TONES}\u0e4c\u0e4e"
"""Marks of rank 1, and those of the last rank."""

# Marks one after the other are most often right (ที่) and need no look at their order: only one
# before a mark of a lower rank, the same twice, and three of a rank, which may hide a third.
_MISPLACED = re.compile(
    # Two characters alone rule out most places; what the first one must be comes behind it.
    f"[{MARKS}{LEAD_VOWELS}{FOLLOW_VOWELS}](?:(?=[{MARKS}{LEAD_VOWELS}าำ])(?:(?<=[{MARKS}])\u0e3a"
    f"|(?<=[{_LAST_MARKS}])[{_VOWEL_MARKS}]|(?<=([{MARKS}{LEAD_VOWELS}]))\\1"
    f"|(?<=[{_VOWEL_MARKS}])[{_VOWEL_MARKS}]{{2}}|(?<=[{_LAST_MARKS}])[{_LAST_MARKS}]{{2}}"
    f"|(?<={NIKHAHIT})[{TONES}]*[าำ]|(?<=[{FOLLOW_VOWELS}])[{TONES}{NIKHAHIT}]|(?<=ำ)[าำ])"
    f"|(?<=ๅ)(?<![ฤฦๅ]ๅ))"
)
_RUN = re.compile(f"[{MARKS}]{{2,}}")
# A whole run at once: a tone that passes one vowel at a time takes as many passes as there are.
_FOLLOW_THEN_TONE = re.compile(f"[{FOLLOW_VOWELS}][{FOLLOW_VOWELS}{TONES}]*[{TONES}]")
_TONE = re.compile(f"[{TONES}]+")
_NO_TONE = re.compile(f"[^{TONES}]+")
_SARA_AM_SPLIT = re.compile(f"{NIKHAHIT}([{TONES}]*)[าำ]|[าำ]({NIKHAHIT})")
_SARA_AM_DOUBLED = re.compile("ำ[าำ]+")
_LEAD_DOUBLED = re.compile(f"([{LEAD_VOWELS}])\\1+")
_LONE_LAKKHANGYAO = re.compile("(?<![ฤฦๅ])ๅ+")


def _order(match: re.Match[str]) -> str:
    marks = dict.fromkeys(match.group())
    return "".join(sorted(marks, key=lambda mark: _RANKS.get(mark, _LAST_RANK)))


def _one_pass(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    if not _MISPLACED.search(text):
        return text
    text = text.replace("เเ", "แ")
    text = _LEAD_DOUBLED.sub(r"\1", text)
    text = _LONE_LAKKHANGYAO.sub(lambda m: "า" * len(m[0]), text)
    text = _FOLLOW_THEN_TONE.sub(lambda m: _NO_TONE.sub("", m[0]) + _TONE.sub("", m[0]), text)
    text = _RUN.sub(_order, text)
    text = _SARA_AM_SPLIT.sub(lambda m: f"{m.group(1) or ''}ำ", text)
    return _SARA_AM_DOUBLED.sub("ำ", text)


def canonical(text: str) -> str:
    """`text` with every cluster in its one right form; clean text comes back unchanged.

    NFC; without invisible characters; odd spaces and line ends become plain ones, private-use Thai
    glyphs letters; ํ + า becomes ำ, เ + เ becomes แ; a tone follows its vowel and precedes า;
    doubled marks are kept once. Idempotent; never raises.
    """
    if text.isascii() and text.isprintable():
        return text
    if not _UNUSUAL.search(text):
        if not _MISPLACED.search(text):
            return text
    elif _TRANSLATED.search(text):
        text = text.translate(_TRANSLATION)
    # Each pass removes or moves marks towards their place, so this ends.
    while (mended := _one_pass(text)) != text:
        text = mended
    return text
