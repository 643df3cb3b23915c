"""Texts of a document mended and counted, however often one comes."""

from itasearch.extract.mending import Wording

DAMAGED = "กาหนดให้จัดทำแผน"


def test_a_text_that_comes_again_is_mended_and_counted_again() -> None:
    wording = Wording()

    first, counted = wording.mended(DAMAGED), wording.repairs.total()
    again = wording.mended(DAMAGED)

    assert first == again == "กำหนดให้จัดทำแผน"
    assert wording.repairs.total() == 2 * counted > 0
