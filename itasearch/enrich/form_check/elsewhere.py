"""Where parts of the form stand in a text that has no column for them: when, who, and how.

Deadlines in days ("ภายใน ๗ วัน") are a service's, a year alone is a law's or a paper's; an
office that is told or owns a room does nothing. Words come from domain/form_rules.toml.
Imports domain, text and its neighbour follow_up.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from itasearch.domain.form_rules import form_words
from itasearch.enrich.form_check.follow_up import follow_up_spans
from itasearch.text.dates.marks import TimeMark, Unit, YearScope, compact, read_marks
from itasearch.text.thai.view import View

_LINE = re.compile(r"[^\n]+")
_STRETCH = re.compile(r"[^\n]{1,600}")
"""Lines, the longest cut: reading times takes the square of a text's length."""
_LIST_MARK = r"(?:^|\n|[;,]|(?<=\))|(?<=\d\.))[-–•●*\d.()]{0,12}"
_LISTED = re.compile(r"(?:[•●]|\(?\d{1,2}[.)])(?=[^\d\s])")
_HOW = re.compile(r"โดย(?:การ|จัด|ให้|ใช้|ออก|ทำ|แต่ง|เปิด|กำหนด|ประชุม|มี|นำ|ส่ง|ปิด|ติด)[^\n]{8,}")
_UP_TO = re.compile(r"(?:ภายใน|ตั้งแต่|ตลอด|ระหว่าง|ช่วง|สิ้น|ใน|ทุก|เดือน|วันที่|\d)+$")
_LEAST_ITEM = 4
"""Letters of an item that is more than a number."""


def timeframe_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in `view.text` of words that tell when something is done.

    What tells when a report is due is no timeframe of the measure.

    Args:
        view: without blanks, see text.view.unspaced_view.
    """
    reporting = follow_up_spans(view)
    for line in _STRETCH.finditer(view.text):
        for start, end in _times(line.group()):
            span = (line.start() + start, line.start() + end)
            if not any(first < span[1] and span[0] < last for first, last in reporting):
                yield span


def responsible_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in `view.text` of offices and posts that have the work."""
    for match in _doers().finditer(view.text):
        yield match.span("unit")


def steps_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in `view.text`, a title, of what tells how: items of a list, or "โดย…"."""
    lines = [line for line in _LINE.finditer(view.text) if len(line.group()) >= _LEAST_ITEM]
    if len(lines) > 1:
        yield lines[1].start(), lines[-1].end()
    listed = [match.start() for match in _LISTED.finditer(view.text)]
    if len(listed) > 1:
        yield listed[0], len(view.text)
    for match in _HOW.finditer(view.text):
        yield match.span()


def _times(line: str) -> Iterator[tuple[int, int]]:
    """Spans in one line without blanks, in Arabic digits."""
    low = line.lower()
    if compact(low) == low:  # else letters changed their length, and places are not known
        marks = [mark for mark in read_marks(low) if _tells_when(low, mark)]
        if marks:
            before = _UP_TO.search(low[: marks[0].start])
            yield before.start() if before else marks[0].start, marks[-1].end
    for match in _recurring().finditer(line):
        yield match.span()


def _tells_when(line: str, mark: TimeMark) -> bool:
    if mark.unit is not Unit.YEAR:
        return True
    return mark.scope is YearScope.FISCAL and bool(_year_by().search(line[: mark.start]))


@cache
def _recurring() -> re.Pattern[str]:
    return re.compile(_any_of(form_words("timeframe", "telling")))


@cache
def _year_by() -> re.Pattern[str]:
    return re.compile(f"{_any_of(form_words('timeframe', 'year_by'))}$")


@cache
def _doers() -> re.Pattern[str]:
    """A unit at the beginning of an item, or one that is given the work."""
    units = _any_of(form_words("responsible", "units"))
    given = _any_of(form_words("responsible", "given"))
    told = _any_of(form_words("responsible", "told"))
    return re.compile(rf"(?:{_LIST_MARK}|{given}[:/]?)(?P<unit>{units})(?!(?:[^\n]{{0,12}}){told})")


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(one) for one in sorted(words, key=len, reverse=True))})"
