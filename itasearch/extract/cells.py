"""What a cell looks like, whatever its header says: a time, a unit, a number, a mark, a link.

Used where headers are missing or a row has lost a column.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from itasearch.domain.headers import Field, sure_header
from itasearch.domain.loader import Patterns
from itasearch.text.dates.months import ENGLISH_MONTHS, MONTH, WEEKDAY
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.wording.document_words import is_blank

_TIME = re.compile(
    rf"{MONTH}|ตลอด(?:ทั้ง)?ปี|ปีงบ|ไตรมาส|รายเดือน|ทุกเดือน|รายไตรมาส|ตลอดเวลา|ต่อเนื่อง|ภายใน\d+|รอบ\d+เดือน"
    rf"|(?:วัน|ปี|เดือน|สัปดาห์|ภาคเรียน|เทอม)ละ|ทุก(?:สัปดาห์|ภาคเรียน|เทอม|{WEEKDAY}|วันทำการ|วันที่\d)|^(?:อย่างน้อย)?ทุก(?:วัน|ครั้ง)"
    r"|\d+(?:วัน|เดือน|ปี)|ประจำปี|พ\.?ศ\.?25\d\d|^25\d\d$"
    rf"|(?:{'|'.join(short for _, short in ENGLISH_MONTHS)})[a-z]*(?:20|25)\d\d|^q[1-4]$|fiscalyear"
)
_OF_TIMES = re.compile(
    rf"ทุกครั้งที่.{{0,20}}|{_TIME.pattern}|ระหว่าง|เดือน|สัปดาห์|ภาคเรียน|{WEEKDAY}|ตั้งแต่|ถึง|ภายใน|ประจำ|ครั้ง|รอบ|ทุก|วันที่|วัน|ปี|และ|หรือ|ไม่เกิน|ตาม|แผน|ดำเนินการ|งบประมาณ|เป็นต้นไป|พ\.?ศ\.?|[\d\W]"
)
_LONGEST_TIME = 70  # code points of a squashed cell that is a time; longer ones only mention it
_LONGEST_BESIDE = 15  # its code points that are no words of times; with more it is a sentence
_LONGEST_UNIT = 110  # code points of a squashed cell that is an office, a post or a group of people
_LONGEST_MARK = 6  # code points of a tick, a cross or an arrow, arrows of several signs too
_LONGEST_STATE = 24  # code points of a squashed text that is a state; longer ones say more
_patterns = Patterns("reading_patterns")
_EMPTY_BOXES = frozenset({"☐", "□", "▢", "❏", "❑", "[ ]", "[]", "( )", "()", "FALSE"})
_LEAST_COLUMN_NUMBERS = 3  # columns numbered 1 2 3 …; fewer may be a measure's numbers; by hand
_LONGEST_TOTAL = 40  # code points of a squashed cell that begins a row of sums: รวมทั้งสิ้น … รายการ
_LONGEST_BESIDE_TOTAL = 14  # code points of its squashed cells that are no amounts: a unit
_LINK = re.compile(r"https?://|file:///|www\.|\.(?:go|or|ac|co)\.th|\.pdf\b", re.IGNORECASE)
_HIGHEST_SCORE = 100.0  # points of a whole assessment and of each indicator
_LABELLED = re.compile(r"\W*(?P<label>[^:：\n]{2,40}?)\s*[:：]\s*(?P<text>.*)", re.DOTALL)
_COUNTER = re.compile(r"^\(?\d{1,3}\)?\.?$")
_LONGEST_NUMBER = 24  # code points of a cell that numbers its column, blanks and line ends with it
_CACHED_KEYS = 8_192  # short cells of which is kept whether they are about when
PLACE_OR_YEAR = re.compile(
    r"^(?:อำเภอ|จังหวัด|อ\.|จ\.|ตำบล)\s?[^\s:/]|^(?:ประจำ)?ปีงบประมาณ\s?(?:พ\.?ศ\.?)?\s?[\d๐-๙]{4}$"
)
"""A cell of a title: "อำเภอเมือง", "ปีงบประมาณ 2567"."""
LONGEST_YEAR = 16  # code points of a squashed cell that is no more than a year


def looks_like_time(text: str) -> bool:
    """A short text about when: months, fiscal years, quarters, rhythms."""
    key = squash(text[:300])
    return 0 < len(key) <= _LONGEST_TIME and _is_time(key)


@lru_cache(maxsize=_CACHED_KEYS)
def _is_time(key: str) -> bool:
    return bool(_TIME.search(key)) and len(_OF_TIMES.sub("", key)) <= _LONGEST_BESIDE


def leading_time(text: str) -> str:
    """The words with which a text begins that say when and nothing else; "" for none."""
    end = 0
    for word in re.finditer(r"\S+", text[: 4 * _LONGEST_TIME]):
        if _OF_TIMES.sub("", squash(word[0])):
            break
        end = word.end()
    return text[:end] if looks_like_time(text[:end]) else ""


def looks_like_unit(text: str) -> bool:
    """A short text that begins like an office, a post or a group of people."""
    key = squash(text[:400])
    return (
        0 < len(key) <= _LONGEST_UNIT
        and bool(_patterns.unit.match(key))
        and not looks_like_time(text)
    )


def label_and_text(text: str) -> tuple[Field, str] | None:
    """The field that a text surely names before a colon, and what is behind it; else None."""
    match = _LABELLED.match(text)
    header = sure_header(match["label"]) if match else None
    return (header.field, match["text"].strip()) if match and header else None


def is_cover_label(text: str) -> bool:
    """A label of whose report it is and nothing else: "อำเภอ", "ปีงบประมาณ"."""
    return bool(_patterns.cover_label.fullmatch(text.strip(" :")))


def is_cover_row(cells: Sequence[str]) -> bool:
    """A row of nothing but such labels, each with its value in the next cell."""
    texts = {*filter(None, cells)}
    return 0 < 2 * len(cover_values(cells) or ()) == len(texts)


def cover_values(cells: Sequence[str]) -> tuple[str, ...] | None:
    """The values in the cells next to such labels; None where one has none, or names of fields."""
    texts = (*dict.fromkeys(filter(None, cells)), "")
    values = tuple(value for label, value in pairwise(texts) if is_cover_label(label))
    named = (is_cover_label(value) or sure_header(value) for value in values)
    return values if all(values) and not any(named) else None


def looks_like_counter(text: str) -> bool:
    """A bare running number."""
    return bool(_COUNTER.match(arabic_digits(text.strip()[:8])))


def looks_like_money(text: str) -> bool:
    """An amount, with or without "บาท"."""
    return bool(_patterns.money.match(squash(text[:100])))


def looks_like_link(text: str) -> bool:
    """Holds an address on the web."""
    return bool(_LINK.search(text[:2000]))


def is_mark(text: str) -> bool:
    """A tick, cross or arrow, however long, and no word; a v is a scanned tick, and TRUE the value
    of a box in a sheet."""
    clean = re.sub(r"(.)\1+", r"\1", arabic_digits(text.strip()))
    short = 0 < len(clean) <= _LONGEST_MARK
    return clean == "TRUE" or (short and not re.search(r"[ก-ฮA-UWYZa-uwyz0-9]", clean))


def is_state(text: str) -> bool:
    """A few words that say what became of a measure and no more: ดำเนินการแล้ว, ยังไม่เริ่ม."""
    key = squash(text[:100])
    return len(key) <= _LONGEST_STATE and bool(_patterns.state.search(key))


def is_empty_box(text: str) -> bool:
    """A box to tick that nobody ticked; FALSE is the value of one in a sheet."""
    return text.strip() in _EMPTY_BOXES


def is_column_numbers(cells: tuple[str, ...]) -> bool:
    """A row that only numbers the columns: 1 2 3 … or (1) (2) (3) …"""
    # Cells of thousands of letters are no numbers, whatever they say.
    if any(len(cell) > _LONGEST_NUMBER for cell in cells):
        return False
    numbers = [arabic_digits(cell).strip(" ().\n") for cell in cells if cell.strip()]
    distinct = list(dict.fromkeys(numbers))
    counted = [str(n) for n in range(1, len(distinct) + 1)]
    return len(distinct) >= _LEAST_COLUMN_NUMBERS and distinct == counted


def is_note(cells: tuple[str, ...]) -> bool:
    """A row of nothing but a note, "หมายเหตุ เอกสารนี้เป็นฉบับร่าง", merged, in its first cell, beside
    a blank one where titles are, or behind the word alone."""
    texts = [*dict.fromkeys(filter(None, cells))]
    if not texts or not _patterns.note.match(texts[0]):
        return False
    if len(texts) == 2:
        return texts[0] == cells[0] and _patterns.note.fullmatch(texts[0]) is not None
    is_first = texts[0] in cells[: 1 + (len(cells) > 2)]
    return len(texts) == 1 and (is_first or cells.count(texts[0]) > 1)


def is_total(cells: tuple[str, ...]) -> bool:
    """A row that sums up: รวม, a name of what is summed at most, and an amount; no sentence."""
    filled = [squash(cell) for cell in cells if cell.strip() and not is_blank(cell)]
    if not filled or len(filled[0]) > _LONGEST_TOTAL:
        return False
    rest = [cell for cell in filled[1:] if cell != filled[0]]
    figures = (looks_like_money, _patterns.counted.fullmatch, _patterns.whole.match)
    are_figures = all(any(is_figure(cell) for is_figure in figures) for cell in rest)
    if rest and are_figures and _patterns.summed.match(filled[0]):
        return True
    if not _patterns.total.match(filled[0]):
        return False
    is_bare = _patterns.bare_total.fullmatch(filled[0]) is not None
    # "รวมทุกจุดรับเรื่อง" with a unit or a time is a measure.
    if not is_bare and any(looks_like_unit(cell) or looks_like_time(cell) for cell in rest):
        return False
    longest = _LONGEST_TOTAL if is_bare else _LONGEST_BESIDE_TOTAL
    short = all(looks_like_money(cell) or len(cell) <= longest for cell in rest)
    return short and (is_bare or not rest or any(re.search(r"\d", cell) for cell in filled))


def cell_score(text: str) -> float | None:
    """The score that a cell holds and nothing else; None for other text or beyond 0–100."""
    match = _patterns.whole.match(arabic_digits(text.strip()[:40]))
    value = float(match["number"]) if match else None
    return round(value, 4) if value is not None and value <= _HIGHEST_SCORE else None


def scores_in(text: str) -> list[tuple[int, float]]:
    """(offset, score) of the likely scores in a sentence: with decimals, unit or after ร้อยละ."""
    digits = arabic_digits(text)
    scores = []
    for match in _patterns.score.finditer(digits):
        value = float(match["number"])
        before = digits[max(0, match.start() - 12) : match.start()]
        likely = (
            "." in match["number"]
            or match["unit"]
            or re.search(r"ร้อยละ\s*$|คะแนน\s*[:=]?\s*$", before)
        )
        if likely and value <= _HIGHEST_SCORE:
            scores.append((match.start("number"), round(value, 4)))
    return scores


LOOKS: Mapping[Field, Callable[[str], bool]] = {
    Field.NUMBER: looks_like_counter,
    Field.EVIDENCE: looks_like_link,
    Field.TIMEFRAME: looks_like_time,
    Field.RESPONSIBLE: looks_like_unit,
    Field.BUDGET: looks_like_money,
}
"""Fields that are recognised by what their cells look like."""
