"""Whether a document is a report of measures: what its titles and first lines say, and reasons.

A document is taken in if a table has a column of measures and one of steps, times, units or
results; if its titles announce measures on integrity and a list has three items or more; or if
records of two labels or more say so themselves. Of a document whose first lines call it something
else (a manual, a law, an order of appointment, minutes) only such a table counts. Everything else
is refused with a reason.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from itasearch.domain.headers import sure_header
from itasearch.domain.loader import Patterns, word_pattern
from itasearch.extract.cells import label_and_text
from itasearch.extract.extracted import (
    TITLE_LINES,
    Stream,
    TableSegment,
    TextBlockLine,
)
from itasearch.text.dates.fiscal_year import be_years
from itasearch.text.thai.normalize import squash, without_spaces
from itasearch.wording.messages import CHOOSE_REPORT, NO_MEASURES, NO_TEXT

_FIRST_LINES = 6  # lines of a document that say what it is; by hand
_TOPIC, _MEASURE = (word_pattern(f"<reading_words.{name}>") for name in ("integrity", "measures"))
_REGISTER = word_pattern(r"^\W*(?:<reading_words.registers>)")
FIRST_TITLES = 3  # title lines that say what a document is
_RESULT_TITLE = re.compile(
    "รายงานผล|ผลการดำเนิน|รายงานการดำเนินการ|รายงานการดำเนินงาน|สรุปผล(?!การ(?:วิเคราะห์|ประเมิน))"
)
_patterns = Patterns("reading_patterns")
_OTHER_DOCUMENT = (
    f"ไฟล์นี้เป็นเอกสารประเภทอื่น เช่น คู่มือ กฎหมาย คำสั่ง หรือรายงานการประชุม ไม่ใช่รายงานมาตรการ {CHOOSE_REPORT}"
)
_NO_BODY = (
    "ไม่มีตารางใดที่มีคอลัมน์มาตรการ พร้อมขั้นตอน ระยะเวลา ผู้รับผิดชอบ หรือผลการดำเนินการ "
    "โปรดตรวจสอบหัวคอลัมน์ของตาราง"
)
_NO_LIST = (
    "ชื่อเอกสารกล่าวถึงมาตรการ แต่บอกไม่ได้ว่าข้อความใดเป็นมาตรการใด "
    "โปรดทำเป็นตาราง หรือขึ้นบรรทัดใหม่ที่แต่ละหัวข้อ เช่น มาตรการ: ขั้นตอน: ผู้รับผิดชอบ:"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentSubject:
    """What a document says it is about."""

    announced: bool  #: its titles announce measures on integrity
    about: bool  #: its titles, or its records, are about measures or integrity
    is_other: bool = False  #: its first lines call it a document of another kind


def subject_of(
    lines: Iterable[TextBlockLine], titles: Sequence[str], *, reported: bool
) -> DocumentSubject:
    """The subject of a document, for its tables; `reported`: they state results."""
    announced = announces_measures(titles)
    is_register = any(_REGISTER().match(squash(title)) for title in titles[:FIRST_TITLES])
    return DocumentSubject(
        announced=announced,
        about=announced or (is_about_integrity(titles) and not is_register),
        is_other=is_other_document(lines, reported=reported),
    )


def refusal(stream: Stream, lines: Sequence[TextBlockLine]) -> str:
    """Why a document without measures is refused, and what to do."""
    segments = [item for item in stream if isinstance(item, TableSegment)]
    if not segments and not lines:
        return NO_TEXT
    if is_other_document(lines):
        return _OTHER_DOCUMENT
    if segments:
        return _NO_BODY
    is_announced = announces_measures(line.text for line in lines[:TITLE_LINES])
    return _NO_LIST if is_announced else NO_MEASURES


def is_other_document(lines: Iterable[TextBlockLine], *, reported: bool = False) -> bool:
    """Whether the first lines call the document a manual, a law, minutes, a plan of audits …

    `reported`: its tables state results, so a schedule is one of measures.
    """
    lines = [*lines]
    first = islice((line for line in lines if not line.linked), _FIRST_LINES)
    is_called = any(_patterns.other_document.match(squash(line.text)) for line in first)
    return is_called or _is_manual(lines, reported=reported)


def _is_manual(lines: Iterable[TextBlockLine], *, reported: bool) -> bool:
    """Whether the document's first lines call it a manual, a form or an assessment guide.

    Or a schedule of no measures, unless its tables state results (`reported`). Below a title with
    a year that announces measures, "คำชี้แจง" is a preface and a line with a label below a measure:
    "1. คู่มือสองภาษา", "ระยะเวลา : มกราคม 2568".
    """
    unlinked = [line for line in lines if not line.linked]
    own = [line.text for line in unlinked]
    ranks = [line.rank or math.inf for line in unlinked]
    top = ranks.index(min(ranks)) if ranks else 0
    # Above the heading of a page there is its menu: "แบบสำรวจ".
    begin = top - 1 if announces_measures(own[top : top + 1]) else 0
    for index, text in enumerate(own[:_FIRST_LINES]):
        key = squash(text) if index >= begin else ""
        if _patterns.manual.match(key) or (not reported and _patterns.calendar.match(key)):
            above, below = own[:index], own[index + 1 : index + 2]
            titled = announces_measures(above) and any(map(be_years, above))
            labelled = any(label_and_text(line) or sure_header(line) for line in below)
            if not (titled and (labelled or key == "คำชี้แจง")):
                return True
    return False


def is_about_integrity(texts: Iterable[str]) -> bool:
    """Whether texts name ITA, integrity, transparency or corruption at all."""
    return any(_TOPIC().search(squash(text[:2000])) for text in texts)


def names_measures(texts: Iterable[str]) -> bool:
    """Whether texts name measures or guidelines, of whatever subject."""
    return any(_MEASURE().search(squash(text[:600])) for text in texts)


def announces_measures(texts: Iterable[str]) -> bool:
    """Whether title lines announce measures or guidelines on integrity."""
    starts = [text[:600] for text in texts]
    return names_measures(starts) and is_about_integrity(starts)


def reports_results(titles: Iterable[str]) -> bool:
    """Whether titles say that results are reported."""
    return any(_RESULT_TITLE.search(without_spaces(title)) for title in titles)
