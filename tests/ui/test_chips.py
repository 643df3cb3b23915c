"""Chips: text stays text, and what a chip is can be told without its colour."""

from itasearch.ui.search.query import (
    Choice,
    Turn,
    chips_html,
    choice_html,
    choices_html,
    judge_html,
    removable_html,
    switch_html,
)
from tests.ui.shown import shown

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


TURN = Turn(name="without", value="ของกำนัล", puts=True, href="./?q=gift")
HOSTILE_TURN = Turn(name=HOSTILE, value=HOSTILE, puts=True, href=HOSTILE)


def _choice(name: str, *, chosen: bool = False, count: int | None = 3) -> Choice:
    return Choice(name=name, turn=TURN, chosen=chosen, count=count)


def test_every_chip_escapes_text() -> None:
    choice = Choice(name=HOSTILE, turn=HOSTILE_TURN, chosen=True, spoken_label=HOSTILE)
    made = [
        switch_html(HOSTILE, HOSTILE_TURN, on=True, tip=HOSTILE),
        switch_html(HOSTILE, HOSTILE_TURN, on=False, tip=HOSTILE),
        removable_html(HOSTILE, HOSTILE_TURN, action=HOSTILE),
        judge_html(HOSTILE, HOSTILE_TURN, on=True, tip=HOSTILE),
        choices_html(HOSTILE, [choice, choice], first=1, rest=HOSTILE),
        chips_html(HOSTILE),
    ]

    assert not any(shown(html).all("script, img") for html in made)


def test_a_word_that_is_switched_off_is_struck_through() -> None:
    on, off = (
        shown(switch_html("ของกำนัล", TURN, on=on, tip="")).one("[role=switch]")
        for on in (True, False)
    )

    assert (on.is_on, off.is_on) == (True, False)
    assert (on.texts("s"), off.texts("s")) == ([], ["ของกำนัล"])


def test_a_cross_says_what_it_takes_off() -> None:
    (chip,) = shown(removable_html("2566", TURN, action="เอา “2566” ออก")).chips

    assert chip.spoken == "เอา “2566” ออก"


def test_a_choice_shows_its_count_where_that_is_known() -> None:
    assert shown(choice_html(_choice("เลย", count=1250))).texts(".count") == ["1,250"]
    assert shown(choice_html(_choice("เลย", count=None))).texts(".count") == []


def test_many_choices_are_folded_unless_one_of_them_is_chosen() -> None:
    few = [_choice("เลย"), _choice("ตาก")]
    chosen = [_choice("เลย"), _choice("ตาก", chosen=True)]

    assert not shown(choices_html("จังหวัด", few, first=2, rest="อีก")).folds
    (closed,) = shown(choices_html("จังหวัด", few, first=1, rest="อีก")).folds
    (opened,) = shown(choices_html("จังหวัด", chosen, first=1, rest="อีก")).folds
    assert (closed.is_open, opened.is_open) == (False, True)
