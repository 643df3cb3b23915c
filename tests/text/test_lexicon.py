"""Which words are verbs, small words or names of persons."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from itasearch.text.thai.lexicon import is_function_word, is_given_name, is_surname


@pytest.mark.parametrize("word", ["มอบ", "สนับสนุน", "และ", "ภายใน", "จะ", "ทุก"])
def test_verbs_and_small_words_go_on(word: str) -> None:
    assert is_function_word(word)


@pytest.mark.parametrize("word", ["บ้าน", "เย็น", "พระแท่น", "", "abc"])
def test_nouns_adjectives_and_unknown_words_do_not(word: str) -> None:
    assert not is_function_word(word)


def test_reading_the_words_makes_no_folder_in_the_home(tmp_path: Path) -> None:
    code = "import os, itasearch.text.thai.lexicon; print(*os.environ)"
    home = {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    unset = {name: value for name, value in os.environ.items() if "PYTHAINLP" not in name}

    done = subprocess.run(
        [sys.executable, "-c", code], env=unset | home, capture_output=True, text=True, check=True
    )

    assert list(tmp_path.iterdir()) == []
    assert "PYTHAINLP" not in done.stdout


def test_names_are_told_from_words() -> None:
    assert is_given_name("วิไลลักษณ์") and is_surname("บุญมี") and is_surname("แซ่ตั้ง")
    assert not is_given_name("งบประมาณ") and not is_surname("เทศบาล")


def test_nothing_is_no_name() -> None:
    assert not is_given_name("") and not is_surname("") and not is_surname("แซ่")
