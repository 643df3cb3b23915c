"""Numbers of the source's orders, announcements and letters; a blank takes their place.

Meetings are numbered alike ("ครั้งที่ 1/2566") but their year moves; circulars of
ministries hold their place by a higher rank. Imports its neighbours and model.
"""

import re
from collections.abc import Iterator

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.model.template import ChangeKind
from itasearch.text.thai.view import View

_ORDER, _ANNOUNCEMENT, _LETTER = "«เลขที่คำสั่ง»", "«เลขที่ประกาศ»", "«เลขที่หนังสือ»"
_PAPER, _CONTRACT = "«เลขที่เอกสาร»", "«เลขที่สัญญา»"
_YEAR = r"(?:25[0-9]{2}|20[0-9]{2}|[4-9][0-9])"
_SLASHED = re.compile(
    rf"(?<!ครั้ง)(?:(?<=ที่)|(?<=ที่ )|(?<=ที่  )|(?<=คำสั่ง )|(?<=เลข )|(?<=No\. )|(?<=No\.))"
    rf"[0-9]{{1,5}}\s?/\s?{_YEAR}(?![0-9])"
)
_NAMED = re.compile(
    rf"(?P<paper>คำสั่ง|ประกาศ|สัญญา|บันทึกข้อความ|หนังสือ)(?P<between>(?:(?!\n|ครั้งที่|ไตรมาส|ฉบับที่|ตัวชี้วัด)[^0-9]){{0,80}}?)"
    rf"(?P<number>[0-9]{{1,5}}\s?/\s?{_YEAR})(?![0-9/])"
)
_LETTERED = re.compile(
    r"(?:(?<=ที่)|(?<=ที่ )|(?<=ที่  ))[ก-ฮ]{2}\s?[0-9]{4,6}(?:\.[0-9]+)*"
    r"(?:\s?/\s?(?:ว\s?)?(?:[0-9]+|-)|\s?ว\s?[0-9]+)?(?![0-9])"
)
_NO_ORDER_BEFORE = re.compile(
    r"(?:ครั้งที่|ไตรมาสที่|รอบที่|ตัวชี้วัดที่|ฉบับที่|บ้านเลขที่|หมู่ที่|สมัยที่|รุ่นที่|งวดที่|ภาค(?:เรียน|การศึกษา)?ที่)\s*$"
)
_WORDS = re.compile(r"คำสั่ง|ประกาศ|หนังสือ|สัญญา|บันทึกข้อความ")
_BLANKS = {"คำสั่ง": _ORDER, "ประกาศ": _ANNOUNCEMENT, "สัญญา": _CONTRACT}


def find_orders(view: View) -> Iterator[Finding]:
    """Numbers behind ที่ of orders, announcements, contracts and letters."""
    for match in _LETTERED.finditer(view.text):
        yield _blank(*match.span(), _LETTER)
    for match in _NAMED.finditer(view.text):
        if not _NO_ORDER_BEFORE.search(match["between"]) and "ที่" in match["between"][-12:]:
            yield _blank(*match.span("number"), _BLANKS.get(match["paper"], _LETTER))
    for match in _SLASHED.finditer(view.text):
        before = view.text[max(0, match.start() - 60) : match.start()]
        if not _NO_ORDER_BEFORE.search(before):
            yield _blank(*match.span(), _kind(before))


def _kind(before: str) -> str:
    named = _WORDS.findall(before)
    return _BLANKS.get(named[-1], _LETTER) if named else _PAPER


def _blank(start: int, end: int, new: str) -> Finding:
    return Finding(start=start, end=end, rank=Rank.ORDER, new=new, kind=ChangeKind.ORDER)
