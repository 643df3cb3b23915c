"""Names of persons; a blank takes their place, title included.

Behind a title or a rank, which must be a word of its own ("นายช่าง", "นายทะเบียน" are none); or,
without a title, behind an office, in a signature, or known as names ("ปลัดสมชาย",
"(ลงชื่อ) สมชาย ใจดี"). The position behind the name stays; what is not sure is marked.
"""

import re
from collections.abc import Iterator
from functools import cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.patterns import Ending, ending, next_word, words_around
from itasearch.domain.loader import Patterns, any_of, words
from itasearch.domain.places import provinces
from itasearch.domain.words import segmenter
from itasearch.text.thai.characters import LEAD_VOWELS, THAI
from itasearch.text.thai.finding import View
from itasearch.text.thai.lexicon import is_function_word, is_given_name, is_surname

NO_PERSON = "«ชื่อ-สกุล»"
_MAYBE = "เป็นชื่อบุคคลหรือไม่ ถ้าไม่ใช่ให้คงคำเดิม"
_SHORTEST_POSITION = 4  # code points of no small word behind a name. 3 to 6: 0 (bench/adapt.py)


def find_persons(view: View) -> Iterator[Finding]:
    """Persons with a title or rank, in Thai or English."""
    full_names: set[tuple[str, str]] = set()
    match = _pattern().search(view.text)
    while match is not None:
        at = match.start() + 1
        if _is_title(view, match) and (match["surname"] or _is_given_name_alone(view, match)):
            at = match.end("surname") if match["surname"] else match.end("given")
            yield _person(match.start(), at)
            if match["surname"]:
                full_names.add((match["given"], match["surname"]))
        # What is no person may hold the next one's title: "นายกเทศมนตรี นายกมล ใจดี".
        match = _pattern().search(view.text, at)
    for given, surname in sorted(full_names):
        # Below a signature the name is repeated, in brackets and without a title.
        for again in re.finditer(rf"{re.escape(given)}[ \t]{{1,3}}{re.escape(surname)}", view.text):
            yield _person(*again.span())
    for match in _patterns.contact.finditer(view.text):
        if not match["name"].startswith(words("person_words", "no_contacts")):
            yield _person(*match.span("name"), question=_MAYBE)
    for match in _patterns.english.finditer(view.text):
        yield _person(*match.span())


def _is_title(view: View, match: re.Match[str]) -> bool:
    """Whether it is a word of its own, and a word begins behind it."""
    title = match["title"]
    if title is None or "." in title:
        return True
    start = match.start("title")
    if view.text.startswith(words("person_words", "never_titles"), start):
        return False
    around = words_around(view, *match.span("title"))
    word = next((view.text[first:last] for first, last in around if first == start), "")
    begins_a_word = word.startswith(words("person_words", "no_titles"))
    return bool(word) and (not begins_a_word or bool(_patterns.no_head.match(view.text, start)))


def _is_given_name_alone(view: View, match: re.Match[str]) -> bool:
    """Without a surname only behind คุณ, or a rank before a position."""
    if match["title"] and match["title"] != "คุณ":
        return True
    before = view.text[max(0, match.start() - 20) : match.start()]
    after = view.text[match.end("given") : match.end("given") + 40].lstrip(" \t(:")
    if _patterns.label.search(before) or after.startswith(words("person_words", "after")):
        return True
    return bool(after) and after[0].isdigit()


def _person(start: int, end: int, *, question: str | None = None) -> Finding:
    return Finding((start, end), Rank.PERSON, new=NO_PERSON, question=question)


@cache
def _pattern() -> re.Pattern[str]:
    letter = f"[{THAI}]"
    rank_words = sorted(words("person_words", "ranks"), key=lambda rank: -len(rank))
    ranks = "|".join(re.escape(rank).replace(r"\.", r"\s?\.\s?") for rank in rank_words)
    titles = any_of(words("person_words", "titles"))
    dotted = any_of(title for title in words("person_words", "titles") if title.endswith("."))
    long = [word for word in words("person_words", "after") if len(word) >= _SHORTEST_POSITION]
    # "รุ่งแจ้ง" is a surname; a verb right behind a name is followed by letters.
    verbs = [word for word in long if word in words("person_words", "verbs")]
    roles = any_of(word for word in long if word not in verbs)
    positions = rf"(?:{roles}|(?:{any_of(verbs)})(?={letter}))"
    small = any_of(
        word for word in words("person_words", "after") if len(word) < _SHORTEST_POSITION
    )
    # Names of the South end with it ("แวและ"); as a conjunction it is followed by the next one.
    conjunction = rf"และ(?:(?={letter})(?!ฮ์|ห์)|(?=[ \t]?(?:{titles}|{ranks})))"
    stop = rf"(?=(?<![{LEAD_VOWELS}])(?:{positions}|{conjunction})|[^{THAI}]|$)"
    # A small word begins a surname, too ("นำพล"): it is a small word alone or in a long run.
    no_name = rf"(?!{positions}|(?:{small})(?:[^{THAI}]|$|{letter}{{9,}}))"
    return re.compile(
        rf"(?:ว่าที่\s?(?:พ\.ต\.|{ranks})?\s?(?:หญิง|\(หญิง\))?\s?(?:{titles})?"
        rf"|(?<!\.)(?:{ranks})\s?(?:หญิง|\(หญิง\))?\s?(?:{titles})?"
        rf"|(?P<title>{titles})(?:\s?(?:{dotted}))*)"
        rf"\s?(?P<given>(?!{positions}){letter}{{2,24}}?){stop}"
        rf"(?:[ \t]{{1,3}}(?P<surname>ณ[ \t]{letter}{{2,20}}?"
        rf"|{no_name}{letter}{{2,30}}?(?:[ \t]ณ[ \t]{letter}{{2,20}}?)?){stop})?"
    )


_LETTERS = "ก-ฮะ-ฺเ-๎"
_WORD = f"[{_LETTERS}]{{2,30}}"
_patterns = Patterns("adapting_patterns", letters=_LETTERS, word=_WORD)
_SURNAME = re.compile(rf"[ \t]{{1,3}}(?P<surname>{_WORD})")
_SHORTEST_NAME, _SHORTEST_GLUED = 3, 4
"""Code points of a name, and of one without a blank behind it: shorter ones begin words. From 2
to 4, and from 3 to 6, the tuning cells of bench/adapt.py are adapted alike."""


def find_signatures(view: View) -> Iterator[Finding]:
    """Persons without a title; all are marked but those of a signature."""
    for pattern in (_patterns.signed, _patterns.behind_dots):
        for match in pattern.finditer(view.text):
            given = match["given"]
            if _is_office(given) or _is_office(match["surname"]):
                continue
            if is_given_name(given):
                yield _full_name(view, match, question=None)
            elif not is_function_word(segmenter().spans(given)[0].word):
                yield _full_name(view, match, question=_MAYBE)
    for match in _patterns.role.finditer(view.text):
        if is_given_name(match["given"]) and not _is_office(match["surname"]):
            yield _full_name(view, match, question=_MAYBE)
    for match in _patterns.pair.finditer(view.text):
        given = match["given"]
        if (
            len(given) >= _SHORTEST_NAME
            and is_given_name(given)
            and not segmenter().is_word(given)
            and given not in {province.name for province in provinces()}
        ):
            number = _known_surname(view, *match.span("surname"))
            if number is not None:
                yield _person(match.start(), number, question=_MAYBE)
    for match in _patterns.behind_office.finditer(view.text):
        yield from _officer(view, *match.span("run"))


def _full_name(view: View, match: re.Match[str], *, question: str | None) -> Finding:
    end = _known_surname(view, *match.span("surname")) or match.end("surname")
    return _person(match.start("given"), end, question=question)


def _officer(view: View, start: int, end: int) -> Iterator[Finding]:
    given_end = _given_end(view, start, end)
    if given_end is None:
        return
    given = view.text[start:given_end]
    short = view.text[start - 1 : start] == "."
    is_word = segmenter().is_word(given) and (is_function_word(given) or not short)
    surname = _SURNAME.match(view.text, given_end)
    if surname is not None and given_end == end and not _is_office(surname["surname"]):
        at, last = surname.span("surname")
        number = _known_surname(view, at, last)
        if number is not None or not (is_word or segmenter().is_word(next_word(view, at))):
            yield _person(start, number or last, question=_MAYBE)
            return
    if not is_word:
        yield _person(start, given_end, question=_MAYBE)


def _given_end(view: View, start: int, end: int) -> int | None:
    """The longest given name from `start` behind which a word may begin."""
    for last in range(end, start + _SHORTEST_NAME - 1, -1):
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
    if _is_office(view.text[start:end]):
        return None
    for last in range(end, start + _SHORTEST_NAME - 1, -1):
        if is_surname(view.text[start:last]) and (last == end or ending(view, last) is Ending.YES):
            return last
    return None


def _is_office(word: str) -> bool:
    """A position or word of the sentence: "ผู้รายงาน", not "มานพ"."""
    return word in _no_names() or (word.startswith(_no_names()) and not is_given_name(word))


@cache
def _no_names() -> tuple[str, ...]:
    after = tuple(word for word in words("person_words", "after") if len(word) > _SHORTEST_NAME)
    return (*after, *words("person_words", "no_names"))
