from hypothesis import given
from hypothesis import strategies as st

from itasearch.compare.pairing.terms import grams, terms
from tests.compare.samples import TOWN, measure


def test_grams_are_all_runs_of_two_to_four_letters() -> None:
    assert len(grams("กขคง").terms) == 3 + 2 + 1
    assert len(grams("ก").terms) == len(grams("").terms) == 0


def test_different_runs_have_different_numbers() -> None:
    assert len(grams("กขคงจฉช").terms) == 6 + 5 + 4


@given(st.text(alphabet="กขคa", max_size=30))
def test_equal_runs_have_equal_numbers(text: str) -> None:
    runs = {text[i : i + n] for n in (2, 3, 4) for i in range(len(text) - n + 1)}

    assert len(grams(text).terms) == len(runs)


def test_terms_leave_out_own_names_and_figures() -> None:
    one = terms(measure("แผนของเทศบาลตำบลดงมะไฟ ปี ๒๕๖๖"), TOWN)
    other = terms(measure("แผนของ ปี 2567"), None)

    assert one.task_grams.terms.tolist() == other.task_grams.terms.tolist()
    assert "2567" not in other.words.terms


def test_a_concept_counts_by_the_weightiest_field_that_names_it() -> None:
    found = terms(
        measure("เปิดช่องทางร้องเรียน", steps="ติดป้าย No Gift Policy", outcomes="No Gift Policy"),
        None,
    )

    assert found.concepts["no_gift"] == 1.0
    assert set(found.concepts.values()) == {1.0, 2.0}
