import pytest

from itasearch.extract.mending import misread_names


def test_a_rare_spelling_follows_the_one_that_prevails() -> None:
    texts = ["ประชาชนตำบลคำพราน", "ตำบลคำพราน", "ตำบลคำพราน อำเภอ", "ตำบลค้ำพรานมี"]

    assert misread_names([*texts, "ตำบลคำพราน"])["ตำบลค้ำพราน"] == "ตำบลคำพราน"


@pytest.mark.parametrize(
    ("text", "right"),
    [("จังหวัดบุรรัมย์", "จังหวัดบุรีรัมย์"), ("จังหวัด ขอนแกน ณ", "จังหวัด ขอนแก่น")],
)
def test_a_misread_province_is_one_of_the_77(text: str, right: str) -> None:
    assert right in misread_names([text]).values()


@pytest.mark.parametrize(
    "texts",
    [
        ["ตำบลคำพราน", "ตำบลค้ำพราน"],
        ["ตำบลหนองบัว"] * 5 + ["ตำบลหนองบอน"],
        ["จังหวัดเชียงใหม่และจังหวัดเชียงราย", "จังหวัดนี้", "จังหวัดของเรา"],
        [],
    ],
)
def test_other_names_are_left_alone(texts: list[str]) -> None:
    assert misread_names(texts) == {}
