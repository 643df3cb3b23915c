"""ITA results in sentences: total, grade, scores by indicator, the year assessed.

Scores are between 0 and 100: 92.45, ๙๒.๔๕ คะแนน, ร้อยละ 92.45.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from itasearch.domain.grades import read_grade
from itasearch.domain.indicators import indicators
from itasearch.extract.extracted import TextBlockLine
from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.thai.normalize import arabic_digits, squash

_SCORE = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3}(?:\.\d{1,3})?)(?![\d,]|\.\d)\s*(?P<unit>คะแนน|%|เปอร์เซ็นต์)?"
)
_WHOLE = re.compile(
    r"^\W*(?:ร้อยละ\s*)?(?P<number>\d{1,3}(?:\.\d+)?)\s*(?:คะแนน|%)?\s*\(?(?:AA|[A-F])?\W*$"
)
_HIGHEST_SCORE = 100.0


def cell_score(text: str) -> float | None:
    """The score that a cell holds and nothing else; None for other text or beyond 0–100."""
    match = _WHOLE.match(arabic_digits(text.strip()[:40]))
    value = float(match["number"]) if match else None
    return round(value, 4) if value is not None and value <= _HIGHEST_SCORE else None


def scores_in(text: str) -> list[tuple[int, float]]:
    """(offset, score) of the likely scores in a sentence: with decimals, unit or after ร้อยละ."""
    digits = arabic_digits(text)
    found = []
    for match in _SCORE.finditer(digits):
        value = float(match["number"])
        before = digits[max(0, match.start() - 12) : match.start()]
        likely = (
            "." in match["number"]
            or match["unit"]
            or re.search(r"ร้อยละ\s*$|คะแนน\s*[:=]?\s*$", before)
        )
        if likely and value <= _HIGHEST_SCORE:
            found.append((match.start("number"), round(value, 4)))
    return found


_TOTAL_TEXT = re.compile(
    r"(?:คะแนนรวม|คะแนนภาพรวม|ภาพรวม\S{0,30}?คะแนน|ผลคะแนน|ผลการประเมิน|มีคะแนน|ได้คะแนน|ได้รับคะแนน|คะแนนเฉลี่ย|ค่าคะแนน|คะแนน)[^\d]{0,90}?$"
    r"|(?:ได้|มี|เท่ากับ|อยู่ที่|ได้รับ)\s*$"
)
_SCORE_FIRST = re.compile(r"^\s*\d{1,3}\.\d{1,2}(?![\d.])\s*(?:คะแนน|อยู่|ระดับ|เกรด|[(%]|$)")
_YEAR = re.compile(r"\b(?:25|20)\d\d\b")
_WHOLE_PROSE = re.compile(r"รวม|เฉลี่ยทั้ง|ทั้งหมด")
_NOT_OURS = re.compile(
    r"[ieo]it(?![a-z])|แบบวัด|ระดับประเทศ|ค่าเป้าหมาย|เป้าหมาย|คะแนนเต็ม|น้ำหนัก|ค่าเฉลี่ยประเทศ|ภาพรวมประเทศ|ขึ้นไป|ไม่น้อยกว่า|เพิ่มขึ้น|ลดลง|ร้อยละ\d+ของ"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultPieces:
    """Pieces of a result from one place."""

    scores: tuple[tuple[int, float], ...] = ()
    total: float | None = None
    grade: str | None = None
    fiscal_year_be: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Total:
    """A total that a sentence states; `strong` where it says that it is the whole."""

    value: float
    strong: bool
    year: int | None
    grade: str | None


def in_prose(lines: Sequence[TextBlockLine], *, before_year: int | None) -> ResultPieces:
    """Scores in sentences: "ตัวชี้วัดที่ ๑ การปฏิบัติหน้าที่ ได้คะแนน ๘๘.๕๐".

    Args:
        lines: text outside tables.
        before_year: no total of a later year than this is taken.
    """
    scores: dict[int, float] = {}
    totals: list[_Total] = []
    grade: str | None = None
    for line in _whole(lines):
        named, start = _named_scores(line.text)
        for number, value in named:
            scores.setdefault(number, value)
        totals += _totals_in(line.text[:start])
        if grade is None and re.search(r"คะแนน|ผลการประเมิน|ระดับ", line.text):
            grade = read_grade(line.text)
    totals = [t for t in totals if before_year is None or (t.year or 0) <= before_year]
    best = max(totals, key=lambda total: (total.strong, total.year or 0), default=None)
    return ResultPieces(
        scores=tuple(sorted(scores.items())),
        total=best.value if best else None,
        grade=(best.grade if best else None) or grade,
        fiscal_year_be=best.year if best else None,
    )


def _whole(lines: Sequence[TextBlockLine]) -> Iterator[TextBlockLine]:
    """Lines, one that breaks off before its score together with the next: "คะแนนเฉลี่ย", "๘๕.๒"."""
    for index, line in enumerate(lines):
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        plain = _YEAR.sub("----", arabic_digits(line.text[-130:]))
        if _SCORE_FIRST.match(arabic_digits(following[:80])) and _TOTAL_TEXT.search(plain):
            yield replace(line, text=f"{line.text} {following}")
        else:
            yield line


def _named_scores(text: str) -> tuple[list[tuple[int, float]], int]:
    """(indicator, score) pairs of a line, and where the first of these names begins.

    Each name takes the first score before the next name; a total can only be before them.
    """
    if len(text) > 4000:
        return [], len(text)
    places: list[tuple[int, int]] = []
    for known in indicators():
        at = [text.find(name) for name in known.names]
        starts = [start for start in at if start >= 0]
        if starts:
            places.append((min(starts), known.number))
    places.sort()
    values = scores_in(text)
    pairs = []
    first = len(text)
    for (start, number), (end, _) in pairwise([*places, (len(text), 0)]):
        value = next((v for at, v in values if start < at < end), None)
        between = text[start:end]
        if value is not None and not _NOT_OURS.search(squash(between[:200])):
            pairs.append((number, value))
            first = min(first, start)
    return pairs, first


def _totals_in(text: str) -> list[_Total]:
    """The totals that a line states; targets and other bodies' means are none."""
    if not re.search(r"คะแนน|ผลการประเมิน", text) or len(text) > 4000:
        return []
    plain = _YEAR.sub("----", arabic_digits(text))
    years = [m for m in year_mentions(text) if not m.law]
    values = scores_in(text)
    ends = [*(at for at, _ in values[1:]), len(text)][: len(values)]
    found = []
    for (at, value), end in zip(values, ends, strict=True):
        before = plain[max(0, at - 130) : at]
        around = squash(plain[max(0, at - 60) : at + 16])
        if not _TOTAL_TEXT.search(before) or _NOT_OURS.search(around):
            continue
        year = next((mention.year for mention in reversed(years) if mention.start < at), None)
        strong = bool(_WHOLE_PROSE.search(before))
        bracket = re.search(r"\(\s*(?:ระดับ\s*)?(AA|[A-F])\s*\)", text[at : min(end, at + 40)])
        grade = bracket[1] if bracket else read_grade(text[at:end])
        found.append(_Total(value=value, strong=strong, year=year, grade=grade))
    return found


def is_about_ita(lines: Sequence[TextBlockLine]) -> bool:
    """Whether any line names the assessment, its surveys or what it is about."""
    return any(
        re.search(r"\bI[TI][AT]\b|\b[EO]IT\b|คุณธรรมและความโปร่งใส", line.text) for line in lines
    )


def assessed_year(lines: Sequence[TextBlockLine], before_year: int | None) -> int | None:
    """The year that the text assigns to the assessment, not after the report's."""
    for line in lines:
        if not re.search(r"ผลการประเมิน|คะแนน|การประเมินคุณธรรม", line.text):
            continue
        for mention in year_mentions(line.text[:1500]):
            before = line.text[: mention.start]
            near = re.search(r"(?:ผลการประเมิน|คะแนน|ประเมินคุณธรรม)[^\n]{0,160}$", before)
            if near and not mention.law and (before_year is None or mention.year <= before_year):
                return mention.year
    return None
