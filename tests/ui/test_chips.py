"""Chips: text stays text, and what a chip is can be told without its colour."""

import re

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

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


TURN = Turn(name="without", value="ของกำนัล", puts=True, href="./?q=gift")
HOSTILE_TURN = Turn(name=HOSTILE, value=HOSTILE, puts=True, href=HOSTILE, other=HOSTILE)


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

    assert not any("<script" in html or "<img" in html for html in made)


def test_a_word_that_is_switched_off_is_struck_through() -> None:
    on = switch_html("ของกำนัล", TURN, on=True, tip="")
    off = switch_html("ของกำนัล", TURN, on=False, tip="")

    assert 'role="switch" aria-checked="true"' in on
    assert 'role="switch" aria-checked="false"' in off
    assert "<s>ของกำนัล</s>" in off
    assert "<s>" not in on


def test_a_cross_says_what_it_takes_off() -> None:
    html = removable_html("2566", TURN, action="เอา “2566” ออก")

    assert 'aria-label="เอา “2566” ออก"' in html


def test_a_choice_shows_its_count_where_that_is_known() -> None:
    assert '<span class="count">1,250</span>' in choice_html(_choice("เลย", count=1250))
    assert "count" not in choice_html(_choice("เลย", count=None))


def test_many_choices_are_folded_unless_one_of_them_is_chosen() -> None:
    few = [_choice("เลย"), _choice("ตาก")]
    chosen = [_choice("เลย"), _choice("ตาก", chosen=True)]

    assert "<details" not in choices_html("จังหวัด", few, first=2, rest="อีก")
    assert re.search(
        r"<details class=\"[^\"]*\"><summary>", choices_html("", few, first=1, rest="")
    )
    assert " open><summary>" in choices_html("จังหวัด", chosen, first=1, rest="อีก")
