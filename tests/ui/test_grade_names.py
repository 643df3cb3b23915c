"""Grades of the ITA total in the screen's language."""

import pytest

from itasearch.domain.indicators import grade_words
from itasearch.ui.kit.cards import grade_name
from itasearch.wording.reasons import Language


@pytest.mark.parametrize("shown", ["th", "en"])
def test_a_grade_in_words_is_in_the_screen_s_language_and_a_letter_stays(
    shown: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itasearch.ui.kit.cards.language", lambda: shown)

    for one in grade_words():
        assert grade_name(one.thai) == (one.thai if shown == "th" else one.english)
    assert [grade_name(one) for one in ("AA", None)] == ["AA", "–"]
