"""Whether a sentence goes on with a word, so that a name before it has ended."""

import pytest

from itasearch.text.thai.lexicon import is_function_word


@pytest.mark.parametrize("word", ["มอบ", "สนับสนุน", "และ", "ภายใน", "จะ", "ทุก"])
def test_verbs_and_small_words_go_on(word: str) -> None:
    assert is_function_word(word)


@pytest.mark.parametrize("word", ["บ้าน", "เย็น", "พระแท่น", "", "abc"])
def test_nouns_adjectives_and_unknown_words_do_not(word: str) -> None:
    assert not is_function_word(word)
