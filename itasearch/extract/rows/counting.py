"""Numbers of measures that an OCR misread: 1, 2, 5, 4 is 1, 2, 3, 4.

A number is put right only where both of its neighbours say so and the rest counts up one by
one. Imports its neighbours.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from itasearch.extract.cover.readings import Readings
from itasearch.extract.extracted import ExtractedMeasure

_MOSTLY = 0.8
_UNREAD = re.compile(r"^[^\s.)]{1,3}\s?[.)]\s*(?=\S)")
"""What is left of a number that was read as no number: "g. จัดทำ"."""


def counted_anew(
    drafts: Sequence[ExtractedMeasure], readings: Readings
) -> tuple[tuple[ExtractedMeasure, ...], int]:
    """Drafts with the numbers that both neighbours contradict put right, and how many."""
    numbers = [_number(draft) for draft in drafts]
    mended = list(drafts)
    count = 0
    for index in range(1, len(drafts) - 1):
        before, after = numbers[index - 1], numbers[index + 1]
        if before is None or after != before + 2 or numbers[index] == before + 1:
            continue
        if readings.is_ocr(drafts[index].place):
            mended[index] = _renumbered(drafts[index], before + 1)
            count += 1
    return (tuple(mended), count) if count and _counts_up(mended) else (tuple(drafts), 0)


def _counts_up(drafts: Sequence[ExtractedMeasure]) -> bool:
    """Whether nearly all numbers are one more than the one before."""
    numbers = [_number(draft) for draft in drafts]
    steps = [a is not None and b == a + 1 for a, b in pairwise(numbers)]
    return sum(steps) >= _MOSTLY * len(steps)


def _number(draft: ExtractedMeasure) -> int | None:
    return int(draft.number) if draft.number and draft.number.isdecimal() else None


def _renumbered(draft: ExtractedMeasure, number: int) -> ExtractedMeasure:
    title = draft.title if draft.number else _UNREAD.sub("", draft.title)
    return replace(draft, number=str(number), title=title)
