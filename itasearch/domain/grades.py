"""Grades of the ITA total, by fiscal year: letters up to FY 2566, words from FY 2567.

The bounds stand in grades.toml; what a report prints is taken as printed and never
computed from the total. Imports text and its neighbour entries.
"""

import re
from dataclasses import dataclass
from functools import cache

from itasearch.domain.entries import entries, text_of
from itasearch.text.normalize import normalize

_LETTER = re.compile(
    r"(?:ระดับ|เกรด|เกณฑ์|rating|grade)[^\n]{0,60}?(?<![A-Za-z])(?P<after>AA|[A-F])(?![A-Za-z+])"
    r"|^\W*(?:ระดับ)?\W*(?P<alone>AA|[A-F])\W*$",
    re.IGNORECASE,
)
_UPPER = re.compile(r"(?<![A-Za-z])(?:AA|[A-F])(?![A-Za-z+])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """A grade and the least total (0–100) that earns it."""

    name: str
    least: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeScheme:
    """The grades in force from a fiscal year on, best first, and the pass mark."""

    first_year_be: int
    pass_mark: float
    grades: tuple[Grade, ...]


@cache
def grade_schemes() -> tuple[GradeScheme, ...]:
    """All schemes, oldest first."""
    schemes = []
    for entry in entries("grades.toml", "scheme"):
        grades = entry["grade"]
        if not isinstance(grades, list):
            raise ValueError("grades.toml: a scheme has no grades")
        schemes.append(
            GradeScheme(
                first_year_be=int(str(entry["first_year"])),
                pass_mark=float(str(entry["pass_mark"])),
                grades=tuple(
                    Grade(name=text_of(grade, "name"), least=float(str(grade["least"])))
                    for grade in grades
                ),
            )
        )
    return tuple(schemes)


def grades_in(fiscal_year_be: int) -> GradeScheme:
    """The scheme in force in a fiscal year; the oldest one for earlier years."""
    known = [s for s in grade_schemes() if s.first_year_be <= fiscal_year_be]
    return known[-1] if known else grade_schemes()[0]


def read_grade(text: str) -> str | None:
    """The grade that `text` (a cell, or a sentence that says "ระดับ") prints, else None."""
    clean = normalize(text)
    match = _LETTER.search(clean)
    if match:
        letter = match["after"] or match["alone"]
        if letter.isupper() and _UPPER.search(clean):
            return letter
    words = [g.name for scheme in grade_schemes() for g in scheme.grades if len(g.name) > 2]
    packed = re.sub(r"\s+", "", clean)
    found = [word for word in words if re.search(rf"(?:^|ระดับ\W*|\W){word}(?:$|\W|โดย)", packed)]
    return max(found, key=len) if found else None
