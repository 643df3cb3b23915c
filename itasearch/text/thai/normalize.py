"""Normal forms of a text, for storing and for loose equality.

They only change how the same letters are encoded and are safe on any text; letters that a
file has lost are put back once, where the file is read (`text.repair.damage.mend`).
"""

import re

from itasearch.text.short_texts import kept_for_short_texts
from itasearch.text.thai.characters import canonical

_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI_DIGIT = re.compile("[๐-๙]")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_BULLETS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212•●○◦▪■□·∙‣*➢❖✓✔\uf0a7\uf0b7\uf0d8\uf0fc"
_CACHED_KEYS = 32_768  # keys of short texts that are kept, some 20 MB at most
_LOOSE = str.maketrans("“”‘’", "\"\"''", _BULLETS)
_NOT_LOOSE = re.compile(f"[{re.escape(_BULLETS)}“”‘’]")


def normalize(text: str) -> str:
    """`text` in its one right encoding; idempotent, clean text comes back unchanged.

    See `itasearch.text.thai.characters.canonical` for what is done. Runs of spaces,
    digits, case and words stay as they are.
    """
    return canonical(text)


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
def squash(text: str) -> str:
    """Key for loose equality: what two spellings of the same text have in common.

    Normalised, Arabic digits, plain quotes, casefolded; white space, invisible
    characters, hyphens, dashes and bullet marks removed. Idempotent.
    """
    key = canonical(arabic_digits(text))
    key = key.translate(_LOOSE) if _NOT_LOOSE.search(key) else key
    return canonical("".join(key.casefold().split()))
