"""Scores in text and cells: 92.45, ๙๒.๔๕ คะแนน, ร้อยละ 92.45, between 0 and 100.

Imports text only.
"""

import re

from itasearch.text.thai.normalize import arabic_digits

_SCORE = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:\.\d{1,3})?)(?![\d,]|\.\d)\s*(?P<unit>คะแนน|%|เปอร์เซ็นต์)?"
)
_WHOLE = re.compile(
    r"^\W*(?:ร้อยละ\s*)?(?P<number>\d{1,3}(?:\.\d+)?)\s*(?:คะแนน|%)?\s*\(?(?:AA|[A-F])?\W*$"
)
_HUNDRED = 100.0


def cell_score(text: str) -> float | None:
    """The score that a cell holds and nothing else; None for other text or beyond 0–100."""
    match = _WHOLE.match(arabic_digits(text.strip()[:40]))
    value = float(match["number"]) if match else None
    return round(value, 4) if value is not None and value <= _HUNDRED else None


def scores_in(text: str) -> list[tuple[int, float]]:
    """(offset, score) of the likely scores in a sentence: with decimals, unit or after ร้อยละ."""
    digits = arabic_digits(text)
    found = []
    for match in _SCORE.finditer(digits):
        value = float(match["number"])
        before = digits[max(0, match.start() - 12) : match.start()]
        said = (
            "." in match["number"]
            or match["unit"]
            or re.search(r"ร้อยละ\s*$|คะแนน\s*[:=]?\s*$", before)
        )
        if said and value <= _HUNDRED:
            found.append((match.start("number"), round(value, 4)))
    return found
