"""Addresses that change one piece of a question keep all others."""

from urllib.parse import parse_qs, urlsplit

from itasearch.ui.search.query import changed, cleared, opened, turn, values_of

ASKED = {
    "q": "ของขวัญ & <b>",
    "like": ("r1-t1r1",),
    "without": ("ของกำนัล",),
    "year": ("2565", "2566"),
    "mode": "",
    "k": "20",
    "see": "r1-t1r1",
}


def _read(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_a_value_goes_in_and_out() -> None:
    assert _read(turn(ASKED, "year", "2567").href)["year"] == ["2565", "2566", "2567"]
    assert _read(turn(ASKED, "year", "2565").href)["year"] == ["2566"]
    assert "without" not in _read(turn(ASKED, "without", "ของกำนัล").href)


def test_a_changed_question_begins_at_its_first_hit_without_a_window() -> None:
    read = _read(changed(ASKED, mode="words"))

    assert read["mode"] == ["words"]
    assert read["q"] == ["ของขวัญ & <b>"]
    assert "k" not in read
    assert "see" not in read


def test_a_window_opens_over_the_same_answer_in_place_of_another() -> None:
    read = _read(opened(ASKED, "about", "r3-t1r1"))

    assert read["about"] == ["r3-t1r1"]
    assert read["k"] == ["20"]
    assert "see" not in read


def test_several_parameters_are_cleared_at_once() -> None:
    read = _read(cleared(ASKED, "year", "like"))

    assert set(read) == {"q", "without"}


def test_a_single_value_is_a_list_of_one() -> None:
    assert values_of({"q": "a"}, "q") == ("a",)
    assert values_of({"q": ""}, "q") == ()
    assert values_of({}, "q") == ()
