"""How much two versions of one report agree."""

from itasearch.store.versions import MeasureText, agreement
from tests.cases import examples, listed


def texts(cell: str) -> list[MeasureText]:
    """Measures, each "title: steps"."""
    return [MeasureText(*text.split(": ")) for text in listed(cell)]


@examples("store_reports", "how far two versions of a report agree", texts, texts, float)
def test_two_versions_agree_by_titles_and_steps_whatever_their_order(
    left: list[MeasureText], right: list[MeasureText], share: float
) -> None:
    assert agreement(left, right) == agreement(right, left) == share
