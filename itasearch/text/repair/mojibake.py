"""Thai that was decoded by the wrong table, decoded again by the right one.

TIS-620 bytes read as Latin-1 or Mac Roman give runs of accented letters or signs,
UTF-8 bytes read as Latin-1, Windows-1252, Mac Roman or TIS-620 give the same two
letters before every third: forms that no language writes. Must come before
`canonical`, which removes the soft hyphen that is a ญ here.
"""

import re
from collections.abc import Callable

from itasearch.text.thai.characters import (
    CONSONANTS,
    FOLLOW_VOWELS,
    LEAD_VOWELS,
    MARKS,
    REPLACEMENT,
    THAI,
)
from itasearch.text.thai.lexicon import cheapest_cut, is_thai_word

_BETWEEN = "\u00a0 0-9.,/()\"':;%&!?+*=_-"
_TIS_LETTER = "\u00a1-\u00da\u00df-\u00fb"
_TIS_RUN = re.compile(f"[{_TIS_LETTER}](?:[{_TIS_LETTER}{_BETWEEN}]*[{_TIS_LETTER}])?")
_ACCENTED = re.compile(f"[{_TIS_LETTER}]")
_LEAST_TIS_LETTERS = 4  # accented letters of a run; fewer are a French or German word; by hand

# 0xA1 to 0xFB of Mac Roman; its euro sign was a currency sign before 1998.
_MAC_LETTERS = bytes(range(0xA1, 0xFC)).decode("mac-roman")
_MAC_LETTER = re.escape(_MAC_LETTERS)
_MAC_RUN = re.compile(f"[{_MAC_LETTER}](?:[{_MAC_LETTER}{_BETWEEN}]*[{_MAC_LETTER}])?")
# Letters that no other wrong table shows and that are no usual punctuation.
_MAC_SIGN = re.compile(
    "["
    + re.escape("".join(c for c in _MAC_LETTERS if ord(c) > 0xFF and c not in "“”‘’–—…•€™‹›"))
    + "]"
)
_LEAST_MAC_LETTERS = 6  # Thai letters that a run of Mac Roman becomes, at least; by hand
_LEAST_KNOWN = 0.8  # share of those letters that belong to words of the list, at least; by hand

_WELL_FORMED = re.compile(
    f"(?:[{LEAD_VOWELS}]?[{CONSONANTS}][{MARKS}]{{0,3}}[{FOLLOW_VOWELS}]{{0,2}}[ๆฯ]?|[^ก-๛]|[๐-๙฿])*"
)
_THAI_RUN = re.compile(f"[{THAI}]+")

# Thai in UTF-8 is E0 B8 xx or E0 B9 xx: "à¸x" or "à¹x" as Latin-1, "‡∏x" or "‡πx" as
# Mac Roman, "เธx" or "เนx" as TIS-620. A reader may have made a space of the byte A0.
_LATIN_TRIPLES = re.compile("(?:\u00e0[\u00b8\u00b9][^\u0000-\u001f!-\u007fก-๛])+")
_MAC_TRIPLES = re.compile("(?:‡[∏π][^\u0000-\u007fก-๛])+")
_THAI_TRIPLES = re.compile(
    "(?:เ[ธน][\u0080-\u00a0ก-๛€…‘’“”•–—\ufffd]){3,}|(?:เ[ธน][\u0080-\u009f])+"
)
_LONE_THAI_TRIPLE = re.compile("เ[ธน][\u0080-\u00a0ก-ฟ€…‘’“”•–—]")
# The same once more: each of the three letters is one of "Â¸", "Ã ", "â€¡" and their like.
_WRITTEN_TWICE = re.compile(
    "(?:\u00c3[\u00a0 ]\u00c2[\u00b8\u00b9](?:\u00c2.|[\u00c3\u00c5\u00c6\u00cb].|\u00e2..))+"
)


def redecode(text: str) -> tuple[str, int]:
    """`text` with wrongly decoded Thai set right, and how many runs were."""
    runs = 0

    def changes(pattern: re.Pattern[str], decode: Callable[[str], str | None]) -> bool:
        nonlocal runs, text
        before = runs

        def decoded(match: re.Match[str]) -> str:
            nonlocal runs
            try:
                thai = decode(match.group())
            except ValueError:
                thai = None
            runs += thai is not None
            return match.group() if thai is None else thai

        text = pattern.sub(decoded, text)
        return runs > before

    if _MAC_SIGN.search(text):
        changes(_MAC_TRIPLES, lambda run: _from_bytes(run.encode("mac-roman", errors="replace")))
        if changes(_MAC_RUN, _from_mac):
            changes(_MAC_RUN, lambda run: _tis_620(run, "mac-roman"))
    if _ACCENTED.search(text):
        # Letters whose UTF-8 bytes were read one by one, twice over, as they were read first.
        changes(_WRITTEN_TWICE, lambda run: bytes(map(_byte, run)).decode())
        changes(_LATIN_TRIPLES, _from_triples)
        if changes(_TIS_RUN, _from_latin):
            changes(_TIS_RUN, lambda run: _tis_620(run, "latin-1"))
    if ("เธ" in text or "เน" in text) and changes(_THAI_TRIPLES, _from_triples):
        changes(_LONE_THAI_TRIPLE, _from_triples)
    return text, runs


def _from_triples(run: str) -> str | None:
    return _from_bytes(bytes(map(_byte, run)))


def _from_bytes(raw: bytes) -> str | None:
    """A lost byte loses its letter, and half of them all."""
    letters = [raw[start : start + 3] for start in range(0, len(raw), 3)]
    thai = "".join(letter.decode(errors="replace")[:1] for letter in letters)
    return None if len(raw) % 3 or thai.count(REPLACEMENT) * 2 > len(thai) else thai


def _byte(letter: str) -> int:
    if letter == " ":
        return 0xA0
    if ord(letter) < 0x100:
        return ord(letter)
    if letter == REPLACEMENT:
        return 0xFF
    return letter.encode("cp874" if "ก" <= letter <= "๛" else "cp1252")[0]


def _from_latin(run: str) -> str | None:
    is_long = len(_ACCENTED.findall(run)) >= _LEAST_TIS_LETTERS
    return _tis_620(run, "latin-1") if is_long else None


def _from_mac(run: str) -> str | None:
    """Thai from TIS-620 read as Mac Roman: signs, so it must make words."""
    thai = _tis_620(run, "mac-roman")
    if thai is None or not _MAC_SIGN.search(run):
        return None
    words = [word for part in _THAI_RUN.findall(thai) for word in cheapest_cut(part)]
    letters = sum(map(len, words))
    spelt = sum(len(word) for word in words if is_thai_word(word))
    return thai if letters >= _LEAST_MAC_LETTERS and spelt >= _LEAST_KNOWN * letters else None


def _tis_620(run: str, encoding: str) -> str | None:
    """Thai if its letters may follow each other; enough only on a line with a sure run."""
    thai = run.encode(encoding, errors="replace").decode("cp874", errors="replace")
    return thai if _WELL_FORMED.fullmatch(thai) else None
