"""Columns that hold when a measure is done and who does it in one cell: "ระยะเวลา / ผู้รับผิดชอบ"."""

import re
from functools import lru_cache

from itasearch.domain.headers import Field, header_matches
from itasearch.extract.cells import looks_like_time
from itasearch.extract.headers.columns import LEAST_SURE_SCORE

_CACHED_HEADERS = 512  # headers of which it is kept whether they name both: each row asks
_JOINED = re.compile(r"\s*(?:/|\n|,|และ|&)\s*")
_BETWEEN = re.compile(r"\s*(?:\n|/)\s*")
_BRACKETED = re.compile(r"(?P<before>[^()]+?)\s*\((?P<inside>[^()]+)\)\s*")


@lru_cache(maxsize=_CACHED_HEADERS)
def names_time_and_unit(header: str) -> bool:
    """Whether a column's header surely names both."""
    parts = (header_matches(part)[:1] for part in _JOINED.split(header) if part.strip())
    sure = {best.field for one in parts for best in one if best.score >= LEAST_SURE_SCORE}
    return {Field.TIMEFRAME, Field.RESPONSIBLE} <= sure


def split_time_and_unit(text: str) -> tuple[str, str]:
    """(when, who) of a cell that holds both, in either order; empty where that is not plain.

    Each has lines of its own or a side of a slash, or one is in brackets at the end.
    """
    found = [(text[: cut.start()], text[cut.end() :]) for cut in _BETWEEN.finditer(text)]
    if bracketed := _BRACKETED.fullmatch(text):
        found = [(bracketed["before"], bracketed["inside"])]
    for one, other in found:
        for time, unit in ((one, other), (other, one)):
            if looks_like_time(time) and not looks_like_time(unit):
                return time.strip(), unit.strip(" ()\n")
    return "", ""
