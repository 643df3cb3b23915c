"""Names of places that were misread: ขำนิ for ชำนิ, ค้ำบัง for คำบง.

A name is put right only where nothing but marks and look-alike letters differ: to a
spelling that the document has at least three times as often after the same kind of
word, or, after จังหวัด, to one of the 77 provinces.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

from itasearch.domain.places import provinces
from itasearch.text.thai.characters import THAI
from itasearch.text.thai.lexicon import is_thai_word

_PLACE = re.compile(
    rf"(?:(?P<kind>ตำบล|อำเภอ|เทศบาลเมือง|เทศบาลนคร)|(?P<province>จังหวัด))"
    rf" ?(?P<run>[{THAI}]{{2,40}})"
)
_MARK = re.compile("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
_STARTS_CLUSTER = re.compile("[ก-ฮเ-ไ]")
_LOOK_ALIKE = str.maketrans("ขดตภฏฝฟปฮำ", "ชคคถฎผพบอา")
_LEAST_COUNT = 3
_LEAST_MAJORITY = 3
_LONGEST_NAME = 26
_MOST_LENGTH_DIFFERENCE = 3
"""Marks by which a misread name may be longer or shorter."""


def misread_names(texts: Iterable[str]) -> dict[str, str]:
    """Misread names in `texts` (a document's, mended), with the words before them -> as meant."""
    alone, runs = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for text in texts:
        for match in _PLACE.finditer(text):
            kind, run = match["kind"] or match["province"], match["run"]
            runs[kind, run] += 1
            if len(run) <= _LONGEST_NAME:
                alone[kind, run] += 1
    known = [name for name, count in alone.items() if count >= _LEAST_COUNT]
    found = dict[str, str]()
    for kind, run in runs:
        meant = _province(run) if kind == "จังหวัด" else _majority(kind, run, known, runs)
        if meant is not None:
            wrong, right = meant
            found |= {f"{kind}{gap}{wrong}": f"{kind}{gap}{right}" for gap in ("", " ")}
    return found


def _province(run: str) -> tuple[str, str] | None:
    """The misread province that `run` begins with, and the right one."""
    if any(run.startswith(province.name) for province in provinces()):
        return None
    for start in _beginnings(run):
        right = _provinces_by_skeleton().get(_skeleton(start))
        if right is not None and not is_thai_word(start):
            return start, right
    return None


@cache
def _provinces_by_skeleton() -> dict[str, str]:
    return {_skeleton(province.name): province.name for province in provinces()}


def _majority(
    kind: str, run: str, known: list[tuple[str, str]], runs: Counter[tuple[str, str]]
) -> tuple[str, str] | None:
    """The misread spelling that `run` begins with, and the one that prevails."""
    for known_kind, name in known:
        if known_kind != kind or run.startswith(name):
            continue
        for start in _beginnings(run):
            if abs(len(start) - len(name)) > _MOST_LENGTH_DIFFERENCE or _skeleton(
                start
            ) != _skeleton(name):
                continue
            if runs[kind, name] >= _LEAST_MAJORITY * _count(kind, start, runs):
                return start, name
    return None


def _count(kind: str, start: str, runs: Counter[tuple[str, str]]) -> int:
    return sum(
        count for (kind_of, run), count in runs.items() if kind_of == kind and run.startswith(start)
    )


def _beginnings(run: str) -> Iterator[str]:
    """What a name at the beginning of `run` may be, the longest first; clusters stay whole."""
    for end in range(min(len(run), _LONGEST_NAME), 2, -1):
        if end == len(run) or _STARTS_CLUSTER.match(run[end]):
            yield run[:end]


def _skeleton(name: str) -> str:
    """What a misreading leaves: letters without marks, look-alikes as one."""
    return _MARK.sub("", name).translate(_LOOK_ALIKE)
