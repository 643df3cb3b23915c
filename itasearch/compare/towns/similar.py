"""Organisations like ours, with the reasons: type, place, ITA total, what their plans cover.

Shares are of what is known of ours: a town without score or report still has similar towns, by
type and place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from itasearch.domain.places import region_of
from itasearch.model.records import ItaResult, Organisation, OrganisationType
from itasearch.model.towns import (
    FEWEST_SIMILAR_TOWNS,
    LEAST_LIKENESS,
    TOTALS_APART,
    Alike,
    AnyTown,
    SimilarTown,
    SimilarTownReason,
)
from itasearch.text.thai.match import thai_order
from itasearch.wording.labels import score_text

WEIGHTS: Mapping[Alike, float] = {
    Alike.TYPE: 0.52,
    Alike.PROVINCE: 0.12,
    Alike.REGION: 0.08,
    Alike.TOTAL: 0.12,
    Alike.PLAN: 0.16,
}
"""What each likeness counts; they sum to 1.

Set, not learned: nobody has judged similar towns yet. Type outweighs all others together, so
that no other type comes before one of the same: officers compare themselves with towns of
the same duties and staff, and ask for nothing else (local-intelligence-hub, PR 531). Of the
rest, what a plan covers says most about whether its rows can be borrowed; a province has one
supervising office and NACC branch; region and total are finer shades.
"""

_LEAST_TOTAL_SHARE = 0.5
"""Share, 0–1, below which totals are not close: more than half a grade is between them. Set by
hand, as WEIGHTS."""

_LEAST_PLAN_SHARE = 0.05
"""Share, 0–1, below which plans have nothing worth naming in common; set by hand, as WEIGHTS."""


@dataclass(frozen=True)
class Likened:
    """The organisation that others are likened to; one object serves thousands of others."""

    town: AnyTown

    def reasons(self, other: AnyTown) -> tuple[SimilarTownReason, ...]:
        """The reasons for `other`, the weightiest first; () where there are none."""
        reasons = [reason for reason in self._reasons(other) if reason.share > 0]
        return tuple(sorted(reasons, key=lambda reason: -WEIGHTS[reason.kind] * reason.share))

    def likeness(self, reasons: tuple[SimilarTownReason, ...]) -> float:
        """0–1: what these reasons weigh of all that is known of ours."""
        weighed = sum(WEIGHTS[reason.kind] * reason.share for reason in reasons)
        return round(weighed / self._known, 4) if self._known else 0.0

    def _reasons(self, other: AnyTown) -> Iterator[SimilarTownReason]:
        ours, theirs = self.town.organisation, other.organisation
        if ours.type is theirs.type is not OrganisationType.OTHER:
            yield SimilarTownReason(kind=Alike.TYPE, value=ours.type.value, share=1.0)
        if ours.province is not None and ours.province == theirs.province:
            yield SimilarTownReason(kind=Alike.PROVINCE, value=ours.province, share=1.0)
        if self._region is not None and self._region == region_of(theirs.province):
            yield SimilarTownReason(kind=Alike.REGION, value=self._region, share=1.0)
        yield from self._total_reason(other)
        yield from self._plan_reason(other)

    def _total_reason(self, other: AnyTown) -> Iterator[SimilarTownReason]:
        ours, theirs = _totals_to_compare(self.town, other) or (None, None)
        if ours is None or theirs is None or ours.total is None or theirs.total is None:
            return
        share = 1 - abs(ours.total - theirs.total) / TOTALS_APART
        if share < _LEAST_TOTAL_SHARE:
            return
        year = "" if ours.fiscal_year_be == theirs.fiscal_year_be else _year(ours)
        value = f"{score_text(ours.total)}{year} · {score_text(theirs.total)}{_year(theirs)}"
        yield SimilarTownReason(kind=Alike.TOTAL, value=value, share=round(share, 4))

    def _plan_reason(self, other: AnyTown) -> Iterator[SimilarTownReason]:
        theirs = topic_profile(other)
        common = {key: self._profile[key] * theirs[key] for key in self._profile if key in theirs}
        share = sum(common.values())
        if share >= _LEAST_PLAN_SHARE:
            value = " ".join(sorted(common, key=lambda key: (-common[key], key)))
            yield SimilarTownReason(kind=Alike.PLAN, value=value, share=min(1.0, round(share, 4)))

    @cached_property
    def _profile(self) -> Mapping[str, float]:
        return topic_profile(self.town)

    @cached_property
    def _region(self) -> str | None:
        return region_of(self.town.organisation.province)

    @cached_property
    def _known(self) -> float:
        known = {
            Alike.TYPE: self.town.organisation.type is not OrganisationType.OTHER,
            Alike.PROVINCE: self.town.organisation.province is not None,
            Alike.REGION: self._region is not None,
            Alike.TOTAL: self.town.newest_total is not None,
            Alike.PLAN: bool(self._profile),
        }
        return sum(WEIGHTS[kind] for kind, is_known in known.items() if is_known)


def topic_profile(town: AnyTown) -> Mapping[str, float]:
    """Topics by id as a vector of length 1, by confidence and root of the number; {} if unknown."""
    counts = town.topics
    length = sqrt(sum(counts.values()))
    return {topic: sqrt(count) / length for topic, count in counts.items() if length}


def _totals_to_compare(town: AnyTown, other: AnyTown) -> tuple[ItaResult, ItaResult] | None:
    """The newest totals of one year; else our newest and the other's of the year nearest to it."""
    ours, theirs = ([it for it in of.results if it.total is not None] for of in (town, other))
    if not ours or not theirs:
        return None
    by_year = {it.fiscal_year_be: it for it in reversed(ours)}
    by_year.pop(None, None)
    if of_both := next((it for it in theirs if it.fiscal_year_be in by_year), None):
        return by_year[of_both.fiscal_year_be], of_both
    year = ours[0].fiscal_year_be
    if year is None:
        return ours[0], theirs[0]
    return ours[0], min(theirs, key=lambda it: abs((it.fiscal_year_be or 0) - year))


def _year(result: ItaResult) -> str:
    return "" if result.fiscal_year_be is None else f" ({result.fiscal_year_be})"


def similar_towns(ours: AnyTown, towns: Iterable[AnyTown], *, most: int) -> tuple[SimilarTown, ...]:
    """The most similar organisations, without ours and those with nothing in common.

    Of equal ones our type comes first, then those with a report, then by name. Raises ValueError:
    `most` is below 1.
    """
    if most < 1:
        raise ValueError(f"at least one neighbour is asked for, not {most}")
    likened = Likened(ours)
    found = [
        SimilarTown(
            organisation=town.organisation,
            fiscal_year_be=town.fiscal_year_be,
            report_ids=town.report_ids,
            likeness=likened.likeness(reasons),
            reasons=reasons,
            result=next(iter(town.results), None),
            reworded=town.reworded,
        )
        for town in towns
        if town.organisation.id != ours.organisation.id and (reasons := likened.reasons(town))
    ]

    def rank(town: SimilarTown) -> tuple[float, bool, bool, str]:
        is_other_type = town.organisation.type is not ours.organisation.type
        order = thai_order(town.organisation.name)
        return -town.likeness, is_other_type, town.fiscal_year_be is None, order

    return tuple(sorted(found, key=rank)[:most])


def comparable(ours: Organisation, towns: Iterable[SimilarTown]) -> tuple[SimilarTown, ...]:
    """Towns of our kind, and so of comparable size and duties.

    The law makes a kind by population and income, which reports do not state. Of the 18 towns of
    the sample corpus pairs of one kind are alike by .54 to .89, others by .02 to .30
    (tests/compare/test_similar.py measures it again).
    """
    return tuple(
        town
        for town in towns
        if town.organisation.type is ours.type is not OrganisationType.OTHER
        and town.likeness >= LEAST_LIKENESS
    )


def near(towns: Sequence[SimilarTown]) -> tuple[SimilarTown, ...]:
    """Those from LEAST_LIKENESS on, at least the first FEWEST_SIMILAR_TOWNS."""
    alike = sum(town.likeness >= LEAST_LIKENESS for town in towns)
    return tuple(towns[: max(alike, FEWEST_SIMILAR_TOWNS)])
