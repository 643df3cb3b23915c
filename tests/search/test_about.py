from itasearch.enrich.passages import squashed_text
from itasearch.search.query.needs import Need, NeedName
from itasearch.search.rank import second_stage
from tests.search.fakes import measure


def need(*names: str, share: float = 1.0) -> Need:
    """A thing with these names, each of one word."""
    return Need(
        share=share, names=tuple(NeedName(key=n, words=((n, 1.0),), weight=1.0) for n in names)
    )


GIFT = need("ของขวัญ", "ของกำนัล")


def covered(title: str, *needs: Need, **fields: str) -> float:
    text = squashed_text(measure("a-1", title, **fields))
    return second_stage.covered(needs, text)


def test_a_title_counts_more_than_steps_and_steps_more_than_who() -> None:
    in_title = covered("งดรับของขวัญ", GIFT)
    in_steps = covered("ประชุมกอง", GIFT, steps="ไม่รับของขวัญ")
    in_passing = covered("ประชุมกอง", GIFT, responsible="งานของขวัญ")

    assert in_title > in_steps > in_passing > 0


def test_both_halves_of_a_query_beat_one() -> None:
    halves = (need("ออนไลน์", share=0.5), need("คำร้อง", share=0.5))

    both = covered("ยื่นคำร้อง", *halves, steps="ผ่านระบบออนไลน์")

    assert both > covered("บริการออนไลน์ ออนไลน์ ออนไลน์", *halves, steps="ออนไลน์")


def test_a_short_name_of_two_words_is_found() -> None:
    assert covered("ช่องทางถามตอบ Q&A ของตำบล", need("q&a")) == 1


def test_words_that_stand_apart_count_in_part() -> None:
    name = NeedName(key="ใบยืมพัสดุ", words=(("ใบยืม", 0.5), ("พัสดุ", 0.5)), weight=1.0)
    apart = covered("พัสดุที่มีใบยืม", Need(share=1.0, names=(name,)))

    assert 0 < apart < covered("ทำใบยืมพัสดุ", Need(share=1.0, names=(name,)))


def test_nothing_is_asked_nothing_is_covered() -> None:
    assert covered("งดรับของขวัญ") == 0
