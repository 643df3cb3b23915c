"""Ruled tables in a straight picture of a page: its rules by morphology.

A rule is a run of ink longer than any letter, or several on one line with small gaps.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from itasearch.readers.layout.page import Grid, Rule
from itasearch.readers.layout.ruled_tables import RuleLine, find_grids
from itasearch.readers.scan.clean import Picture

# In heights of a letter.
_LEAST_RUN = 2.2  # of ink, to be part of a rule
_END_REACH = 1.2  # from a rule's end to the rule that it meets
_SHORT_END_REACH = 0.5  # of rules so short that strokes of letters are nearly as long
_SHORT_RULE = 4.0  # below it _SHORT_END_REACH holds; by hand
_LONG_RULE = 8.0  # so long it need not end at others on both ends
_THICKEST = 0.6  # of a rule, on average over its length; by hand


# In pixels.
_RULE_BAND = 7  # deviation of a rule's ink from its middle
_THICKEST_HAIRLINE = 7  # thicker ones are ink
_HAIRLINE_BLUR = 2.0  # along the run

_LEAST_HAIRLINE_CONTRAST = 45  # grey levels, after the blur
_LETTERS_BESIDE = 0.25  # share of a run's length: so much ink beside it is letters
_DOUBLE_RULE = 0.85  # share of a run's length: so much ink is a second rule
_MOST_RUNS = 1_500  # more than any page has rules: a pattern or noise


def ruled_page(
    even: Picture, ink: Picture, *, letter: float
) -> tuple[tuple[Rule, ...], tuple[Grid, ...], Picture]:
    """The rules of a straight page, the tables that they form, and their pixels: 1 there, else 0.

    `even`: the page, evenly lit: hairlines are fainter than letters; `ink`: 1 where there is ink;
    `letter`: usual height of a letter in pixels.
    """
    height, width = ink.shape
    across, level_runs = _lines(even, ink, letter=letter)
    down, vertical_runs = _lines(
        np.ascontiguousarray(even.T), np.ascontiguousarray(ink.T), letter=letter
    )
    before = 0
    while before != (before := len(across) + len(down)):
        across = [line for line in across if _is_rule(line, down, letter)]
        down = [line for line in down if _is_rule(line, across, letter)]
    rules = [Rule(start=(line.first, line.at), end=(line.last, line.at)) for line in across]
    rules += [Rule(start=(line.at, line.first), end=(line.at, line.last)) for line in down]
    grids = find_grids(rules, width=float(width), height=float(height))
    pixels = _along(level_runs, across) | _along(vertical_runs, down).T
    return tuple(rules), grids, np.asarray(pixels, np.uint8)


def _along(runs: Picture, lines: Sequence[RuleLine]) -> Picture:
    """Of the runs of ink those that belong to `lines`; strokes of bold letters are runs, too."""
    near = np.zeros_like(runs)
    for line in lines:
        top, bottom = round(line.at) - _RULE_BAND, round(line.at) + _RULE_BAND + 1
        near[max(0, top) : bottom, round(line.first) : round(line.last) + 1] = 1
    return np.asarray(runs & near, np.uint8)


def _lines(even: Picture, ink: Picture, *, letter: float) -> tuple[list[RuleLine], Picture]:
    import cv2

    run = max(12, round(_LEAST_RUN * letter))
    gap = max(3, round(letter * 0.25))
    seen = np.asarray(_hairlines(even) | ink, np.uint8)
    closed = cv2.morphologyEx(seen, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    # A rule that is not quite level steps from row to row.
    thick = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(runs, np.uint8))
    thickest = max(8.0, _THICKEST * letter)
    is_line = stats[:, cv2.CC_STAT_AREA] <= stats[:, cv2.CC_STAT_WIDTH] * thickest
    is_line &= stats[:, cv2.CC_STAT_HEIGHT] <= np.maximum(
        2 * thickest, 0.012 * stats[:, cv2.CC_STAT_WIDTH] + thickest
    )
    is_line[0] = False
    if is_line.sum() > _MOST_RUNS:
        return [], np.zeros_like(ink)
    for number in np.flatnonzero(is_line).tolist():
        is_line[number] = _is_free(ink, stats[number])
    lines = [
        RuleLine(top + tall / 2, float(left), float(left + long))
        for left, top, long, tall, _area in stats[is_line].astype(float).tolist()
    ]
    return lines, np.asarray(is_line[labels], np.uint8)


def _hairlines(even: Picture) -> Picture:
    """Level strokes so thin that the scanner left them grey: 1 there, else 0."""
    import cv2

    # Vertical strokes of letters are taller than the kernel, and drop out.
    thin = cv2.morphologyEx(even, cv2.MORPH_BLACKHAT, np.ones((_THICKEST_HAIRLINE, 1), np.uint8))
    smooth = cv2.GaussianBlur(thin, (0, 0), sigmaX=_HAIRLINE_BLUR, sigmaY=0.5)
    return np.asarray(smooth > _LEAST_HAIRLINE_CONTRAST, np.uint8)


def _is_free(ink: Picture, box: NDArray[np.int32]) -> bool:
    """Whether a run is no row of letters' tops, which have strokes below."""
    left, top, long, tall, _area = (int(value) for value in box)
    for first in (top - 4, top + tall + 1):
        beside = ink[max(0, first) : max(0, first + 3), left : left + long]
        if beside.size and _LETTERS_BESIDE < float(beside.any(axis=0).mean()) < _DOUBLE_RULE:
            return False
    return True


def _is_rule(line: RuleLine, others: Sequence[RuleLine], letter: float) -> bool:
    """Whether it ends at others, or is long and meets one."""
    reach = (_END_REACH if line.length >= _SHORT_RULE * letter else _SHORT_END_REACH) * letter
    met = [
        other.at
        for other in others
        if line.first - reach <= other.at <= line.last + reach
        and other.first - reach <= line.at <= other.last + reach
    ]
    ends = sum(any(abs(at - end) <= reach for at in met) for end in (line.first, line.last))
    return ends == 2 or (bool(met) and line.length >= _LONG_RULE * letter)
