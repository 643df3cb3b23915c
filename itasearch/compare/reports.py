"""Two reports compared, as one Comparison, with counts by stated indicator."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import chain, permutations, product
from types import MappingProxyType

from itasearch.compare.difference.diff import common_fields, compare_measures
from itasearch.compare.difference.spans import tokens
from itasearch.compare.pairing.align import LEAST_SAME, AlignedCover, AlignedPair, Alignment, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.signals import Matrix
from itasearch.compare.pairing.terms import means, terms
from itasearch.domain.glossary import glossary, query_terms, rarity
from itasearch.domain.headers import is_of_both
from itasearch.domain.loader import word_pattern, words
from itasearch.domain.organisations import organisation_types
from itasearch.domain.titles import title_key
from itasearch.domain.words import segmenter
from itasearch.enrich.form_check import is_of_any_measure
from itasearch.enrich.plan_rows import left_to_plan, with_plan
from itasearch.enrich.quotations import quotations
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
from itasearch.model.records import (
    MATTER_FIELDS,
    Measure,
    Quotation,
    Report,
    ReportHead,
    ReportKind,
)
from itasearch.text.thai.stretches import split_steps
from itasearch.wording.comparison import has_other_steps, is_same

_not_meant = word_pattern(
    r"(?:ปี\s*|(?:<query_words.not_yet>|ไม่(?:มี|ใช้|พบ|ได้รับ|ได้ใช้))[ก-๎ ]{0,20}"
    r"|(?:กอง(?!ทุน)|สำนัก|ฝ่าย)(?:[ก-๎]{2,16}และ)?)\Z"
)
"""Before a name that is no matter of the text."""
_LEAST_SURE = 0.5
"""Likeness of two paired texts, 0–1, below which they are no sure pair where their matters are near
or their steps worded differently: of such pairs of the sets of bench/compare_alignment.py 170 of
227 are right."""
_MOST_OTHER = 0.5  # of the size of a title's or step's difference where it is shared; by hand
_HARDLY_ANY = 0.9  # of Pair.size, 0–1: a tenth of the text is common at most; by hand
_LIST_MARK = re.compile(r"^[\s\-–—•●▪*]*(?:\(?[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})*[.)]\s*)?")
_COUNT = re.compile(r"[0-9๐-๙][0-9๐-๙.,]*\s*[ก-๎]{0,8}")  # and its unit
_LEAST_COMMON = 2  # words of steps that do the same in other words, or of a title; by hand
_LEAST_RARE = 0.75  # rarity of a word, 0.1–1, from on which it says what a text is about; by hand
_LEAST_PART = 0.6
"""Share of a title's words, by rarity, from which on what another does may hold the measure: of 16
in the judged sets 9 are parts or pairs, and of 11 from .4 on none."""
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
    return tuple(
        IndicatorCount(indicator=number, left=ours[number], right=theirs[number], both=both[number])
        for number in sorted({*ours, *theirs}, key=lambda number: (number is None, number))
    )


def compare_reports(
    left: Report,
    right: Report,
    *,
    meanings: Meanings,
    notes: tuple[ComparisonNote, ...] = (),
    of_year: Mapping[str, Measure] = MappingProxyType({}),
) -> Comparison:
    """Compare two reports.

    `of_year`: by the id of a plan's row, the row of its title in the results report of its year;
    of a results row, that in the plan. Raises ValueError: one report.
    """
    if left.id == right.id:
        raise ValueError(f"report {left.id} cannot be compared with itself")
    alignment = align(left, right, meanings=meanings)
    compare_pairs = partial(compared_pairs, left=left, right=right, of_year=of_year)
    pairs, maybe = map(compare_pairs, (alignment.pairs, alignment.maybe))
    covers = tuple(_cover(cover, left, right) for cover in alignment.covers)
    only_left, only_right = _alone(pairs, covers, left, right)
    nearest = nearest_measures(alignment, left, right)
    named_where = partial(_mentions, meanings=meanings)
    mentions = dict(named_where(only_left, left, right, alike=alignment.alike))
    mentions |= named_where(only_right, right, left, alike=alignment.alike.T)
    unsure = {it.id for pair in maybe for it in (pair.left, pair.right)}
    parts = {
        it.id: mentions[it.id].measure
        for it in (*only_left, *only_right)
        if it.id in mentions and mentions[it.id].is_part and it.id not in unsure
    }
    covers = tuple(_with_parts(cover, parts, left, right) for cover in covers)
    only_left, only_right = _alone(pairs, covers, left, right)
    alone = (*only_left, *only_right)
    # What names the matter of another one is named there, too, by the words of that one's title.
    naming = {mentions[it.id].measure.id: it for it in reversed(alone) if it.id in mentions}
    for measure in alone:
        if (by := naming.get(measure.id)) and (term := mentions[by.id].term):
            words = re.search(re.escape(term), by.title, re.IGNORECASE)
            mentions.setdefault(measure.id, Mention(measure=by, term=words[0] if words else term))
    # The nearest, alike, that names its matter may be it, though other things are named, too.
    likely = [
        AlignedPair(left=at, right=right.measures.index(near.measure), similarity=near.similarity)
        for at, it in enumerate(left.measures)
        if it in only_left and it.id in mentions and mentions[it.id].term and it.id not in unsure
        if (near := nearest[it.id]).similarity >= LEAST_SAME and near.measure in only_right
        if near.measure == mentions[it.id].measure and near.measure.id not in unsure
    ]
    maybe += compare_pairs(likely)
    quoted = {
        it.id: _quotations(it, side, of_year) for side in (left, right) for it in side.measures
    }
    results = {it.id for it in (left, right) if it.kind is ReportKind.RESULTS}
    return Comparison(
        left=left,
        right=right,
        pairs=pairs,
        covers=covers,
        only_left=only_left,
        only_right=only_right,
        maybe=tuple(sorted(map(MaybePair.of, maybe), key=lambda it: left.measures.index(it.left))),
        nearest={it.id: nearest[it.id] for it in alone if it.id in nearest},
        mentions={it.id: mentions[it.id] for it in alone if it.id in mentions},
        quotations={name: some for name, some in quoted.items() if some},
        planned={
            it.id: of_year[it.id] for it in alone if it.report_id in results and it.id in of_year
        },
        coverage=coverage(left.measures, right.measures, pairs=pairs),
        notes=notes,
    )


def _alone(
    pairs: Iterable[Pair], covers: Iterable[Cover], left: Report, right: Report
) -> tuple[tuple[Measure, ...], tuple[Measure, ...]]:
    placed = {it.id for pair in pairs for it in (pair.left, pair.right)}
    placed |= {it.id for cover in covers for it in (*cover.left, *cover.right)}
    ours, theirs = (
        tuple(it for it in side.measures if it.id not in placed) for side in (left, right)
    )
    return ours, theirs


def _with_parts(cover: Cover, wholes: Mapping[str, Measure], left: Report, right: Report) -> Cover:
    """The cover with what else is a part of its one measure; `wholes` by the id of each part."""
    ids = {it.id for it in cover.parts}
    ids |= {name for name, whole in wholes.items() if whole.id == cover.single.id}
    if len(cover.left) == 1:
        return replace(cover, right=tuple(it for it in right.measures if it.id in ids))
    return replace(cover, left=tuple(it for it in left.measures if it.id in ids))


def _planned_row(measure: Measure, report: ReportHead, of_year: Mapping[str, Measure]) -> Measure:
    """The plan's row of a row of results; else the measure itself."""
    return of_year.get(measure.id, measure) if report.kind is ReportKind.RESULTS else measure


def _quotations(
    measure: Measure, report: ReportHead, of_year: Mapping[str, Measure]
) -> tuple[Quotation, ...]:
    """What the report says was done, for a plan also what the results report of its year says."""
    is_planned = report.kind is not ReportKind.RESULTS and measure.id in of_year
    return quotations(measure, *([of_year[measure.id]] if is_planned else []))


def with_doubts(found: Alignment, *, left: Report, right: Report) -> Alignment:
    """The alignment with pairs of unlike texts on one thing in `maybe`, but those of a cover.

    For what a town lacks, plans, does over years or has in another report. A comparison shows both
    texts and keeps its pairs: without these, F1 of all judged ones falls from .915 to .715.
    """
    mains = {it.main for it in found.covers}
    unlike = [
        it for it in found.pairs if it.similarity < _LEAST_SURE and not (it.judged or it.same_title)
    ]
    compared = compared_pairs(unlike, left=left, right=right)
    unsure = [
        it
        for it, pair in zip(unlike, compared, strict=True)
        if (has_other_steps(pair) or not is_same(pair)) and (it.left, it.right) not in mains
    ]
    return replace(
        found,
        pairs=tuple(it for it in found.pairs if it not in unsure),
        maybe=tuple(sorted((*found.maybe, *unsure), key=lambda it: (it.left, it.right))),
    )


def compared_pairs(
    aligned_pairs: Iterable[AlignedPair],
    *,
    left: Report,
    right: Report,
    of_year: Mapping[str, Measure] = MappingProxyType({}),
) -> tuple[Pair, ...]:
    """The pairs that an alignment of two reports found, as read, each with what differs, also in
    what results leave to the plan `of_year`: of these a field is common in its own pair where the
    other side's own report states it."""
    common_of = cache(partial(common_fields, left, right))
    pairs = []
    for aligned in aligned_pairs:
        sides = (left.measures[aligned.left], right.measures[aligned.right])
        of_sides = zip(sides, (left, right), strict=True)
        rows = [_planned_row(it, of, of_year) for it, of in of_sides]
        ours, theirs = (
            dict.fromkeys(left_to_plan(side, row), row.source)
            for side, row in zip(sides, rows, strict=True)
        )
        with_plans = [*map(with_plan, sides, rows)]
        stated = {it for it in {*ours} ^ {*theirs} if all(side.text(it) for side in with_plans)}
        pair = compare_measures(
            *with_plans,
            similarity=aligned.similarity,
            reports=(left, right),
            common=common_of(of_both=any(map(is_of_both, sides))) | stated,
        )
        same = aligned.judged or aligned.same_title or _is_same_matter(pair, (left, right))
        differences = (
            replace(it, plans=(ours.get(it.field), theirs.get(it.field))) for it in pair.differences
        )
        pairs.append(
            replace(
                pair,
                left=sides[0],
                right=sides[1],
                judged=aligned.judged,
                same_matter=same,
                differences=tuple(differences),
            )
        )
    return tuple(pairs)


def _is_same_matter(pair: Pair, reports: tuple[Report, Report]) -> bool:
    """Whether the title is one, a step is shared, or one title names no other concept than the
    other; not where hardly any words are common, which are paired by meaning, but for like titles
    of one thing, nor where those are of other things: risks of procurement, of revenue.
    """
    if title_key(pair.left.title) == title_key(pair.right.title):
        return True
    sides = zip((pair.left, pair.right), reports, strict=True)
    left, right = (terms(side, of.organisation) for side, of in sides)
    ours, theirs = (_objects(it.title_concepts) for it in (left, right))
    are_alike = any(of.field == "title" and of.size <= _MOST_OTHER for of in pair.differences)
    if pair.size >= _HARDLY_ANY and not (are_alike and ours == theirs):
        return False
    if are_alike and ours.difference(right.concepts) and theirs.difference(left.concepts):
        return False
    for step in pair.steps:
        texts = [text for text in (step.left, step.right) if text and not is_of_any_measure(text)]
        # Both take it, or a title says it; not one that any measure may have.
        is_shared = step.field in ("steps", "title") and step.size <= _MOST_OTHER
        if is_shared and len(texts) > 1 and not _are_other_acts(*texts):
            return True
    if _are_acts_on_one_thing(pair.left.title, pair.right.title):
        return False
    if ours and theirs:
        return _without_wider(ours) <= theirs or _without_wider(theirs) <= ours
    return are_alike


def _are_acts_on_one_thing(title: str, other: str) -> bool:
    """Whether both begin with one thing and go on with acts and words of their own:
    "ประปาหมู่บ้านตรวจคุณภาพน้ำ", "ประปาหมู่บ้านเปลี่ยนมิเตอร์"."""
    ours, theirs = segmenter().words(title), segmenter().words(other)
    at = next((n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
    acts = words("plan_words", "acts_on_things")
    has_acts = at and ours[0] not in acts and {ours[at], theirs[at]} <= {*acts}
    return bool(has_acts) and not {*ours[at:]} & {*theirs[at:]}


def _objects(concepts: frozenset[str]) -> frozenset[str]:
    """Those that are no means, nor the assessment that all measures are for: a meeting on ITA and
    an order for it are two things."""
    ita, with_wider = _of_ita()
    return concepts - means() - (frozenset() if ita.isdisjoint(concepts) else with_wider)


def _without_wider(concepts: frozenset[str]) -> frozenset[str]:
    """Those that no other's name holds in part: gift of no gift policy."""
    known, by_id = query_terms(glossary()), glossary().by_id
    parts = ((name, it.id) for name in concepts for it in known.wider(by_id[name]))
    return concepts - {part for name, part in parts if part != name}


@cache
def _of_ita() -> tuple[frozenset[str], frozenset[str]]:
    """Ids of ITA, and these with what its name means in part: integrity, transparency."""
    known = query_terms(glossary())
    named = {it for match in known.match_exactly(("ita",)) for it in match.concepts}
    wider = named.union(*map(known.wider, named))
    return frozenset(it.id for it in named), frozenset(it.id for it in wider)


def _are_other_acts(step: str, other: str) -> bool:
    """Whether two steps have a thing in common and no more: neither names the other's first word,
    and but for what is counted one word is in both."""
    ours, theirs = (
        segmenter().words(_COUNT.sub(" ", _LIST_MARK.sub("", text))) for text in (step, other)
    )
    common = {word for word in ours if word in theirs and word.strip()}
    return len(common) < _LEAST_COMMON and common.isdisjoint((*ours[:1], *theirs[:1]))


def in_other_report(
    of: Report, other: Report, *, meanings: Meanings
) -> Mapping[str, InOtherReport]:
    """By measure id: the measure of the same title, else the one that a comparison pairs with it,
    on the same or a near matter, LEAST_SAME alike."""
    titles = {title_key(measure.title): measure for measure in other.measures}
    alignment = align(of, other, meanings=meanings)
    pairs = {
        of.measures[pair.left].id: other.measures[pair.right]
        for pair in alignment.pairs
        if pair.judged or pair.similarity >= LEAST_SAME
    }
    found = {it.id: titles.get(title_key(it.title)) or pairs.get(it.id) for it in of.measures}
    return {name: _in_report(other, it) for name, it in found.items() if it}


def _in_report(report: ReportHead, measure: Measure) -> InOtherReport:
    return InOtherReport(measure=measure, fiscal_year_be=report.fiscal_year_be, kind=report.kind)


def seen_from_both(
    comparison: Comparison, known: Mapping[str, InOtherReport]
) -> Mapping[str, InOtherReport]:
    """What is `known` of other reports, also of the compared measure of that very title: a plan's
    row is that of its results, too, and the compared one is named.
    """
    found = dict(known)
    sides = (comparison.left, comparison.missing_right), (comparison.right, comparison.missing_left)
    for (report, own), (compared, others) in permutations(sides):
        rows = {title_key(other.title): other for other in others}
        for measure in (it for it in own if it.id in known):
            if (other := rows.get(title_key(known[measure.id].measure.title))) is not None:
                found.setdefault(other.id, _in_report(report, measure))
                found[measure.id] = _in_report(compared, other)
    return found


def _cover(cover: AlignedCover, left: Report, right: Report) -> Cover:
    at = 0 if len(cover.right) == 1 else 1
    return Cover(
        left=tuple(left.measures[number] for number in cover.left),
        right=tuple(right.measures[number] for number in cover.right),
        similarity=cover.similarity,
        main=cover.main and (left, right)[at].measures[cover.main[at]],
    )


def nearest_measures(found: Alignment, left: Report, right: Report) -> dict[str, NearestMeasure]:
    """The most similar measure of the other report, paired or not, by the id of each measure."""
    sides = (
        (left, right, found.nearness, found.alike, found.is_near),
        (right, left, found.nearness.T, found.alike.T, found.is_near.T),
    )
    return {
        measure.id: NearestMeasure(
            measure=other.measures[(best := int(row.argmax()))],
            similarity=float(alike[at, best]),
            is_near=bool(is_near[at, best]),
        )
        for own, other, nearness, alike, is_near in sides
        if other.measures
        for at, (measure, row) in enumerate(zip(own.measures, nearness, strict=True))
    }


def _mentions(
    alone: Iterable[Measure],
    own: Report,
    other: Report,
    *,
    alike: Matrix,
    meanings: Meanings,
) -> Iterator[tuple[str, Mention]]:
    """Where the other report names what a measure without a counterpart is about.

    What may have it as a part first; else by names of a concept in its title and in a measure that
    shares a topic, or in any if the name is a phrase of three words; not what half of the measures
    name, nor a bare word. Of several the most `alike` one.
    """
    measures = [*own.measures, *other.measures]
    ids = [it.id for it in measures]
    topics = dict(zip(ids, map(set, meanings.topics(measures)), strict=True))
    rows = dict(zip(ids[: len(own.measures)], alike, strict=True))
    for measure in alone:
        likeness = dict(zip(ids[len(own.measures) :], rows[measure.id], strict=True))
        near = [it for it in other.measures if topics[measure.id] & topics[it.id]]
        wholes = [it for it in near if _is_part(measure, own, it, other)]
        by_names = (
            [(it, words) for it in other.measures if (words := _named(names, it, other))]
            for names in _names_in_title(measure, own)
        )
        for named in chain([[(it, "") for it in wholes]], by_names):
            if 2 * len(named) > max(2, len(other.measures)):
                continue
            about = [
                (it, words)
                for it, words in named
                if not words
                # One everyday word ("เว็บไซต์", "ถนน") may be of any matter.
                or (it in near and len(segmenter().words(words)) > 1)
                or (it in near and rarity(words.casefold()) >= _LEAST_RARE)
                or len(tokens(words, own.organisation, None)) >= _LEAST_PHRASE
            ]
            if about:
                one, words = max(about, key=lambda it: likeness[it[0].id])
                yield measure.id, Mention(measure=one, term=words)
                break


def _is_part(measure: Measure, own: Report, whole: Measure, other: Report) -> bool:
    """Whether a line of what `whole` does, not its title, has most of the title's words, two at
    least, and all that it names, and denies nothing."""
    title = terms(measure, own.organisation)
    every = max(1, sum(map(rarity, title.title_words)))

    def has_most(does: Measure) -> bool:
        done = terms(does, other.organisation)
        common = title.title_words.keys() & done.words.keys()
        names_all = title.title_concepts - means() <= done.concepts.keys()
        is_most = len(common) >= _LEAST_COMMON and sum(map(rarity, common)) / every >= _LEAST_PART
        return names_all and is_most

    def has_it(line: str) -> bool:
        alone = replace(whole, title="", steps=None, results=line, outcomes=None)
        return has_most(alone)

    if not has_most(whole):  # then none of its lines has
        return False
    lines = (line for it in MATTER_FIELDS[1:] for line in split_steps(whole.text(it)))
    return any(map(has_it, lines))


def _names_in_title(measure: Measure, report: Report) -> list[list[str]]:
    """The names of each concept that a title has, the longest first."""
    title = measure.title.casefold()
    concepts = terms(measure, report.organisation).title_concepts - means()
    found = ([it for it in _concept_names()[one] if it.casefold() in title] for one in concepts)
    longest_first = [sorted(names, key=lambda name: (-len(name), name)) for names in found if names]
    return sorted(longest_first, key=lambda names: (-len(names[0]), names[0]))


def _named(names: Iterable[str], measure: Measure, report: Report) -> str:
    """The whole words by which the measure names this in title, steps, results or outcomes; "" if
    it does not: a year of the budget, what is denied and a unit's name are none."""
    for name, text in product(names, map(measure.text, MATTER_FIELDS)):
        for match in re.finditer(re.escape(name), text, re.IGNORECASE):
            words = tokens(text, report.organisation, None)
            is_whole = any(match.start() == word.start for word in words) and any(
                match.end() == word.end for word in words
            )
            if is_whole and not _not_meant().search(text, 0, match.start()):
                return match[0]
    return ""


@cache
def _concept_names() -> Mapping[str, frozenset[str]]:
    """Names of concepts by their ids, without what local governments are called."""
    kinds = organisation_types()
    called = set(chain.from_iterable((it.prefix, *it.abbreviations, *it.bare) for it in kinds))
    return {concept.id: frozenset(concept.terms) - called for concept in glossary().concepts}
