"""Chips: text stays text, and what a chip does can be told without its colour."""

from itasearch.ui.search.query import chips_html, removable_html, restorable_html
from tests.ui.shown import shown

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_every_chip_escapes_text() -> None:
    made = [
        removable_html(HOSTILE, HOSTILE, action=HOSTILE),
        restorable_html(HOSTILE, HOSTILE),
        chips_html(HOSTILE),
    ]

    assert not any(shown(html).all("script, img") for html in made)


def test_a_cross_says_what_it_takes_off() -> None:
    (chip,) = shown(removable_html("2566", "./?q=gift", action="เอา “2566” ออก")).chips

    assert chip.spoken == "เอา “2566” ออก"
