"""Words of Thai text, loaded when the first text is adapted: the command's help needs none.

Imports domain and text.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itasearch.text.thai.words import Segmenter


def segmenter() -> "Segmenter":
    """The domain's segmenter."""
    from itasearch.domain.words import segmenter as of_domain

    return of_domain()


def goes_on(word: str) -> bool:
    """Whether a sentence goes on with `word`: a verb or a small word."""
    from itasearch.text.thai.word_kinds import goes_on as of_table

    return of_table(word)


def is_given_name(word: str) -> bool:
    """Whether somebody is called so."""
    from itasearch.text.thai.person_names import is_given_name as listed

    return listed(word)


def is_surname(word: str) -> bool:
    """Whether a family is called so."""
    from itasearch.text.thai.person_names import is_surname as listed

    return listed(word)
