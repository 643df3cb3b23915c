"""Figures, rounds and conditions in which two measures ask for something else.

Compared are the titles, the steps that correspond and the follow-up, line by line. What the other
measure says elsewhere, or in other words ("ทุก ๓ เดือน", "รายไตรมาส"), is no difference.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from itasearch.compare.difference.spans import comparable
from itasearch.domain.loader import word_pattern, words
from itasearch.model.comparison import DutyPart, FieldDifference, SpanKind
from itasearch.model.records import Measure, Report
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.normalize import squash
from itasearch.text.thai.stretches import split_steps

_FIELDS = ("title", "steps", "follow_up")
_MOST_ALIKE = 0.5
"""Size of a line's difference up to which what one side alone states counts; by hand on 1,426 pairs
of bench/compare_alignment.py and of the samples."""

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
_figure = re.compile(
    r"(?<![0-9.,/:a-z«])(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)(?![0-9.])(?P<unit>%|[ก-๎]{2})"
)
_reference = word_pattern(r"(?:<duty_words.before_references>)$")
_YEARS = range(2400, 2700)
_exception = word_pattern("<duty_words.exceptions>")
_negation = word_pattern(r"(?:<duty_words.negations>)(?:ให้|การ)?\s*$")
_any_negation = word_pattern("<duty_words.negations>")
_limit = word_pattern("<duty_words.limits>")

_Terms = tuple[frozenset[tuple[str, str]], frozenset[int]]
"""Figures, each with the two letters behind it, which begin what it counts; rounds."""


def other_duties(
    left: Measure,
    right: Measure,
    *,
    lines: Iterable[FieldDifference],
    reports: tuple[Report, Report],
) -> Mapping[DutyPart, frozenset[str]]:
    """By what differs, the fields in which it does; `lines` are compared, of one side or both."""
    anywhere = tuple(map(_terms_anywhere, (left, right), reports))
    found: dict[DutyPart, set[str]] = {}
    for line in lines:
        if line.left and line.right and line.size and line.field in _FIELDS:
            for part in _other_parts(line, anywhere, reports):
                found.setdefault(part, set()).add(line.field)
    both = [it for it in _FIELDS if left.text(it).strip() and right.text(it).strip()]
    excepted = [{it for it in both if _exception().search(of.text(it))} for of in (left, right)]
    if not all(excepted) and any(excepted):
        found.setdefault(DutyPart.CONDITIONS, set()).update(*excepted)
    return {part: frozenset(fields) for part, fields in found.items()}


def _other_parts(
    line: FieldDifference,
    anywhere: tuple[_Terms, ...],
    reports: tuple[Report, Report],
) -> Iterator[DutyPart]:
    texts = (line.left or "", line.right or "")
    squashed = squash("".join(texts))
    (ours, our_rounds), (theirs, their_rounds) = map(_terms, texts, reports)
    is_alike = line.size <= _MOST_ALIKE
    own, other = ours - anywhere[1][0], theirs - anywhere[0][0]
    of_one_unit = {unit for _, unit in own} & {unit for _, unit in other}
    # "ครบทุกหมู่บ้าน" may be "ครบ ๑๑ หมู่บ้าน", and one of something goes without saying.
    stated = {unit for value, unit in own | other if value != "1"}
    of_all = {it for it in stated for word in words("duty_words", "all") if word + it in squashed}
    if of_one_unit or (is_alike and stated - of_all):
        yield DutyPart.FIGURES
    own_rounds, other_rounds = our_rounds - anywhere[1][1], their_rounds - anywhere[0][1]
    of_one = (own_rounds | other_rounds) - {1}
    if (own_rounds and other_rounds) or (is_alike and of_one):
        yield DutyPart.ROUNDS
    if is_alike and _has_other_conditions(line):
        yield DutyPart.CONDITIONS


def _terms_anywhere(measure: Measure, report: Report) -> _Terms:
    lines = chain.from_iterable(split_steps(measure.text(it)) for it in (*_FIELDS, "timeframe"))
    terms = [_terms(line, report) for line in lines]
    figures = frozenset(chain.from_iterable(it for it, _ in terms))
    return figures, frozenset(chain.from_iterable(it for _, it in terms))


def _terms(text: str, report: Report) -> _Terms:
    """The figures of a line, and its rounds as times a year."""
    line = _numeral().sub(lambda match: str(_NUMERALS[match[0]]), comparable(text, report))
    rounds = frozenset(map(_times_a_year, _round().finditer(line)))
    line = _round().sub("รอบ", line)
    figures = (
        (match["value"].replace(",", ""), match["unit"])
        for match in _figure.finditer(line)
        if not _reference().search(line, 0, match.start())
    )
    return frozenset(it for it in figures if float(it[0]) not in _YEARS), rounds


def _times_a_year(match: re.Match[str]) -> int:
    if match["weekday"] or match["halves"]:
        return _TIMES_A_YEAR["ครึ่งปี" if match["halves"] else "สัปดาห์"]
    period = match["every"] or match["per"] or match["of"] or match["next"]
    times = int(match["times"] or match["count"] or 1)
    return max(1, round(_TIMES_A_YEAR[period] * times / int(match["length"] or 1)))


def _has_other_conditions(line: FieldDifference) -> bool:
    """Whether one side alone forbids, or limits, what both say."""
    sides = ((line.left or "", line.left_spans), (line.right or "", line.right_spans))
    changed = [
        [text[it.start : it.end] for it in spans if it.kind is not SpanKind.SAME]
        for text, spans in sides
    ]
    for own, other in (changed, changed[::-1]):
        if any(map(_negation().search, own)) and not any(map(_any_negation().search, other)):
            return True
    return any(
        any(map(_limit().search, own)) and not _limit().search(text)
        for own, (text, _) in zip(changed, reversed(sides), strict=True)
    )
