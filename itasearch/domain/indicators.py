"""The ten ITA indicators, and which of them a text names.

Reports name an indicator by number ("ตัวชี้วัดที่ ๓"), by name ("การใช้อำนาจ") or both, with or
without ด้าน, number and instrument before it. A name inside a sentence does not count: it must be
the whole text or follow "ตัวชี้วัด" at its beginning. Data: indicators.toml.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

from rapidfuzz import fuzz, process

from itasearch.domain.loader import Patterns, any_of, records
from itasearch.domain.topics import TypicalWords
from itasearch.model.records import Measure
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.normalize import arabic_digits, kept_for_short_texts, squash

_LEAST_LIKENESS = 0.88  # of a whole text to an indicator's name: one or two letters misread
_LONGEST_LIST = 300  # code points of a heading that may list indicators
_CACHED_TEXTS = 8_192  # short texts whose indicator is kept: cells are asked several times
_NUMBER_MARK = r"(?:ข้อ(?:ที่)?\s*)?\(?\d{1,2}(?:\.\d{1,2})*\s*[.):]*\s*"
INDICATOR_WORD = r"ต[ัิ]?ว[ชซข](?:[ี้ิ่]{1,3}วั?[ดตค]|วัด)"
"""Pattern of ตัวชี้วัด, its marks lost, its letters misread or misspelled."""
_patterns = Patterns("reading_patterns", indicator_word=INDICATOR_WORD, number_mark=_NUMBER_MARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(TypicalWords):
    """One of the ten, with the words and sentences of measures that serve it."""

    number: int
    name: str
    english: str = field(repr=False)  #: the name; a classifier's version is made of the repr
    instrument: str  #: IIT, EIT or OIT
    definition: str  #: what it asks, in English, for people who judge
    thai_definition: str
    aliases: tuple[str, ...] = ()  #: other wordings of the name; as headings they state it
    spoken: tuple[str, ...] = field(default=(), repr=False)  #: as typed beside ตัวชี้วัด or IIT

    @property
    def names(self) -> tuple[str, ...]:
        """The name, then its other wordings."""
        return (self.name, *self.aliases)

    @property
    def numbered(self) -> str:
        """Number and name, as documents name it."""
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """IIT, EIT or OIT; `weight` in the total, in per cent."""

    id: str
    name: str
    weight: int
    aliases: tuple[str, ...] = ()  #: as people type it

    @property
    def names(self) -> tuple[str, ...]:
        """All by which it is known."""
        return (self.id, self.name, *self.aliases)


def instruments() -> tuple[Instrument, ...]:
    """The three instruments in order."""
    return records("indicators.toml", "instrument", Instrument)


def indicators() -> tuple[Indicator, ...]:
    """The ten indicators in order."""
    return records("indicators.toml", "indicator", Indicator)


@cache
def _keys() -> dict[str, Indicator]:
    return {squash(name): indicator for indicator in indicators() for name in indicator.names}


def indicator(number: int) -> Indicator:
    """The indicator with this number; ValueError outside 1–10."""
    if not 1 <= number <= len(indicators()):
        raise ValueError(f"no ITA indicator {number}; there are 1 to {len(indicators())}")
    return indicators()[number - 1]


def named_indicator(text: str) -> Indicator | None:
    """The indicator whose name `text` as a whole is (number, ด้าน and the like aside)."""
    match = _patterns.bare.match(arabic_digits(text.strip()[:160]))
    if match is None or len(squash(text)) > 60:
        return None
    name = re.sub(rf"^{INDICATOR_WORD}(?:ที่)?\s*(?:{_NUMBER_MARK})?", "", match["name"]).strip(
        " :*.-–"
    )
    nearest = process.extractOne(
        squash(name), _keys().keys(), scorer=fuzz.ratio, score_cutoff=100 * _LEAST_LIKENESS
    )
    return _keys()[nearest[0]] if nearest else None


def indicator_called(text: str) -> Indicator | None:
    """The indicator whose name or alias `text` is, blanks aside."""
    return _keys().get(squash(text))


@cache
def typed_indicator_names() -> dict[str, Indicator]:
    """As names and aliases, with those that people type beside ตัวชี้วัด or an instrument."""
    names = {name: each for each in indicators() for name in (*each.spoken, *each.names)}
    return names | {name.removeprefix("การ"): each for name, each in names.items()}


def leading_indicator(text: str) -> Indicator | None:
    """The indicator whose name `text` begins with, the longest such name winning."""
    key = squash(text[:200])
    names = [name for name in _keys() if key.startswith(name)]
    return _keys()[max(names, key=len)] if names else None


def indicator_in_title(title: str) -> int | None:
    """The number of the only indicator that a measure's title names behind "ตัวชี้วัด", as in
    "ยกระดับตัวชี้วัดการใช้อำนาจ โดย…", else None."""
    numbers = {_keys()[squash(match["name"])].number for match in _named().finditer(title)}
    return numbers.pop() if len(numbers) == 1 else None


def indicators_above(measure: Measure) -> frozenset[int]:
    """The indicators, two or more, of which a heading or cell of a measure that states none is a
    list; else none."""
    cells = (text for _, text in measure.raw_cells if text != measure.title)
    return frozenset(
        () if measure.indicator else chain.from_iterable(map(listed_indicators, cells))
    )


@kept_for_short_texts(_CACHED_TEXTS)
def listed_indicators(text: str) -> frozenset[int]:
    """Two or more: of "ด้านคุณภาพการดำเนินงาน การสื่อสาร และการปรับปรุงระบบ" 6, 7 and 8;
    beside one number none."""
    names = typed_indicator_names()
    key = canonical(arabic_digits(text)) if len(text) <= _LONGEST_LIST else ""
    if match := _patterns.listed_numbers.match(key):
        listed = {int(it) for it in re.findall(r"[0-9]+", match["numbers"])}
        return frozenset(it.number for it in indicators() if it.number in listed)
    between = _spoken().sub("|", key)
    are_apart = _patterns.list_of_names.fullmatch(between) and _patterns.joins_names.search(between)
    is_list = bool(are_apart) and len({*re.findall(r"[0-9]+", between)}) != 1
    numbers = frozenset(names[it[0]].number for it in _spoken().finditer(key) if is_list)
    return numbers if len(numbers) > 1 else frozenset()


@cache
def _spoken() -> re.Pattern[str]:
    return re.compile(any_of(typed_indicator_names()))


@cache
def _named() -> re.Pattern[str]:
    names = any_of(name for indicator in indicators() for name in indicator.names)
    return re.compile(rf"{INDICATOR_WORD}\s?(?P<name>{names})(?![ก-๎])")


@kept_for_short_texts(_CACHED_TEXTS)
def stated_indicator(text: str) -> int | None:
    """The number of the indicator that `text` states as a heading or cell, else None.

    "ตัวชี้วัดที่ ๙ …", "๒. ตัวชี้วัดการใช้งบประมาณ …", "ตัวชี้วัดย่อยที่ ๙.๑", or an
    indicator's bare name. Where number and name contradict each other, the name counts; a list of
    several states none.
    """
    match = _patterns.heading.match(arabic_digits(text.strip()[:400]))
    if match is None:
        named = named_indicator(text)
        return named.number if named else None
    if listed_indicators(text):
        return None
    named = leading_indicator(_patterns.before_name.sub("", match["rest"]))
    if named is not None and match["marked"] != "ตัวชี้วัดย่อย":
        return named.number
    number = int(match["number"]) if match["number"] else 0
    return number if 1 <= number <= len(indicators()) else None


_UPPER = re.compile(r"(?<![A-Za-z])(?:AA|[A-F])(?![A-Za-z+])")


@dataclass(frozen=True, slots=True)
class GradeWord:
    """A grade in words, as reports print it and in English."""

    thai: str
    english: str


@dataclass(frozen=True, slots=True)
class PassingGrade:
    """A grade that passes, and the least total (0–100) that it takes."""

    word: str
    least: int


def grade_words() -> tuple[GradeWord, ...]:
    """The grades since FY 2567, best first."""
    return records("grades.toml", "words", GradeWord)


def passing_grades() -> tuple[PassingGrade, ...]:
    """The grades that pass, best first."""
    return records("grades.toml", "passed", PassingGrade)


def read_grade(text: str) -> str | None:
    """The grade that `text` (a cell, or a sentence that says "ระดับ") prints, else None."""
    clean = _patterns.aimed.sub("", canonical(text))
    match = _patterns.indicators_letter.search(clean)
    if match:
        letter = match["after"] or match["alone"]
        if letter.isupper() and _UPPER.search(clean):
            return letter
    packed = re.sub(r"\s+", "", clean)
    grades = [
        word
        for word in (grade.thai for grade in grade_words())
        if re.search(rf"(?:^|ระดับ\W*|\W)(?<!ไม่){word}(?:$|\W|โดย)", packed)
        or re.search(rf"ระดับ\W*{word}\s", clean)
    ]
    return max(grades, key=len) if grades else None
