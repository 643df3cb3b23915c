"""Generated pages with lists, footnotes and turned text: none raises, none loses a letter."""

import os

import pytest

from tests.tools.layout_fuzz import lost, pages_of, read

DOCUMENTS = int(os.environ.get("ITASEARCH_LAYOUT_DOCUMENTS", "60"))


@pytest.mark.parametrize("first", range(0, DOCUMENTS, 10))
def test_generated_pages_are_read_whole(first: int) -> None:
    for seed in range(first, first + 10):
        pages = pages_of(seed)

        missing, twice = lost(pages, read(pages))

        assert (seed, missing, twice) == (seed, {}, {})


def test_the_generated_pages_have_what_is_looked_for() -> None:
    letters = [letter for seed in range(60) for page in pages_of(seed) for letter in page.letters]

    assert {letter.turn for letter in letters} == {0, 90, 270}
    assert {"•", "\uf0b7"} <= {letter.text for letter in letters}
    assert 6 in {letter.size for letter in letters}
