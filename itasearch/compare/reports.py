"""Two reports compared, as one Comparison, with counts by stated indicator."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from itertools import chain

from itasearch.compare.difference.diff import compare_measures, fields_of
from itasearch.compare.pairing.align import AlignedPair, Alignment, align
from itasearch.compare.pairing.covers import AlignedCover
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.terms import means, terms
from itasearch.domain.glossary import glossary
from itasearch.model.comparison import (
    Comparison,
    ComparisonNote,
    Cover,
    IndicatorCount,
    MaybePair,
    Mention,
    NearestMeasure,
    Pair,
)
from itasearch.model.records import TEXT_FIELDS, Measure, Report


def coverage(
    left: Iterable[Measure], right: Iterable[Measure], *, pairs: Sequence[Pair]
) -> tuple[IndicatorCount, ...]:
    """Counts by stated indicator, 1–10, then of the measures that state none.

    Indicators that neither side states are left out. `both` counts pairs of which
    both sides state the indicator.
    """
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
    meanings: Meanings | None,
    notes: tuple[ComparisonNote, ...] = (),
) -> Comparison:
    """Compare `left` and `right`.

    Args:
        right: another report; its id differs.
        meanings: directions of measures; None pairs by wording and concepts alone.

    Raises:
        ValueError: both are the same report.
    """
    if left.id == right.id:
        raise ValueError(f"report {left.id} cannot be compared with itself")
    found = align(left, right, meanings=meanings)
    pairs = compared_pairs(found.pairs, left=left, right=right)
    covers = tuple(_cover(one, left, right) for one in found.covers)
    only_left = _without(left, (p.left for p in pairs), (c.left for c in covers))
    only_right = _without(right, (p.right for p in pairs), (c.right for c in covers))
    return Comparison(
        left=left,
        right=right,
        pairs=pairs,
        covers=covers,
        only_left=only_left,
        only_right=only_right,
        maybe=tuple(_maybe(one, left, right) for one in found.maybe),
        nearest=_nearest(found, left, right),
        mentions=dict(chain(_mentions(only_left, left, right), _mentions(only_right, right, left))),
        coverage=coverage(left.measures, right.measures, pairs=pairs),
        notes=notes,
    )


def compared_pairs(
    found: Iterable[AlignedPair], *, left: Report, right: Report
) -> tuple[Pair, ...]:
    """The pairs that an alignment of two reports found, each with what differs."""
    common = fields_of(left) & fields_of(right)
    return tuple(
        replace(
            compare_measures(
                left.measures[one.left],
                right.measures[one.right],
                similarity=one.similarity,
                reports=(left, right),
                common=common,
            ),
            judged=one.judged,
        )
        for one in found
    )


def _cover(found: AlignedCover, left: Report, right: Report) -> Cover:
    main = None
    if found.main is not None:
        number = found.main[0 if len(found.right) == 1 else 1]
        main = (left if len(found.right) == 1 else right).measures[number]
    return Cover(
        left=tuple(left.measures[number] for number in found.left),
        right=tuple(right.measures[number] for number in found.right),
        similarity=found.similarity,
        main=main,
    )


def _maybe(found: AlignedPair, left: Report, right: Report) -> MaybePair:
    return MaybePair(
        left=left.measures[found.left],
        right=right.measures[found.right],
        similarity=found.similarity,
    )


def _nearest(found: Alignment, left: Report, right: Report) -> Mapping[str, NearestMeasure]:
    """By id of each measure that has no counterpart."""
    of_left = (
        (left.measures[one.left].id, right.measures[one.right], one.similarity)
        for one in found.nearest_right
    )
    of_right = (
        (right.measures[one.right].id, left.measures[one.left], one.similarity)
        for one in found.nearest_left
    )
    return {
        name: NearestMeasure(measure=measure, similarity=similarity)
        for name, measure, similarity in chain(of_left, of_right)
    }


def _mentions(
    alone: Iterable[Measure], own: Report, other: Report
) -> Iterator[tuple[str, Mention]]:
    """Where the other report names what the title of a measure without a counterpart is about.

    The longest name of a concept that is in that title and in a measure of the other report;
    what half of its measures name is the matter of none.
    """
    texts: list[str] = []
    for measure in alone:
        concepts = terms(measure, own.organisation).title_concepts - means()
        names = chain.from_iterable(_concept_names()[concept] for concept in concepts)
        title = measure.title.casefold()
        in_title = [name for name in names if name.casefold() in title]
        if in_title and not texts:
            texts = [_folded_text(one) for one in other.measures]
        for name in sorted(in_title, key=lambda name: (-len(name), name)):
            folded = name.casefold()
            having = [place for place, text in enumerate(texts) if folded in text]
            word = rf"(?<![a-z]){re.escape(folded)}(?![a-z])"
            places = [place for place in having if re.search(word, texts[place])]
            if 0 < 2 * len(places) <= max(2, len(texts)):
                yield measure.id, Mention(measure=other.measures[places[0]], term=name)
                break


@cache
def _concept_names() -> Mapping[str, tuple[str, ...]]:
    """All names of each concept of the glossary, by its id."""
    return {concept.id: concept.terms for concept in glossary().concepts}


@lru_cache(maxsize=4_096)  # as terms()
def _folded_text(measure: Measure) -> str:
    return "\n".join(measure.text(name) for name in TEXT_FIELDS).casefold()


def _without(
    report: Report, paired: Iterable[Measure], covered: Iterable[tuple[Measure, ...]]
) -> tuple[Measure, ...]:
    """The measures of `report` that have no counterpart."""
    placed = {measure.id for measure in chain(paired, *covered)}
    return tuple(measure for measure in report.measures if measure.id not in placed)
