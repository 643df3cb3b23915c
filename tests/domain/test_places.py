from collections import Counter

from itasearch.domain.places import closest_province, provinces, region_of, regions
from tests.cases import examples, optional


def test_there_are_77_provinces_each_named_once() -> None:
    names = [province.name for province in provinces()]

    assert len(names) == len(set(names)) == 77
    assert len({province.english for province in provinces()}) == 77
    assert "กรุงเทพมหานคร" in names


@examples("domain_places", "a province is known in every spelling")
def test_a_province_is_known_in_every_spelling(text: str, name: str) -> None:
    assert closest_province(text) == (name, 1.0)


@examples("domain_places", "a province misread", str, optional(str))
def test_a_letter_misread_still_tells_the_province(text: str, name: str | None) -> None:
    found = closest_province(text)

    assert (found and found[0]) == name
    assert found is None or 0.6 <= found[1] < 1


def test_one_wrong_letter_is_never_read_as_another_province() -> None:
    for province in provinces():
        for place in range(len(province.name)):
            wrong = province.name[:place] + "ฮ" + province.name[place + 1 :]
            found = closest_province(wrong)

            assert found is None or found[0] == province.name


def test_each_province_lies_in_one_of_the_six_regions() -> None:
    counts = Counter(province.region for province in provinces())

    assert set(counts) == {one.id for one in regions()}
    assert counts == {
        "north": 9, "northeast": 20, "central": 22, "east": 7, "west": 5, "south": 14,
    }  # fmt: skip


@examples("domain_places", "a province tells its region", optional(str), optional(str))
def test_a_province_tells_its_region(province: str | None, region: str | None) -> None:
    assert region_of(province) == region
