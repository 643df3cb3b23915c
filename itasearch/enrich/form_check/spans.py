"""Words of a text that are a part of the form: when, who, how, and how it is followed up.

Deadlines in days ("ภายใน ๗ วัน") are a service's, a year alone is a law's or a paper's; an
office that is informed or owns a place has no task in it. Few tables have a column for
follow-up, so it is found in steps, results or a timeframe: "รายงานผลต่อผู้บริหารทุก ๖ เดือน".
A channel to report corruption, minutes (รายงานการประชุม) and a public that follows the news
are no follow-up. Words come from domain/data/form_rules.toml.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from itasearch.domain.form_rules import form_words
from itasearch.text.dates.marks import TimeMark, Unit, YearScope, compact, read_marks
from itasearch.text.thai.view import View

_GROUP = "follow_up"
_ROUND = (
    r"(?:(?:ทุก|ราย|แต่ละ)(?:ๆ)?(?:สิ้น|ต้น|รอบ)?\d{0,2}(?:หก|สาม|สอง)?"
    r"(?:เดือน|ไตรมาส|ปี|สัปดาห์|วันที่|วัน|ครึ่งปี|ครั้ง)"
    r"|(?:เดือน|ไตรมาส|ปี|สัปดาห์)ละ|รอบ(?:ที่)?\d+(?:เดือน)?|ครึ่งปี|ประจำ(?:ทุก)?(?:เดือน|ไตรมาส)"
    r"|ภายใน(?:วันที่)?\d+)"
)
_NEARBY = r"(?:(?!\d[.)])[^\n]){0,45}?"
"""Letters of the same item."""

_TO = (
    r"(?:(?:ต่อ|ให้|เสนอ|แก่|ถึง|ผ่าน|แด่|ใน(?=ที่ประชุม|การประชุม|ระบบ))"
    r"(?:การประชุม|ระบบ)?(?:ของ)?(?:สำนักงาน)?)"
)
_JOINING = r"(?:(?!ทราบ|รับรู้|เผยแพร่|\d[.)])[^\n•;–-]){0,20}?"
"""Letters between the public and what it follows for itself."""

_WHAT = r"(?:สรุป|(?:รวบรวม|นำ)(?=[^\n]{0,12}(?:ผล|ข้อทัก|ข้อบก|ข้อมูล|ข้อสัง|สถิติ|ปัญหา|รายงาน|เรื่อง)))"
_NO_APPROVAL = r"(?![^\n]{0,25}?(?:ลงนาม|อนุมัติ|เห็นชอบ|แต่งตั้ง|ประกาศใช้))"
"""What is submitted to be signed has not been done yet."""

_LETTERS_BEFORE = 40
"""Letters before a phrase that are searched for what makes it void."""


def follow_up_spans(view: View) -> list[tuple[int, int]]:
    """[start, end) of words about follow-up in `view.text`, in order and apart.

    Args:
        view: without blanks, see text.thai.view.unspaced_view.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted(_found(view.text)):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def _found(text: str) -> Iterator[tuple[int, int]]:
    for pattern, void in _rules():
        for match in pattern.finditer(text):
            if not void.search(text[max(0, match.start() - _LETTERS_BEFORE) : match.start()]):
                yield match.span()


@cache
def _rules() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Patterns, each with what makes it void when it precedes."""
    return tuple(
        (re.compile(pattern, re.IGNORECASE), re.compile(void))
        for pattern, void in (*_reporting(), *_following())
    )


def _reporting() -> Iterator[tuple[str, str]]:
    """What is reported to superiors, or at intervals."""
    to, objects = _superior(), _any("told")
    report = f"(?:จัดทำ|ทำ)?(?:สรุป)?รายงาน(?!(?:สรุป)?{_any('papers')})"
    no_figures = f"(?!{_any('published')})"
    negated = _negated()
    void = rf"{negated}|(?<!สำห){_any('others')}(?:การ|แบบ|และ)?$|{_any('public')}(?:ต้อง|ให้)?$"
    yield f"{report}(?:(?:{objects}{_NEARBY})?|{_NEARBY}{_TO}){to}{_NO_APPROVAL}", void
    yield f"{_WHAT}{_NEARBY}(?:เสนอ|ต่อ|แจ้ง|เข้า|ใน(?=ที่ประชุม)){_TO}?{to}{_NO_APPROVAL}", void
    yield f"(?:แจ้ง|เสนอ)(?:ผล|ความก้าวหน้า|ความคืบหน้า|รายงาน){_NEARBY}{_TO}{to}", void
    yield f"(?:เสนอ|แจ้ง){_TO}?{to}(?:เพื่อ)?(?:รับ)?ทราบ", void
    yield f"{report}{no_figures}{objects}", void
    yield f"{report}{no_figures}{_NEARBY}{_ROUND}", void
    yield f"{_ROUND}(?:ให้|และ|มีการ|[,/:])*{report}", negated
    yield f"สรุป{no_figures}{_any('summed')}{_NEARBY}{_ROUND}", void
    yield r"สรุปผล(?:การดำเนิน|การปฏิบัติ|โครงการ|มาตรการ|กิจกรรม)", negated


def _following() -> Iterator[tuple[str, str]]:
    """What is supervised, or followed up."""
    negated = _negated()
    watched = rf"{negated}|(?<!สำห){_any('others')}$|{_any('public')}{_JOINING}$"
    by_rounds = f"ตรวจ(?!รับ|สอบภายใน){_NEARBY}{_ROUND}"
    yield f"{_any('auditors')}{_NEARBY}(?:สุ่มตรวจ|{by_rounds})", negated
    yield _SUPERVISION, negated
    yield f"{_superior()}(?:มีการ|ได้|เป็นผู้)?(?:กำกับ)?ติดตาม", negated
    yield f"ติดตาม(?:และ|[,/])?{_any('followed')}", watched
    yield r"ประเมินผล(?:สำเร็จ|สัมฤทธิ์)?(?:ของ)?(?:การดำเนิน|โครงการ|มาตรการ|กิจกรรม|แผน)", negated
    yield r"ทบทวน(?:และประเมิน)?ผลการ(?:ดำเนิน|ปฏิบัติ)", negated
    yield _ENGLISH, r"\b(?:no|not|without)\s(?:\w+\s)?$"


_SUPERVISION = (
    r"(?:ควบคุม(?:[,/]|และ)?)?กำกับ(?:(?:[,/]|และ)?ดูแล)?(?:[,/]|และ)*(?:ติดตาม|ตรวจสอบ)"
    r"|ติดตาม(?:และ|[,/])?(?:การ)?กำกับ|ควบคุมกำกับ|ตรวจ(?:สอบ)?(?:และ|[,/])?ติดตาม"
    r"|กำกับ(?:ดูแล)?(?:ให้|เจ้าหน้าที่|พนักงาน|ผู้ปฏิบัติ|ผู้ใต้|การ(?:ดำเนิน|ปฏิบัติ|ทำงาน|ใช้))"
)
_ENGLISH = (
    r"\breport(?:s|ed|ing)?\b[^\n.]{0,40}\b(?:mayor|executives?|council|clerk|committee|board|"
    r"director|chief|management)\b|\bprogress reports?\b|\breport(?:s|ed|ing)? "
    r"(?:the |its |their )?(?:results?|progress)\b|"
    r"\bmonitor(?:ing|ed|s)? (?:and evaluat\w+|progress|(?:the )?implementation|results)|"
    r"\bfollow(?:ed|ing|s)?[- ]up\b(?! (?:calls?|patients?))"
)


def _superior() -> str:
    return f"(?!{_any('no_superiors')}){_any('superiors')}"


def _negated() -> str:
    return f"{_any('not')}(?:การ|ให้มีการ)?$"


def _any(name: str) -> str:
    """Any word of a list of the rules, the longest first."""
    return _any_of(form_words(_GROUP, name))


_LINE = re.compile(r"[^\n]+")
_STRETCH = re.compile(r"[^\n]{1,600}")
"""Lines, the longest cut: reading times is quadratic in a text's length."""
_LIST_MARK = r"(?:^|\n|[;,]|(?<=\))|(?<=\d\.))[-–•●*\d.()]{0,12}"
_LISTED = re.compile(r"(?:[•●]|\(?\d{1,2}[.)])(?=[^\d\s])")
_HOW = re.compile(r"โดย(?:การ|จัด|ให้|ใช้|ออก|ทำ|แต่ง|เปิด|กำหนด|ประชุม|มี|นำ|ส่ง|ปิด|ติด)[^\n]{8,}")
_UP_TO = re.compile(r"(?:ภายใน|ตั้งแต่|ตลอด|ระหว่าง|ช่วง|สิ้น|ใน|ทุก|เดือน|วันที่|\d)+$")
_SHORTEST_ITEM = 4
"""Letters of an item that is more than a number."""


def timeframe_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in `view.text` of words about when something is done.

    When a report is due is no timeframe of the measure.

    Args:
        view: without blanks, see text.thai.view.unspaced_view.
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
    """[start, end) in `view.text`, a title, of how it is done: items of a list, or "โดย…"."""
    lines = [line for line in _LINE.finditer(view.text) if len(line.group()) >= _SHORTEST_ITEM]
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
        marks = [mark for mark in read_marks(low) if _is_timeframe(low, mark)]
        if marks:
            before = _UP_TO.search(low[: marks[0].start])
            yield before.start() if before else marks[0].start, marks[-1].end
    for match in _recurring().finditer(line):
        yield match.span()


def _is_timeframe(line: str, mark: TimeMark) -> bool:
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
    not_a_doer = _any_of(form_words("responsible", "told"))
    return re.compile(
        rf"(?:{_LIST_MARK}|{given}[:/]?)(?P<unit>{units})(?!(?:[^\n]{{0,12}}){not_a_doer})"
    )


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(one) for one in sorted(words, key=len, reverse=True))})"
