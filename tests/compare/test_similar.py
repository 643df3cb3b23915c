from collections.abc import Mapping
from dataclasses import replace

import pytest

from itasearch.compare.towns.similar import WEIGHTS, comparable, near, similar_towns, topic_profile
from itasearch.model.records import OrganisationType
from itasearch.model.towns import LEAST_LIKENESS, Alike, SimilarTown, SimilarTownReason
from tests.cases import examples, listed, literal
from tests.compare.towns import CITY, result, town, town_measure

GIFTS, ASSETS, BUDGET = "no_gift", "asset_use", "budget"
OURS = town(
    "เทศบาลตำบลของเรา",
    town_measure("a", GIFTS),
    town_measure("b", ASSETS),
    province="น่าน",
    results=[result(85.0)],
)


def reason(kind: Alike, value: str, share: float = 1.0) -> SimilarTownReason:
    return SimilarTownReason(kind=kind, value=value, share=share)


def test_each_reason_is_told_with_what_is_shared_and_how_much_the_weightiest_first() -> None:
    other = town(
        "เทศบาลตำบลข้างเคียง",
        *(town_measure(f"c{n}", GIFTS) for n in range(4)),
        town_measure("d", ASSETS),
        *(town_measure(f"e{n}", BUDGET) for n in range(4)),
        province="น่าน",
        results=[result(None, year=2568), result(81.0)],
    )
    twice = replace(other, reworded=True)

    (found,) = similar_towns(OURS, [OURS, twice], most=5)

    assert found == SimilarTown(
        organisation=other.organisation,
        fiscal_year_be=2566,
        report_ids=other.report_ids,
        likeness=0.9051,
        reasons=(
            reason(Alike.TYPE, "subdistrict_municipality"),
            reason(Alike.PROVINCE, "น่าน"),
            reason(Alike.PLAN, f"{GIFTS} {ASSETS}", 0.7071),
            reason(Alike.REGION, "north"),
            reason(Alike.TOTAL, "85.00 · 81.00 (2567)", 0.6),
        ),
        result=result(None, year=2568),
        reworded=True,
    )


def test_a_town_alike_in_all_that_is_known_is_wholly_alike() -> None:
    twin = town("แฝด", *OURS.measures, province="น่าน", results=OURS.results)
    without_report = town("ไม่มีรายงาน", province="น่าน")
    its_twin = town("แฝดไม่มีรายงาน", province="น่าน")

    assert similar_towns(OURS, [twin], most=1)[0].likeness == 1.0
    assert similar_towns(without_report, [its_twin], most=1)[0].likeness == 1.0


def test_no_other_type_stands_before_one_of_the_same() -> None:
    city = town("เทศบาลนคร", *OURS.measures, kind=CITY, province="น่าน", results=OURS.results)
    far = town("เทศบาลตำบลไกล", province="ตรัง", results=[result(40.0)])

    found = similar_towns(OURS, [city, far], most=2)

    assert [one.organisation.name for one in found] == ["เทศบาลตำบลไกล", "เทศบาลนคร"]


@examples("similar", "order", literal, listed)
def test_the_most_similar_come_first(
    towns: Mapping[str, tuple[str | None, OrganisationType, bool]], expected: list[str]
) -> None:
    made = [
        town(
            name,
            *[town_measure("m", "hr")][:has_report],
            province=province,
            kind=OrganisationType(kind),
        )
        for name, (province, kind, has_report) in towns.items()
    ]

    found = similar_towns(made[0], made[1:], most=9)

    assert [one.organisation.name for one in found] == expected


@examples("similar", "totals", literal, literal, str)
def test_totals_are_near_within_half_a_grade(
    ours: list[tuple[float, int | None]], theirs: list[tuple[float, int | None]], expected: str
) -> None:
    one, other = (
        town(name, results=[result(total, year=year) for total, year in results])
        for name, results in (("ก", ours), ("ข", theirs))
    )

    (found,) = similar_towns(one, [other], most=1)

    reasons = [f"{it.value} {it.share:g}" for it in found.reasons if it.kind is Alike.TOTAL]
    assert reasons == [expected] * (expected != "-")


def test_only_as_many_as_asked_for_are_told_and_at_least_one_is_asked_for() -> None:
    others = [town(name) for name in "กขค"]

    assert len(similar_towns(OURS, others, most=2)) == 2
    with pytest.raises(ValueError, match="at least one"):
        similar_towns(OURS, others, most=0)


def test_a_profile_counts_the_tenth_measure_on_a_topic_for_less_than_the_first() -> None:
    many = town("ก", *(town_measure(f"m{n}", GIFTS) for n in range(9)), town_measure("x", ASSETS))

    profile = topic_profile(many)

    assert profile[GIFTS] / profile[ASSETS] == pytest.approx(3)
    assert sum(share**2 for share in profile.values()) == pytest.approx(1)
    assert topic_profile(town("ข")) == {}


def test_type_outweighs_all_else_together() -> None:
    rest = sum(weight for kind, weight in WEIGHTS.items() if kind is not Alike.TYPE)

    assert WEIGHTS[Alike.TYPE] > rest
    assert rest + WEIGHTS[Alike.TYPE] == pytest.approx(1)


def test_towns_with_little_in_common_are_near_only_where_there_are_no_others() -> None:
    twins = [town(f"แฝด{n}", *OURS.measures, province="น่าน") for n in range(4)]
    cities = [town(f"นคร{n}", kind=CITY, province="น่าน") for n in range(4)]

    among_twins = near(similar_towns(OURS, [*twins, *cities], most=10))
    among_cities = near(similar_towns(OURS, cities, most=10))

    assert {one.organisation.name for one in among_twins} == {
        one.organisation.name for one in twins
    }
    assert len(among_cities) == 3
    edge = replace(among_twins[0], likeness=LEAST_LIKENESS)
    assert near([edge] * 5) == (edge,) * 5
    others = [among_cities[0], replace(edge, likeness=LEAST_LIKENESS - 0.01)]
    assert comparable(OURS.organisation, [edge, *others]) == (edge,)
    agency = replace(edge.organisation, type=OrganisationType.OTHER)
    assert comparable(agency, [replace(edge, organisation=agency)]) == ()
