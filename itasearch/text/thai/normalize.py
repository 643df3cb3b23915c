"""Normal forms of a text, for storing and for loose equality.

They only change how the same letters are encoded and are safe on any text; letters that a
file has lost are put back once, where the file is read (`text.repair.damage.mend`).
"""

import re
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from itasearch.text.thai.characters import canonical

LONGEST = 200  # code points of a text whose result is kept; longer ones hardly come twice

_Result = TypeVar("_Result")


def kept_for_short_texts(
    most: int, *, longest: int = LONGEST
) -> Callable[[Callable[[str], _Result]], Callable[[str], _Result]]:
    """Decorates a function of one text: the results of the last `most` short texts are kept."""

    def decorated(function: Callable[[str], _Result]) -> Callable[[str], _Result]:
        cached = lru_cache(maxsize=most)(function)

        @wraps(function)
        def called(text: str) -> _Result:
            return cached(text) if len(text) <= longest else function(text)

        # As functions of lru_cache have them; benches that switch a rule off empty all caches.
        called.cache_clear = cached.cache_clear  # type: ignore[attr-defined]
        called.cache_parameters = cached.cache_parameters  # type: ignore[attr-defined]
        return called

    return decorated


_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGIT = re.compile("[๐-๙]")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_BULLETS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212•●○◦▪■□·∙‣*➢❖✓✔\uf0a7\uf0b7\uf0d8\uf0fc"
_CACHED_KEYS = 32_768  # keys of short texts that are kept, some 20 MB at most
_LOOSE = str.maketrans("“”‘’", "\"\"''", _BULLETS)
_NOT_LOOSE = re.compile(f"[{re.escape(_BULLETS)}“”‘’]")


def arabic_digits(text: str) -> str:
    """`text` with Thai digits as Arabic ones; the length stays the same."""
    # Most texts have none, and a search is five times as fast as a translation.
    return _with_arabic(text) if _THAI_DIGIT.search(text) else text


@kept_for_short_texts(_CACHED_KEYS)
def _with_arabic(text: str) -> str:
    return text.translate(_ARABIC)


def thai_digits(value: int | str) -> str:
    """`value` with Thai digits: 12 gives "๑๒"."""
    return str(value).translate(_THAI)


@kept_for_short_texts(_CACHED_KEYS)
def without_spaces(text: str) -> str:
    """`text` without white space, all else as it is."""
    return "".join(text.split())


def squash(text: str) -> str:
    """Key for loose equality of spellings. Idempotent.

    Normalised, Arabic digits, plain quotes, casefolded, without white space, invisible characters,
    hyphens, dashes and bullet marks.
    """
    key = canonical(arabic_digits(text))
    loose = key.translate(_LOOSE) if _NOT_LOOSE.search(key) else key
    joined = "".join(loose.casefold().split())
    return key if joined == key else canonical(joined)
