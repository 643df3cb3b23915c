"""Grades of the ITA total: letters up to FY 2566, words from FY 2567.

A grade is taken as printed, never computed from the total. Data: grades.toml.
"""

import re

from itasearch.domain.loader import records
from itasearch.text.thai.normalize import normalize

_LETTER = re.compile(
    r"(?:ระดับ|เกรด|เกณฑ์|rating|grade)[^\n]{0,60}?(?<![A-Za-z])(?P<after>AA|[A-F])(?![A-Za-z+])"
    r"|^\W*(?:ระดับ)?\W*(?P<alone>AA|[A-F])\W*$",
    re.IGNORECASE,
)
_UPPER = re.compile(r"(?<![A-Za-z])(?:AA|[A-F])(?![A-Za-z+])")


def read_grade(text: str) -> str | None:
    """The grade that `text` (a cell, or a sentence that says "ระดับ") prints, else None."""
    clean = normalize(text)
    match = _LETTER.search(clean)
    if match:
        letter = match["after"] or match["alone"]
        if letter.isupper() and _UPPER.search(clean):
            return letter
    packed = re.sub(r"\s+", "", clean)
    found = [
        word
        for word in records("grades.toml", "words", str)
        if re.search(rf"(?:^|ระดับ\W*|\W){word}(?:$|\W|โดย)", packed)
        or re.search(rf"ระดับ\W*{word}\s", clean)
    ]
    return max(found, key=len) if found else None
