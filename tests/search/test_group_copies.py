"""What towns copied from each other is one hit, wherever the copies rank."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from itasearch.domain.words import segmenter
from itasearch.model.passages import WordFilter
from itasearch.model.ranking import Filters, SameText
from itasearch.model.records import Organisation, StoredMeasure
from itasearch.search.query.plan import QueryPlan
from itasearch.search.rank.copies import MOST_LISTED, Distinct, group_copies
from itasearch.search.rank.fuse import Fused
from tests.cases import examples, literal, optional
from tests.search.fakes import library, measure, stored, town

NORTH, SOUTH, EAST = town("สนหลวง"), town("บึงนาง", province="ระนอง"), town("ธารทอง")
TITLE = "ตรวจนับพัสดุ"
PLAN = QueryPlan()
STEPS = "แต่งตั้งกรรมการ ตรวจนับ แล้วรายงานปลัด"


def copy(
    identifier: str, organisation: Organisation, year: int = 2566, *, steps: str = STEPS
) -> StoredMeasure:
    item = measure(identifier, TITLE, steps=steps)
    return stored(item, organisation, fiscal_year_be=year)


OTHER = stored(measure("z-1", "ปลูกต้นไม้ริมคลอง"), EAST, fiscal_year_be=2568)
ITEMS = [
    copy("a-1", NORTH, 2567),
    copy("b-1", SOUTH, 2565),
    copy("c-1", EAST, 2566),
    copy("d-1", NORTH, 2566),
    OTHER,
]


def ranked(**scores: float) -> list[Fused]:
    """Measures x-1 in the order and with the scores given."""
    return [
        Fused(measure_id=f"{name}-1", score=score, semantic=score, words=0.0)
        for name, score in scores.items()
    ]


def grouped(
    ranking: Sequence[Fused], items: Sequence[StoredMeasure] = ITEMS, *, plan: QueryPlan = PLAN
) -> list[Distinct]:
    lib = library(items)
    return group_copies(ranking, plan, lib.tools)


def ids(copies: Sequence[SameText]) -> list[str]:
    return [copy.measure_id for copy in copies]


def in_text(hits: Sequence[Distinct]) -> str:
    return " ".join(f"{hit.stored.measure.id}{ids(hit.copies)}" for hit in hits)


Items = Mapping[str, tuple[str, int | None]]


@examples("group_copies", "hits of copies", literal, literal, literal, str)
def test_hits_of_copies(
    items: Items, scores: Mapping[str, float], given: Mapping[str, Any], wanted: str
) -> None:
    towns = {"N": NORTH, "S": SOUTH, "E": EAST}
    held = [
        StoredMeasure(
            measure=measure(f"{name}-1", TITLE, steps=STEPS),
            organisation=towns.get(owner),
            fiscal_year_be=year,
        )
        for name, (owner, year) in items.items()
    ]

    hits = grouped(ranked(**scores), [*held, OTHER], plan=QueryPlan(**given))

    assert in_text(hits) == wanted


def test_of_copies_that_score_as_well_the_town_with_the_oldest_stands() -> None:
    hit, other = grouped(ranked(a=0.90, z=0.89, d=0.88, b=0.86, c=0.5))

    assert (hit.stored.measure.id, hit.fused.score, hit.fused.semantic) == ("b-1", 0.90, 0.86)
    assert ids(hit.copies) == ["c-1", "d-1", "a-1"]
    assert other.stored.measure.id == "z-1"


def test_word_filters_hold_for_copies() -> None:
    words = segmenter().words("กองคลัง")
    other = stored(measure("b-1", TITLE, steps=STEPS, responsible="กองคลัง"), SOUTH)
    items = [copy("a-1", NORTH), other, copy("c-1", EAST)]

    (hit,) = grouped(
        ranked(a=0.9), items, plan=QueryPlan(word_filters=(WordFilter(words=words, present=False),))
    )

    assert ids(hit.copies) == ["c-1"]


def test_rows_of_one_report_are_hits_of_their_own() -> None:
    twice = [copy("a-1", NORTH), copy("a-2", NORTH), copy("b-1", SOUTH)]
    first = Fused(measure_id="a-1", score=0.9, semantic=0.9, words=0.0)
    second = Fused(measure_id="a-2", score=0.9, semantic=0.9, words=0.0)

    hits = grouped([first, second], twice)

    assert in_text(hits) == "a-1['b-1'] a-2[]"


def test_rows_of_a_town_year_and_title_are_one_hit_whatever_each_report_says() -> None:
    title = f"{TITLE} (ต่อเนื่องจากปี 2565)"
    newer = stored(measure("b-1", title, results="ตรวจนับครบทุกรายการ"), NORTH, fiscal_year_be=2566)
    older = stored(measure("c-1", TITLE, results="ตรวจนับแล้ว พบชำรุด"), NORTH, fiscal_year_be=2565)
    items = [copy("a-1", NORTH), newer, older, OTHER]

    hits = grouped(ranked(b=0.9, a=0.8, c=0.7, z=0.5), items, plan=QueryPlan(k=3))

    assert in_text(hits) == "b-1['a-1'] c-1[] z-1[]"


def test_rows_of_a_title_that_a_report_has_twice_are_hits_of_their_own() -> None:
    again = stored(measure("b-1", TITLE, results="ตรวจนับครบทุกรายการ"), NORTH, fiscal_year_be=2566)
    items = [copy("a-1", NORTH), copy("a-2", NORTH, steps="ปลูกต้นไม้ริมคลองทุกสาย"), again]
    second = Fused(measure_id="a-2", score=0.7, semantic=0.7, words=0.0)

    hits = grouped([*ranked(b=0.9, a=0.8), second], items)

    assert [hit.stored.measure.id for hit in hits] == ["b-1", "a-1", "a-2"]


def reworded(item: StoredMeasure) -> StoredMeasure:
    """The same as a row of a sample that was made from a real report."""
    source = replace(item.measure.source, reworded=True)
    return replace(item, measure=replace(item.measure, source=source))


@pytest.mark.parametrize(
    ("real", "scores"),
    [
        pytest.param(copy("b-1", NORTH), {"a": 0.9, "b": 0.89}, id="its town's, as good"),
        pytest.param(copy("b-1", NORTH), {"a": 0.9, "b": 0.5}, id="its town's, far behind"),
        pytest.param(copy("b-1", SOUTH, 2568), {"a": 0.9}, id="a newer one that does not rank"),
        pytest.param(copy("b-1", NORTH, steps="อื่น"), {"a": 0.9, "b": 0.5}, id="of another text"),
    ],
)
@pytest.mark.parametrize("alike", [True, False])
def test_a_real_report_represents_its_copies_in_samples(
    real: StoredMeasure, scores: Mapping[str, float], alike: bool
) -> None:
    sample = reworded(copy("a-1", NORTH))

    (hit,) = group_copies(ranked(**scores), PLAN, library([sample, real], alike=alike).tools)

    assert (hit.stored.measure.id, hit.fused.score) == ("b-1", 0.9)
    assert ids(hit.copies) == ["a-1"]


def test_an_invented_town_is_a_sample_too() -> None:
    invented = replace(NORTH, sample=True)

    (hit,) = grouped(ranked(a=0.9, b=0.89), [copy("a-1", invented, 2564), copy("b-1", SOUTH)])

    assert (hit.stored.measure.id, ids(hit.copies)) == ("b-1", ["a-1"])


def test_measures_that_the_store_lost_are_passed_over() -> None:
    lib = library(ITEMS)
    left = library([item for item in ITEMS if item.measure.id not in ("a-1", "c-1")])

    hits = group_copies(ranked(a=0.9, b=0.8, z=0.7), PLAN, replace(lib.tools, store=left.store))

    assert in_text(hits) == "b-1['d-1'] z-1[]"


@examples("group_copies", "a text is unchanged since its first year", literal, optional(int))
def test_a_text_is_unchanged_since_its_first_year(years: Sequence[int], since: int | None) -> None:
    own = [copy(f"{'hijk'[n]}-1", NORTH, year) for n, year in enumerate(years)]
    others = [copy("b-1", SOUTH, 2565), copy("c-1", SOUTH, 2566)]
    name = next(item.measure.id for item in own if item.fiscal_year_be == 2567)

    (hit,) = grouped(ranked(**{name[0]: 0.9}), [*own, *others])

    assert hit.unchanged_since == since


def test_the_town_that_had_it_first_stands_with_its_newest_year() -> None:
    items = [copy("a-1", NORTH, 2566), copy("b-1", NORTH, 2567), copy("c-1", NORTH, 2568)]
    items += [copy("d-1", SOUTH, 2567), copy("e-1", SOUTH, 2569)]

    (hit,) = grouped(ranked(e=0.90, a=0.89, b=0.89, c=0.88, d=0.87), items)

    assert (hit.stored.measure.id, hit.unchanged_since) == ("c-1", 2566)
    assert (hit.fused.score, hit.fused.semantic) == (0.90, 0.88)
    assert ids(hit.copies) == ["a-1", "d-1", "b-1", "e-1"]


@pytest.mark.parametrize(("year", "name", "since"), [(2566, "a-1", None), (2567, "b-1", 2566)])
def test_a_filter_by_year_gives_the_year_asked_for(year: int, name: str, since: int | None) -> None:
    items = [copy(f"{n}-1", NORTH, y) for n, y in (("a", 2566), ("b", 2567), ("c", 2568))]
    plan = QueryPlan(filters=Filters(fiscal_years=(year,)))

    (hit,) = grouped(ranked(**{name[0]: 0.9}), items, plan=plan)

    assert (hit.stored.measure.id, hit.unchanged_since, hit.copies) == (name, since, ())


def test_a_newer_year_that_scores_less_does_not_stand() -> None:
    items = [copy("a-1", NORTH, 2566), copy("b-1", NORTH, 2567), copy("c-1", NORTH, 2568)]

    (hit,) = grouped(ranked(a=0.9, b=0.89, c=0.7), items)

    assert (hit.stored.measure.id, hit.unchanged_since) == ("b-1", 2566)
    assert ids(hit.copies) == ["a-1", "c-1"]


def test_filters_do_not_hide_that_a_text_is_unchanged() -> None:
    plan = QueryPlan(filters=Filters(fiscal_years=(2567,)))

    (hit,) = grouped(ranked(a=0.9), plan=plan)

    assert (hit.unchanged_since, hit.copies) == (2566, ())


def test_of_equal_texts_only_the_oldest_ranks_and_the_newest_of_its_town_is_shown() -> None:
    items = [copy("a-1", NORTH, 2566), copy("b-1", NORTH, 2568), copy("c-1", SOUTH, 2567)]
    tools = library(items, alike=True).tools

    (hit,) = group_copies(ranked(a=0.9), PLAN, tools)

    assert (hit.stored.measure.id, hit.unchanged_since) == ("b-1", None)
    assert ids(hit.copies) == ["a-1", "c-1"]


def test_of_equal_texts_the_next_one_stands_in_for_one_that_is_left_out() -> None:
    items = [copy("a-1", NORTH, 2566), copy("c-1", SOUTH, 2567), copy("d-1", EAST, 2568)]
    tools = library(items, alike=True).tools
    plan = QueryPlan(left_out=frozenset({"a-1"}))

    (hit,) = group_copies(ranked(a=0.9), plan, tools)

    assert (hit.stored.measure.id, ids(hit.copies)) == ("c-1", ["d-1"])


def test_equal_rows_of_one_report_are_one_hit_that_names_both() -> None:
    twice = [copy("a-1", NORTH), copy("a-2", NORTH), copy("b-1", SOUTH)]
    tools = library(twice, alike=True).tools

    (hit,) = group_copies(ranked(a=0.9), PLAN, tools)

    assert (hit.stored.measure.id, set(ids(hit.copies))) == ("a-1", {"a-2", "b-1"})


def test_of_very_many_copies_the_oldest_are_listed_and_all_are_counted() -> None:
    towns = [town(f"หมู่{number}") for number in range(130)]
    items = [copy("a-1", NORTH, 2560)]
    items += [copy(f"b{n}-1", owner, 2566 - n % 3) for n, owner in enumerate(towns)]
    searcher_of = library(items)

    (hit,) = group_copies(ranked(a=0.9), PLAN, searcher_of.tools)

    assert len(hit.copies) == MOST_LISTED - 1  # itself is the oldest
    assert [one.fiscal_year_be for one in hit.copies] == sorted(
        one.fiscal_year_be or 0 for one in hit.copies
    )
    assert len(hit.copies) + hit.more_copies == 130
    listed = {one.organisation.id for one in hit.copies if one.organisation}
    assert len(listed) + hit.more_organisations == 130
