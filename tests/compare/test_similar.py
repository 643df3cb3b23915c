import pytest

from itasearch.compare.towns.similar import WEIGHTS, near, similar_towns, topic_profile
from itasearch.model.records import OrganisationType
from itasearch.model.towns import Alike, SimilarTown
from tests.compare.towns import CITY, TAMBON, result, town, town_measure

GIFTS, ASSETS, BUDGET = "no_gift", "asset_use", "budget"
OURS = town(
    "เทศบาลตำบลของเรา",
    town_measure("a", GIFTS),
    town_measure("b", ASSETS),
    province="น่าน",
    results=[result(85.0)],
)


def reasons(one: SimilarTown) -> dict[Alike, tuple[str, float]]:
    return {reason.kind: (reason.value, reason.share) for reason in one.reasons}


def test_each_reason_is_told_with_what_is_shared_and_how_much() -> None:
    other = town(
        "เทศบาลตำบลข้างเคียง",
        town_measure("c", GIFTS),
        town_measure("d", BUDGET),
        province="น่าน",
        results=[result(81.0)],
    )

    (found,) = similar_towns(OURS, [OURS, other], most=5)

    assert reasons(found) == {
        Alike.TYPE: ("subdistrict_municipality", 1.0),
        Alike.PROVINCE: ("น่าน", 1.0),
        Alike.REGION: ("north", 1.0),
        Alike.TOTAL: ("85.00 · 81.00 (2567)", 0.6),
        Alike.PLAN: (GIFTS, 0.5),
    }
    assert found.reasons[0].kind is Alike.TYPE
    assert found.result is not None and found.result.total == 81.0


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


def test_the_province_goes_before_the_region_and_that_before_elsewhere() -> None:
    places = {"นอกภาค": "ตรัง", "ในภาค": "ลำปาง", "ในจังหวัด": "น่าน", "ไม่ทราบ": None}

    found = similar_towns(OURS, [town(n, province=p) for n, p in places.items()], most=4)

    assert [one.organisation.name for one in found][:2] == ["ในจังหวัด", "ในภาค"]


def test_organisations_of_no_known_type_are_not_alike_for_that() -> None:
    agency = town("สำนักงาน", kind=OrganisationType.OTHER, province="น่าน")
    same = town("กรม", kind=OrganisationType.OTHER, province="ตรัง")
    near = town("เทศบาลตำบล", kind=TAMBON, province="น่าน")

    found = similar_towns(agency, [same, near], most=5)

    assert [one.organisation.name for one in found] == ["เทศบาลตำบล"]


def test_totals_of_the_same_year_are_held_against_each_other() -> None:
    ours = town("ก", results=[result(80.0, year=2566)])
    other = town("ข", results=[result(99.0, year=2568), result(79.0, year=2566)])

    (found,) = similar_towns(ours, [other], most=1)

    assert reasons(found)[Alike.TOTAL] == ("80.00 · 79.00 (2566)", 0.9)


def test_totals_of_two_years_are_told_with_both_years() -> None:
    ours = town("ก", results=[result(80.0, year=2568)])
    older = town("ข", results=[result(79.0, year=2566)])
    undated = town("ค", results=[result(79.0, year=None)])

    found = similar_towns(ours, [older, undated], most=2)

    values = [reasons(one)[Alike.TOTAL][0] for one in found]
    assert values == ["80.00 (2568) · 79.00 (2566)", "80.00 (2568) · 79.00"]


def test_totals_a_grade_apart_are_no_reason() -> None:
    (found,) = similar_towns(OURS, [town("ข", results=[result(95.0)])], most=1)

    assert Alike.TOTAL not in reasons(found)


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
