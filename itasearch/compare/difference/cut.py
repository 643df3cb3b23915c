"""A text's words, cut once for all that lays it beside another.

Which measures belong together and in which words they differ is asked of the same texts;
cutting is what comparing costs most. Imports domain and text.
"""

from functools import lru_cache

from itasearch.domain.words import segmenter
from itasearch.text.thai.words import WordSpan


@lru_cache(maxsize=16_384)  # some reports of 118 rows; the same ones are compared again
def word_spans(text: str) -> tuple[WordSpan, ...]:
    """The words of `text` with their places, in order."""
    return tuple(segmenter().spans(text))
