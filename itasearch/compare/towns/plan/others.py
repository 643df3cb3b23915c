"""Measures of other towns to borrow: what we lack, what scores better, what writes ours out."""

from collections.abc import Iterator, Sequence

from itasearch.compare.pairing.align import LEAST_SAME
from itasearch.compare.towns.gaps import LEAST_CONFIDENCE
from itasearch.compare.towns.plan.material import (
    MOST_EMPTY,
    PlanMaterial,
    common_of,
    covering_years,
    empty_cells,
    is_repeated,
    is_whole,
    left_empty,
)
from itasearch.enrich.own_reports import is_survey_question, places
from itasearch.model.classification import IndicatorMark, Origin
from itasearch.model.plan import (
    Common,
    OfAPlace,
    PlanAction,
    PlanProposal,
    PlanReason,
    Serves,
    TownScore,
    WritesOut,
)
from itasearch.model.records import Measure, StoredMeasure
from itasearch.text.thai.finding import view_of


def borrowed_proposals(
    material: PlanMaterial, ours: Sequence[PlanProposal], resumed: Sequence[PlanProposal]
) -> list[PlanProposal]:
    """Measures to borrow, each once with all its reasons; the best founded first."""
    written = [one for one in ours if left_empty(one, material) <= MOST_EMPTY]
    had = {
        one.measure.measure.id
        for own in written
        for one in material.counterparts.get(own.id, ())
        if one.similarity >= LEAST_SAME
    }
    candidates: dict[str, tuple[StoredMeasure, list[PlanReason]]] = {}
    reasoned: tuple[tuple[StoredMeasure, PlanReason], ...] = (
        *(
            (example, common_of(gap, before=(gap.axis, gap.key) in material.had_before))
            for gap in sorted(material.gaps, key=lambda gap: -gap.towns / gap.of)
            for example in gap.examples
        ),
        *_by_scores(material),
        *_by_titles([one for one in ours if one not in written], material),
        *_serving([*(it for it in ours if it.action is not PlanAction.DONE), *resumed], material),
    )
    for stored, reason in reasoned:
        measure = stored.measure
        mark = material.marks.get(measure.id)
        if mark is None or not _is_sure(mark) or not material.may_borrow(mark.number):
            continue
        if material.may_have(measure) or is_survey_question(measure.title):
            continue
        if measure.id in had or any(is_repeated(stored, one.measure) for one in written):
            continue
        if material.is_planned(stored):
            continue
        reasons = candidates.setdefault(measure.id, (stored, []))[1]
        if reason not in reasons and not (reasons and isinstance(reason, Serves)):
            reasons.append(reason)

    for stored, reasons in candidates.values():
        reasons += (
            *covering_years(stored.measure, material),
            *_of_a_place(stored.measure, material),
        )

    def place(item: tuple[StoredMeasure, Sequence[PlanReason]]) -> tuple[bool, int, int]:
        measure = item[0].measure
        whole = is_whole(measure, material) and not any(isinstance(it, OfAPlace) for it in item[1])
        # That most towns do it, or ours only name it, counts more than one that scores better.
        common = any(isinstance(one, Common | WritesOut) for one in item[1])
        weight = 2 * common + any(isinstance(one, TownScore) for one in item[1])
        return not whole, -weight, empty_cells(measure, (), material)

    # The sort is stable: of equal ones, gaps that more towns fill come first, then weak indicators.
    kept: list[PlanProposal] = []
    for stored, reasons in sorted(candidates.values(), key=place):
        if any(
            is_repeated(stored, one.measure) or material.alike(one.measure, stored)
            for one in (*resumed, *kept)
        ):
            continue
        mark = material.marks.get(stored.measure.id)
        kept.append(
            PlanProposal(
                action=PlanAction.BORROW,
                indicator=None if mark is None else mark.number,
                guessed=mark is not None and mark.origin is Origin.GUESSED,
                measure=stored,
                reasons=tuple(reasons),
            )
        )
    return kept


def _of_a_place(measure: Measure, material: PlanMaterial) -> Iterator[OfAPlace]:
    """The first place that its title names, or its steps by a name of its own, and no report of
    ours."""
    if material.local is None:
        return
    for name in ("title", "steps"):
        view = view_of(measure.text(name))
        for one in places(view):
            printed = view.printed[one.start : one.end]
            if (one.has_name or name == "title") and not material.local.has_place(printed):
                yield OfAPlace(name=printed)
                return


def _by_titles(
    bare: Sequence[PlanProposal], material: PlanMaterial
) -> Iterator[tuple[StoredMeasure, WritesOut]]:
    """Whole measures of others on what ours only name; a title is written out once."""
    found: dict[str, tuple[StoredMeasure, set[str]]] = {}
    for own in bare:
        for one in material.counterparts.get(own.id, ()):
            if one.is_ours or one.similarity < LEAST_SAME:
                continue
            if empty_cells(one.measure.measure, (), material) <= MOST_EMPTY:
                found.setdefault(one.measure.measure.id, (one.measure, set()))[1].add(own.id)
    written: set[str] = set()
    for stored, titles in sorted(found.values(), key=lambda item: -len(item[1])):
        if not titles <= written:
            yield stored, WritesOut(count=len(titles))
        written |= titles


def _by_scores(material: PlanMaterial) -> Iterator[tuple[StoredMeasure, TownScore]]:
    for weak in material.weak:
        for one in weak.examples:
            owner = one.example.organisation
            if owner is not None:
                reason = TownScore(
                    indicator=weak.number,
                    organisation=owner,
                    likeness=one.likeness,
                    score=one.score,
                    score_year_be=one.score_year_be,
                    ours=weak.score,
                    our_year_be=weak.fiscal_year_be,
                    guessed=one.guessed,
                )
                yield one.example, reason


def _serving(
    ours: Sequence[PlanProposal], material: PlanMaterial
) -> Iterator[tuple[StoredMeasure, Serves]]:
    """Measures of similar towns for weak indicators that none of ours serves."""
    planned = (material.marks.get(one.measure.id) for one in material.planned)
    served = {one.indicator for one in ours} | {mark.number for mark in planned if mark}
    for number in sorted(material.weak_numbers - served):
        marks = ((one, material.marks.get(one.measure.id)) for one in material.near)
        found = [one for one, mark in marks if mark and mark.number == number and _is_sure(mark)]
        towns = len({one.organisation for one in found})
        for one in found:
            yield one, Serves(indicator=number, towns=towns, of=material.towns)


def _is_sure(mark: IndicatorMark) -> bool:
    return mark.origin is not Origin.GUESSED or mark.confidence >= LEAST_CONFIDENCE
