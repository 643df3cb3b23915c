"""Numbers in words as figures, and rounds as times a year, however they are written.

"ภายในสิบห้าวัน" is "ภายใน 15 วัน", "ร้อยละ ๘๐" "80%"; "ทุก ๓ เดือน" and "รายไตรมาส" are «r4»,
"ทุก ๕ ปี" «r1/5».
"""

import re
from fractions import Fraction

from itasearch.domain.loader import word_pattern
from itasearch.text.dates.months import MONTH

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_TENS = ("", "สิบ", "ยี่สิบ", *(f"{digit}สิบ" for digit in _DIGITS[3:]))
_NUMERALS = {
    f"{ten}{'เอ็ด' if ten and number == 1 else digit}": 10 * tens + number
    for tens, ten in enumerate(_TENS)
    for number, digit in enumerate(_DIGITS)
}
_numeral = word_pattern(
    rf"(?:{'|'.join(sorted(filter(None, _NUMERALS), key=len, reverse=True))})"
    "(?=<duty_words.counted>)"
)
_TIMES_A_YEAR = {
    "วัน": 365,
    "สัปดาห์": 52,
    "เดือน": 12,
    "ไตรมาส": 4,
    "ภาคเรียน": 2,
    "ครึ่งปี": 2,
    "ปี": 1,
}
_PERIOD = rf"(?:วัน(?!ที่)|สัปดาห์|เดือน(?!{MONTH})|ไตรมาส|ภาคเรียน|ครึ่งปี|ปี)"
_round = word_pattern(
    r"(?P<halves>รอบ6(?:เดือน)?(?:และ|,|/|กับ)(?:รอบ)?12เดือน)|(?:ทุก|ราย|แต่ละ|รอบ|ประจำ(?!ปี))(?:ๆ|สิ้น|ต้น|รอบ)*"
    rf"(?:(?P<weekday><date_words.weekdays>)|(?P<length>[1-9][0-9]*)?(?P<every>{_PERIOD}))"
    rf"|(?P<per>{_PERIOD})ละ(?:(?P<times>[0-9]+)?ครั้ง)?"
    rf"|(?P<count>[0-9]+)ครั้ง(?:ต่อ|/)(?P<of>{_PERIOD})|ของ(?P<next>เดือน)ถัดไป"
)
_PERCENT = re.compile(r"ร้อยละ([0-9]+(?:[.,][0-9]+)*)")
_MOST_ROUNDED = Fraction(1, 60)
"""Share by which times a year may miss a whole number: twelve times 30 days are a year, too."""
ROUND = re.compile("«r([0-9/]+)[^»]*»")
"""A round as `in_figures` writes it: how often a year, and the day of the week."""


def in_figures(line: str) -> str:
    """A squashed text, in Arabic digits, with its numbers and rounds in figures."""
    line = _numeral().sub(lambda match: str(_NUMERALS[match[0]]), line)
    line = _PERCENT.sub(r"\1%", line)
    return _round().sub(lambda match: f"«r{_times_a_year(match)}{match['weekday'] or ''}»", line)


def _times_a_year(match: re.Match[str]) -> Fraction:
    if match["weekday"] or match["halves"]:
        return Fraction(_TIMES_A_YEAR["ครึ่งปี" if match["halves"] else "สัปดาห์"])
    period = match["every"] or match["per"] or match["of"] or match["next"]
    times = int(match["times"] or match["count"] or 1)
    exact = Fraction(_TIMES_A_YEAR[period] * times, int(match["length"] or 1))
    nearest = Fraction(round(exact))
    return nearest if abs(exact - nearest) <= exact * _MOST_ROUNDED else exact
