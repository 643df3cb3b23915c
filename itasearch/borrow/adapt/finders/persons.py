"""Names of persons behind a title or a rank; a blank takes the place of both.

Words that begin like a title are none ("นายช่าง", "นายทะเบียน"): the segmenter must
know the title as a word of its own. The position behind the name stays. Imports its
neighbours, domain and model.
"""

import re
from collections.abc import Iterator
from functools import cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.segmenting import segmenter
from itasearch.borrow.adapt.wording import any_of
from itasearch.domain.offices import words
from itasearch.model.template import ChangeKind
from itasearch.text.thai.characters import LEAD_VOWELS, THAI
from itasearch.text.thai.view import View

NO_PERSON = "«ชื่อ-สกุล»"
_NO_HEAD = re.compile("นายก[ฤษ]")
"""No word begins so behind "นายก": it is "นาย" before a name such as "กฤษณ์"."""
_MAYBE = "เป็นชื่อบุคคลหรือไม่ ถ้าไม่ใช่ให้คงคำเดิม"
_AHEAD = 30
_UNTITLED = re.compile(
    r"(?:ประสานงาน|ติดต่อ|ผู้รับผิดชอบ|ผู้รายงาน)[ \t]*[:：]?[ \t]*"
    r"(?P<name>[ก-๎]{2,15}[ \t](?!โทร|เบอร์|มือถือ)[ก-๎]{2,20})(?=[ \t]*(?:\(?โทร|เบอร์|\(?0[0-9]))"
)
_UNITS = (
    *("กอง", "งาน", "สำนัก", "ฝ่าย", "เทศบาล", "องค์การ", "ศูนย์", "หน่วย", "ปลัด", "เจ้าหน้าที่"),
    *("ได้", "ที่", "นาย", "นาง", "สอบถาม", "หัวหน้า", "ผู้", "ห้อง", "ส่วน", "นิติกร", "นัก"),
)
_LABEL = re.compile(r"(?:\(|ติดต่อ|โทร\S{0,5}|ประสานงาน|สอบถาม)\s*:?\s*$")
_POSITION = 4
_RUNS_ON = 9


def find_persons(view: View) -> Iterator[Finding]:
    """Persons with a title or rank, in Thai or English."""
    full_names: set[tuple[str, str]] = set()
    match = _pattern().search(view.text)
    while match is not None:
        at = match.start() + 1
        if _is_title(view, match) and (match["surname"] or _stands_alone(view, match)):
            at = match.end("surname") if match["surname"] else match.end("given")
            yield person(match.start(), at)
            if match["surname"]:
                full_names.add((match["given"], match["surname"]))
        # What is no person may hold the next one's title: "นายกเทศมนตรี นายกมล ใจดี".
        match = _pattern().search(view.text, at)
    for given, surname in sorted(full_names):
        # Below a signature the name stands once more, in brackets and without a title.
        for again in re.finditer(rf"{re.escape(given)}[ \t]{{1,3}}{re.escape(surname)}", view.text):
            yield person(*again.span())
    for match in _UNTITLED.finditer(view.text):
        if not match["name"].startswith(_UNITS):
            yield person(*match.span("name"), question=_MAYBE)
    for match in _english().finditer(view.text):
        yield person(*match.span())


def _is_title(view: View, match: re.Match[str]) -> bool:
    """Whether the title is a word of its own, and the word behind it begins where it ends."""
    title = match["title"]
    if title is None or "." in title:
        return True
    start, end = match.span("title")
    if view.text.startswith(words("persons", "never_titles"), start):
        return False
    first = start
    while first > 0 and start - first < _AHEAD and view.letter_at(first - 1):
        first -= 1
    spans = segmenter().spans(view.text[first : end + _AHEAD])
    word = next((span.word for span in spans if first + span.start == start), "")
    return bool(word) and (
        not word.startswith(words("persons", "no_titles")) or bool(_NO_HEAD.match(view.text, start))
    )


def _stands_alone(view: View, match: re.Match[str]) -> bool:
    """A given name without a surname counts, behind คุณ or a rank before a position only."""
    if match["title"] and match["title"] != "คุณ":
        return True
    before = view.text[max(0, match.start() - 20) : match.start()]
    after = view.text[match.end("given") : match.end("given") + 40].lstrip(" \t(:")
    labelled = bool(_LABEL.search(before))
    return labelled or (bool(after) and (after.startswith(_after()) or after[0].isdigit()))


def _after() -> tuple[str, ...]:
    return tuple(words("persons", "after"))


def person(start: int, end: int, question: str | None = None) -> Finding:
    """A person's name as a blank; with a question a person must decide."""
    return Finding(
        start=start,
        end=end,
        rank=Rank.PERSON,
        new=NO_PERSON,
        kind=ChangeKind.PERSON,
        question=question,
    )


@cache
def _pattern() -> re.Pattern[str]:
    letter = f"[{THAI}]"
    rank_words = sorted(words("persons", "ranks"), key=lambda rank: -len(rank))
    ranks = "|".join(re.escape(rank).replace(r"\.", r"\s?\.\s?") for rank in rank_words)
    titles = any_of(words("persons", "titles"))
    dotted = any_of(title for title in words("persons", "titles") if title.endswith("."))
    long = [word for word in words("persons", "after") if len(word) >= _POSITION]
    # "รุ่งแจ้ง" is a surname; a verb that a name runs into goes on itself.
    verbs = [word for word in long if word in words("persons", "verbs")]
    roles = any_of(word for word in long if word not in verbs)
    positions = rf"(?:{roles}|(?:{any_of(verbs)})(?={letter}))"
    small = any_of(word for word in words("persons", "after") if len(word) < _POSITION)
    # Names of the South end with it ("แวและ"); as a conjunction it is followed by the next one.
    conjunction = rf"และ(?:(?={letter})(?!ฮ์|ห์)|(?=[ \t]?(?:{titles}|{ranks})))"
    stop = rf"(?=(?<![{LEAD_VOWELS}])(?:{positions}|{conjunction})|[^{THAI}]|$)"
    # A small word begins a surname, too ("นำพล"): it is one where it stands alone or runs on.
    no_name = rf"(?!{positions}|(?:{small})(?:[^{THAI}]|$|{letter}{{{_RUNS_ON},}}))"
    return re.compile(
        rf"(?:ว่าที่\s?(?:พ\.ต\.|{ranks})?\s?(?:หญิง|\(หญิง\))?\s?(?:{titles})?"
        rf"|(?<!\.)(?:{ranks})\s?(?:หญิง|\(หญิง\))?\s?(?:{titles})?"
        rf"|(?P<title>{titles})(?:\s?(?:{dotted}))*)"
        rf"\s?(?P<given>(?!{positions}){letter}{{2,24}}?){stop}"
        rf"(?:[ \t]{{1,3}}(?P<surname>ณ[ \t]{letter}{{2,20}}?"
        rf"|{no_name}{letter}{{2,30}}?(?:[ \t]ณ[ \t]{letter}{{2,20}}?)?){stop})?"
    )


@cache
def _english() -> re.Pattern[str]:
    titles = "|".join(words("persons", "english"))
    return re.compile(rf"\b(?:{titles})\b\.?\s?[A-Z][A-Za-z'-]+(?:[ \t][A-Z][A-Za-z'-]+)?")
