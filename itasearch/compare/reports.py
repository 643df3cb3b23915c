"""Two reports compared, as one Comparison, with counts by stated indicator."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import chain

from itasearch.compare.difference.diff import common_fields, compare_measures
from itasearch.compare.difference.spans import tokens
from itasearch.compare.pairing.align import LEAST_SAME, AlignedCover, AlignedPair, Alignment, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.terms import means, terms
from itasearch.domain.glossary import glossary
from itasearch.domain.organisations import organisation_types
from itasearch.enrich import own_reports
from itasearch.enrich.form_check import is_of_any_measure
from itasearch.enrich.own_advice import is_of_both
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    IndicatorCount,
    InOtherReport,
    MaybePair,
    Mention,
    NearestMeasure,
    Pair,
)
from itasearch.model.plan import GIVEN_UP
from itasearch.model.records import MATTER_FIELDS, Measure, Report
from itasearch.text.thai.normalize import squash
from itasearch.wording.comparison import has_other_steps, is_same

_NOT_MEANT = re.compile(
    r"(?:ปี\s*|ไม่(?:มี|ใช้|พบ|ได้รับ|ได้ใช้)[ก-๎ ]{0,20}|(?:กอง(?!ทุน)|สำนัก|ฝ่าย)(?:[ก-๎]{2,16}และ)?)\Z"
)
"""Before a name that is no matter of the text."""
_LEAST_SURE = 0.5
"""Likeness of two paired texts, 0–1, below which they are no sure pair where their matters are near
or their steps worded differently: of such pairs of the sets of bench/compare_alignment.py 170 of
227 are right."""
_MOST_OTHER = 0.5  # of the size of a title's or step's difference where it is shared; by hand
_HARDLY_ANY = 0.9  # of Pair.size, 0–1: a tenth of the text is common at most; by hand
_LEAST_PHRASE = 3  # words, as "No Gift Policy" has; by hand


def coverage(
    left: Iterable[Measure], right: Iterable[Measure], *, pairs: Sequence[Pair]
) -> tuple[IndicatorCount, ...]:
    """Counts by stated indicator of either side, 1–10, then of the measures that state none."""
    ours = Counter(measure.indicator for measure in left)
    theirs = Counter(measure.indicator for measure in right)
    both = Counter(
        pair.left.indicator for pair in pairs if pair.left.indicator == pair.right.indicator
    )
    stated = sorted(number for number in {*ours, *theirs} if number is not None)
    rows: list[int | None] = [*stated, *([None] if None in {*ours, *theirs} else [])]
    return tuple(
        IndicatorCount(indicator=number, left=ours[number], right=theirs[number], both=both[number])
        for number in rows
    )


def compare_reports(
    left: Report,
    right: Report,
    *,
    meanings: Meanings,
    notes: tuple[ComparisonNote, ...] = (),
) -> Comparison:
    """Compare two reports. Raises ValueError: one report."""
    if left.id == right.id:
        raise ValueError(f"report {left.id} cannot be compared with itself")
    alignment = align(left, right, meanings=meanings)
    pairs = compared_pairs(alignment.pairs, left=left, right=right)
    covers = tuple(_cover(cover, left, right) for cover in alignment.covers)
    placed = {it.id for pair in pairs for it in (pair.left, pair.right)}
    placed |= {it.id for cover in covers for it in (*cover.left, *cover.right)}
    only_left, only_right = (
        tuple(it for it in report.measures if it.id not in placed) for report in (left, right)
    )
    return Comparison(
        left=left,
        right=right,
        pairs=pairs,
        covers=covers,
        only_left=only_left,
        only_right=only_right,
        maybe=tuple(
            MaybePair(
                left=left.measures[pair.left],
                right=right.measures[pair.right],
                similarity=pair.similarity,
            )
            for pair in alignment.maybe
        ),
        nearest=_nearest(alignment, left, right),
        mentions=dict(
            chain(
                _mentions(only_left, left, right, meanings=meanings),
                _mentions(only_right, right, left, meanings=meanings),
            )
        ),
        unfinished={
            measure.id: missed[1] if missed else ""
            for report, alone in ((left, only_left), (right, only_right))
            for measure in alone
            if (missed := own_reports.shortfall(measure) or own_reports.decision_against(measure))
            or own_reports.states_no_result(measure, report)
        },
        not_done=frozenset(
            measure.id
            for measure in (*only_left, *only_right)
            if own_reports.not_done(measure)
            or ((missed := own_reports.shortfall(measure)) and missed[0] in GIVEN_UP)
        ),
        coverage=coverage(left.measures, right.measures, pairs=pairs),
        notes=notes,
    )


def with_doubts(found: Alignment, *, left: Report, right: Report) -> Alignment:
    """The alignment with pairs of unlike texts on one thing in `maybe`, but those of a cover.

    For what a town lacks, plans, does again or has in another report. A comparison shows both
    texts and keeps its pairs: without these, F1 of all judged ones falls from .915 to .715.
    """
    mains = {one.main for one in found.covers}
    unlike = [one for one in found.pairs if one.similarity < _LEAST_SURE and not one.judged]
    compared = compared_pairs(unlike, left=left, right=right)
    unsure = [
        one
        for one, pair in zip(unlike, compared, strict=True)
        if (has_other_steps(pair) or not is_same(pair)) and (one.left, one.right) not in mains
    ]
    return replace(
        found,
        pairs=tuple(one for one in found.pairs if one not in unsure),
        maybe=tuple(sorted((*found.maybe, *unsure), key=lambda one: (one.left, one.right))),
    )


def compared_pairs(
    aligned_pairs: Iterable[AlignedPair], *, left: Report, right: Report
) -> tuple[Pair, ...]:
    """The pairs that an alignment of two reports found, each with what differs."""
    common = [common_fields(left, right, of_both=of_both) for of_both in (False, True)]
    sides = ((left.measures[pair.left], right.measures[pair.right], pair) for pair in aligned_pairs)
    pairs = []
    for measure, other, aligned in sides:
        pair = compare_measures(
            measure,
            other,
            similarity=aligned.similarity,
            reports=(left, right),
            common=common[is_of_both(measure) or is_of_both(other)],
        )
        same = aligned.judged or _is_same_matter(pair, (left, right))
        pairs.append(replace(pair, judged=aligned.judged, same_matter=same))
    return tuple(pairs)


def _is_same_matter(pair: Pair, reports: tuple[Report, Report]) -> bool:
    """Whether a step is shared, or one title names no other concept than the other; not where
    hardly any words are common, which are paired by meaning, nor where like titles are of other
    things: risks of procurement, and of revenue."""
    if pair.size >= _HARDLY_ANY:
        return False
    sides = zip((pair.left, pair.right), reports, strict=True)
    left, right = (terms(side, of.organisation) for side, of in sides)
    ours, theirs = left.title_concepts - means(), right.title_concepts - means()
    are_alike = any(of.field == "title" and of.size <= _MOST_OTHER for of in pair.differences)
    if are_alike and ours.difference(right.concepts) and theirs.difference(left.concepts):
        return False
    for step in pair.steps:
        texts = step.left, step.right
        # Both take it, or a title says it; not one that any measure may have.
        is_shared = step.field in ("steps", "title") and step.size <= _MOST_OTHER
        if is_shared and all(text is not None and not is_of_any_measure(text) for text in texts):
            return True
    if ours and theirs:
        return ours <= theirs or theirs <= ours
    return are_alike


def in_other_report(
    of: Report, other: Report, *, meanings: Meanings
) -> Mapping[str, InOtherReport]:
    """By measure id: the measure of the same title, else its sure counterpart, LEAST_SAME alike."""
    titles = {squash(measure.title): measure for measure in other.measures}
    alignment = with_doubts(align(of, other, meanings=meanings), left=of, right=other)
    pairs = {
        of.measures[pair.left].id: other.measures[pair.right]
        for pair in alignment.pairs
        if pair.judged or pair.similarity >= LEAST_SAME
    }
    found = {one.id: titles.get(squash(one.title)) or pairs.get(one.id) for one in of.measures}
    return {
        name: InOtherReport(
            measure=measure,
            fiscal_year_be=other.fiscal_year_be,
            unfinished=missed[1] if (missed := own_reports.shortfall(measure)) else "",
        )
        for name, measure in found.items()
        if measure is not None
    }


def _cover(cover: AlignedCover, left: Report, right: Report) -> Cover:
    main = None
    if cover.main is not None:
        at = 0 if len(cover.right) == 1 else 1
        main = (left, right)[at].measures[cover.main[at]]
    return Cover(
        left=tuple(left.measures[number] for number in cover.left),
        right=tuple(right.measures[number] for number in cover.right),
        similarity=cover.similarity,
        main=main,
    )


def _nearest(alignment: Alignment, left: Report, right: Report) -> Mapping[str, NearestMeasure]:
    ours, theirs = left.measures, right.measures
    sides = [(ours[pair.left], theirs[pair.right], pair) for pair in alignment.nearest_right]
    sides += [(theirs[pair.right], ours[pair.left], pair) for pair in alignment.nearest_left]
    return {
        own.id: NearestMeasure(measure=other, similarity=pair.similarity, is_near=pair.is_near)
        for own, other, pair in sides
    }


def _mentions(
    alone: Iterable[Measure], own: Report, other: Report, *, meanings: Meanings
) -> Iterator[tuple[str, Mention]]:
    """Where the other report names what a measure without a counterpart is about.

    By the longest name of a concept in its title and in a measure that shares a topic, if the name
    is no phrase of three words; not what half of the measures name.
    """
    measures = [*own.measures, *other.measures]
    topics = dict(
        zip((one.id for one in measures), map(set, meanings.topics(measures)), strict=True)
    )
    texts = {one.id: "\n".join(map(one.text, MATTER_FIELDS)).casefold() for one in other.measures}
    for measure in alone:
        concepts = terms(measure, own.organisation).title_concepts - means()
        names = chain.from_iterable(_concept_names()[concept] for concept in concepts)
        title = measure.title.casefold()
        in_title = {name for name in names if name.casefold() in title}
        for name in sorted(in_title, key=lambda name: (-len(name), name)):
            named = [
                (measure, words)
                for measure in other.measures
                if name.casefold() in texts[measure.id] and (words := _named(name, measure, other))
            ]
            if 2 * len(named) > max(2, len(other.measures)):
                continue
            is_phrase = len(tokens(name, own.organisation, None)) >= _LEAST_PHRASE
            about = [
                (one, words)
                for one, words in named
                if is_phrase or topics[measure.id] & topics[one.id]
            ]
            if about:
                yield measure.id, Mention(measure=about[0][0], term=about[0][1])
                break


def _named(name: str, measure: Measure, report: Report) -> str:
    """The whole words by which the measure names this in title, steps, results or outcomes; "" if
    it does not: a year of the budget, what is denied and a unit's name are none."""
    written = re.compile(re.escape(name), re.IGNORECASE)
    for text in map(measure.text, MATTER_FIELDS):
        for match in written.finditer(text):
            words = tokens(text, report.organisation, None)
            is_whole = any(match.start() == word.start for word in words) and any(
                match.end() == word.end for word in words
            )
            if is_whole and not _NOT_MEANT.search(text, 0, match.start()):
                return match[0]
    return ""


@cache
def _concept_names() -> Mapping[str, frozenset[str]]:
    """Names of concepts by their ids, without what local governments are called."""
    kinds = organisation_types()
    called = set(chain.from_iterable((it.prefix, *it.abbreviations, *it.bare) for it in kinds))
    return {concept.id: frozenset(concept.terms) - called for concept in glossary().concepts}
