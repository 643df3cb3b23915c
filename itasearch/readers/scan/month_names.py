"""Abbreviated months as Tesseract misreads them: a point below the line becomes a vowel there.

"ก.ย." comes out as "ก.ุย." or "กุย.", "ธ.ค." as "ธิ.ค.". What is left without points and such
marks is a month or is not. Imports the standard library.
"""

import re

_MONTHS = (
    "ม.ค.",
    "ก.พ.",
    "มี.ค.",
    "เม.ย.",
    "พ.ค.",
    "มิ.ย.",
    "ก.ค.",
    "ส.ค.",
    "ก.ย.",
    "ต.ค.",
    "พ.ย.",
    "ธ.ค.",
)
_SLIPS = re.compile("[ุู่้๊๋์ํฺ]")
_LOOK_ALIKES = {
    "ธิค": "ธค",
    "ฐิค": "ธค",
    "ชิค": "ธค",
    "ฐค": "ธค",
    "กฟ": "กพ",
    "ฟค": "พค",
    "ฟย": "พย",
    "มีย": "มิย",
    "มย": "มิย",
    "เมขย": "เมย",
}
_BY_LETTERS = {month.replace(".", ""): month for month in _MONTHS}
_TOKEN = re.compile(r"(?<![ก-๎.])เ?[ก-ฮ][ก-๎.]{1,5}\.(?![ก-๎])")


def month_of(token: str) -> str | None:
    """The abbreviated month that a word with points is, slips of OCR put right; None for none."""
    if not token.endswith("."):
        return None
    letters = _SLIPS.sub("", token).replace(".", "")
    return _BY_LETTERS.get(_LOOK_ALIKES.get(letters, letters))


def with_months(text: str) -> str:
    """`text` with the months that have a mark too many put right."""
    return _TOKEN.sub(_mended, text)


def _mended(found: re.Match[str]) -> str:
    token = found.group()
    # "ตค." may stand so on the paper.
    if token.replace(".", "") in _BY_LETTERS:
        return token
    return month_of(token) or token
