"""Which added words are offered: those in use, those switched off, none beside a quoted phrase."""

from itasearch.model.ranking import AddedName, Addition
from itasearch.workspace import offered_words, outside_quotes


def _added(name: str, asked: str, kind: Addition = Addition.SYNONYM) -> AddedName:
    return AddedName(name=name, asked=asked, kind=kind)


RESPELLED = _added("งดรับของขวัญ", "งดรับของขวัน", Addition.RESPELLING)
OF_RESPELT = _added("ไม่รับของขวัญ", "งดรับของขวัญ")
TENT = _added("เต็นท์", "tent", Addition.TRANSLATION)


def test_a_word_that_was_switched_off_is_offered_in_its_place() -> None:
    bare = (TENT, OF_RESPELT)

    assert offered_words(bare, (OF_RESPELT,), without={"เต็นท์"}) == bare


def test_what_was_added_for_a_respelling_is_gone_with_it() -> None:
    bare = (RESPELLED, OF_RESPELT, TENT)

    assert offered_words(bare, (TENT,), without={RESPELLED.name}) == (RESPELLED, TENT)
    both = {RESPELLED.name, OF_RESPELT.name}
    assert offered_words(bare, (TENT,), without=both) == (RESPELLED, TENT)


def test_a_word_that_only_this_answer_adds_is_offered_too() -> None:
    assert offered_words((RESPELLED,), (TENT,), without={RESPELLED.name}) == (RESPELLED, TENT)


def test_a_quoted_phrase_has_no_added_words() -> None:
    names = (_added("ใบยืม", "ยืมพัสดุ"), TENT)

    assert outside_quotes(names, '"ยืมพัสดุ"') == (TENT,)
    assert outside_quotes(names, "“ยืมพัสดุ” tent") == (TENT,)
    assert outside_quotes(names, 'ยืมพัสดุ "ยืมพัสดุ" tent') == names
    assert outside_quotes(names, "ยืมพัสดุ tent") == names
