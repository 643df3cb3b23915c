"""Names of persons without a title: behind an office, in a signature, or known as names.

"ปลัดสมชาย", "(ลงชื่อ) สมชาย ใจดี": the office or the line tells a person. A name that is a
word as well counts only there; what is not sure is marked. Imports its neighbours, domain
and model.
"""

import re
from collections.abc import Iterator
from functools import cache

from itasearch.borrow.adapt.finders.persons import person
from itasearch.borrow.adapt.findings import Finding
from itasearch.borrow.adapt.segmenting import goes_on, is_given_name, is_surname, segmenter
from itasearch.borrow.adapt.wording import Ending, any_of, ending
from itasearch.domain.offices import words
from itasearch.domain.places import provinces
from itasearch.text.thai.view import View

_MAYBE = "เป็นชื่อบุคคลหรือไม่ ถ้าไม่ใช่ให้คงคำเดิม"
_LETTERS = "ก-ฮะ-ฺเ-๎"
_WORD = f"[{_LETTERS}]{{2,30}}"
_PAIR = re.compile(
    rf"(?<![{_LETTERS}.])(?P<given>[{_LETTERS}]{{2,20}})(?=[ \t]{{1,3}}(?P<surname>{_WORD}))"
)
_GIVEN = rf"(?P<given>[{_LETTERS}]{{2,15}})"
_SIGNED = re.compile(
    r"(?:ลงชื่อ[ \t()\]:.…·_]+|ลงนาม[ \t]?[()\]:.…·_][ \t()\]:.…·_]*)"
    rf"{_GIVEN}[ ]{{1,3}}(?P<surname>{_WORD})"
)
_BEHIND_DOTS = re.compile(
    rf"(?:ลงชื่อ|ลงนาม)[^\n()]{{0,60}}\n?[ \t]*\([ \t]*{_GIVEN}[ ]{{1,3}}(?P<surname>{_WORD})"
    r"[ \t]*\)"
)
_ROLE = re.compile(
    r"(?:ประธาน|เลขาฯ|เลขานุการ|กรรมการ|ผู้(?:รับผิดชอบ|รายงาน|จัดทำ|ตรวจสอบ|ประสานงาน|บันทึก|ติดต่อ|อนุมัติ|กำกับ))"
    rf"[ \t]?[:：][ \t]?{_GIVEN}[ ]{{1,3}}(?P<surname>{_WORD})"
)
_SURNAME = re.compile(rf"[ \t]{{1,3}}(?P<surname>{_WORD})")
_SHORTEST = 3
_SHORTEST_GLUED = 4
"""Code points of a given name: a shorter one begins too many words."""


def find_signatures(view: View) -> Iterator[Finding]:
    """Persons without a title; all are marked but those of a signature."""
    for pattern in (_SIGNED, _BEHIND_DOTS):
        for match in pattern.finditer(view.text):
            if _may_sign(match["given"]) and not _is_office(match["surname"]):
                sure = is_given_name(match["given"])
                yield _full_name(view, match, None if sure else _MAYBE)
    for match in _ROLE.finditer(view.text):
        if is_given_name(match["given"]) and not _is_office(match["surname"]):
            yield _full_name(view, match, _MAYBE)
    for match in _PAIR.finditer(view.text):
        if _is_name(match["given"]):
            known = _known_surname(view, *match.span("surname"))
            if known is not None:
                yield person(match.start(), known, _MAYBE)
    for match in _behind_office().finditer(view.text):
        yield from _officer(view, *match.span("run"))


def _full_name(view: View, match: re.Match[str], question: str | None) -> Finding:
    end = _known_surname(view, *match.span("surname")) or match.end("surname")
    return person(match.start("given"), end, question)


def _officer(view: View, start: int, end: int) -> Iterator[Finding]:
    """The person whose given name begins at `start`, right behind an office."""
    given_end = _given_end(view, start, end)
    if given_end is None:
        return
    given = view.text[start:given_end]
    short = view.text[start - 1 : start] == "."
    is_word = segmenter().is_word(given) and (goes_on(given) or not short)
    surname = _SURNAME.match(view.text, given_end)
    if surname is not None and given_end == end and not _is_office(surname["surname"]):
        at, last = surname.span("surname")
        known = _known_surname(view, at, last)
        if known is not None or not (is_word or segmenter().is_word(_first_word(view, at))):
            yield person(start, known or last, _MAYBE)
            return
    if not is_word:
        yield person(start, given_end, _MAYBE)


def _given_end(view: View, start: int, end: int) -> int | None:
    """Where the longest given name ends that begins at `start` and at which a word may begin."""
    for last in range(end, start + _SHORTEST - 1, -1):
        name = view.text[start:last]
        if not is_given_name(name) or _is_office(name):
            continue
        if last == end:
            return last
        glued = len(name) >= _SHORTEST_GLUED and not segmenter().is_word(name)
        if glued and ending(view, last) is Ending.YES:
            return last
    return None


def _known_surname(view: View, start: int, end: int) -> int | None:
    """Where the longest known surname ends that begins at `start`; None for none."""
    if _is_office(view.text[start:end]):
        return None
    for last in range(end, start + _SHORTEST - 1, -1):
        if is_surname(view.text[start:last]) and (last == end or ending(view, last) is Ending.YES):
            return last
    return None


def _may_sign(word: str) -> bool:
    """Whether it is a given name, or no word of a sentence at least."""
    first = segmenter().spans(word)[0].word
    return not _is_office(word) and (is_given_name(word) or not goes_on(first))


def _is_name(word: str) -> bool:
    """Whether a word is a given name and nothing else."""
    if len(word) < _SHORTEST or not is_given_name(word) or segmenter().is_word(word):
        return False
    return word not in {province.name for province in provinces()}


def _is_office(word: str) -> bool:
    """Whether a position or a word of the sentence begins `word`: "ผู้รายงาน", not "มานพ"."""
    return word in _no_names() or (word.startswith(_no_names()) and not is_given_name(word))


def _first_word(view: View, at: int) -> str:
    spans = segmenter().spans(view.text[at : at + 30])
    return spans[0].word if spans else ""


@cache
def _no_names() -> tuple[str, ...]:
    """Words that no person's name begins with here: positions, units, words of such reports."""
    after = tuple(word for word in words("persons", "after") if len(word) > _SHORTEST)
    return (*after, *words("persons", "no_names"))


@cache
def _behind_office() -> re.Pattern[str]:
    """An office as people say it and the letters behind it."""
    spoken = any_of(words("persons", "offices"))
    return re.compile(rf"(?:{spoken})ฯ?[ \t]?(?=(?P<run>[{_LETTERS}]{{3,30}}))")
