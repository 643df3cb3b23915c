"""Grades of the ITA total: letters up to FY 2566, words from FY 2567.

The grade of a report is taken as printed, never computed from the total. Data: grades.toml.
"""

import re
from dataclasses import dataclass
from functools import cache

from itasearch.domain.loader import records
from itasearch.text.thai.normalize import normalize

_LETTER = re.compile(
    r"(?:ระดับ|เกรด|เกณฑ์|rating|grade)[^\n]{0,60}?(?<![A-Za-z])(?P<after>AA|[A-F])(?![A-Za-z+])"
    r"|^\W*(?:ระดับ)?\W*(?P<alone>AA|[A-F])\W*$",
    re.IGNORECASE,
)
_UPPER = re.compile(r"(?<![A-Za-z])(?:AA|[A-F])(?![A-Za-z+])")


@dataclass(frozen=True, slots=True)
class GradeWord:
    """A grade in words, as reports print it and in English."""

    thai: str
    english: str


@dataclass(frozen=True, slots=True)
class PassingGrade:
    """A grade that passes, and the least total (0–100) that it takes."""

    word: str
    least: int


@cache
def grade_words() -> tuple[GradeWord, ...]:
    """The grades since FY 2567, best first."""
    return records("grades.toml", "words", GradeWord)


@cache
def passing_grades() -> tuple[PassingGrade, ...]:
    """The grades that pass, best first."""
    return records("grades.toml", "passed", PassingGrade)


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
        for word in (one.thai for one in grade_words())
        if re.search(rf"(?:^|ระดับ\W*|\W){word}(?:$|\W|โดย)", packed)
        or re.search(rf"ระดับ\W*{word}\s", clean)
    ]
    return max(found, key=len) if found else None
