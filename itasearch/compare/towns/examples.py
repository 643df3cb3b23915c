"""Measures of other towns as examples: of what we are weak on, and of what we lack."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial

from itasearch.compare.library import OpenLibrary, compared, existing_reports, oldest_copies
from itasearch.compare.towns.better import better, serving
from itasearch.compare.towns.gaps import FoundGap, counterparts, mentions, still_a_gap
from itasearch.compare.towns.reading import histories
from itasearch.model.records import Report, StoredMeasure, report_of
from itasearch.model.towns import (
    FEWEST_SIMILAR_TOWNS,
    Better,
    BetterExample,
    BetterMeasure,
    CoverageNote,
    Gap,
    SimilarTown,
    Town,
    WeakIndicator,
)

_EXAMPLES = 3  # measures to borrow for a gap, at most


def weak_with_examples(
    library: OpenLibrary,
    weak: Sequence[WeakIndicator],
    similar: Sequence[SimilarTown],
    *,
    most: int,
) -> tuple[WeakIndicator, ...]:
    """Our weak indicators with what similar towns do better, so many examples at most."""
    if not weak:
        return ()
    known = histories(library, similar)
    ids = {found.id for one in weak for found, _ in serving(one.number, known)}
    texts_of = oldest_copies(library, sorted(ids))
    chosen = [
        [better(one, known, why=why, copies=texts_of, most=most) for why in Better] for one in weak
    ]
    measure_ids = [one.measure_id for kinds in chosen for found in kinds for one in found]
    texts = library.store.reports.measures(measure_ids)
    return tuple(
        replace(
            one, examples=tuple(_examples(higher, texts)), improved=tuple(_examples(risen, texts))
        )
        for one, (higher, risen) in zip(weak, chosen, strict=True)
    )


def _examples(
    found: Iterable[BetterMeasure], texts: Mapping[str, StoredMeasure]
) -> Iterable[BetterExample]:
    """Candidates with their texts; one whose report was removed a moment ago is left out."""
    for one in found:
        stored = texts.get(one.measure_id)
        if stored is not None:
            yield BetterExample(example=stored, **asdict(one))


def still_lacking(
    library: OpenLibrary, mine: Sequence[Report], found: Sequence[FoundGap]
) -> tuple[FoundGap, ...]:
    """Gaps of which our reports have no counterpart under another topic or indicator."""
    ids = dict.fromkeys(report_of(one) for gap in found for one in gap.candidates)
    meanings = library.meanings()
    theirs = existing_reports(library, ids).values()
    paired = partial(counterparts, meanings=meanings)
    had = {
        one
        for own in mine
        for other in theirs
        for one in compared(library, own, other, paired) or ()
    }
    kept = (still_a_gap(gap, had) for gap in found)
    return tuple(gap for gap in kept if gap is not None)


def gaps_with_examples(
    library: OpenLibrary, mine: Sequence[Report], found: Sequence[FoundGap]
) -> tuple[Gap, ...]:
    """Gaps with measures to borrow, and ours that only mention them."""
    candidates = list(dict.fromkeys(one for gap in found for one in gap.candidates))
    texts = library.store.reports.measures(candidates)
    oldest = oldest_copies(library, list(texts))
    return tuple(
        Gap(
            axis=gap.axis,
            key=gap.key,
            towns=gap.towns,
            of=gap.of,
            examples=tuple(texts[one] for one in _distinct(gap, texts, oldest)),
            mentioned=tuple(dict.fromkeys(mentions(gap, mine))),
        )
        for gap in found
    )


def _distinct(
    gap: FoundGap, texts: Mapping[str, StoredMeasure], oldest: Mapping[str, str]
) -> Iterator[str]:
    """The first _EXAMPLES candidates of which none says the same as another.

    One whose report was removed a moment ago is left out.
    """
    there = [one for one in gap.candidates if one in texts]
    first = {oldest.get(one, one): one for one in reversed(there)}
    yield from [one for one in there if first[oldest.get(one, one)] == one][:_EXAMPLES]


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
