"""Word by word: which words of two texts the other side has too, as spans of each text.

The town's own name is one word that equals the other town's, and a year near the report's counts by
its distance to it: 2565 in 2566 equals 2567 in 2568. So a copy in another town's name shows no
change. Years of laws, years far away and figures count; items' numbers do not.

`comparable` is a field's text without white space, digits' script, case, bullets, item numbers, own
names and the fiscal year, with numbers in words and rounds in figures.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from itasearch.domain.loader import word_pattern, words
from itasearch.domain.titles import without_remark
from itasearch.domain.words import segmenter
from itasearch.enrich.copies import own_names, without_own_names
from itasearch.model.comparison import DifferenceKind, FieldDifference, SpanKind, TextSpan
from itasearch.model.records import Organisation, Report
from itasearch.text.dates.fiscal_year import BE_MARK, YearMention, year_mentions
from itasearch.text.dates.months import MONTH, MonthYear, month_years
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.words import WordSpan
from itasearch.text.timeframe import rounds


@lru_cache(maxsize=16_384)  # some reports of 118 rows; the same ones are compared again
def word_spans(text: str) -> tuple[WordSpan, ...]:
    """The words of `text` with their places, in order."""
    return tuple(segmenter().spans(text))


_NameWords = tuple[frozenset[str], frozenset[str]]
"""Names as words run together, and all that such a name can begin with."""


def _name_end(words: Sequence[str], first: int, names: _NameWords) -> int:
    """Where the longest name that begins at `first` ends; `first` if none does."""
    whole, beginnings = names
    end, joined = first, ""
    for last in range(first + 1, len(words) + 1):
        joined += words[last - 1]
        if joined not in beginnings:
            break
        if joined in whole:
            end = last
    return end


@lru_cache(maxsize=1_024)
def _name_words(organisation: Organisation | None) -> _NameWords:
    """The names of the organisation and its place, and of all types of organisation."""
    # The segmenter drops the dots of abbreviations, so they go here too.
    whole = frozenset(name.replace(".", "") for name in own_names(organisation))
    return whole, frozenset(name[:end] for name in whole for end in range(1, len(name) + 1))


_TWO_DIGITS = re.compile(r"\d\s?\d")
_LEAST_SHORT_YEAR = 2540  # Buddhist Era; a month with a smaller year in two digits is no date

_MOST_YEARS_APART = 10
"""Years this near to the report's count by their distance; chosen by hand, not measured."""


def near_years(text: str, fiscal_year_be: int) -> Mapping[tuple[int, int], str]:
    """By (start, end) of its digits, each near year as «0», «b1» (one before) or «a1»."""
    if not _TWO_DIGITS.search(text):  # most texts name no year, and looking for one takes long
        return {}
    mentions, dates = _years_in(text)
    years = {
        (mention.start, mention.end): mention.year
        for mention in mentions
        if not mention.law and abs(mention.year - fiscal_year_be) <= _MOST_YEARS_APART
    }
    for date in dates:
        if date.end - date.year_start == 2 and date.year >= _LEAST_SHORT_YEAR:
            years.setdefault((date.year_start, date.end), date.year)
    apart = ((pair, year - fiscal_year_be) for pair, year in years.items())
    # In characters that squashing keeps.
    return {at: f"«{'b' if by < 0 else 'a' if by else ''}{abs(by)}»" for at, by in apart}


@lru_cache(maxsize=8_192)  # a text's words and what is compared of it both need its years
def _years_in(text: str) -> tuple[tuple[YearMention, ...], tuple[MonthYear, ...]]:
    return year_mentions(text), tuple(month_years(text))


ITEM_NUMBER = re.compile(r"^[^\S\n]*\(?\d{1,2}\s?[.)](?!\d)", re.MULTILINE)
"""The number that an item of a field begins with."""

_RANGE = re.compile(r"(?<=\d)\s*[-–—]\s*(?=\d)")  # squashed, "๑–๕ วัน" would be "15วัน"
_ERA = re.compile(rf"(?:{BE_MARK})\s*(?=«)")


def comparable(text: str, report: Report) -> str:
    """`text`, of a measure of `report`, without what makes no difference."""
    return _comparable(text, report.organisation, report.fiscal_year_be)


@lru_cache(maxsize=8_192)  # the same reports are compared with others again and again
def _comparable(text: str, organisation: Organisation | None, fiscal_year_be: int | None) -> str:
    text = ITEM_NUMBER.sub("", canonical(text))
    if fiscal_year_be is not None:
        # Each year near the report's as its distance to it, the last one first.
        years = sorted(near_years(text, fiscal_year_be).items(), reverse=True)
        for (start, end), distance in years:
            text = text[:start] + distance + text[end:]
        text = _ERA.sub("", text)
    return in_figures(without_own_names(_RANGE.sub("ถึง", text), organisation))


OWN_NAME = "«name»"  #: key of an own name, the same for all towns

_FEWEST_SAME_LETTERS = 4
"""Fewer letters that stay the same between two changes are shown as changed with them. Chosen by
hand for reading; not measured."""

_CLOSING = re.compile(r"(?:\s*[)\]}”’]|[\"'])*")
_OPENING = re.compile(r"(?=\S)[(\[{“‘\"'\s]+\Z")
"""Brackets and quotes between two words go with the word that they enclose."""

LEAST_SIZE = 0.01
"""Share of letters, 0–1: the difference of texts that are not the same, though their words are."""

_LONGEST_COMPARED = 20_000  # compared code points of a text; the rest is shown as changed


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the key of a name or year, at code points [start, end) of its text."""

    key: str
    start: int
    end: int


def text_difference(
    field: str, left: str, right: str, *, reports: tuple[Report, Report]
) -> FieldDifference:
    """Compare two texts, of which one at most is empty, word by word."""
    if not left.strip() or not right.strip():
        kind = DifferenceKind.ONLY_LEFT if left.strip() else DifferenceKind.ONLY_RIGHT
        return FieldDifference(
            field=field, left=left or None, right=right or None, kind=kind, size=1.0
        )
    # Without a year the words are the same in all years: taken apart once.
    one, other = (
        tokens(text, of.organisation, of.fiscal_year_be if _TWO_DIGITS.search(text) else None)
        for text, of in zip((left, right), reports, strict=True)
    )
    first, second = [False] * len(one), [False] * len(other)
    whole = [(0, len(one), 0, len(one))]  # the usual case: a text kept from year to year
    for start, end, right_start, right_end in whole if one is other else _common(one, other):
        first[start:end] = [True] * (end - start)
        second[right_start:right_end] = [True] * (right_end - right_start)
    letters = sum(token.end - token.start for token in (*one, *other))
    shared = sum(
        token.end - token.start
        for words, known in ((one, first), (other, second))
        for token, is_same in zip(words, known, strict=True)
        if is_same
    )
    size = round(1 - shared / letters, 4) if letters else 0.0
    texts = map(without_remark, (left, right)) if field == "title" else (left, right)
    same = len({*map(comparable, texts, reports)}) == 1
    return FieldDifference(
        field=field,
        left=left,
        right=right,
        kind=DifferenceKind.SAME if same else DifferenceKind.CHANGED,
        left_spans=_spans(left, one, first, changed=SpanKind.REMOVED),
        right_spans=_spans(right, other, second, changed=SpanKind.ADDED),
        size=0.0 if same else max(LEAST_SIZE, size),
    )


@lru_cache(maxsize=8_192)  # the same reports are compared with others again and again
def tokens(
    text: str, organisation: Organisation | None, fiscal_year_be: int | None
) -> tuple[Token, ...]:
    """The words of `text`, own names and near years as one token each."""
    text = text[:_LONGEST_COMPARED]
    words: Sequence[WordSpan] = word_spans(text)
    if numbers := {at for match in ITEM_NUMBER.finditer(text) for at in range(*match.span())}:
        words = [word for word in words if word.start not in numbers]
    keys, names = [word.word for word in words], _name_words(organisation)
    years = {} if fiscal_year_be is None else near_years(text, fiscal_year_be)
    found: list[Token] = []
    index = 0
    while index < len(words):
        end = _name_end(keys, index, names)
        if end > index:
            found.append(Token(OWN_NAME, words[index].start, words[end - 1].end))
        else:
            end = index + 1
            word = words[index]
            key = years.get((word.start, word.end), word.word)
            found.append(Token(key, word.start, word.end))
        index = end
    return tuple(found)


def _common(left: Sequence[Token], right: Sequence[Token]) -> list[tuple[int, int, int, int]]:
    """Runs of common words, in order; short ones between changes left out."""
    runs = [
        (code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in Indel.opcodes([token.key for token in left], [token.key for token in right])
        if code.tag == "equal"
    ]
    ends = len(left), len(right)
    return [
        (start, end, right_start, right_end)
        for start, end, right_start, right_end in runs
        if (start == right_start == 0 or (end, right_end) == ends)
        or sum(len(token.key) for token in left[start:end]) >= _FEWEST_SAME_LETTERS
    ]


def _spans(
    text: str, words: Sequence[Token], same: Sequence[bool], *, changed: SpanKind
) -> tuple[TextSpan, ...]:
    rest = changed if len(text) > _LONGEST_COMPARED else SpanKind.SAME
    kinds = [*(SpanKind.SAME if is_same else changed for is_same in same), rest]
    places = [*((word.start, word.end) for word in words), (len(text), len(text))]
    ends: list[tuple[int, SpanKind]] = []
    done, before = 0, SpanKind.SAME
    for (start, end), kind in zip(places, kinds, strict=True):
        if kind is not before:
            closed = _CLOSING.match(text, done, start)
            middle = closed.end() if closed else done
            opens = _OPENING.search(text, middle, start)
            ends += [(middle, before), (opens.start() if opens else start, SpanKind.SAME)]
        ends.append((end, kind))
        done, before = end, kind
    spans: list[TextSpan] = []
    for end, kind in ends:
        start = spans[-1].end if spans else 0
        if end > start:
            if spans and spans[-1].kind is kind:
                start = spans.pop().start
            spans.append(TextSpan(kind, start, end))
    return tuple(spans)


_IN_COMPOUNDS = {"เอ็ด": 1, "ยี่": 2}
_POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000, "ล้าน": 1_000_000}
_PARTS = "|".join(("<number_words.one_to_nine>", *_IN_COMPOUNDS, *_POWERS))
_part_of_numeral = word_pattern(f"[0-9]+|{_PARTS}")
_numeral = word_pattern(
    # "ร้อยยี่สิบวัน" and "พันห้าร้อยบาท", but not "ร้อยเอ็ด" and "ผูกพันสามปี"; "5 แสนบาท"
    r"(?:<number_words.one_to_nine>|(?:ยี่)?สิบ|ร้อย(?!เอ็ด)|พัน(?=(?:<number_words.one_to_nine>)ร้อย)"
    rf"|(?<![0-9.,])[0-9]{{1,9}}(?:{'|'.join(_POWERS)}))"
    rf"(?:{_PARTS}){{,20}}"
    "(?=<number_words.counted>|<number_words.behind_figures>)"
)
_PERCENT = re.compile(r"ร้อยละ([0-9]+(?:[.,][0-9]+)*)")
ROUND = re.compile("«r([0-9/]+)[^»]*»")
"""A round as `in_figures` writes it: how often a year, and the day of the week."""


def in_figures(line: str) -> str:
    """A squashed text, in Arabic digits, with its numbers and rounds in figures."""
    line = _numeral().sub(lambda match: f"{_value(match[0]):,}", line)
    line = _PERCENT.sub(r"\1%", line)
    for each in reversed(tuple(rounds(line))):
        line = f"{line[: each.start]}«r{each.times}{each.weekday}»{line[each.end :]}"
    for match in reversed(tuple(_LONGER_TIME.finditer(line))):
        times, unit = _SHORTER_TIMES[match[2]]
        line = f"{line[: match.start()]}{int(match[1]) * times}{unit}{line[match.end() :]}"
    return line.replace("ครึ่งชั่วโมง", "30นาที")


_SHORTER_TIMES = {"ชั่วโมง": (60, "นาที"), "สัปดาห์": (7, "วัน"), "เดือน": (30, "วัน")}
_LONGER_TIME = re.compile(
    rf"(?<![0-9.,/–-])(?<!ที่)(?<!ถึง)([0-9]{{1,2}})({'|'.join(_SHORTER_TIMES)})(?!{MONTH})"
)
"""A number of longer times, and no day of a month, which may be written in shorter ones."""


def _value(numeral: str) -> int:
    value = digit = 0
    digits = {word: n for n, word in enumerate(words("number_words", "one_to_nine"), start=1)}
    digits |= _IN_COMPOUNDS
    for word in _part_of_numeral().findall(numeral):
        if word == "ล้าน":
            value, digit = ((value + digit) or 1) * _POWERS[word], 0
        elif word in _POWERS:
            value, digit = value + (digit or 1) * _POWERS[word], 0
        else:
            digit = digits.get(word) or int(word)
    return value + digit
