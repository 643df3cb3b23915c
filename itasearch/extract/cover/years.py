"""The fiscal year in which a report's measures are carried out, weighed from several places.

A title may name two: that of the assessment analysed and that of the measures. Titles
weigh most, then "ปีงบประมาณ" in the text, then dates of timeframes; years of laws and the
date of an announcement are no evidence. Imports text and its neighbours.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from itasearch.extract.extracted import TextBlockLine
from itasearch.text.dates.fiscal_year import EARLIEST, LATEST, YearMention, year_mentions
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import arabic_digits

_TITLE_ZONE = 14
_LONGEST_TITLE = 330
_LONGEST_TIME = 300
_ACTION = re.compile(
    r"มาตรการ|แผนปฏิบัติ|แผนการ|แนวทาง|การดำเนินการ|ดำเนินการตาม|ขับเคลื่อน|นโยบาย|นำไปสู่การปฏิบัติ|รายงานผลการดำเนิน|แผนป้องกัน"
)
_ANALYSIS = re.compile(
    r"ผลการประเมิน|การวิเคราะห์|วิเคราะห์ผล|ผลคะแนน|คะแนน|การประเมินคุณธรรม|ปีที่ผ่านมา|ITA\b"
)
_FIXED = re.compile(r"คุณธรรมและความโปร่งใสในการดำเนินงาน(?:ของหน่วยงานภาครัฐ)?")
_SHORT = re.compile(
    r"ปี\s?(?:งบ(?:ประมาณ|ฯ)?)?\s?[’'`]?([5-8]\d)(?![\d.,]|\s?(?:บาท|คน|ราย|ครั้ง|โครงการ))"
)
_RANGE = re.compile(r"25\d\d\s*[-–—]\s*(?:25)?$")
_DATED = re.compile(r"^\W*(?:ประกาศ|สั่ง|ให้ไว้)?\W*(?:ณ\s*)?วันที่|ประกาศ ณ")


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFound:
    """A fiscal year with its share of all evidence (0–1).

    Attributes:
        sure: False where it was read from a picture and too little bears it out.
    """

    fiscal_year_be: int
    share: float
    sure: bool = True


def find_year(lines: Sequence[TextBlockLine], times: Sequence[str]) -> YearFound | None:
    """The fiscal year of the measures, None when nothing says so.

    Args:
        lines: text outside tables and titles inside them, in order.
        times: texts of timeframe cells.
    """
    weights: dict[int, float] = {}
    for group in (_from_titles(lines), _from_text(lines), _from_times(times)):
        for year, weight in group.items():
            weights[year] = weights.get(year, 0.0) + weight
    if not weights:
        weights = _from_short_titles(lines)
    if not weights:
        return None
    best = max(weights, key=lambda year: (weights[year], year))
    return YearFound(fiscal_year_be=best, share=weights[best] / sum(weights.values()))


def _from_titles(lines: Sequence[TextBlockLine]) -> dict[int, float]:
    """Years of title lines; the year of an analysed assessment counts less than that of action."""
    weights: dict[int, float] = {}
    for _, mention, weight in title_mentions(lines):
        weights[mention.year] = max(weights.get(mention.year, 0.0), weight)
    return weights


def title_mentions(
    lines: Sequence[TextBlockLine],
) -> Iterator[tuple[TextBlockLine, YearMention, float]]:
    """Years of title lines with their weight; see `_title_weight`."""
    context = ""
    for index, line in enumerate(lines):
        if (index >= _TITLE_ZONE and not line.heading) or len(line.text) > _LONGEST_TITLE:
            context = ""
            continue
        whole = f"{context} {line.text}".strip()
        offset = len(whole) - len(line.text)
        for mention in _evidence(whole):
            if mention.start >= offset:
                weight = _title_weight(whole, mention) / (1 if index < _TITLE_ZONE else 3)
                shift = replace(mention, start=mention.start - offset, end=mention.end - offset)
                yield line, shift, weight
        context = whole[-_LONGEST_TITLE:]


def _from_short_titles(lines: Sequence[TextBlockLine]) -> dict[int, float]:
    """Years of two digits in titles, "มาตรการ ปี 66", where nothing else tells a year."""
    texts = [arabic_digits(line.text) for line in lines[:_TITLE_ZONE]]
    years = [2500 + int(year) for text in texts for year in _SHORT.findall(text)]
    return dict.fromkeys(years, 2.0)


def _title_weight(text: str, mention: YearMention) -> float:
    before = _FIXED.sub(lambda match: "-" * len(match.group()), text[: mention.start])
    action, analysis = _last(_ACTION, before), _last(_ANALYSIS, before)
    if analysis > action:
        return 4.0 if mention.stated else 2.0
    if _RANGE.search(arabic_digits(before)):
        return 3.0
    return 12.0 if mention.stated else 7.0 if action >= 0 else 5.0


def _from_text(lines: Sequence[TextBlockLine]) -> dict[int, float]:
    """Years that running text calls fiscal years, ten mentions at most."""
    counts = Counter(mention.year for _, mention in text_mentions(lines))
    return {year: 0.5 * min(count, 10) for year, count in counts.items()}


def text_mentions(lines: Sequence[TextBlockLine]) -> Iterator[tuple[TextBlockLine, YearMention]]:
    """Years that lines call fiscal years, those of an analysed assessment left out."""
    for line in lines:
        for mention in _evidence(line.text):
            before = line.text[max(0, mention.start - 120) : mention.start]
            if mention.stated and _last(_ANALYSIS, before) <= _last(_ACTION, before):
                yield line, mention


def _from_times(times: Sequence[str]) -> dict[int, float]:
    """Fiscal years that timeframe cells lie in, by their share of the cells, 6 at most."""
    counts: Counter[int] = Counter()
    for text in times:
        years = time_years(text)
        counts.update([max(years)] if years else [])
    total = sum(counts.values())
    return {year: 6.0 * count / total for year, count in counts.items()}


def time_years(text: str) -> frozenset[int]:
    """The fiscal years that the times in `text` lie in; two digits behind a month are a year."""
    text = text[:_LONGEST_TIME]
    dated = {date.year_start: date.fiscal_year_be for date in month_years(text)}
    years = {m.year if m.stated else dated.get(m.start, m.year) for m in year_mentions(text)}
    return frozenset(years | {year for year in dated.values() if EARLIEST <= year <= LATEST})


def _evidence(text: str) -> Iterator[YearMention]:
    """Years that may be the report's: neither a law's nor an announcement's date."""
    if _DATED.search(text[:40]) and len(text) < 80:
        return
    dates = {date.year_start for date in month_years(text)}
    for mention in year_mentions(text):
        if not mention.law and mention.start not in dates:
            yield mention


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
