"""Titles of measures, the same from year to year."""

from itasearch.domain.loader import word_pattern
from itasearch.text.thai.normalize import squash

#: what a title says in brackets of its own year alone: "(ต่อเนื่องจากปี 2566)"
remark_of_year = word_pattern(
    r"\((?:<plan_words.remarks_of_year>)(?:ปี|งบประมาณ|พ\.ศ\.|[\s\d]){0,20}\)"
)


def without_remark(title: str) -> str:
    """A title without a remark of its own year; one that is nothing else as it is."""
    rest = remark_of_year().sub("", title)
    return rest if squash(rest) else title


def title_key(title: str) -> str:
    """A title, squashed, without a remark of its own year."""
    return squash(without_remark(title))
