"""Years in Thai text, as Buddhist Era: fiscal years, calendar years, years of laws.

A Thai fiscal year FY runs from 1 October FY-1 to 30 September FY and is written in
the Buddhist Era (BE = CE + 543), often with two digits, often in Thai digits that
an OCR has torn apart. Inside itasearch all years are BE. Years outside 2540 to 2620
are no years of a report and are left out. Imports its neighbours only.
"""

import re
from dataclasses import dataclass

from itasearch.text.normalize import arabic_digits

EARLIEST, LATEST = 2540, 2620
_CE_OFFSET = 543


@dataclass(frozen=True, slots=True, kw_only=True)
class YearMention:
    """A year that a text names.

    Attributes:
        year: Buddhist Era, EARLIEST to LATEST.
        start: first code point of the digits in the text as given.
        end: one past the last.
        stated: named as a fiscal year ("ปีงบประมาณ", "ประจำปี", "FY").
        law: part of the name of a law or rule ("พระราชบัญญัติ … พ.ศ. …"),
            so that it tells nothing of the report.
    """

    year: int
    start: int
    end: int
    stated: bool
    law: bool


# An OCR tears digits apart: "๒ ๕ ๖ ๖", "๒๕ ๖๖".
_FOUR = r"(?P<{0}>[12][ ]?[0-9][ ]?[0-9][ ]?[0-9])(?![0-9])"
_TWO = r"(?P<{0}>[4-9][ ]?[0-9])(?![0-9]|[.,][0-9])"
_BE_MARK = r"(?:พ\s?\.?\s?ศ\s?\.?|B\.?E\.?)"
_CE_MARK = r"(?:ค\s?\.?\s?ศ\s?\.?|A\.?D\.?|C\.?E\.?)"
_YEAR = re.compile(
    r"(?P<stated>ประจ\S{0,2}ปี(?:\s*งบ(?:ประมาณ|ฯ|\s?ปม\.?)?)?|ปี\s*งบ(?:\s*ประมาณ|ฯ|\s?ปม\.?)?"
    r"|(?:fiscal\s+year|FY)\s*\.?)?"
    rf"\s*(?:(?P<be>{_BE_MARK})|(?P<ce>{_CE_MARK}))?\s*"
    rf"(?<![0-9])(?<![0-9][.,])(?:{_FOUR.format('four')}|{_TWO.format('two')})",
    re.IGNORECASE,
)
_LAW = re.compile(
    r"(?:พระราช(?:บัญญัติ|กฤษฎีกา|กำหนด)|พ\s?\.\s?ร\s?\.\s?[บฎก]|ระเบียบ|รัฐธรรมนูญ|กฎกระทรวง"
    r"|ประมวลกฎหมาย|ฉบับที่)(?P<between>[^\n]{0,160}?)$"
)


def year_mentions(text: str) -> tuple[YearMention, ...]:
    """All years that `text` names, in order."""
    digits = arabic_digits(text)
    return tuple(
        mention for match in _YEAR.finditer(digits) if (mention := _mention(match, digits))
    )


def be_years(text: str) -> tuple[int, ...]:
    """All years of `text` in Buddhist Era, in order, repeated as often as named.

    Four digits anywhere (BE, or CE 1997 and later); two digits after พ.ศ.,
    ปีงบประมาณ or ประจำปี.
    """
    return tuple(mention.year for mention in year_mentions(text))


def stated_fiscal_year(text: str) -> int | None:
    """The first year that `text` names as a fiscal year, None if there is none.

    A year is so named after "ปีงบประมาณ", "ประจำปี" or "FY", with พ.ศ. between or not.
    """
    return next((m.year for m in year_mentions(text) if m.stated), None)


def _mention(match: re.Match[str], text: str) -> YearMention | None:
    group = "four" if match["four"] else "two"
    digits = int(match[group].replace(" ", ""))
    stated, marked = bool(match["stated"]), bool(match["be"])
    if group == "two":
        if not (stated or marked) or match["ce"]:
            return None
        digits += 2500
    elif match["ce"] or digits < 2400:
        digits += _CE_OFFSET
    if not EARLIEST <= digits <= LATEST:
        return None
    start, end = match.span(group)
    law = not stated and bool(_LAW.search(text, max(0, match.start() - 200), match.start()))
    return YearMention(year=digits, start=start, end=end, stated=stated, law=law)
