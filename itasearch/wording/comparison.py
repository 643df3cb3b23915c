"""Words of a comparison, in Thai and English: how fields and pairs compare, and the page of prose.

They speak of reports, not of towns: what a report does not have, its town may do all the same. A
field that no measure of a report states may be a column that is left empty, or none.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import partial
from itertools import pairwise

from itasearch.domain.titles import title_key
from itasearch.model.classification import Classification, Origin
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    DifferenceKind,
    DutyPart,
    FieldDifference,
    MaybePair,
    NearestMeasure,
    NotedReport,
    NoteKind,
    Pair,
    Thread,
    TownYear,
    YearChange,
    YearEntry,
)
from itasearch.model.comparison_shown import ShownComparison, extension_of, measures_of
from itasearch.model.drafts import RESULT_FIELDS
from itasearch.model.records import TEXT_FIELDS, Measure, ReportHead, ReportKind
from itasearch.model.source import SourceRef
from itasearch.text.thai.normalize import arabic_digits
from itasearch.wording.document_words import COMPARISON_TITLE
from itasearch.wording.label import Label, quoted
from itasearch.wording.labels import (
    NAMES_OF_BOTH,
    column_label,
    field_in_sentence,
    file_name,
    mark_of,
    marked_year,
    quotation_lines,
)
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import losses
from itasearch.wording.names import (
    CHANGES,
    DROPPED,
    FIRST_REPORT,
    KINDS,
    MARK_MEANINGS,
    MARKS,
    indicator_name,
    owner_name,
    place_name,
    short_owner_name,
    topic_name,
    town_name,
)

Names = tuple[str, str]  #: What the left and the right side are called


class FieldState(Enum):
    """How a field of a pair compares, in the words of what is true of its two texts."""

    _value_: Label

    #: Letter for letter but for blanks and the kind of digits
    IDENTICAL = Label("Same wording")
    #: But for own names, years, spelling; times and units by what they name
    SAME = Label("Same in substance")
    DIFFERENT = Label("Differs")
    #: Both reports state the field, and only the left measure fills it
    ONLY_LEFT = Label("Stated by {left} only")
    ONLY_RIGHT = Label("Stated by {right} only")
    UNSTATED = Label("(no measure of this report states it)")
    NEITHER = Label("Stated by neither")


NOT_STATED = Label("(not stated)")


def field_state(difference: FieldDifference) -> FieldState:
    """How the field compares; only what both reports have can differ."""
    if not difference.common:
        return FieldState.UNSTATED
    if difference.kind in _ALONE:
        return FieldState[difference.kind.name]
    texts = (arabic_digits(text or "") for text in (difference.left, difference.right))
    left, right = ("".join(text.split()) for text in texts)
    if left == right:  # also of two years, where the same months are others of each year
        return FieldState.IDENTICAL
    is_changed = difference.kind is DifferenceKind.CHANGED
    return FieldState.DIFFERENT if is_changed else FieldState.SAME


def different_fields(pair: Pair) -> tuple[FieldDifference, ...]:
    """What both reports have and a reader sees to differ."""
    alike = (FieldState.IDENTICAL, FieldState.SAME, FieldState.UNSTATED)
    return tuple(it for it in pair.differences if field_state(it) not in alike)


def state_text(state: FieldState, names: Names) -> str:
    """The state in words."""
    return say(state.value, left=names[0], right=names[1])


def missing_text(difference: FieldDifference) -> str:
    """What a side without a text of this field shows in its place."""
    if not difference.common:
        return say(FieldState.UNSTATED.value)
    is_budget = difference.field == "budget"
    return phrase("(“-” or not stated)") if is_budget else say(NOT_STATED)


def plan_texts(pair: Pair, names: Names) -> Iterator[str]:
    """Which texts of the left and the right side are of its plan, and of which row, as its results
    leave them out; "" for none."""
    for at, name in enumerate(names):
        yield taken_text({it.field: it.plans[at] for it in pair.differences}, name)


def taken_text(sources: Mapping[str, SourceRef | None], name: str) -> str:
    """Which fields of the side called `name` are of a row of its plan, the `sources` of some."""
    taken = {field: source for field, source in sources.items() if source}
    source = next(iter(taken.values()), None)
    if source is None:
        return ""
    return say(
        Label("{name}: {fields} taken from its plan of the year, {source}"),
        name=name,
        fields=_listed([*map(field_name, taken)]),
        source=_file_and_place(source),
    )


def _file_and_place(source: SourceRef) -> str:
    return f"{file_name(source.path)} {place_name(source)}".strip()


class PairRelation(Enum):
    """How the measures of a pair compare, over the fields that both reports have."""

    _value_: Label

    #: Every field is IDENTICAL
    IDENTICAL = Label("the same wording in every column that both state")
    #: Every field is IDENTICAL or SAME
    SAME_SUBSTANCE = Label("the same in substance in every column that both state")
    #: More differs than MOST_CLOSE_SIZE, and it is no `Pair.same_matter`
    NEAR = Label("near matters, to be read side by side")
    #: The title is all that both have, as of a plan and results without its columns
    TITLES_ALONE = Label("the same matter, of which the titles alone can be compared")
    #: The fields that differ, those of `different_fields`, are named
    OTHER_PARTS = Label("the same matter, but {parts}")


MOST_CLOSE_SIZE = 0.25
"""Of Pair.size and task_size, 0–1. Of all pairs of the sample reports that differ, 6 % are below
.2, nearly all others above .5."""

_COMMA, _AND_LAST = Label(", ", "difference"), Label("{parts} and {last}")
_TWO = Label("{parts} and {last}", "two")
_QUOTED = Label("{parts} and {last}", "quoted")
_ALL_DIFFER = Label("all that both state differs")
_DUTIES_TOO = Label("all that both state differs, {parts}, too")
_MOST_NAMED = 2  # fields that are named one by one where all differ; by hand
_COMPARABLE = {  # where an expected result is not compared with what came of it
    PairRelation.IDENTICAL: Label("the same wording in every column that can be compared"),
    PairRelation.SAME_SUBSTANCE: Label(
        "the same in substance in every column that can be compared"
    ),
}
_DIFFER_MOST = Label("Where they differ most")
_TO_READ = Label("{text}, to be read side by side")
_OTHER_WAY = Label("{text}, and perhaps done in another way, to be read side by side")
_ABOVE_ALL = Label("{text}, above all {parts}")
_PARTS = {
    FieldState.DIFFERENT: Label("{parts} differ"),
    FieldState.ONLY_LEFT: Label("{parts} in the report of {left} only"),
    FieldState.ONLY_RIGHT: Label("{parts} in the report of {right} only"),
}
_DUTY_PARTS = {
    DutyPart.FIGURES: Label("figures", "difference"),
    DutyPart.ROUNDS: Label("rounds", "difference"),
    DutyPart.CONDITIONS: Label("conditions", "difference"),
    DutyPart.PERIOD: Label("period", "difference"),
}
_HALF = 0.5  # of a field's size, 0–1: half of the steps' text differs; by hand


def has_other_steps(pair: Pair) -> bool:
    """Whether at most half of the words of both sides' steps are common."""
    steps = (it for it in different_fields(pair) if it.field == "steps")
    return any(it.kind is DifferenceKind.CHANGED and it.size >= _HALF for it in steps)


def is_same(pair: Pair) -> bool:
    """Whether its measures are called the same matter, and not a near one to be read."""
    return pair_relation(pair) is not PairRelation.NEAR


def pairs_heading(shown: ShownComparison) -> str:
    """How many of the pairs that are shown are on the same matter, and how many on near ones."""
    if not shown.whole.both:
        return phrase("No measure on the same matter was found in the two reports")
    near = _near_count(shown)
    same = len(shown.shown_pairs()) - near
    label = _SAME_PAIRS if not near else _SAME_AND_NEAR_PAIRS if same else _NEAR_PAIRS
    return say(label, same=same, near=near)


def _near_count(shown: ShownComparison) -> int:
    return sum(not is_same(pair) for pair in shown.shown_pairs())


def near_text(shown: ShownComparison) -> str:
    """How many of the shown pairs are on near matters only, for behind their count; "" for none."""
    near = _near_count(shown)
    text = phrase("(on near matters, to be read: {count})", count=near)
    return f" {text}" if near else ""


def pair_relation(pair: Pair) -> PairRelation:
    """How the measures of a pair compare."""
    states = {it.field: field_state(it) for it in pair.differences if it.common}
    is_more = states.keys() > {"title"}
    if is_more and not different_fields(pair):
        is_identical = {*states.values()} <= {FieldState.IDENTICAL}
        return PairRelation.IDENTICAL if is_identical else PairRelation.SAME_SUBSTANCE
    if pair.size > MOST_CLOSE_SIZE and not pair.same_matter:
        return PairRelation.NEAR
    return PairRelation.OTHER_PARTS if is_more else PairRelation.TITLES_ALONE


def relation_text(pair: Pair, names: Names, *, of_most: str = "") -> str:
    """How the measures of a pair compare, unless as `of_most`."""
    near = () if is_same(pair) else (say(_IF_NEAR),)
    name = relation_name(pair, names)
    return " – ".join(filter(None, ("" if name == of_most else name, *near)))


def relation_name(pair: Pair, names: Names) -> str:
    """How the measures of a pair compare, and in which columns, as their cells say."""
    relation, duties = pair_relation(pair), _duty_text(pair.duties)
    if relation in _COMPARABLE and any(it.is_mixed for it in pair.differences):
        return say(_COMPARABLE[relation])
    parts = [*_parts(pair, names, _part_name)]
    changed = [it for it in different_fields(pair) if it.kind is DifferenceKind.CHANGED]
    if len(changed) == sum(it.common for it in pair.differences) > _MOST_NAMED:
        parts = [say(_DUTIES_TOO if duties else _ALL_DIFFER, parts=duties)]
    text = say(relation.value, parts=_listed(parts))
    if relation is PairRelation.NEAR and duties:
        return say(_ABOVE_ALL, text=text, parts=duties)
    # Of several steps that all correspond only the words differ.
    are_paired = len(pair.steps) > 1 and all(step.left and step.right for step in pair.steps)
    has_others = bool(pair.own_steps) or (has_other_steps(pair) and not are_paired)
    if relation not in (PairRelation.OTHER_PARTS, PairRelation.TITLES_ALONE) or not has_others:
        return text
    # Steps that the other report has no column for are not among the parts that differ.
    is_by_steps = any(it.field == "steps" and it.common for it in pair.differences)
    return say(_TO_READ if is_by_steps else _OTHER_WAY, text=text)


def _parts(
    pair: Pair, names: Names, name_of: Callable[[FieldDifference, Pair], str]
) -> Iterator[str]:
    """The fields that differ, then those that one report alone states."""
    for state, label in _PARTS.items():
        fields = [name_of(it, pair) for it in different_fields(pair) if field_state(it) is state]
        if fields:
            yield say(label, parts=_listed(fields), left=names[0], right=names[1])


def _listed(parts: Sequence[str], *, are_quoted: bool = False) -> str:
    *first, last = parts or [""]
    label = _TWO if len(first) == 1 and "และ" not in "".join(parts) else _AND_LAST
    label = _QUOTED if are_quoted else label
    return say(label, parts=say(_COMMA).join(first), last=last) if first else last


def _part_name(difference: FieldDifference, pair: Pair) -> str:
    """The field, with what of its duty differs."""
    fields_of = pair.duties.items()
    duties = _duty_text(part for part, fields in fields_of if difference.field in fields)
    return say(_in_sentence(difference)) + (f" ({duties})" if duties else "")


def _part_texts(difference: FieldDifference, pair: Pair) -> str:
    """The same, but of short texts, without titles, both."""
    field, sides = difference.field, (difference.left, difference.right)
    left, right = (" ".join(printed_text(field, text or "").split()) for text in sides)
    if field == "title" or not 0 < len(left) <= _SHORT_TEXT >= len(right) > 0:
        return _part_name(difference, pair)
    return say(_BOTH_TEXTS, field=say(_in_sentence(difference)), left=left, right=right)


def _duty_text(duties: Iterable[DutyPart]) -> str:
    return _listed([say(_DUTY_PARTS[part]) for part in duties])


def result_texts(pair: Pair, shown: ShownComparison) -> Iterator[str]:
    """What results reports say of the planned measures of a pair; fields of the pair's own rows
    are shown side by side."""
    for measure in (pair.left, pair.right):
        name = _name_of(measure, shown)
        quotations = shown.comparison.quotations_of(measure, of_others=True)
        yield from (say(_RESULTS_SAY, name=name, text=text) for text in quotation_lines(quotations))


def _in_sentence(difference: FieldDifference) -> Label:
    if any(difference.expected):
        return Label("the expected outcomes")
    of_both, field = difference.of_both, difference.field
    return NAMES_OF_BOTH[field] if of_both else field_in_sentence(field)


def field_name(field: str, *, of_both: bool = False) -> str:
    """Head of a field's column; `of_both`: it has problems, too."""
    return say(column_label(field, of_both=of_both))


def difference_name(difference: FieldDifference) -> str:
    """Head of the columns of both sides, by what is expected in one and came of it in the other."""
    sides = zip((difference.left, difference.right), difference.expected, strict=True)
    natures = dict.fromkeys(is_expected for text, is_expected in sides if text)
    label = partial(column_label, difference.field, of_both=difference.of_both)
    return " / ".join(say(label(is_expected=it)) for it in natures)


_AMOUNT = re.compile(r"(?:(?<=\A)|(?<=\n)|(?<=: ))\d{4,}(?=\s*(?:\n|\Z))")


def printed_text(field: str, text: str) -> str:
    """A bare amount, as a sheet's cell has it, with its thousands; the unit is not known."""
    return _AMOUNT.sub(lambda amount: f"{int(amount[0]):,}", text) if field == "budget" else text


def year_name(side: ReportHead | NotedReport) -> str:
    """The fiscal year of a report."""
    label = (
        Label("fiscal year not known") if side.fiscal_year_be is None else Label("FY {year} (BE)")
    )
    source = side.source if isinstance(side, ReportHead) else None
    return marked_year(say(label, year=side.fiscal_year_be), source)


def side_names(comparison: Comparison) -> Names:
    """The sides by short names that differ: towns, else years, kinds or the order of the two."""
    sides = (comparison.left, comparison.right)
    towns = [side.organisation for side in sides]
    choices = [[year_name(side) for side in sides], [say(KINDS[side.kind]) for side in sides]]
    if towns[0] != towns[1]:
        choices = [
            [short_owner_name(town) for town in towns],
            [owner_name(town, reworded=False) for town in towns],
            *choices,
        ]
    orders = [phrase("report {number}", number=number) for number in (1, 2)]
    left, right = next((it for it in choices if it[0] != it[1]), orders)
    return left, right


_NOTES = {
    NoteKind.LATEST_COMMON_YEAR: Label("{year} is the latest year that both have"),
    NoteKind.NO_COMMON_YEAR: Label("No year in common: {first} is compared with {others}"),
    NoteKind.NO_REPORT_OF_YEAR: Label("{side} has no other report of that year: {first} was taken"),
    NoteKind.OTHERS_OF_YEAR: Label("{side}: {first} was taken, not {others}"),
    NoteKind.REPLACED: Label("{first} of {side} is an older version that another one replaces"),
    NoteKind.TAKEN_FOR: Label("“{typed}” was taken for {side}"),
    NoteKind.LEFT_OUT: Label("{year}: {first} was left out"),
    NoteKind.WITHOUT_YEAR: Label("{first} was left out: its year is not known"),
}


def note_text(note: ComparisonNote, *, ids: bool = True) -> str:
    """What was chosen or left out on the way; `ids` follow the reports that it names."""

    def name(report: NotedReport) -> str:
        kind, year = say(KINDS[report.kind]), year_name(report)
        side = f"{report.side} " if note.kind is NoteKind.NO_COMMON_YEAR else ""
        return f"{side}{kind} {year}" + (f" ({report.report_id})" if ids else "")

    first = note.reports[0] if note.reports else None
    return say(
        _NOTES[note.kind],
        year=note.year or (first and first.fiscal_year_be),
        typed=note.typed,
        side=first and first.side,
        first=first and name(first),
        others=", ".join(map(name, note.reports[1:])),
    )


_IN_PLAN, _IN_RESULT = Label("plan"), Label("results report", "years")

_MAY_BE_REPORTED = Label("perhaps {titles} of the results report")
_MAY_BE_PLANNED = Label("perhaps {titles} of the plan")
_MAY_BE = Label("maybe the same as “{title}”")
_BEFORE_MAYBE = Label("“{title}” (maybe the same as the one of the next year)")
_IS_NEAR = Label("near “{title}” of the year before, to be read side by side")
_HAS_NEAR = Label("not found, but one near it, to be read side by side: “{title}”")


def change_text(thread: Thread, position: int, *, first: int, with_results: bool = False) -> str:
    """What became of a measure in the year of an entry: "changed"; in the
    `first` year with a report which reports have it: "in the plan". What reports say was done is
    quoted `with_results`."""
    entry, later = thread.entries[position], thread.entries[position + 1 :]
    change = say(CHANGES[entry.change])
    if entry.fiscal_year_be == first:
        change = phrase("in the {reports}", reports=_reports_text(entry))
    if entry.maybe is not None:
        label = _IS_NEAR if entry.change is YearChange.NEAR else _MAY_BE
        change = say(label, title=entry.maybe.numbered_title)
    if any(it.change is YearChange.MAYBE for it in later):
        change = f"{say(_BEFORE_MAYBE, title=entry.measure.numbered_title)} · {change}"
    pair = entry.before if entry.change is YearChange.CHANGED else None
    before = pair.left.title if pair else ""
    if before and title_key(before) != title_key(entry.measure.title):
        change = phrase("{change}, before: “{title}”", change=change, title=before)
    differs = ""
    if with_results and pair:
        changed = (it for it in pair.differences if it.kind is DifferenceKind.CHANGED)
        of_measure = tuple(it for it in changed if it.field not in RESULT_FIELDS)
        parts = _parts(replace(pair, differences=of_measure), ("", ""), _part_texts)
        differs = next(parts, "")
    quoted_lines: Iterator[str] = iter(())
    if with_results:
        quoted_lines = quotation_lines(entry.quotations, of=(entry.result or entry.measure).id)
    perhaps = ""
    if entry.counterparts:
        titles = ", ".join(f"“{row.numbered_title}”" for row in entry.counterparts)
        perhaps = say(_MAY_BE_REPORTED if entry.plan else _MAY_BE_PLANNED, titles=titles)
    return " · ".join(filter(None, (change, differs, *quoted_lines, perhaps)))


def _reports_text(entry: YearEntry) -> str:
    rows = ((_IN_PLAN, entry.plan), (_IN_RESULT, entry.result))
    return _listed([say(name) for name, row in rows if row])


def end_of(thread: Thread) -> tuple[int, str] | None:
    """The year that lacks a measure, or has another one that it may be, or that is near; None if
    the latest has it."""
    if thread.maybe is not None:
        label = _MAY_BE if thread.continued else _HAS_NEAR
        return thread.maybe.fiscal_year_be, say(label, title=thread.maybe.measure.numbered_title)
    return None if thread.dropped_in is None else (thread.dropped_in, say(DROPPED))


def thread_texts(thread: Thread, years: Sequence[int]) -> tuple[str, ...]:
    """A cell a year, oldest first: "new (plan)"; the first year without it says so."""
    end = end_of(thread)
    texts = dict([end] if end else [])
    following = dict(pairwise(years))
    for position, entry in enumerate(thread.entries):
        year = entry.fiscal_year_be
        if after := following.get(year):
            texts.setdefault(after, say(DROPPED))
        reports = f" ({_reports_text(entry)})" if year != years[0] else ""
        texts[year] = change_text(thread, position, first=years[0], with_results=True) + reports
    return tuple(texts.get(year, "") for year in years)


DROPPED_BEFORE = Label("Dropped in an earlier year")


def thread_groups(
    threads: Sequence[Thread], *, first: int, last: int
) -> Iterator[tuple[Label, list[Thread]]]:
    """`joined_threads` by what became of them in the `last` year with a report, as its counts say,
    what was kept behind the others; then those that ended before."""
    changes = [label for change, label in CHANGES.items() if change is not YearChange.KEPT]
    labels = (*changes, CHANGES[YearChange.KEPT], DROPPED, FIRST_REPORT, DROPPED_BEFORE)
    by_label: dict[Label, list[Thread]] = {label: [] for label in labels}
    for thread in joined_threads(threads):
        newest, end = thread.entries[-1], end_of(thread)
        if end and thread.maybe:
            label = CHANGES[YearChange.NEAR]
        elif end:
            label = DROPPED if end[0] == last else DROPPED_BEFORE
        else:
            label = FIRST_REPORT if newest.fiscal_year_be == first else CHANGES[newest.change]
        by_label[label].append(thread)
    by_label[DROPPED_BEFORE].sort(key=lambda thread: -(end_of(thread) or (0,))[0])
    yield from ((label, some) for label, some in by_label.items() if some)


def pair_count(threads: Sequence[Thread]) -> int:
    """How many they are, as `year_counts` has it: of two near ones the later."""
    return len({(it.maybe or it.entries[-1]).measure.id for it in threads})


def joined_threads(threads: Sequence[Thread]) -> list[Thread]:
    """Threads in their order, one that another may continue as the beginning of that one."""
    earlier = {it.continued.measure.id: it for it in threads if it.continued}
    lasting = (thread for thread in threads if not thread.continued)
    return [replace(it, entries=_joined_entries(it, earlier)) for it in lasting]


def _joined_entries(thread: Thread, earlier: Mapping[str, Thread]) -> tuple[YearEntry, ...]:
    """Entries of a thread behind those of one that it may continue, by its first measure's id."""
    before = earlier.get(thread.entries[0].measure.id)
    return (*_joined_entries(before, earlier), *thread.entries) if before else thread.entries


YEAR_COUNTS = (*CHANGES.values(), DROPPED)  #: Heads of `year_counts`


def year_counts(year: TownYear, *, first: int) -> tuple[str, ...]:
    """Measures of a year by what became of them; the first report has nothing before it."""
    if year.plan is None and year.results is None:
        return ("–",) * len(YEAR_COUNTS)
    counts = {change: str(getattr(year, change)) for change in CHANGES}
    if year.fiscal_year_be == first:
        counts = dict.fromkeys(CHANGES, "–")
        counts[YearChange.NEW] = f"{year.new} ({say(FIRST_REPORT)})"
        return (*counts.values(), "–")
    return (*counts.values(), str(year.dropped))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProseSection:
    """A part of the page of prose: a heading with a count, a sentence or "", lines."""

    heading: str
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSummary:
    """A comparison on a page of prose: titles, sections, and what a reader must know."""

    titles: tuple[str, ...]
    sections: tuple[ProseSection, ...]
    notes: tuple[str, ...]


_REPORT = Label("{owner}: {kind}, {year}, {count:measures} (“{name}”)")
_SAME_PAIRS = Label("The same matter in both: {same:pairs}")
_SAME_AND_NEAR_PAIRS = Label(
    "The same matter in both: {same:pairs}; near matters, to be read: {near:pairs}"
)
_NEAR_PAIRS = Label("Near matters in both, to be read: {near:pairs}")
_OF = Label("of {count:pairs} in all")
_OF_MOST = Label("{relation}, unless a pair says otherwise")
_SPLIT = Label("which {name} may have in {count:measures}, to be read")
_BOTH_TEXTS = Label("{field} (“{left}” and “{right}”)")
COVERS = Label("One measure that may compare with several of the other: {count:groups}")
_COVER = Label("“{one}” of {name}: {parts} of {other}")
ONLY = Label("Found only in the report of {name}: {count:measures}")
NOT_IN = Label(
    "No measure that matches was found in the report of {name}, which may say it in other words"
)
_WITHIN = Label(
    "Measures of {name} that {other} may have within another: {count:measures}, to be read"
)
_OTHER_YEARS = Label(
    "Measures of {name} that {other} has, or has one near, in the report named: {count:measures},"
    " look there first"
)
_IN_OTHER_REPORT = Label("{name} has it in its {kind} of {year}: “{title}”")
_NEAR_IN_OTHER_REPORT = Label("{name} has one near it in its {kind} of {year}: “{title}”")
_NAMES = Label("{name} names “{term}” in “{title}”")
_MAY_BE_WITHIN = Label("{name} may have it within “{title}”")
_RESULTS_SAY = Label("{name}: {text}", "results")
MAYBE = Label("Perhaps the same matter, to be read: {count:pairs}")
_IF_NEAR = Label("if they are two matters, each is in its own report only")
IF_OTHER = Label("Perhaps the same; if they do other things, each is in one report only")
_MORE = Label("and {count} more, in the tables")

_KINDS_DIFFER = Label(
    "{left} (“{kind}”) and {right} (“{second}”) are different kinds of report with other columns"
)
_KINDS_OF_ONE_TOWN = Label("{left} and {right} have other columns anyway", "kinds of report")
_NO_COLUMNS = Label(
    "No measure of the report of {name} states {fields}, so these are not counted as differences"
)
_EXPECTED = Label(
    "The report of {name} states the expected outcomes, that of {other} what was done, so these"
    " are not compared"
)
_OTHERS = Label("{name} has {count:more reports} of {year} ({kinds}), not compared here")
_FROM_PLAN = Label("; what a results report leaves out is taken from its plan, as marked there")
_WITH_RESULTS = Label("; what it says was done is quoted with each measure")
_WITHOUT_RESULTS = Label("No results of {year} in the library for measures of the plan of {name}")
_OTHERS_OF_ONE_TOWN = Label("{year} has {count:more reports} ({kinds}), not compared here")
_REPLACED = Label("Another version replaces this report of {name}")
_ONLY_ABOUT = Label(
    "Only measures about {subjects}, stated by the report or inferred from the text"
)
_LEGEND = Label(
    "Words that the other report lacks at this place are underlined, but not where most would"
    " be."
    " “Same in substance”: only names, years, spelling, or the writing of times, numbers and units"
    " differ, or one side says “none” and the other nothing."
    " Texts of the reports are in Thai, as printed"
)
_INDICATOR = Label("indicator {name}")

MOST_ITEMS = 12  # lines of a list on the page of prose, by hand: five lists are two pages
_ALONE = (DifferenceKind.ONLY_LEFT, DifferenceKind.ONLY_RIGHT)
_NO_NUMBER = 11  # behind the ten indicators
_MOST_DIFFERENT = 3  # pairs that are named as the most different; by hand
_LONGEST_TITLE = 480  # code points of a title, which is signed as it is; by hand
_SHORT_TEXT = 40  # code points of a text that is quoted where it differs


def summary(shown: ShownComparison) -> ComparisonSummary:
    """What is shown of a comparison on a page of prose."""
    page = _Prose(shown)
    sections, notes = tuple(page.sections()), tuple(page.notes())
    return ComparisonSummary(titles=page.titles(), sections=sections, notes=notes)


class _Prose:
    def __init__(self, shown: ShownComparison) -> None:
        self.shown, self.comparison = shown, shown.comparison
        self.sides = (shown.comparison.left, shown.comparison.right)
        self.names = side_names(shown.comparison)
        self.are_own = self.sides[0].is_counterpart_of(self.sides[1])

    def titles(self) -> tuple[str, ...]:
        names = [
            owner_name(side.organisation, reworded=side.source.reworded, province=False)
            for side in self.sides
        ]
        (left, right), town = (self.names, names[:1]) if names[0] == names[1] else (names, [])
        return say(COMPARISON_TITLE), *town, phrase("{left} and {right}", left=left, right=right)

    def sections(self) -> Iterator[ProseSection]:
        comparison, whole, (left, right) = self.comparison, self.shown.whole, self.names
        yield ProseSection(heading=phrase("The two reports"), items=tuple(self._reports()))
        pairs = self.shown.shown_pairs()
        relations = Counter(relation_name(it, self.names) for it in pairs if is_same(it))
        relation, count = next(iter(relations.most_common(1)), ("", 0))
        of_most = relation if len(pairs) > _MOST_DIFFERENT and 2 * count > len(pairs) else ""
        texts = (
            "" if len(pairs) == whole.both else say(_OF, count=whole.both),
            of_most and say(_OF_MOST, relation=of_most),
        )
        yield ProseSection(
            heading=pairs_heading(self.shown),
            text=" – ".join(filter(None, texts)),
            items=self._listed(
                pairs,
                partial(self._pair, of_most=of_most),
            ),
        )
        if len(pairs) > 1 and (far := self._most_different(pairs)):
            yield ProseSection(heading=say(_DIFFER_MOST), items=tuple(map(self._difference, far)))
        if covers := self.shown.lone_covers():
            yield ProseSection(
                heading=say(COVERS, count=len(covers)), items=self._listed(covers, self._cover)
            )
        if comparison.missing_right:
            yield self._only(ONLY, comparison.missing_right, names=(left, right))
        yield from self._only_of_other()
        if comparison.maybe:
            yield ProseSection(
                heading=say(MAYBE, count=len(comparison.maybe)),
                text=say(IF_OTHER),
                items=self._listed(comparison.maybe, self._maybe),
            )

    def _only_of_other(self) -> Iterator[ProseSection]:
        """What the right report alone has; apart what another report of the left town, or another
        measure, may have."""
        comparison = self.comparison
        lists = {it: list[Measure]() for it in (ONLY, _WITHIN, _OTHER_YEARS)}
        for measure in comparison.missing_left:
            heading = ONLY
            if measure.id in comparison.in_other_reports:
                heading = _OTHER_YEARS
            elif not comparison.is_of_one_town and comparison.may_be_part(measure):
                heading = _WITHIN
            lists[heading].append(measure)
        for heading, measures in lists.items():
            if measures:
                yield self._only(heading, measures, names=self.names[::-1])

    def _listed(self, items: Sequence[object], text: Callable[..., str]) -> tuple[str, ...]:
        lines = [text(item) for item in items[:MOST_ITEMS]]
        rest = len(items) - len(lines)
        return (*lines, say(_MORE, count=rest)) if rest else tuple(lines)

    def _reports(self) -> Iterator[str]:
        for side, name in zip(self.sides, self.names, strict=True):
            owner = town_name(side.organisation, reworded=side.source.reworded)
            yield say(
                Label("{owner}: {kind}, {year} (“{name}”)") if self.shown.is_narrowed else _REPORT,
                owner=owner,
                kind=say(KINDS[side.kind]),
                year=year_name(side),
                count=self._count(side),
                name=name,
            )

    def notes(self) -> Iterator[str]:
        yield from differences_by_nature(self.comparison)
        for side, name in zip(self.sides, self.names, strict=True):
            yield phrase("File of {name}: {file}", name=name, file=_file_and_place(side.source))
            for loss in losses(side.warnings):
                yield phrase("Report of {name}: {loss}", name=name, loss=loss)
            is_alone = side.kind is ReportKind.PLAN and not self.comparison.is_of_one_town
            if is_alone and not self._quotes_results(side):
                yield say(_WITHOUT_RESULTS, name=name, year=year_name(side))
        for note in self.comparison.notes:
            if note.kind is NoteKind.OTHERS_OF_YEAR:
                yield self._other_reports(note)
            if note.kind is NoteKind.REPLACED:
                yield say(_REPLACED, name=self.names[self._at(note.reports[0].report_id)])
        marks = {mark_of(it.organisation, reworded=it.source.reworded) for it in self.sides}
        for mark, meaning in MARK_MEANINGS.items():
            if mark in marks:
                yield phrase("({mark}): {meaning}", mark=say(MARKS[mark]), meaning=say(meaning))
        if self.shown.is_narrowed:
            subjects = self.shown.subjects
            named = [say(_INDICATOR, name=indicator_name(number)) for number in subjects.indicators]
            named += [topic_name(topic) for topic in subjects.topics]
            yield say(_ONLY_ABOUT, subjects=", ".join(named))
        if self.shown.differences_only:
            yield phrase("Only pairs that differ, the biggest difference first")
        yield say(_LEGEND)

    def _at(self, report_id: str) -> int:
        """Which side a report is: 0 or 1."""
        return int(report_id == self.comparison.right.id)

    def _other_reports(self, note: ComparisonNote) -> str:
        """Which reports of a side's year are not compared, and what is taken from them."""
        first, *rest = note.reports
        at = self._at(first.report_id)
        listed = ", ".join(say(KINDS[report.kind]) for report in rest)
        label = _OTHERS_OF_ONE_TOWN if self.comparison.is_of_one_town else _OTHERS
        text = say(label, name=self.names[at], year=year_name(first), count=len(rest), kinds=listed)
        pairs = (*self.comparison.pairs, *self.comparison.maybe)
        is_filled = any(it.plans[at] for pair in pairs for it in pair.differences)
        is_quoted = self._quotes_results(self.sides[at])
        return text + say(_FROM_PLAN) * is_filled + say(_WITH_RESULTS) * is_quoted

    def _quotes_results(self, side: ReportHead) -> bool:
        """Whether results of its year are quoted of a measure of a plan."""
        measures = measures_of(self.comparison, side.id)
        return any(self.comparison.quotations_of(it, of_others=True) for it in measures)

    def _pair(self, pair: Pair, *, of_most: str) -> str:
        relation = relation_text(pair, self.names, of_most=of_most)
        text = " – ".join(filter(None, (relation, *result_texts(pair, self.shown))))
        if cover := extension_of(pair, self.comparison):
            text = f"{text} {split_text(cover, self.names)}".lstrip()
        return self._titled(pair, text)

    def _titled(self, pair: Pair, text: str) -> str:
        """The text behind both titles; of what is not surely one matter each with its report."""
        title, other = (_short(side.numbered_title) for side in (pair.left, pair.right))
        if isinstance(pair, MaybePair) or not is_same(pair):
            label, (left, right) = Label("“{title}” of {left}, “{other}” of {right}"), self.names
            titles = say(label, title=title, left=left, other=other, right=right)
        elif pair.left.title.split() == pair.right.title.split():
            titles = f"“{_short(pair.left.title)}”"
        else:
            titles = phrase("“{title}” and “{other}”", title=title, other=other)
        return phrase("{titles}: {text}", titles=titles, text=text) if text else titles

    def _count(self, side: ReportHead) -> int:
        """How many measures of a side are shown."""
        return len({it.id for it in measures_of(self.comparison, side.id)})

    def _most_different(self, pairs: Sequence[Pair]) -> Sequence[Pair]:
        """The largest differences of those on one matter that differ, what is asked for first; none
        where all pairs differ in titles alone."""
        are_titles = {it.field for pair in pairs for it in different_fields(pair)} <= {"title"}

        def is_far(pair: Pair) -> bool:
            """Whether more than little differs, or something that is asked for, or a result."""
            is_other = pair.duties or pair.own_steps or pair.other_results
            is_far = is_other or max(pair.size, pair.task_size) > MOST_CLOSE_SIZE
            return bool(is_far and not are_titles)

        def order(pair: Pair) -> tuple[bool, float]:
            return not (pair.duties or pair.own_steps), -pair.size

        differing = (it for it in pairs if it.same_matter and different_fields(it))
        return sorted(filter(is_far, differing), key=order)[:_MOST_DIFFERENT]

    def _difference(self, pair: Pair) -> str:
        return self._titled(pair, _listed([*_parts(pair, self.names, _part_texts)]))

    def _cover(self, cover: Cover) -> str:
        name, other = self.names if len(cover.left) == 1 else self.names[::-1]
        parts = ", ".join(map(_quoted_title, cover.parts))
        return say(
            _COVER, one=_short(cover.single.numbered_title), name=name, parts=parts, other=other
        )

    def _maybe(self, maybe: MaybePair) -> str:
        return self._titled(maybe, " – ".join(result_texts(maybe, self.shown)))

    def _only(self, label: Label, measures: Sequence[Measure], *, names: Names) -> ProseSection:
        name, other = names
        items = self._listed(measures, self._alone)
        if len(measures) > MOST_ITEMS:
            groups = by_indicator(measures, self.shown).items()
            items = tuple(f"{indicator}: {self._group(some)}" for indicator, some in groups)
        text = "" if label in (_OTHER_YEARS, _WITHIN) else say(NOT_IN, name=other)
        return ProseSection(
            heading=say(label, name=name, other=other, count=len(measures)), text=text, items=items
        )

    def _alone(self, measure: Measure) -> str:
        texts = [_quoted_title(measure), *alone_texts(measure, self.shown)]
        if near := near_measure(measure, self.shown):
            name = _name_of(measure, self.shown, other=True)
            texts.append(f"{nearest_text(near, name=name)}: {_quoted_title(near.measure)}")
        return " – ".join(texts)

    def _group(self, measures: Sequence[Measure]) -> str:
        """The only one, or how many they are and one of them."""
        if len(measures) == 1:
            return phrase("{count:measures}, {measure}", count=1, measure=self._alone(measures[0]))
        title, count = _quoted_title(measures[0]), len(measures)
        return phrase("{count:measures}, as {title}", count=count, title=title)


def differences_by_nature(comparison: Comparison) -> Iterator[str]:
    """Kinds, columns and years, in which the reports differ and not their measures."""
    names, sides = side_names(comparison), (comparison.left, comparison.right)
    kinds = [say(KINDS[side.kind]) for side in sides]
    if kinds[0] != kinds[1]:
        values = {"left": names[0], "kind": kinds[0], "right": names[1], "second": kinds[1]}
        yield say(_KINDS_OF_ONE_TOWN if kinds == [*names] else _KINDS_DIFFER, **values)
    differences = [difference for pair in comparison.pairs for difference in pair.differences]
    mixed = {it.field: it.expected[0] for it in differences if it.is_mixed}
    for of_left in {*mixed.values()}:
        name, other = names if of_left else names[::-1]
        yield say(_EXPECTED, name=name, other=other)
    # Of a field that a pair compares, as by the row of a plan, nothing is said of all measures.
    compared = mixed.keys() | {it.field for it in differences if it.common}
    alone = {it.field: it for it in differences if it.field not in compared}
    for name, kind in zip(names, reversed(_ALONE), strict=True):
        fields = [
            f"“{difference_name(alone[field])}”"
            for field in TEXT_FIELDS
            if field in alone and alone[field].kind is kind
        ]
        if fields:
            yield say(_NO_COLUMNS, name=name, fields=_listed(fields, are_quoted=True))
    has_note = any(note.kind is NoteKind.NO_COMMON_YEAR for note in comparison.notes)
    if sides[0].fiscal_year_be != sides[1].fiscal_year_be and not has_note:
        yield phrase("The two are of different fiscal years")


def _quoted_title(measure: Measure) -> str:
    return f"“{_short(measure.numbered_title)}”"


def _short(title: str) -> str:
    """A title on one line, whole but for what is no title: pages read as one."""
    return quoted(title, _LONGEST_TITLE)


def nearest_text(nearest: NearestMeasure, *, name: str) -> str:
    """What the most similar measure of the side called `name` is called, or that none is near."""
    label = (
        Label("Nearest of {name}")
        if nearest.is_near
        else Label("nothing near it was found in the report of {name}")
    )
    return say(label, name=name)


def near_measure(measure: Measure, shown: ShownComparison) -> NearestMeasure | None:
    """What is called near a measure alone in the other report, where nothing says more of it."""
    nearest = shown.comparison.nearest.get(measure.id)
    is_near = nearest is not None and nearest.is_near and not elsewhere_text(measure, shown)
    return nearest if is_near else None


def other_has_title(measure: Measure, shown: ShownComparison) -> bool:
    """Whether a measure of the other report has the very title, in a pair of its own."""
    comparison = shown.comparison
    other, *_ = {comparison.left.id, comparison.right.id} - {measure.report_id}
    titles = (it.title for it in measures_of(comparison, other))
    return title_key(measure.title) in map(title_key, titles)


def elsewhere_text(measure: Measure, shown: ShownComparison) -> str:
    """Where the other report has the matter of a measure alone; "" if nowhere."""
    name = _name_of(measure, shown, other=True)
    if other_has_title(measure, shown):
        return phrase("the other report has this title too: to be read")
    known = shown.comparison.in_other_reports.get(measure.id)
    if known is not None:
        year, title = known.fiscal_year_be or "?", _short(known.measure.numbered_title)
        is_it = title_key(known.measure.title) == title_key(measure.title)
        label = _IN_OTHER_REPORT if is_it else _NEAR_IN_OTHER_REPORT
        return say(label, name=name, kind=KINDS[known.kind], year=year, title=title)
    mention = shown.comparison.mentions.get(measure.id)
    if mention is None:
        return ""
    title = _short(mention.measure.numbered_title)
    if not mention.is_part:
        return say(_NAMES, name=name, term=mention.term, title=title)
    return say(_MAY_BE_WITHIN, name=name, title=title)


def alone_texts(measure: Measure, shown: ShownComparison) -> list[str]:
    """What reports say was done for a measure alone, and where the other report has its matter."""
    quotations = shown.comparison.quotations_of(measure)
    texts = (*quotation_lines(quotations, of=measure.id), elsewhere_text(measure, shown))
    return [*filter(None, texts)]


def _name_of(measure: Measure, shown: ShownComparison, *, other: bool = False) -> str:
    comparison = shown.comparison
    return side_names(comparison)[(measure.report_id == comparison.right.id) is not other]


def texts_with(pair: Pair, shown: ShownComparison) -> tuple[str, ...]:
    """What is to be read with a pair: of two measures in doubt, or near ones, what follows if they
    are not one matter; then what results reports say of planned ones."""
    if isinstance(pair, MaybePair):
        near: tuple[str, ...] = (say(IF_OTHER),)
    else:
        near = () if is_same(pair) else (say(_IF_NEAR),)
    return (*near, *result_texts(pair, shown))


def by_indicator(
    measures: Sequence[Measure], shown: ShownComparison
) -> Mapping[str, list[Measure]]:
    """Measures by the name of the indicator that is stated, 1–10; then those without."""
    groups: dict[int, list[Measure]] = {}
    for measure in measures:
        mark = shown.of(measure).indicator
        is_stated = mark is not None and mark.origin is not Origin.GUESSED
        groups.setdefault(mark.number if mark and is_stated else _NO_NUMBER, []).append(measure)
    unknown = {_NO_NUMBER: phrase("indicator not known")}
    names = {it: unknown.get(it) or say(_INDICATOR, name=indicator_name(it)) for it in groups}
    return {names[number]: groups[number] for number in sorted(groups)}


def split_text(cover: Cover, names: Names) -> str:
    """Which side has the one measure of a cover as several."""
    return say(_SPLIT, name=names[1 if len(cover.left) == 1 else 0], count=len(cover.parts))


def subjects_text(found: Classification) -> tuple[str, str]:
    """Indicator and topics: those that the report states or a person gave, then the inferred."""
    names: dict[bool, list[str]] = {False: [], True: []}
    if found.indicator is not None:
        is_guess = found.indicator.origin is Origin.GUESSED
        names[is_guess].append(say(_INDICATOR, name=indicator_name(found.indicator.number)))
    for mark in found.topics:
        names[mark.origin is Origin.GUESSED].append(topic_name(mark.topic))
    inferred = ", ".join(names[True])
    return ", ".join(names[False]), f"[{inferred}]" if inferred else ""
