"""Titles of measures, the same from year to year."""

from itasearch.domain.loader import word_pattern
from itasearch.text.thai.normalize import squash

#: what a title says in brackets of its own year alone: "(ต่อเนื่องจากปี 2566)"
remark_of_year = word_pattern(r"\((?:<plan_words.remarks_of_year>)[^()\n]*\)")


def title_key(title: str) -> str:
    """A title, squashed, without a remark of its own year."""
    return squash(remark_of_year().sub("", title))
