"""Results of short texts, kept: cells, headers and names come again and again."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

LONGEST = 200  # code points of a text whose result is kept; longer ones hardly come twice

_Result = TypeVar("_Result")


def kept_for_short_texts(
    most: int, *, longest: int = LONGEST
) -> Callable[[Callable[[str], _Result]], Callable[[str], _Result]]:
    """Decorates a function of one text: the results of the last `most` short texts are kept."""

    def decorated(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
        kept = lru_cache(maxsize=most)(function)

        @wraps(function)
        def called(text: str) -> _Result:
            return kept(text) if len(text) <= longest else function(text)

        # As functions of lru_cache have them; benches that switch a rule off empty all caches.
        called.cache_clear = kept.cache_clear  # type: ignore[attr-defined]
        called.cache_parameters = kept.cache_parameters  # type: ignore[attr-defined]
        return called

    return decorated
