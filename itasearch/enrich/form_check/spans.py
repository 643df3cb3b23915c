"""Words of a text that are a part of the form: when, who, how, and how it is followed up.

Deadlines in days ("ภายใน ๗ วัน") are a service's, a year alone is a law's or a paper's; an
office that is informed or owns a place has no task in it. Few tables have a column for
follow-up, so it is found in steps, results or a timeframe: "รายงานผลต่อผู้บริหารทุก ๖ เดือน".
A channel to report corruption, minutes (รายงานการประชุม) and a public that follows the news
are no follow-up. Words come from domain/data/form_words.toml.
"""

import re
from collections.abc import Iterator

from itasearch.domain.word_lists import word_pattern
from itasearch.text.dates.marks import TimeMark, Unit, YearScope, compact, read_marks
from itasearch.text.thai.stretches import joined
from itasearch.text.thai.view import View

_ROUND = (
    r"(?:(?:ทุก|ราย|แต่ละ)(?:ๆ)?(?:สิ้น|ต้น|รอบ)?\d{0,2}(?:หก|สาม|สอง)?"
    r"(?:เดือน|ไตรมาส|ปี|สัปดาห์|วันที่|วัน|ครึ่งปี|ครั้ง)"
    r"|(?:เดือน|ไตรมาส|ปี|สัปดาห์)ละ|รอบ(?:ที่)?\d+(?:เดือน)?|ครึ่งปี|ประจำ(?:ทุก)?(?:เดือน|ไตรมาส)"
    r"|ภายใน(?:วันที่)?\d+)"
)
_NEARBY = r"(?:(?!\d[.)])[^\n]){0,45}?"  # letters of the same item

_TO = (
    r"(?:(?:ต่อ|ให้|เสนอ|แก่|ถึง|ผ่าน|แด่|ใน(?=ที่ประชุม|การประชุม|ระบบ))"
    r"(?:การประชุม|ระบบ)?(?:ของ)?(?:สำนักงาน)?)"
)
_SUPERIOR = "(?!<form_words.no_superiors>)(?:<form_words.superiors>)"
_REPORT = "(?:จัดทำ|ทำ)?(?:สรุป)?รายงาน(?!(?:สรุป)?(?:<form_words.papers>))"
_REPORTED = "(?:<form_words.reported>)"
_NO_FIGURES = "(?!<form_words.published>)"
_WHAT = r"(?:สรุป|(?:รวบรวม|นำ)(?=[^\n]{0,12}(?:ผล|ข้อทัก|ข้อบก|ข้อมูล|ข้อสัง|สถิติ|ปัญหา|รายงาน|เรื่อง)))"
_NO_APPROVAL = r"(?![^\n]{0,25}?(?:ลงนาม|อนุมัติ|เห็นชอบ|แต่งตั้ง|ประกาศใช้))"
"""What is submitted to be signed has not been done yet."""

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

# What makes a phrase void when it precedes.
_NEGATED = "(?:<form_words.negations>)(?:การ|ให้มีการ)?$"
_NOT_OWN_REPORT = (
    rf"{_NEGATED}|(?<!สำห)(?:<form_words.of_others>)(?:การ|แบบ|และ)?$"
    "|(?:<form_words.public>)(?:ต้อง|ให้)?$"
)
_JOINING = r"(?:(?!ทราบ|รับรู้|เผยแพร่|\d[.)])[^\n•;–-]){0,20}?"
"""Letters between the public and what it follows for itself."""

_NOT_OWN_FOLLOWING = (
    rf"{_NEGATED}|(?<!สำห)(?:<form_words.of_others>)$|(?:<form_words.public>){_JOINING}$"
)

_RULES = tuple(
    (word_pattern(pattern, re.IGNORECASE), word_pattern(void))
    for pattern, void in (
        # Reported to superiors, or at intervals.
        (
            f"{_REPORT}(?:(?:{_REPORTED}{_NEARBY})?|{_NEARBY}{_TO}){_SUPERIOR}{_NO_APPROVAL}",
            _NOT_OWN_REPORT,
        ),
        (
            f"{_WHAT}{_NEARBY}(?:เสนอ|ต่อ|แจ้ง|เข้า|ใน(?=ที่ประชุม)){_TO}?{_SUPERIOR}{_NO_APPROVAL}",
            _NOT_OWN_REPORT,
        ),
        (
            f"(?:แจ้ง|เสนอ)(?:ผล|ความก้าวหน้า|ความคืบหน้า|รายงาน){_NEARBY}{_TO}{_SUPERIOR}",
            _NOT_OWN_REPORT,
        ),
        (f"(?:เสนอ|แจ้ง){_TO}?{_SUPERIOR}(?:เพื่อ)?(?:รับ)?ทราบ", _NOT_OWN_REPORT),
        (f"{_REPORT}{_NO_FIGURES}{_REPORTED}", _NOT_OWN_REPORT),
        (f"{_REPORT}{_NO_FIGURES}{_NEARBY}{_ROUND}", _NOT_OWN_REPORT),
        (f"{_ROUND}(?:ให้|และ|มีการ|[,/:])*{_REPORT}", _NEGATED),
        (f"สรุป{_NO_FIGURES}(?:<form_words.summed>){_NEARBY}{_ROUND}", _NOT_OWN_REPORT),
        ("สรุปผล(?:การดำเนิน|การปฏิบัติ|โครงการ|มาตรการ|กิจกรรม)", _NEGATED),
        # Supervised, or followed up.
        (
            f"(?:<form_words.auditors>){_NEARBY}(?:สุ่มตรวจ|ตรวจ(?!รับ|สอบภายใน){_NEARBY}{_ROUND})",
            _NEGATED,
        ),
        (_SUPERVISION, _NEGATED),
        (f"{_SUPERIOR}(?:มีการ|ได้|เป็นผู้)?(?:กำกับ)?ติดตาม", _NEGATED),
        ("ติดตาม(?:และ|[,/])?(?:<form_words.followed>)", _NOT_OWN_FOLLOWING),
        ("ประเมินผล(?:สำเร็จ|สัมฤทธิ์)?(?:ของ)?(?:การดำเนิน|โครงการ|มาตรการ|กิจกรรม|แผน)", _NEGATED),
        ("ทบทวน(?:และประเมิน)?ผลการ(?:ดำเนิน|ปฏิบัติ)", _NEGATED),
        (_ENGLISH, r"\b(?:no|not|without)\s(?:\w+\s)?$"),
    )
)
"""Patterns of follow-up, each with what makes it void when it precedes."""

_LETTERS_BEFORE = 40  # letters before a phrase that are searched for what makes it void

_LINE = re.compile(r"[^\n]+")
_STRETCH = re.compile(r"[^\n]{1,600}")
"""Lines, the longest cut: reading times is quadratic in a text's length."""
_LIST_MARK = r"(?:^|\n|[;,]|(?<=\))|(?<=\d\.))[-–•●*\d.()]{0,12}"
_LISTED = re.compile(r"(?:[•●]|\(?\d{1,2}[.)])(?=[^\d\s])")
_HOW = re.compile(r"โดย(?:การ|จัด|ให้|ใช้|ออก|ทำ|แต่ง|เปิด|กำหนด|ประชุม|มี|นำ|ส่ง|ปิด|ติด)[^\n]{8,}")
_UP_TO = re.compile(r"(?:ภายใน|ตั้งแต่|ตลอด|ระหว่าง|ช่วง|สิ้น|ใน|ทุก|เดือน|วันที่|\d)+$")
_SHORTEST_ITEM = 4  # letters of an item that is more than a number

_recurring = word_pattern("<form_words.times>")
_year_by = word_pattern("(?:<form_words.year_by>)$")
_doers = word_pattern(
    rf"(?:{_LIST_MARK}|(?:<form_words.giving>)[:/]?)(?P<unit><form_words.units>)"
    r"(?!(?:[^\n]{0,12})(?:<form_words.not_doing>))"
)
"""A unit at the beginning of an item, or one that is given the work."""


def follow_up_spans(view: View) -> list[tuple[int, int]]:
    """[start, end) of words about follow-up in an `unspaced_view`, in order and apart."""
    found = (
        match.span()
        for pattern, void in _RULES
        for match in pattern().finditer(view.text)
        if not void().search(view.text[max(0, match.start() - _LETTERS_BEFORE) : match.start()])
    )
    return joined(found, least_common=1)


def timeframe_spans(view: View) -> Iterator[tuple[int, int]]:
    """[start, end) in the text of an `unspaced_view` of words about when something is done.

    When a report is due is no timeframe of the measure.
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
