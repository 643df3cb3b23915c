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
