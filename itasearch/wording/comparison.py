"""Words of a comparison, in Thai and English: how fields differ, counts, what each year has.

They speak of reports, not of towns: what a report does not have, its town may do all the same. A
field that no measure of a report states may be a column that is left empty, or none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    FieldDifference,
    NearestMeasure,
    NotedReport,
    NoteKind,
    Pair,
    Thread,
    TownYear,
    YearChange,
    YearEntry,
)
from itasearch.model.comparison_shown import ShownComparison
from itasearch.model.drafts import RESULT_FIELDS
from itasearch.model.records import Measure, ReportHead
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
    SAME = Label("Only names, years or writing differ")
    DIFFERENT = Label("Differs")
    #: Both reports state the field, and only the left measure fills it
    ONLY_LEFT = Label("Stated by {left} only")
    ONLY_RIGHT = Label("Stated by {right} only")
    UNSTATED = Label("(blank in all measures of this report)")
    NEITHER = Label("Stated by neither")


NOT_STATED = Label("(not stated)")


def field_state(difference: FieldDifference) -> FieldState:
    """How the field compares; only what both reports have can differ."""
    if not difference.common:
        return FieldState.UNSTATED
    if difference.kind in (DifferenceKind.ONLY_LEFT, DifferenceKind.ONLY_RIGHT):
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


_COMMA, _AND_LAST = Label(", ", "difference"), Label("{parts} and {last}")
_TWO = Label("{parts} and {last}", "two")
_PARTS = {
    FieldState.DIFFERENT: Label("{parts} differ"),
    FieldState.ONLY_LEFT: Label("{parts} in the report of {left} only"),
    FieldState.ONLY_RIGHT: Label("{parts} in the report of {right} only"),
}
_BOTH_TEXTS = Label("{field} (“{left}” and “{right}”)")
_SHORT_TEXT = 40  # code points of a text that is quoted where it differs


def differing_count(pair: Pair) -> str:
    """How many fields of both reports differ: "3 of 5 fields differ"."""
    changed, count = len(different_fields(pair)), sum(it.common for it in pair.differences)
    label = Label("{changed} of {count} fields differ") if changed else ALL_SAME
    return say(label, changed=changed, count=count)


ALL_SAME = Label("None of the {count} fields that both reports have differs")


def differences_text(differences: Iterable[FieldDifference], names: Names) -> str:
    """The fields that differ, then those that one report alone states; of short texts both are
    quoted: "times (“March” and “April”) differ"."""
    by_state: dict[FieldState, list[str]] = {state: [] for state in _PARTS}
    for difference in differences:
        by_state[field_state(difference)].append(_with_short_texts(difference))
    return _listed(
        [
            say(_PARTS[state], parts=_listed(fields), left=names[0], right=names[1])
            for state, fields in by_state.items()
            if fields
        ]
    )


def _listed(parts: Sequence[str]) -> str:
    *first, last = parts or [""]
    label = _TWO if len(first) == 1 and "และ" not in "".join(parts) else _AND_LAST
    return say(label, parts=say(_COMMA).join(first), last=last) if first else last


def _with_short_texts(difference: FieldDifference) -> str:
    field, name = difference.field, say(_in_sentence(difference))
    texts = (printed_text(field, it or "") for it in (difference.left, difference.right))
    left, right = (" ".join(text.split()) for text in texts)
    if field == "title" or not 0 < len(left) <= _SHORT_TEXT >= len(right) > 0:
        return name
    return say(_BOTH_TEXTS, field=name, left=left, right=right)


def result_texts(pair: Pair, shown: ShownComparison) -> Iterator[str]:
    """What results reports say of the planned measures of a pair; fields of the pair's own rows
    are shown side by side."""
    names = side_names(shown.comparison)
    for measure in (pair.left, pair.right):
        name = names[measure.report_id == shown.comparison.right.id]
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


def change_text(thread: Thread, position: int, *, first: int, with_results: bool = False) -> str:
    """What became of a measure in the year of an entry: "changed"; in the
    `first` year with a report which reports have it: "in the plan". `with_results` names what
    changed, and quotes what reports say was done."""
    entry, later = thread.entries[position], thread.entries[position + 1 :]
    change = say(CHANGES[entry.change])
    if entry.fiscal_year_be == first:
        change = phrase("in the {reports}", reports=_reports_text(entry))
    if entry.maybe is not None:
        change = say(_MAY_BE, title=entry.maybe.numbered_title)
    if any(it.change is YearChange.MAYBE for it in later):
        change = f"{say(_BEFORE_MAYBE, title=entry.measure.numbered_title)} · {change}"
    pair = entry.before if entry.change is YearChange.CHANGED else None
    before = pair.left.title if pair else ""
    if before and title_key(before) != title_key(entry.measure.title):
        change = phrase("{change}, before: “{title}”", change=change, title=before)
    details: list[str] = []
    if with_results and pair:
        changed = (it for it in different_fields(pair) if it.kind is DifferenceKind.CHANGED)
        of_measure = (it for it in changed if it.field not in RESULT_FIELDS)
        details.append(differences_text(of_measure, ("", "")))
    if with_results:
        details += quotation_lines(entry.quotations, of=(entry.result or entry.measure).id)
    if entry.counterparts:
        titles = ", ".join(f"“{row.numbered_title}”" for row in entry.counterparts)
        label = _MAY_BE_REPORTED if entry.plan else _MAY_BE_PLANNED
        details.append(say(label, titles=titles))
    return " · ".join(filter(None, (change, *details)))


def _reports_text(entry: YearEntry) -> str:
    rows = ((_IN_PLAN, entry.plan), (_IN_RESULT, entry.result))
    return _listed([say(name) for name, row in rows if row])


def end_of(thread: Thread) -> tuple[int, str] | None:
    """The year that lacks a measure, or has another one that it may be; None if the latest has
    it."""
    if thread.maybe is not None:
        text = say(_MAY_BE, title=thread.maybe.measure.numbered_title)
        return thread.maybe.fiscal_year_be, text
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


DROPPED_BEFORE = Label("Not found since an earlier year")


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
        label = FIRST_REPORT if newest.fiscal_year_be == first else CHANGES[newest.change]
        if end:
            label = DROPPED if end[0] == last else DROPPED_BEFORE
        by_label[label].append(thread)
    by_label[DROPPED_BEFORE].sort(key=lambda thread: -(end_of(thread) or (0,))[0])
    yield from ((label, some) for label, some in by_label.items() if some)


def joined_threads(threads: Sequence[Thread]) -> list[Thread]:
    """Threads in their order, one that another may continue as the beginning of that one."""
    earlier = {it.maybe.measure.id: it for it in threads if it.maybe}
    lasting = (thread for thread in threads if thread.maybe is None)
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


PAIRS = Label("The same matter in both: {count:pairs}")
COVERS = Label("One measure beside several of the other: {count:groups}")
MAYBE = Label("Possible matches: {count:pairs}")
ONLY = Label("Found only in the report of {name}: {count:measures}")
LARGEST = Label("Pairs with the most fields that differ")
_OF_ALL = Label("{text} of {whole}")
_EXTENDED = Label("({count} of them split in several)")
_RESULTS_SAY = Label("{name}: {text}", "results")
_SPLIT = Label("{name}: {count:measures}", "several")
_INDICATOR = Label("indicator {name}")
_LEGEND = Label(
    "Cells have the words of the reports. Underlined: words that the other cell lacks; cells that"
    " differ without a line differ for the most part. “Only names, years or writing differ”: names"
    " of towns, fiscal years, spelling, how a time, figure or unit is written, or one side says"
    " “none” and the other nothing"
)
_MOST_DIFFERENT = 3  # pairs that are named as the most different; by hand
_LONGEST_TITLE = 480  # code points of a title, which is signed as it is; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonSummary:
    """The head of a written comparison."""

    titles: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]  #: a heading and lines, at least one
    notes: tuple[str, ...]


def summary(shown: ShownComparison) -> ComparisonSummary:
    """The two reports, counts, and the pairs with the most fields that differ."""
    comparison, names = shown.comparison, side_names(shown.comparison)
    sides = (comparison.left, comparison.right)
    owners = [
        owner_name(side.organisation, reworded=side.source.reworded, province=False)
        for side in sides
    ]
    town = owners[:1] if owners[0] == owners[1] else []
    left, right = names if town else owners
    sections = [
        (phrase("The two reports"), tuple(map(_report_text, sides, names))),
        (phrase("Counts"), count_texts(shown)),
        (say(LARGEST), tuple(_most_different(shown, names))),
    ]
    return ComparisonSummary(
        titles=(say(COMPARISON_TITLE), *town, phrase("{left} and {right}", left=left, right=right)),
        sections=tuple((heading, lines) for heading, lines in sections if lines),
        notes=tuple(_notes(shown, names)),
    )


def count_texts(shown: ShownComparison) -> tuple[str, ...]:
    """How many pairs, groups, possible matches and measures of each side alone are shown, those of
    each side last; "of" how many where a filter leaves some out."""
    now, whole = shown.comparison.counts, shown.whole
    left, right = side_names(shown.comparison)
    pairs = _count_text(PAIRS, now.both, whole.both)
    if now.extended:
        pairs += f" {say(_EXTENDED, count=now.extended)}"
    texts = [pairs]
    if lone := whole.covers - whole.extended:
        texts.append(_count_text(COVERS, now.covers - now.extended, lone))
    if whole.maybe:
        texts.append(_count_text(MAYBE, now.maybe, whole.maybe))
    return (
        *texts,
        _count_text(ONLY, now.only_left, whole.only_left, name=left),
        _count_text(ONLY, now.only_right, whole.only_right, name=right),
    )


def _count_text(label: Label, count: int, whole: int, **names: str) -> str:
    text = say(label, count=count, **names)
    return text if count == whole else say(_OF_ALL, text=text, whole=whole)


def _report_text(side: ReportHead, name: str) -> str:
    return say(
        Label("{owner}: {kind}, {year} (“{name}”)"),
        owner=town_name(side.organisation, reworded=side.source.reworded),
        kind=say(KINDS[side.kind]),
        year=year_name(side),
        name=name,
    )


def _most_different(shown: ShownComparison, names: Names) -> Iterator[str]:
    """The pairs, sure and possible, with the most fields that differ, each with their count."""
    found = [*shown.comparison.pairs, *shown.comparison.maybe]
    pairs = sorted(filter(different_fields, found), key=lambda it: -len(different_fields(it)))
    for pair in pairs[:_MOST_DIFFERENT]:
        title, other = (quoted(it.numbered_title, _LONGEST_TITLE) for it in (pair.left, pair.right))
        titles = f"“{quoted(pair.left.title, _LONGEST_TITLE)}”"
        if pair.left.title.split() != pair.right.title.split():
            titles = phrase("“{title}” and “{other}”", title=title, other=other)
        text = f"{differing_count(pair)}: {differences_text(different_fields(pair), names)}"
        yield phrase("{titles}: {text}", titles=titles, text=text)


def _notes(shown: ShownComparison, names: Names) -> Iterator[str]:
    sides = (shown.comparison.left, shown.comparison.right)
    for side, name in zip(sides, names, strict=True):
        yield phrase("File of {name}: {file}", name=name, file=_file_and_place(side.source))
        for loss in losses(side.warnings):
            yield phrase("Report of {name}: {loss}", name=name, loss=loss)
    for note in shown.comparison.notes:
        if note.kind in (NoteKind.OTHERS_OF_YEAR, NoteKind.REPLACED):
            yield note_text(note, ids=False)
    marks = {mark_of(it.organisation, reworded=it.source.reworded) for it in sides}
    for mark, meaning in MARK_MEANINGS.items():
        if mark in marks:
            yield phrase("({mark}): {meaning}", mark=say(MARKS[mark]), meaning=say(meaning))
    if shown.is_narrowed:
        subjects = shown.subjects
        named = [say(_INDICATOR, name=indicator_name(number)) for number in subjects.indicators]
        named += [topic_name(topic) for topic in subjects.topics]
        yield phrase("Only: {subjects}", subjects=", ".join(named))
    if shown.differences_only:
        yield phrase("Only pairs that differ, the biggest difference first")
    yield say(_LEGEND)


def nearest_text(nearest: NearestMeasure, *, name: str) -> str:
    """The most similar measure of the side called `name`, with its place; "" if none is near."""
    if not nearest.is_near:
        return ""
    position = place_name(nearest.measure.source)
    title = nearest.measure.numbered_title + (f" ({position})" if position else "")
    return f"{phrase('Nearest of {name}', name=name)}: {title}"


def alone_texts(measure: Measure, shown: ShownComparison) -> tuple[str, ...]:
    """What reports say was done for a measure of one report alone."""
    quotations = shown.comparison.quotations_of(measure)
    return tuple(quotation_lines(quotations, of=measure.id))


def split_text(cover: Cover, names: Names) -> str:
    """Which side has the one measure of a cover as several, and as how many."""
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
