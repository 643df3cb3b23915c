"""Numbers in words as figures, and rounds as times a year, however they are written.

"ภายในสิบห้าวัน" is "ภายใน 15 วัน", "ห้าแสนบาท" "500,000 บาท", "ร้อยละ ๘๐" "80%"; "ทุก ๓ เดือน" and
"รายไตรมาส" are «r4», "ทุก ๕ ปี" «r1/5».
"""

import re
from fractions import Fraction

from itasearch.domain.loader import word_pattern
from itasearch.text.dates.months import MONTH

_DIGITS = {"หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7}
_DIGITS |= {"แปด": 8, "เก้า": 9}
_POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_NUMERAL_WORD = re.compile("|".join(("[0-9]+", *_DIGITS, *_POWERS)))
_ONE_TO_NINE = "|".join(word for word in _DIGITS if word not in ("เอ็ด", "ยี่"))
_numeral = word_pattern(
    # "ร้อยยี่สิบวัน" and "พันห้าร้อยบาท", but not "ร้อยเอ็ด" and "ผูกพันสามปี"; "5 แสนบาท"
    rf"(?:{_ONE_TO_NINE}|(?:ยี่)?สิบ|ร้อย(?!เอ็ด)|พัน(?=(?:{_ONE_TO_NINE})ร้อย)"
    rf"|(?<![0-9.,])[0-9]{{1,9}}(?:{'|'.join(_POWERS)}))"
    rf"(?:{'|'.join((*_DIGITS, *_POWERS))}){{,20}}"
    "(?=<duty_words.counted>|<number_words.behind_figures>)"
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
    r"(?P<halves>รอบ6(?:เดือน)?(?:และ|,|/|กับ)(?:รอบ)?12เดือน)|(?:ทุก|ราย|แต่ละ|รอบ|ประจำ(?!ปี))(?:ๆ|สิ้น|ต้น|รอบ){,3}"
    rf"(?:(?P<weekday><date_words.weekdays>)|(?P<length>[1-9][0-9]{{,3}})?(?P<every>{_PERIOD}))"
    rf"|(?P<per>{_PERIOD})ละ(?:(?P<times>[0-9]{{1,4}})?ครั้ง)?"
    rf"|(?<![0-9.,])(?P<count>[0-9]{{1,4}})ครั้ง(?:ต่อ|/)(?P<of>{_PERIOD})|ของ(?P<next>เดือน)ถัดไป"
)
_PERCENT = re.compile(r"ร้อยละ([0-9]+(?:[.,][0-9]+)*)")
_MOST_ROUNDED = Fraction(1, 60)
"""Share by which times a year may miss a whole number: twelve times 30 days are a year, too."""
ROUND = re.compile("«r([0-9/]+)[^»]*»")
"""A round as `in_figures` writes it: how often a year, and the day of the week."""


def in_figures(line: str) -> str:
    """A squashed text, in Arabic digits, with its numbers and rounds in figures."""
    line = _numeral().sub(lambda match: f"{_value(match[0]):,}", line)
    line = _PERCENT.sub(r"\1%", line)
    return _round().sub(lambda match: f"«r{_times_a_year(match)}{match['weekday'] or ''}»", line)


def _value(numeral: str) -> int:
    value = digit = 0
    for word in _NUMERAL_WORD.findall(numeral):
        if word == "ล้าน":
            value, digit = ((value + digit) or 1) * _POWERS[word], 0
        elif word in _POWERS:
            value, digit = value + (digit or 1) * _POWERS[word], 0
        else:
            digit = _DIGITS.get(word) or int(word)
    return value + digit


def _times_a_year(match: re.Match[str]) -> Fraction:
    if match["weekday"] or match["halves"]:
        return Fraction(_TIMES_A_YEAR["ครึ่งปี" if match["halves"] else "สัปดาห์"])
    period = match["every"] or match["per"] or match["of"] or match["next"]
    times = int(match["times"] or match["count"] or 1)
    exact = Fraction(_TIMES_A_YEAR[period] * times, int(match["length"] or 1))
    nearest = Fraction(round(exact))
    return nearest if abs(exact - nearest) <= exact * _MOST_ROUNDED else exact
