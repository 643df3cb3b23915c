"""Texts of a document mended and counted, however often one comes."""

from itasearch.extract.wording import Wording

DAMAGED = "กําหนดให้ทําแผน"


def test_a_text_that_comes_again_is_mended_and_counted_again() -> None:
    wording = Wording()

    first, counted = wording.mended(DAMAGED), wording.repairs.total()
    again = wording.mended(DAMAGED)

    assert first == again == "กำหนดให้ทำแผน"
    assert wording.repairs.total() == 2 * counted > 0
