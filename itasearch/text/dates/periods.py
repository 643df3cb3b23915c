"""Texts that name a quarter, half-year, month or year: "ไตรมาส ๑", "รอบ ๖ เดือน (ต.ค. - มี.ค.)".

Such a text names no field when it is a header: it distinguishes columns of one field.
"""

import re

from itasearch.text.dates.months import MONTH
from itasearch.text.short_texts import kept_for_short_texts
from itasearch.text.thai.normalize import arabic_digits, squash

_CACHED_TEXTS = 4_096  # short texts whose period is kept: towns use the same headers

_YEAR = r"(?:ปี\s*(?:งบประมาณ)?\s*)?(?:พ\.?\s?ศ\.?\s*)?\b25\d\d\b"
_ORDINAL = "แรก|หนึ่ง|สอง|สาม|สี่|สุดท้าย"
_SURE = (
    rf"{MONTH}|(?:ไตรมาส|รอบ|ครั้ง|ระยะ)\s*(?:ที่)?\s*(?:\d|{_ORDINAL})|ครึ่งปี"
    rf"|\d+\s*เดือน|{_YEAR}|\bq\s?[1-4]\b"
)
_TOKEN = (
    rf"{_SURE}|ไตรมาส|ที่|รอบ|ครั้ง|ประจำ|เดือน|แรก|หลัง|ระหว่าง|ตั้งแต่|ถึง|สะสม"
    r"|ปีงบประมาณ|ปี|พ\.?\s?ศ\.?|\d+|[-–—/().,:\s]"
)
# Possessive: a long row of digits must not be tried in every way of cutting it.
_RUN = re.compile(f"(?:{_TOKEN})++", re.IGNORECASE)
_SURE_PERIOD = re.compile(_SURE, re.IGNORECASE)
_PURE_YEAR = re.compile(rf"\W*{_YEAR}\W*")


@kept_for_short_texts(_CACHED_TEXTS)
def is_period(text: str) -> bool:
    """Whether `text` names a quarter, half-year, month or year and nothing else."""
    digits = arabic_digits(text.strip())
    return bool(_RUN.fullmatch(digits) and _SURE_PERIOD.search(digits))


def is_year(text: str) -> bool:
    """Whether `text` is a year and nothing else."""
    return bool(_PURE_YEAR.fullmatch(arabic_digits(text.strip())))


@kept_for_short_texts(_CACHED_TEXTS)
def may_be_period(text: str) -> bool:
    """Whether `text` mentions a period at all, even among other words; a cheap test."""
    key = arabic_digits(squash(text))
    return bool(re.search(r"ไตรมาส|เดือน|^รอบ|^ครั้งที่|25\d\d", key)) or is_period(text)


@kept_for_short_texts(_CACHED_TEXTS)
def without_period(text: str) -> str:
    """`text` without the periods it names."""
    digits = arabic_digits(text)
    rest, end = "", 0
    for run in _RUN.finditer(digits):
        if _SURE_PERIOD.search(run[0]):
            rest, end = f"{rest}{text[end : run.start()]} ", run.end()
    return f"{rest}{text[end:]}".strip()


@kept_for_short_texts(_CACHED_TEXTS)
def period_in(text: str) -> str:
    """The first period that `text` names, as written; a bare year in Arabic digits; else ""."""
    digits = arabic_digits(text)
    run = next((run for run in _RUN.finditer(digits) if _SURE_PERIOD.search(run[0])), None)
    if run is None:
        return ""
    year = re.search(r"25\d\d", run[0])
    if year and _PURE_YEAR.fullmatch(run[0]):
        return year[0]
    return _unbracketed(text[run.start() : run.end()].strip(" \n:,/-–—"))


def period_of(parts: list[str]) -> str:
    """What the last of a column's header texts names, with the year that one above adds."""
    named = next((part for part in reversed(parts) if period_in(part)), "")
    period = period_in(named)
    years = [period_in(part) for part in parts if part is not named and is_year(part)]
    dated = re.search(r"25\d\d|[.ม]\s?\d\d\b", arabic_digits(period))
    return f"{period} {years[0]}" if years and not dated else period


def _unbracketed(text: str) -> str:
    inner = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    return inner.strip() if inner.count("(") == inner.count(")") else text.strip("() ")
