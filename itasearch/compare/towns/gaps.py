"""What most similar towns do and a town does not: topics and indicators, with rows to learn from.

Guidance, no duty: a town may lack a topic because it has no need of it. One town alone makes
no gap; nor does a town of which ours has the measure under another topic.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import chain, product

from itasearch.compare.difference.spans import tokens
from itasearch.compare.library import (
    OpenLibrary,
    compared,
    existing_reports,
    oldest_copies,
    with_quotations,
)
from itasearch.compare.pairing.align import LEAST_SAME, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.reports import with_doubts
from itasearch.compare.towns.better import scores_of
from itasearch.compare.towns.matrix import cells_of, columns_of, marks_of
from itasearch.domain.indicators import indicator, indicators_above, named_indicator
from itasearch.domain.topics import deciding_words, find_topic, topics
from itasearch.model.classification import Origin
from itasearch.model.records import (
    MATTER_FIELDS,
    TEXT_FIELDS,
    Organisation,
    Report,
    report_of,
)
from itasearch.model.towns import (
    FEWEST_SIMILAR_TOWNS,
    Alike,
    Axis,
    CoverageNote,
    Gap,
    SimilarTown,
    SimilarTownReason,
    Touched,
    Town,
    TownMeasure,
)
from itasearch.text.thai.normalize import squash

_EXAMPLES = 3  # measures to borrow for a gap, at most

_LEAST_DEEP = 0.5
"""Depth, 0–1, from which a measure says enough to be borrowed: half of what the form asks for.
Set by hand: nobody has judged gaps yet."""

_MOST_CANDIDATES = 8
"""Of a gap; some say the same as another, or as a measure of ours, and three are shown."""

LEAST_CONFIDENCE = 0.4
"""Confidence below which a guess shows neither that a town touches something nor that ours
does, and no measure is proposed for an indicator: of indicators guessed with less hardly half are
right (docs/topics.md)."""

_LEAST_LETTERS = 4  # of a word of a topic's name that is about it: การ and ของ are not; by hand
_A_SUM = re.compile(
    r"(?<!การใช้)(?<!แผน)งบประมาณ(?:รายจ่าย)?(?:ประจำปี)?(?:จำนวน|รวม|ไป)?"
    r"\s?[0-9๐-๙][0-9๐-๙,.]{0,15}\s?\S{0,5}บาท"
)
_WORDS = range(1, 7)  # of which a topic's word may be made


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundGap:
    """A gap with ids of the best measure of each town, best first, at most _MOST_CANDIDATES."""

    axis: Axis
    key: str
    towns: int
    of: int
    candidates: tuple[str, ...]
    guessed: tuple[str, ...] = ()  #: ids of ours that are of it by a guess too weak to count
    near: tuple[str, ...] = ()  #: titles of ours that do, or may do, what a town does for it
    guesses: tuple[str, ...] = ()  #: ids of candidates of which the indicator is a guess


def touched(town: Town) -> tuple[Touched, ...]:
    """Topics, then indicators, that a town's measures touch, counted as in matrix.cells_of."""
    return tuple(
        Touched(axis=axis, key=key, measures=len(cells[key].measure_ids))
        for axis in Axis
        for cells in [cells_of(town.measures, axis)]
        for key in columns_of(axis)
        if key in cells
    )


def gaps(ours: Town, similar: Sequence[Town]) -> tuple[FoundGap, ...]:
    """Topics and indicators that more than half of the similar towns touch and ours does not.

    Similar towns come most similar first; only those with measures count. Topics first, the most
    common first; () with fewer than FEWEST_SIMILAR_TOWNS.
    """
    towns = [town for town in similar if town.measures]
    if len(towns) < FEWEST_SIMILAR_TOWNS:
        return ()
    return tuple(gap for axis in Axis for gap in _gaps(ours, towns, axis))


def still_a_gap(gap: FoundGap, had: Collection[str]) -> FoundGap | None:
    """The gap without candidates in `had`; None unless most towns still have another measure."""
    candidates = tuple(candidate for candidate in gap.candidates if candidate not in had)
    rest = gap.towns - (len(gap.candidates) - len(candidates))
    return replace(gap, candidates=candidates) if 2 * rest > gap.of else None


def mentions(gap: FoundGap, reports: Iterable[Report]) -> Iterator[str]:
    """Number and title of measures that name the topic or the indicator: a topic by a word of its
    own in the title, or in steps or results by one that holds a word of the topic's name, or below
    the indicator of its name. A sum ("ใช้งบประมาณ 900 บาท") names nothing."""
    named = named_indicator(find_topic(gap.key).thai) if gap.axis is Axis.TOPICS else None
    for report in reports:
        for measure in report.measures:
            if gap.axis is Axis.TOPICS:
                words, of_name = _own_words(gap.key)
                is_named = (named is not None and measure.indicator == named.number) or any(
                    not (words if name == "title" else of_name).isdisjoint(
                        _whole_words(_A_SUM.sub(" ", measure.text(name)), report.organisation)
                    )
                    for name in MATTER_FIELDS
                )
            else:
                squashed = squash("\n".join(map(measure.text, TEXT_FIELDS)))
                is_named = any(squash(name) in squashed for name in indicator(int(gap.key)).names)
            if is_named:
                yield measure.numbered_title


@cache
def _own_words(key: str) -> tuple[frozenset[str], frozenset[str]]:
    """(squashed words of this topic alone, those with a word of its name)."""
    listed = Counter(chain.from_iterable(map(deciding_words, topics())))
    about = find_topic(key)
    keys = [token.key for token in tokens(about.thai, None, None)]
    parts = [part for part in keys if len(part) >= _LEAST_LETTERS]
    own = frozenset(word for word in deciding_words(about) if listed[word] == 1)
    of_name = (word for word in own if any(part in word or word in part for part in parts))
    return own, frozenset(of_name)


def _whole_words(text: str, organisation: Organisation | None) -> frozenset[str]:
    """Squashed runs of words, as long as a topic's word may be: งานจ้าง is none of พนักงานจ้าง."""
    keys = [squash(text[word.start : word.end]) for word in tokens(text, organisation, None)]
    return frozenset("".join(keys[at : at + count]) for at in range(len(keys)) for count in _WORDS)


def _gaps(ours: Town, towns: Sequence[Town], axis: Axis) -> list[FoundGap]:
    known = _surely_of(ours, axis)
    theirs = [(town, _surely_of(town, axis)) for town in towns]
    found: list[FoundGap] = []
    for key in columns_of(axis):
        doing = [(town, about[key]) for town, about in theirs if key in about]
        if key not in known and 2 * len(doing) > len(towns):
            # The best of each town: deep ones first, of these the best-scoring towns'.
            best = [(town, min(about, key=_rank)[1]) for town, about in doing]
            best.sort(key=lambda it: (it[1].depth < _LEAST_DEEP, -(_score(it[0], axis, key) or 0)))
            found.append(
                FoundGap(
                    axis=axis,
                    key=key,
                    towns=len(doing),
                    of=len(towns),
                    candidates=tuple(measure.id for _, measure in best[:_MOST_CANDIDATES]),
                    guessed=tuple(it.id for it in ours.measures if key in marks_of(it, axis)),
                    guesses=tuple(
                        it.id
                        for _, it in best
                        if axis is Axis.INDICATORS
                        and marks_of(it, axis)[key].origin is Origin.GUESSED
                    ),
                )
            )
    return sorted(found, key=lambda gap: -gap.towns)


def _surely_of(town: Town, axis: Axis) -> Mapping[str, list[tuple[float, TownMeasure]]]:
    about: dict[str, list[tuple[float, TownMeasure]]] = {}
    for measure in town.measures:
        for key, mark in marks_of(measure, axis).items():
            if mark.confidence >= LEAST_CONFIDENCE:
                about.setdefault(key, []).append((mark.confidence, measure))
    return about


def _rank(item: tuple[float, TownMeasure]) -> tuple[bool, float, float, str]:
    confidence, it = item
    # Confidence in tenths: finer ones mean nothing.
    return it.depth < _LEAST_DEEP, -round(confidence, 1), -it.depth, it.id


def _score(town: Town, axis: Axis, key: str) -> float | None:
    """The newest ITA score: on the indicator, of a topic the total; None if unknown."""
    if axis is Axis.TOPICS:
        return town.newest_total.total if town.newest_total else None
    return next(iter(scores_of(town.results, int(key)).values()), None)


def _counterparts(
    ours: Report, theirs: Report, *, meanings: Meanings
) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """By id of what in `theirs` does what ours do, the title of ours; of what may, and is as alike
    as what does the same."""
    alignment = with_doubts(align(ours, theirs, meanings=meanings))
    covered = (it for cover in alignment.covers for it in product(cover.left, cover.right))
    sure = [*((pair.left, pair.right) for pair in alignment.pairs), *covered]
    doubts = ((it.left, it.right) for it in alignment.maybe if it.similarity >= LEAST_SAME)
    had, near = (
        {theirs.measures[there].id: ours.measures[here].numbered_title for here, there in some}
        for some in (sure, doubts)
    )
    return had, near


def still_lacking(
    library: OpenLibrary, mine: Sequence[Report], found: Sequence[FoundGap]
) -> tuple[FoundGap, ...]:
    """Gaps of which our reports have no sure counterpart under another topic or indicator, and no
    row below a heading that lists theirs.

    Near are ours that do, or may do, what a candidate does, unless its indicator is a guess: what
    may do such a one may be of anything.
    """
    ids = dict.fromkeys(report_of(candidate) for gap in found for candidate in gap.candidates)
    meanings = library.meanings()
    theirs = existing_reports(library, ids).values()
    paired = partial(_counterparts, meanings=meanings)
    aligned = [compared(library, own, other, paired) for own in mine for other in theirs]
    had = {name: title for two in aligned if two for name, title in two[0].items()}
    ours = {name: title for two in aligned if two for name, title in two[1].items()} | had

    def near(gap: FoundGap) -> tuple[str, ...]:
        return tuple(ours[it] for it in gap.candidates if it in ours and it not in gap.guesses)

    rows = chain.from_iterable(own.measures for own in mine)
    listed = {str(number) for row in rows for number in indicators_above(row)}
    open_gaps = (gap for gap in found if gap.axis is Axis.TOPICS or gap.key not in listed)
    kept = ((gap, still_a_gap(gap, had.keys())) for gap in open_gaps)
    return tuple(replace(rest, near=near(gap)) for gap, rest in kept if rest is not None)


def gaps_with_examples(
    library: OpenLibrary,
    mine: Sequence[Report],
    found: Sequence[FoundGap],
) -> tuple[Gap, ...]:
    """Gaps with example measures, quoted, and ours that mention them or seem to be theirs."""
    candidates = dict.fromkeys(candidate for gap in found for candidate in gap.candidates)
    texts = with_quotations(library, candidates)
    oldest = oldest_copies(library, [*texts])
    of_ours = (measure for report in mine for measure in report.measures)
    titles = {measure.id: measure.numbered_title for measure in of_ours}

    def distinct(gap: FoundGap) -> Sequence[str]:
        there = [candidate for candidate in gap.candidates if candidate in texts]
        first = {oldest.get(it, it): it for it in reversed(there)}
        return [it for it in there if first[oldest.get(it, it)] == it][:_EXAMPLES]

    return tuple(
        Gap(
            axis=gap.axis,
            key=gap.key,
            towns=gap.towns,
            of=gap.of,
            guesses=tuple(it for it in examples if it in gap.guesses),
            examples=tuple(map(texts.__getitem__, examples)),
            mentioned=tuple(
                dict.fromkeys(
                    chain(filter(None, map(titles.get, gap.guessed)), gap.near, mentions(gap, mine))
                )
            ),
        )
        for gap, examples in ((gap, distinct(gap)) for gap in found)
    )


def without_gaps(
    similar: Iterable[SimilarTown], found: Iterable[FoundGap | Gap]
) -> tuple[SimilarTown, ...]:
    """The towns, without gaps of ours among the topics that their reports share with ours.

    A guess below LEAST_CONFIDENCE makes two reports alike, but does not fill the gap.
    """
    lacking = {gap.key for gap in found if gap.axis is Axis.TOPICS}

    def reasons(town: SimilarTown) -> Iterator[SimilarTownReason]:
        for reason in town.reasons:
            if reason.kind is Alike.PLAN:
                topic_ids = (key for key in reason.value.split() if key not in lacking)
                reason = replace(reason, value=" ".join(topic_ids))
            if reason.value:
                yield reason

    return tuple(replace(town, reasons=tuple(reasons(town))) for town in similar)


def coverage_notes(
    ours: Town, similar: Sequence[SimilarTown], found: Sequence[FoundGap]
) -> tuple[CoverageNote, ...]:
    """Why there may be fewer gaps than a reader expects."""
    notes: list[CoverageNote] = []
    if not ours.measures:
        notes.append(CoverageNote.NO_REPORT)
    if not similar:
        notes.append(CoverageNote.ALONE)
    elif len(similar) < FEWEST_SIMILAR_TOWNS:
        notes.append(CoverageNote.FEW_NEIGHBOURS)
    if not notes and not found:
        notes.append(CoverageNote.NO_GAP)
    return tuple(notes)
