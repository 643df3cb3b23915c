"""Thai that was decoded by the wrong table, decoded again by the right one.

TIS-620 bytes read as Latin-1 give runs of accented letters, UTF-8 bytes read as
Latin-1, Windows-1252 or TIS-620 give the same two letters before every third:
forms that no language writes. Must come before `canonical`, which removes the soft
hyphen that is a ญ here. Imports its neighbours only.
"""

import re

from itasearch.text.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    REPLACEMENT,
)

_TIS_LETTER = "\u00a1-\u00da\u00df-\u00fb"
_TIS_RUN = re.compile(f"[{_TIS_LETTER}](?:[{_TIS_LETTER}\u00a0 0-9.,/()-]*[{_TIS_LETTER}])?")
_ACCENTED = re.compile(f"[{_TIS_LETTER}]")
_LEAST_TIS_LETTERS = 4
_WELL_FORMED = re.compile(
    f"(?:[{LEAD_VOWELS}]?[{CONSONANTS}][{MARKS}]{{0,3}}[{FOLLOW_VOWELS}]?[ๆฯ]?|[^ก-๛]|[๐-๙฿])*"
)

# Thai in UTF-8 is E0 B8 xx or E0 B9 xx: "à¸x" or "à¹x" as Latin-1, "เธx" or "เนx" as TIS-620.
_LATIN_TRIPLES = re.compile("(?:\u00e0[\u00b8\u00b9][^\u0000-\u007fก-๛])+")
_THAI_TRIPLES = re.compile("(?:เ[ธน][\u0080-\u00a0ก-๛€…‘’“”•–—\ufffd]){3,}")


def redecode(text: str) -> tuple[str, int]:
    """`text` with wrongly decoded Thai set right, and how many runs were."""
    if not (_ACCENTED.search(text) or _THAI_TRIPLES.search(text)):
        return text, 0
    runs = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal runs
        thai = _from_triples(match.group()) or _from_tis(match.group())
        runs += thai is not None
        return match.group() if thai is None else thai

    text = _LATIN_TRIPLES.sub(replace, text)
    text = _THAI_TRIPLES.sub(replace, text)
    return _TIS_RUN.sub(replace, text), runs


def _from_triples(run: str) -> str | None:
    """Thai whose UTF-8 bytes were read one by one; a byte that is lost loses its letter."""
    if len(run) % 3:
        return None
    letters = []
    for start in range(0, len(run), 3):
        try:
            letters.append(bytes(_byte(letter) for letter in run[start : start + 3]).decode())
        except ValueError:
            letters.append(REPLACEMENT)
    thai = "".join(letters)
    return None if thai.count(REPLACEMENT) * 2 > len(thai) else thai


def _byte(letter: str) -> int:
    """The byte that Latin-1, Windows-1252 or TIS-620 shows as `letter`."""
    if ord(letter) < 0x100:
        return ord(letter)
    encoding = "cp874" if "ก" <= letter <= "๛" else "cp1252"
    return letter.encode(encoding)[0]


def _from_tis(run: str) -> str | None:
    """Thai whose TIS-620 bytes were read as Latin-1, if that is what `run` is."""
    if len(_ACCENTED.findall(run)) < _LEAST_TIS_LETTERS:
        return None
    thai = run.encode("latin-1", errors="replace").decode("cp874", errors="replace")
    return thai if _WELL_FORMED.fullmatch(thai) else None
