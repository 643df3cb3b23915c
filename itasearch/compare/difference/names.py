"""The names of a town in segmented text: they differ between towns and tell nothing.

Imports enrich and model.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from itasearch.enrich.copies.same_text import own_names
from itasearch.model.records import Organisation


@dataclass(frozen=True, slots=True)
class NameWords:
    """Names as words run together, and all that such a name can begin with."""

    whole: frozenset[str]
    beginnings: frozenset[str]

    def end(self, words: Sequence[str], first: int) -> int:
        """Where the longest name that begins at `first` ends; `first` if none does."""
        end, joined = first, ""
        for last in range(first + 1, len(words) + 1):
            joined += words[last - 1]
            if joined not in self.beginnings:
                break
            if joined in self.whole:
                end = last
        return end


@lru_cache(maxsize=1_024)
def name_words(organisation: Organisation | None) -> NameWords:
    """The names of the organisation and its place, and of all types of organisation."""
    # The segmenter drops the dots of abbreviations, so they go here too.
    whole = frozenset(name.replace(".", "") for name in own_names(organisation))
    beginnings = frozenset(name[:end] for name in whole for end in range(1, len(name) + 1))
    return NameWords(whole, beginnings)
