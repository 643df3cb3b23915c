"""Years in Thai text, as Buddhist Era: fiscal years, calendar years, years of laws.

A Thai fiscal year FY runs from 1 October FY-1 to 30 September FY and is written in
the Buddhist Era (BE = CE + 543), often with two digits, often in Thai digits that
an OCR has torn apart. Inside itasearch all years are BE. Years outside EARLIEST to
LATEST are not years of a report and are left out.
"""

import re
from dataclasses import dataclass
from datetime import date

from itasearch.text.thai.characters import COUNTERS
from itasearch.text.thai.normalize import arabic_digits

EARLIEST, LATEST = 2540, 2620  # of a year that a report may name, both included; by hand
# Of a year that a person may supply; no year CE; by hand.
_FIRST_SUPPLIED, _LAST_SUPPLIED = 2500, 2700
_FIRST_MONTH = 10  # of a fiscal year: October of the calendar year before
CE_OFFSET = 543  # years that the Buddhist Era is ahead of the Common Era


BE_MARK = r"พ\s?\.?\s?ศ\s?\.?|พุทธศักราช|B\.?E\.?"
CE_MARK = r"ค\s?\.?\s?ศ\s?\.?|คริสต์ศักราช|A\.?D\.?|C\.?E\.?"
"""Patterns of what names the era before a year, any case."""

# These begin a word that a line wrap cuts (ล้าน บาท, หน่วย งาน), or are no Thai word (%).
_MORE_UNITS = ("ล้าน", "หน่วย", "เดือน", "ร้อยละ", "%")
YEAR_UNITS = rf"[^\S\n]?(?:{'|'.join((*COUNTERS, *_MORE_UNITS))})"
"""Pattern of units behind a number that is therefore no year."""

# "ประจำปี" has lost its ำ in many a file; "ปม." is short for ประมาณ.
_BUDGET = r"(?:\s?งบ(?:\s?ประมาณ|\s?ฯ|\s?ปม\.?)?)"
_STATED = rf"ประจ\s?\S{{0,2}}\s?ปี{_BUDGET}?|ปี{_BUDGET}|fiscal\s+year|\bFY"
# No part of "12,566" or "4.2566", but of "1.10.2566" and "2565,2566".
_FRESH = r"(?<![0-9])(?:(?<![0-9][.,])|(?<=\.[0-9]\.)|(?<=\.[0-9][0-9]\.)|(?<=[12][0-9]{3},))"
# An OCR tears digits apart: "๒ ๕ ๖ ๖", "๒๕ ๖๖".
_TORN = r"2 5 [0-9] [0-9]|25 [0-9]{2}|2 5[0-9]{2}|25[0-9] [0-9]"
_ANY_YEAR = re.compile("[12][ 0-9]{3}|[4-9] ?[0-9]")
"""Every year has one of these; the search for whole ones is slow."""
_YEAR = re.compile(
    # Blanks are bounded, so that a long run of them is no search of its own at each of its places.
    rf"(?:(?P<stated>(?:{_STATED})\s{{0,9}}\.?\s{{0,9}}(?:ปี)?)\s{{0,9}})?"
    rf"(?:(?:(?P<be>{BE_MARK})|(?P<ce>{CE_MARK}))\s{{0,9}})?"
    rf"{_FRESH}(?:(?P<four>[12][0-9]{{3}})|(?P<torn>{_TORN})|(?P<two>[4-9] ?[0-9]))"
    r"(?![0-9]|\.[0-9]|,[0-9]{3}(?![0-9]))"
    # Words before four digits outweigh those behind: "ปีงบประมาณ พ.ศ. 2566 โครงการฝึกอบรม".
    rf"(?:(?(two)(?!)|(?(stated)|(?(be)|(?(ce)|(?!)))))|(?!{YEAR_UNITS}))",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_TELEPHONE = re.compile(r"(?<![0-9])0[0-9]{0,2}[- ]?(?:[0-9]{3,4}[- ])?$")

_LAW = re.compile(
    r"พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|พ\s?\.?\s?ร\s?\.?\s?[บฎก]\s?\.|ระเบียบ(?!ปฏิบัติ)|รัฐธรรมนูญ"
    r"|กฎกระทรวง|กฎ ก\.|ประมวล(?:กฎหมาย|จริยธรรม)|ประกาศ(?:คณะกรรมการ|กระทรวง|สำนัก|กรม)"
    r"|ฉบับที่|ข้อบังคับ"
)
# There is no other date between the name of a law and its year.
_OTHER_DATE = re.compile(
    r"[12][0-9]{3}|เดือน|ประจ\s?\S{0,2}\s?ปี|ปี\s?งบ|[มกพสตธ]\.\s?[คยพ]\.|(?:คม|ยน|พันธ์)\s*$|\n"
)
_LONGEST_LAW_NAME = 160  # letters before a year in which its law's name is searched; by hand
# Fewer than YEAR_UNITS: after a bare ปี, กิจกรรม or เรื่อง begins the next phrase.
_SHORT = re.compile(
    r"ปี\s?(?:งบ(?:ประมาณ|ฯ)?)?\s?[’'`]?([5-8]\d)(?![\d.,]|\s?(?:บาท|คน|ราย|ครั้ง|โครงการ))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMention:
    """A year that a text names, EARLIEST to LATEST; [start, end) are its digits."""

    year: int
    start: int
    end: int
    stated: bool  #: named as a fiscal year ("ปีงบประมาณ", "ประจำปี", "FY")
    law: bool  #: of a law's name ("พระราชบัญญัติ … พ.ศ. …"), no evidence of the report's year


def fiscal_year_of(day: date) -> int:
    """The fiscal year that a day is in."""
    return day.year + CE_OFFSET + (day.month >= _FIRST_MONTH)


def be_year(number: int) -> int:
    """A printed year as BE: 2566, 66, 2023 and 23 are all 2566.

    Two digits are a BE year from EARLIEST on where there is one, else a CE year of this century;
    four digits below 2200 are CE.
    """
    if number < EARLIEST - 2500:
        return 2000 + number + CE_OFFSET
    if number < 100:
        return 2500 + number
    return number + CE_OFFSET if number < 2200 else number


def year_mentions(text: str) -> tuple[YearMention, ...]:
    """All years that `text` (normalised) names, in order; none in web addresses."""
    digits = arabic_digits(text)
    if not _ANY_YEAR.search(digits):
        return ()
    addresses = [match.span() for match in _ADDRESS.finditer(digits)]
    mentions = (
        _mention(match, text, digits)
        for match in _YEAR.finditer(digits)
        if not any(start <= match.end() - 1 < end for start, end in addresses)
    )
    return tuple(mention for mention in mentions if mention)


def be_years(text: str) -> tuple[int, ...]:
    """All years of `text` in BE, in order, repeated as often as named.

    Four digits anywhere (BE, or CE from 1997); two digits after พ.ศ., ปีงบประมาณ or ประจำปี.
    """
    return tuple(mention.year for mention in year_mentions(text))


def short_years(text: str) -> tuple[int, ...]:
    """Years of two digits after a bare ปี ("มาตรการ ปี 66"), 2550 to 2589: weaker evidence."""
    return tuple(be_year(int(year)) for year in _SHORT.findall(arabic_digits(text)))


def check_fiscal_year(year: int) -> None:
    """Raise ValueError unless `year` is one that a person may supply: BE, 2500 to 2700."""
    if not _FIRST_SUPPLIED <= year <= _LAST_SUPPLIED:
        raise ValueError(
            f"fiscal year {year} is not a year of the Buddhist Era "
            f"from {_FIRST_SUPPLIED} to {_LAST_SUPPLIED}, such as 2566"
        )


def _mention(match: re.Match[str], text: str, digits: str) -> YearMention | None:
    start, end = match.span(match.lastgroup or 0)
    year = _year(match, text[start:end])
    if year is None or not EARLIEST <= year <= LATEST:
        return None
    if _TELEPHONE.search(digits, max(0, start - 12), start):
        return None
    stated = bool(match["stated"])
    before = digits[max(0, start - _LONGEST_LAW_NAME) : match.start()]
    laws = [] if stated else list(_LAW.finditer(before))
    law = bool(laws) and not _OTHER_DATE.search(before, laws[-1].end())
    return YearMention(year=year, start=start, end=end, stated=stated, law=law)


def _year(match: re.Match[str], printed: str) -> int | None:
    marked = bool(match["stated"] or match["be"])
    number = int(arabic_digits(printed).replace(" ", ""))
    if match["two"]:
        return be_year(number) if marked and not match["ce"] else None
    if match["torn"] and not marked and not all("๐" <= c <= "๙" for c in printed if c != " "):
        return None
    return number + CE_OFFSET if match["ce"] else be_year(number)
