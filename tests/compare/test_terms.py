from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.terms import grams, terms
from tests.compare.samples import TOWN, measure


def test_grams_are_all_runs_of_two_to_four_letters() -> None:
    assert len(grams("กขคง")) == 3 + 2 + 1
    assert len(grams("ก")) == len(grams("")) == 0


def test_different_runs_have_different_numbers() -> None:
    assert len(set(grams("กขคงจฉช").tolist())) == 6 + 5 + 4


@given(st.text(alphabet="กขคa", max_size=30))
def test_equal_runs_have_equal_numbers(text: str) -> None:
    runs = {text[i : i + n] for n in (2, 3, 4) for i in range(len(text) - n + 1)}

    assert len(set(grams(text).tolist())) == len(runs)


def test_terms_leave_out_own_names_and_figures() -> None:
    one = terms(measure("แผนของเทศบาลตำบลดงมะไฟ ปี ๒๕๖๖"), TOWN)
    other = terms(measure("แผนของ ปี 2567"), None)

    assert one.title_grams.tolist() == other.title_grams.tolist()
    assert "2567" not in other.words


def test_concepts_of_the_title_are_told_from_those_of_the_row() -> None:
    found = terms(measure("จัดกิจกรรมวันปีใหม่", outcomes="ปฏิบัติตาม No Gift Policy"), None)

    assert "no_gift" in found.concepts
    assert "no_gift" not in found.title_concepts
