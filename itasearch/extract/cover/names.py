"""Candidates for whose report it is, and where that organisation is.

A name on a line of its own, after "ประกาศ" or before อำเภอ counts more than one in running text, so
that a town visited or a ministry quoted does not win. OCR loses the marks above and below letters:
names that differ in nothing else are one organisation, under its most frequent spelling.

District and province are read only where the report states them: after the organisation's name, or
on the line next to a line that is the name. Places mentioned in passing belong to others.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile

from rapidfuzz.distance import Levenshtein

from itasearch.domain.loader import Patterns, word_pattern
from itasearch.domain.organisations import (
    expand_abbreviation,
    organisation_type,
    organisation_types,
)
from itasearch.domain.places import closest_province, provinces
from itasearch.extract.cover.vote import Candidate, MentionForm, Place, vote
from itasearch.extract.extracted import TITLE_LINES, TextBlockLine
from itasearch.model.records import Organisation, OrganisationType
from itasearch.text.thai.characters import MARKS, THAI

_LONGEST_NAME = 26  # code points of a place's name without its type, or of two places; by hand
_LONGEST_PART = 12  # code points of a part of a name that is written with blanks; by hand
_LONGEST_LINE = 2000  # code points of a line in which names are looked for
_MOST_MISREAD = 2  # letters by which a rarer spelling of the same name differs
MOST_ORGANISATIONS = 3  # local governments that one of them names; more are news about many
_LONGEST_ADDRESS = 90  # code points after a name, or of a line of a place, that have its district
_LEAST_PROVINCE_LIKENESS = 0.7  # of a misread province to its name, 0 to 1; below it there is none
_patterns = Patterns("reading_patterns", thai=THAI)
_CUTS = word_pattern("<reading_words.name_ends>")
_MARKS = re.compile(f"[{MARKS}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """A name found."""

    name: str
    place: Place
    form: MentionForm
    start: int  #: in its line
    behind: str  #: the rest of its line and the next ones, abbreviations written out
    aside: bool = False  #: in a header or footer


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """The organisation found, with its mentions and the share of all scores it has (0–1)."""

    organisation: Organisation
    mentions: tuple[NameMention, ...]
    share: float
    guessed: bool  #: only the file's name has it
    sure: bool  #: False where pictures give the name in several ways


def find_owner(
    lines: Sequence[TextBlockLine], *, misread: bool = False, stem: str = ""
) -> Owned | None:
    """The organisation whose report this is, None when no name says so.

    `misread`: an OCR read the lines, and names that are nearly the same are one, however often;
    `stem`: the file's name.
    """
    of_file = islice(_matches(expand_abbreviation(stem), Place.FILE_NAME), 1)
    mentions = [*_mentions(lines), *of_file]
    winner = vote(Candidate(without_marks(m.name), m.place, m.form) for m in mentions)
    if winner is None:
        return None
    best, most = winner.value, winner.scores[winner.value]
    rarer = {key for key, score in winner.scores.items() if misread or 2 * score <= most}
    same = {best, *(key for key in rarer if letters_apart(key, best) <= _MOST_MISREAD)}
    own = tuple(m for m in mentions if without_marks(m.name) in same)
    names = Counter(mention.name for mention in own)
    alike = [name for name in names if without_marks(name) == best]
    name = max(alike, key=lambda name: (names[name], len(name) if misread else 0))
    # A province's organisation has the province's name, whatever marks it lost.
    prefix = type_prefix(OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION)
    full = [prefix + p.name for p in provinces() if without_marks(prefix + p.name) == best]
    name = full[0] if len(full) == 1 else name
    return Owned(
        organisation=Organisation(
            name=name,
            type=organisation_type(name),
            aliases=tuple(other for other in names if other != name),
        ),
        mentions=tuple(m for m in own if m.place is not Place.FILE_NAME),
        share=winner.share(same),
        guessed=winner.guessed,
        sure=not misread or len(names) == 1 or 2 * names[name] > names.total(),
    )


def without_marks(name: str) -> str:
    """A name without the marks above and below letters, ำ as า."""
    return _MARKS.sub("", name).replace("ำ", "า")


def letters_apart(name: str, other: str) -> int:
    """By how many letters two names differ, marks above and below them aside."""
    return Levenshtein.distance(without_marks(name), without_marks(other))


def type_prefix(kind: OrganisationType) -> str:
    """What names of organisations of a type begin with; "" where they are of no type."""
    return next((k.prefix for k in organisation_types() if k.type is kind), "")


def local_name(text: str) -> str | None:
    """The full name of the local government that `text` as a whole names, else None."""
    mentions = _matches(expand_abbreviation(text), Place.TEXT)
    return next((mention.name for mention in mentions), None)


@cache
def _name_pattern() -> re.Pattern[str]:
    """A type and the run of letters behind it, or a place that is an organisation by itself.

    Blanks may be in a name before its district or province, "เทศบาลตำบล บ้าน แหลม อำเภอ…", if none
    of its parts is another word.
    """
    kinds = organisation_types()
    types, places = (
        "|".join(kind.prefix for kind in kinds if kind.whole is whole) for whole in (False, True)
    )
    # "กฎหมายว่าด้วย… องค์การบริหารส่วนตำบล นายกองค์การบริหารส่วนตำบลแม่กา": the second is named.
    no_name = rf"(?!{types}|(?:<reading_words.posts>)(?:\n|$|{types})|<reading_words.name_ends>)"
    lists = ("name_ends", "no_names", "address_beginnings", "other_parts")
    others = "|".join(f"<reading_words.{name}>" for name in lists)
    part = rf"(?!{others})[{THAI}]{{2,{_LONGEST_PART}}}"
    spaced = rf"{part}(?:\s{part}){{1,2}}(?=\s+(?:ตำบล|อำเภอ|จังหวัด|ต\.|อ\.|จ\.))"
    run = rf"{no_name}(?:{spaced}|[{THAI}]+(?:[-–][{THAI}]+)*)"
    return word_pattern(
        rf"(?P<type>{types})\s?(?P<run>{run})|(?:^\W*|ประกาศ|ของ|สำนักงาน|นายก)(?P<place>{places})"
        r"(?=\W*(?:\n|$)|\s*(?:[(]|อำเภอ|จังหวัด|ประจำ|ปี|พ\.ศ|เรื่อง|โดย|ได้|จึง))"
    )()


def _mentions(lines: Sequence[TextBlockLine]) -> Iterator[NameMention]:
    """The names of lines, each with what is behind it on its line and on the next ones."""
    texts = [expand_abbreviation(line.text[:_LONGEST_LINE]) for line in lines]
    for index, line in enumerate(lines):
        below = (text[:_LONGEST_ADDRESS] for text in texts[index + 1 : index + 4])
        for mention in _matches("\n".join((texts[index], *below)), Place.of(line, index)):
            if mention.start < len(texts[index]):
                yield replace(mention, aside=line.aside)


def _matches(text: str, place: Place) -> Iterator[NameMention]:
    """The names of a text with abbreviations written out; a line end may cut their type."""
    text = re.sub(r"(องค์การ)\n?(บริหาร)\n?(ส่วน)\n?(?=ตำบล|จังหวัด)", r"\1\2\3", text)
    # The town of "นายกเทศมนตรีเมือง…".
    text = re.sub("เทศมนตรี(?=ตำบล|เมือง|นคร)", "เทศบาล", text)
    for match in _name_pattern().finditer(text):
        group = "place" if match["place"] else "run"
        parts = match[group].split()
        bare = parts[0] if match["place"] else _trimmed(parts[0])
        end = match.end(group) if len(parts) > 1 else match.start(group) + len(bare)
        if bare:
            yield NameMention(
                name=(match["type"] or "") + bare + "".join(parts[1:]),
                place=place,
                form=_form(text[: match.start(group if match["place"] else "type")], text[end:]),
                start=match.start(),
                behind=text[end:],
            )


def _form(before: str, behind: str) -> MentionForm:
    before = before.strip(' *#\t"“')
    is_end = not behind.partition("\n")[0].strip(' *.\t"”')
    if (not before and is_end) or (before.endswith("ประกาศ") and len(before) < 12):
        return MentionForm.STATED
    if _patterns.address.match(behind):
        return MentionForm.PLACED
    return MentionForm.OTHERS if _patterns.partner.search(before) else MentionForm.PLAIN


def _trimmed(run: str) -> str:
    """The name at the beginning of a run of letters; "" when there is none."""
    cut = _CUTS().search(run, 2)
    name = (run[: cut.start()] if cut else run).strip("-–")
    return "" if not 2 <= len(name) <= _LONGEST_NAME or _patterns.no_name.match(name) else name


def named_organisations(lines: Sequence[TextBlockLine]) -> frozenset[str]:
    """All local governments that lines name."""
    return frozenset(mention.name for mention in _mentions(lines))


def find_places(
    lines: Sequence[TextBlockLine], mentions: Sequence[NameMention]
) -> tuple[str | None, str | None]:
    """(district, province) of the organisation that `mentions` name, None where unstated."""
    read = [read_places(text) for text in _surroundings(lines, mentions)]
    counts = (Counter(filter(None, names)) for names in zip(*read, strict=True))
    district, province = (count.most_common(1) for count in counts) if read else ((), ())
    return (district[0][0] if district else None, province[0][0] if province else None)


def read_places(text: str) -> tuple[str | None, str | None]:
    """(district, province) that `text` states after อำเภอ/อ. and จังหวัด/จ."""
    district = _patterns.district.search(text)
    province = _patterns.province.search(text)
    return (
        _cut(district["name"]) if district else None,
        province_name(province["name"]) if province else None,
    )


def province_name(run: str) -> str | None:
    """The province that a run of letters begins with or comes close to."""
    exact = [p.name for p in provinces() if run.startswith(p.name)]
    if exact:
        return max(exact, key=len)
    near = closest_province(_cut(run) or run)
    return near[0] if near and near[1] >= _LEAST_PROVINCE_LIKENESS else None


def _surroundings(lines: Sequence[TextBlockLine], mentions: Sequence[NameMention]) -> Iterator[str]:
    """Texts that state the organisation's place: behind its name, on lines of places below it.

    A short line of nothing but a place among the first lines, or in a header or footer, is the
    organisation's, too.
    """
    for line in (*lines[:TITLE_LINES], *(line for line in lines[TITLE_LINES:] if line.aside)):
        if len(line.text) <= _LONGEST_ADDRESS and _patterns.address_line.match(line.text):
            yield expand_abbreviation(line.text)
    for mention in mentions:
        rest, *below = (text[:_LONGEST_ADDRESS] for text in mention.behind.split("\n"))
        if mention.aside:
            yield rest
        yield from takewhile(_patterns.address.match, [rest, *below] if len(rest) > 4 else below)


def _cut(run: str) -> str | None:
    return run if 2 <= len(run) <= 24 else None
