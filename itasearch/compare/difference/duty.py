"""Figures, rounds and conditions in which two measures ask for something else.

Compared are the titles, the steps that correspond and the follow-up, line by line. What the other
measure says elsewhere is no difference, nor is a round where the other names none, nor a figure
where it has none of that unit.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from itasearch.compare.difference.spans import ROUND, comparable
from itasearch.domain.loader import word_pattern
from itasearch.model.comparison import DutyPart, FieldDifference, SpanKind
from itasearch.model.records import Measure, Report
from itasearch.text.thai.stretches import split_steps

_FIELDS = ("title", "steps", "follow_up")
_WHOLE_LINES = ("title", "follow_up", "timeframe")  # of a time the rounds alone count
_MOST_ALIKE = 0.5
"""Size of a line's difference up to which a condition of one side alone counts; by hand on 1,426
pairs of bench/compare_alignment.py and of the samples."""

_figure = word_pattern(
    r"(?<![0-9.,a-z«])(?<![0-9][/:])(?P<value>[0-9][0-9,]*(?:\.[0-9]+)?)(?!\.?[0-9])"
    r"(?P<unit>%|น\.|วันทำการ|[ก-๎a-z]{2}|(?=[),;]|\.?-?$|/[0-9]+(?:<number_words.behind_figures>)))"
)
_reference = word_pattern(r"(?:<duty_words.before_references>)$")
_YEARS = range(2400, 2700)
_exception = word_pattern("<duty_words.exceptions>")
_negation = word_pattern(r"(?:<duty_words.negations>)(?:ให้|การ)?\s*$")
_any_negation = word_pattern("<duty_words.negations>")
_limit = word_pattern("<duty_words.limits>")
_opposites = (
    (word_pattern("<duty_words.at_most>"), word_pattern("<duty_words.at_least>")),
    (word_pattern("^\\s*(?:<duty_words.earlier>)"), word_pattern("^\\s*(?:<duty_words.later>)")),
)

_Terms = tuple[frozenset[tuple[str, str]], frozenset[str]]
"""Figures, each with the two letters behind it, which begin what it counts; rounds."""


def other_duties(
    left: Measure,
    right: Measure,
    *,
    steps: Iterable[FieldDifference],
    differences: Iterable[FieldDifference],
    reports: tuple[Report, Report],
) -> Mapping[DutyPart, frozenset[str]]:
    """By what differs, the fields in which it does; `steps` side by side, as Pair has them."""
    anywhere = tuple(map(_terms_anywhere, (left, right), reports))
    found: dict[DutyPart, set[str]] = {}
    # Where one side alone states a figure or condition, only lines of one field tell.
    lines = [(it, it.field == "steps") for it in steps if it.field in _FIELDS]
    lines += [(it, it.field != "timeframe") for it in differences if it.field in _WHOLE_LINES]
    for line, is_of_field in lines:
        if line.left and line.right and line.size:
            is_alike = is_of_field and line.size <= _MOST_ALIKE
            for part in _other_parts(line, anywhere, reports, is_alike=is_alike):
                if part is DutyPart.ROUNDS or line.field != "timeframe":
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
    *,
    is_alike: bool,
) -> Iterator[DutyPart]:
    texts = (line.left or "", line.right or "")
    (ours, our_rounds), (theirs, their_rounds) = map(figures_and_rounds, texts, reports)
    own, other = ours - anywhere[1][0], theirs - anywhere[0][0]
    # One side alone may count what the other names: "2 ภาษา", "ไทยและอังกฤษ".
    if {unit[:2] for _, unit in own} & {unit[:2] for _, unit in other}:
        yield DutyPart.FIGURES
    # Of lines that are alike their own rounds: "รายงานทุกเดือน" is no visit of "เยี่ยมทุกเดือน".
    all_ours, all_theirs = (our_rounds, their_rounds) if is_alike else (it for _, it in anywhere)
    if our_rounds - all_theirs and their_rounds - all_ours:
        yield DutyPart.ROUNDS
    if is_alike and _has_other_conditions(line):
        yield DutyPart.CONDITIONS


def _terms_anywhere(measure: Measure, report: Report) -> _Terms:
    lines = chain.from_iterable(split_steps(measure.text(it)) for it in (*_FIELDS, "timeframe"))
    terms = [figures_and_rounds(line, report) for line in lines]
    figures = frozenset(chain.from_iterable(it for it, _ in terms))
    return figures, frozenset(chain.from_iterable(it for _, it in terms))


def figures_and_rounds(text: str, report: Report) -> _Terms:
    """The figures of a line, without years and references, and its rounds as times a year."""
    line = comparable(text, report)
    rounds = frozenset(ROUND.findall(line))
    line = ROUND.sub("รอบ", line)
    figures = (
        (match["value"].replace(",", ""), match["unit"])
        for match in _figure().finditer(line)
        if not _reference().search(line, 0, match.start())
    )
    return frozenset(it for it in figures if float(it[0]) not in _YEARS), rounds


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
        for term, opposite in _opposites:
            if any(map(term().search, own)) and any(map(opposite().search, other)):
                return True
    return any(
        any(map(_limit().search, own)) and not _limit().search(text)
        for own, (text, _) in zip(changed, reversed(sides), strict=True)
    )
