"""Lists of words: known by file and name, words with what must not follow them, patterns."""

import re
from pathlib import Path

import pytest

import itasearch
from itasearch.domain.loader import any_listed, listed_words, load_toml, word_pattern, words

PACKAGE = Path(itasearch.__file__).parent
PATTERNS = sorted((PACKAGE / "domain" / "data").glob("*_patterns.toml"))
IN_PATTERNS = re.compile(r"<(\w+_words)\.(\w+)>")


def test_a_list_holds_its_words_in_order() -> None:
    assert words("law_words", "own_papers")[:2] == ("เทศบัญญัติ", "ข้อบัญญัติ")


def test_a_list_that_is_not_there_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"person_words\.toml has no list colours"):
        words("person_words", "colours")


@pytest.mark.parametrize(
    ("text", "counts"), [("ราย", True), ("รายงาน", False), ("ครั้งที่ 2", False), ("ครั้ง", True)]
)
def test_a_word_is_none_where_a_longer_one_begins_with_it(text: str, counts: bool) -> None:
    counters = re.compile(any_listed(listed_words("number_words", "behind_years")))

    assert bool(counters.match(text)) is counts


def test_a_pattern_has_the_words_of_its_lists() -> None:
    deadline = word_pattern(r"(?:<date_words.deadlines>)วันที่\s*(?P<day>[0-9]+)")

    found = deadline().search("ส่งรายงานภายในวันที่ 5")

    assert found is not None and found["day"] == "5"


def test_code_names_all_lists_and_no_others() -> None:
    modules = (path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py")
    code = "".join(path.read_text(encoding="utf-8") for path in (*modules, *PATTERNS))
    in_patterns = set(IN_PATTERNS.findall(code))
    files = [path.stem for path in (PACKAGE / "domain" / "data").glob("*_words.toml")]
    lists = {(file, name) for file in files for name in load_toml(f"{file}.toml")}

    assert in_patterns <= lists
    assert [name for _, name in lists - in_patterns if f'"{name}"' not in code] == []
