"""Whose report it is: names of local governments, weighed by where and how they are written.

A name on a line of its own, after "ประกาศ" or before อำเภอ counts far more than one
in running text, so that a town visited or a ministry quoted does not win. OCR
misreads names: similar ones are one organisation under its heaviest spelling.

District and province are read only where the report states them: after the organisation's name, or
on the line next to a line that is the name. Places mentioned in passing belong to others.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from itasearch.domain.loader import Patterns, word_pattern
from itasearch.domain.organisations import (
    expand_abbreviation,
    organisation_type,
    organisation_types,
)
from itasearch.domain.places import closest_province, provinces
from itasearch.extract.extracted import TITLE_LINES, TextBlockLine
from itasearch.model.records import Organisation, OrganisationType
from itasearch.text.thai.characters import MARKS, THAI

_LONGEST_NAME = 26  # code points of a place's name without its type, or of two places; by hand
_LEAST_SPELLING_LIKENESS = 70  # of two spellings of a name without its type, ratio, 0 to 100
_MOST_SPELLING_DIFFERENCE = 2  # code points by which their lengths may differ; by hand
_LONGEST_PART = 12  # code points of a part of a name that is written with blanks; by hand
MOST_ORGANISATIONS = 3  # local governments that one of them names; more are news about many
_LEAST_BEGUN = len("องค์การ")  # letters of a type that a line end cuts
_LONGEST_ADDRESS = 90  # code points after a name, or of a line of a place, that have its district
_LEAST_PROVINCE_LIKENESS = 0.7  # of a misread province to its name, 0 to 1; below it there is none
# Weights of a mention: that of its line times that of the words around the name. A name in
# running text counts 1. Chosen by hand on the fixtures.
_TITLE_LINE_WEIGHT = 3.0  # a title line or heading
_WHOLE_LINE_WEIGHT = 6.0  # a title line that ends in a special city's name
_MAYOR_WEIGHT = 2.0  # the town in "นายกเทศมนตรีเมือง…"
_ALONE_WEIGHT = 3.0  # nothing beside the name, or ประกาศ before it
_PLACED_WEIGHT = 2.0  # อำเภอ or จังหวัด behind it
_VISITED_WEIGHT = 0.2  # a town visited, or one among partners
_INSIDE_WEIGHT = 0.6  # more words behind it
_patterns = Patterns("reading_patterns", thai=THAI)

_MARKS = re.compile(f"[{MARKS}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMention:
    """A name found."""

    name: str
    weight: float  #: how much its place and form say that the report is this organisation's
    line: int  #: index of its line
    end: int = 0
    text: str = ""  #: the line with abbreviations written out


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """The organisation found, with its mentions and the share of all weight it has (0–1)."""

    organisation: Organisation
    mentions: tuple[NameMention, ...]
    share: float


def find_owner(lines: Sequence[TextBlockLine], *, misread: bool = False) -> Owned | None:
    """The organisation whose report this is, None when no name says so.

    `misread`: an OCR read the lines, and names that are nearly the same are one, however often.
    """
    lines = _joined(lines)
    mentions = [m for index, line in enumerate(lines) for m in _in_line(line, index)]
    if not mentions:
        return None
    weights: dict[str, float] = {}
    for mention in mentions:
        weights[mention.name] = weights.get(mention.name, 0.0) + mention.weight
    best = max(weights, key=weights.__getitem__)
    same = _spellings(best, weights, misread=misread)
    # An OCR loses marks: of names that are else the same the most frequent, or the longest; a text
    # that may be one has the heaviest.
    counts = Counter(mention.name for mention in mentions)
    alike = [name for name in same if _differs_in_marks(name, best)]
    best = max(alike, key=lambda name: (counts[name], len(name) if misread else weights[name]))
    # A province's organisation has the province's name, whatever marks it lost.
    prefix = _prefix(OrganisationType.PROVINCIAL_ADMINISTRATIVE_ORGANISATION)
    own = [prefix + p.name for p in provinces() if _differs_in_marks(prefix + p.name, best)]
    best = own[0] if len(own) == 1 else best
    return Owned(
        organisation=Organisation(
            name=best,
            type=organisation_type(best),
            aliases=tuple(name for name in same if name != best),
        ),
        mentions=tuple(m for m in mentions if m.name in same),
        share=sum(weights[name] for name in same) / max(sum(weights.values()), 1e-9),
    )


def without_marks(name: str) -> str:
    """A name without the marks above and below letters, ำ as า."""
    return _MARKS.sub("", name).replace("ำ", "า")


def _differs_in_marks(name: str, other: str) -> bool:
    return without_marks(name) == without_marks(other)


def local_name(text: str) -> str | None:
    """The full name of the local government that `text` as a whole names, else None."""
    mentions = _matches(expand_abbreviation(text), weight=1.0, line=-1)
    return next((mention.name for mention in mentions), None)


def _prefixes(*, whole: bool = False) -> str:
    """Pattern of the types before names, or of those that are a `whole` name."""
    return "|".join(kind.prefix for kind in organisation_types() if kind.whole is whole)


@cache
def _name_pattern() -> re.Pattern[str]:
    # "กฎหมายว่าด้วย… องค์การบริหารส่วนตำบล นายกองค์การบริหารส่วนตำบลแม่กา": the second is named.
    post = rf"(?!(?:<reading_words.posts>)(?:$|{_prefixes()}))"
    name = rf"(?P<name>[{THAI}]+(?:[-–][{THAI}]+)*)"
    return word_pattern(rf"(?P<prefix>{_prefixes()})\s?{post}{name}")()


@cache
def _whole_pattern() -> re.Pattern[str]:
    """A place that is an organisation by itself, where it is no part of an address."""
    return re.compile(
        rf"(?:^\W*|ประกาศ|ของ|สำนักงาน|นายก)(?P<name>{_prefixes(whole=True)})(?P<rest>\s*(?:$|\W+$|[(]|อำเภอ|จังหวัด|ประจำ|ปี|พ\.ศ|เรื่อง|โดย|ได้|จึง))"
    )


@cache
def _bare_prefix() -> re.Pattern[str]:
    """A line that ends with a type and lacks the name, which is on the next line."""
    return re.compile(rf"(?:{_prefixes()})\s*$")


def _in_line(line: TextBlockLine, index: int) -> Iterator[NameMention]:
    text = expand_abbreviation(line.text[:2000])
    zone = (index < TITLE_LINES and not line.aside) or line.heading
    yield from _matches(text, weight=_TITLE_LINE_WEIGHT if zone else 1.0, line=index)
    for match in _whole_pattern().finditer(text):
        alone = not match["rest"].strip(' *.\t"”')
        weight = (_WHOLE_LINE_WEIGHT if alone else _TITLE_LINE_WEIGHT) if zone else 1.0
        end = match.end("name")
        yield NameMention(name=match["name"], weight=weight, line=index, end=end, text=text)
    for match in _patterns.mayor.finditer(text):
        if own := _trimmed(match["name"]):
            name, end = f"เทศบาล{match['level']}{own}", match.end()
            yield NameMention(name=name, weight=_MAYOR_WEIGHT, line=index, end=end, text=text)


def _joined(lines: Sequence[TextBlockLine]) -> list[TextBlockLine]:
    """Lines, with names put together that a blank or a line end has cut.

    A town's type at the end of a line, or the part of it there, goes before the next line.
    "เทศบาลตำบล บ้าน แหลม" is one name where its district or province follows.
    """
    joined = list(lines)
    for index, line in enumerate(lines[: 2 * TITLE_LINES]):
        following = lines[index + 1].text.lstrip() if index + 1 < len(lines) else ""
        text = expand_abbreviation(line.text)
        is_rest = re.match(rf"[{THAI}]{{2,}}", following) and not _patterns.cuts.match(following)
        # "หัวหน้าสำนักปลัดเทศบาลตำบล" may be above the whole name.
        if _bare_prefix().search(text) and is_rest and not _name_pattern().match(following):
            joined[index] = replace(line, text="")
            joined[index + 1] = replace(joined[index + 1], text=text.rstrip() + following)
        elif begun := _begun_prefix(text, following):
            joined[index] = replace(line, text=text.removesuffix(begun))
            joined[index + 1] = replace(joined[index + 1], text=begun + following)
        elif name := _spaced_name().search(text):
            before, after = text[: name.start()], text[name.end() :]
            if _patterns.address.match(after.strip() or following):
                whole = name["prefix"] + "".join(name["name"].split())
                joined[index] = replace(line, text=before + whole + after)
    return joined


def _begun_prefix(text: str, following: str) -> str:
    """The part of a type that a line ends with and the next one completes; "" for none.

    Not เทศบาล, below which an address may begin: "ตำบล…".
    """
    prefixes = (kind.prefix for kind in organisation_types() if not kind.whole)
    cuts = ((p[:at], p[at:]) for p in prefixes for at in range(_LEAST_BEGUN, len(p)))
    return next((a for a, b in cuts if text.endswith(a) and following.startswith(b)), "")


@cache
def _spaced_name() -> re.Pattern[str]:
    """A name of two or three short parts with blanks between, none of which is another word."""
    lists = ("name_ends", "no_names", "address_beginnings", "other_parts")
    others = "|".join(f"<reading_words.{name}>" for name in lists)
    part = rf"(?!{others})[{THAI}]{{2,{_LONGEST_PART}}}"
    name = rf"{part}(?:\s{part}){{1,2}}"
    return word_pattern(rf"(?P<prefix>{_prefixes()})\s?(?P<name>{name})(?![{THAI}])")()


def _matches(text: str, *, weight: float, line: int) -> Iterator[NameMention]:
    for match in _name_pattern().finditer(text):
        name = _before_place(match["name"], text[match.end() :]) or _trimmed(match["name"])
        if not name:
            continue
        end = match.start("name") + len(name)
        yield NameMention(
            name=match["prefix"] + name,
            weight=weight * _form_weight(text, match.start(), end),
            line=line,
            end=end,
            text=text,
        )


def _form_weight(text: str, start: int, end: int) -> float:
    before, after = text[:start].strip(' *#\t"“'), text[end:]
    if not before and not after.strip(' *.\t"”'):
        return _ALONE_WEIGHT
    if re.search(r"ประกาศ$", before) and len(before) < 12:
        return _ALONE_WEIGHT
    if _patterns.before_place.match(after):
        return _PLACED_WEIGHT
    if _patterns.partner.search(before):
        return _VISITED_WEIGHT
    return 1.0 if _patterns.before_end.match(after) else _INSIDE_WEIGHT


def _trimmed(run: str) -> str:
    """The name at the beginning of a run of letters; "" when there is none."""
    cut = _patterns.cuts.search(run, 2)
    name = (run[: cut.start()] if cut else run).strip("-–")
    return "" if not 2 <= len(name) <= _LONGEST_NAME or _patterns.no_name.match(name) else name


def _before_place(run: str, after: str) -> str:
    """The name in a run of letters that a place follows: any word may be a name there."""
    match = _patterns.place_begins.search(run, 2)
    name = run[: match.start()] if match else run
    placed = match is not None or _patterns.before_place.match(after)
    if not placed or _patterns.never_name.match(name) or _patterns.cuts.search(name):
        return ""
    return name if 2 <= len(name) <= _LONGEST_NAME else ""


def _spellings(best: str, weights: Mapping[str, float], *, misread: bool) -> tuple[str, ...]:
    kind = organisation_type(best)
    prefix = _prefix(kind)
    bare = best.removeprefix(prefix)
    same = [
        name
        for name in weights
        if name != best
        and organisation_type(name) is kind
        and abs(len(name) - len(best)) <= _MOST_SPELLING_DIFFERENCE
        and fuzz.ratio(name.removeprefix(prefix), bare) >= _LEAST_SPELLING_LIKENESS
        and (weights[name] <= weights[best] / 2 or misread or _differs_in_marks(name, best))
    ]
    return (best, *same)


def _prefix(kind: OrganisationType) -> str:
    return next((k.prefix for k in organisation_types() if k.type is kind), "")


def named_organisations(lines: Sequence[TextBlockLine]) -> frozenset[str]:
    """All local governments that lines name."""
    return frozenset(m.name for i, line in enumerate(lines) for m in _in_line(line, i))


def find_places(
    lines: Sequence[TextBlockLine], mentions: Sequence[NameMention]
) -> tuple[str | None, str | None]:
    """(district, province) of the organisation that `mentions` name, None where unstated."""
    districts, provinces = Counter[str](), Counter[str]()
    for text in _surroundings(lines, mentions):
        district, province = read_places(text)
        districts.update([district] if district else [])
        provinces.update([province] if province else [])
    if not provinces:
        # A letter is to the governor of the town's own province.
        letters = (_patterns.to_governor.match(line.text) for line in lines[:TITLE_LINES])
        named = (province_name(letter["name"]) for letter in letters if letter)
        provinces.update(filter(None, named))
    return _most_common(districts), _most_common(provinces)


def read_places(text: str) -> tuple[str | None, str | None]:
    """(district, province) that `text` states after อำเภอ/อ. and จังหวัด/จ."""
    text = _patterns.rank.sub("", _patterns.blank_in_rank.sub("", text))
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
    """Texts that state the organisation's place: after its name, on lines of places near it.

    A short line of nothing but a place among the first lines, or in a header or footer, is the
    organisation's, too.
    """
    for line in (*lines[:TITLE_LINES], *(line for line in lines[TITLE_LINES:] if line.aside)):
        if len(line.text) <= _LONGEST_ADDRESS and _patterns.address_line.match(line.text):
            yield expand_abbreviation(line.text)
    for mention in mentions:
        after = _patterns.brackets.sub(
            "", mention.text[mention.end : mention.end + _LONGEST_ADDRESS]
        )
        rest = _patterns.address.match(after)
        below = lines[mention.line + 1 : mention.line + 4]
        if rest and below and len(mention.text) - mention.end <= _LONGEST_ADDRESS:
            after = _whole_address(after, below[0].text)
        if rest or lines[mention.line].aside:
            yield expand_abbreviation(after)
        if len(mention.text) - mention.end <= 4 or rest:
            for line in below:
                if not _patterns.address.match(line.text):
                    break
                yield line.text[:_LONGEST_ADDRESS]


def _whole_address(text: str, below: str) -> str:
    """An address, with the line below where the line end is within a place, or before its name."""
    whole = text.rstrip() + below.strip()
    is_cut = _patterns.cut_address.search(f"{text.rstrip()}\n{below.strip()}") is not None
    begun, run = _patterns.province.search(text), _patterns.province.search(whole)
    if begun and run:
        names = (p.name for p in provinces() if len(p.name) > len(begun["name"]))
        is_cut |= any(map(run["name"].startswith, names))
    return whole if is_cut else text


def _cut(run: str) -> str | None:
    match = _patterns.place_cuts.search(run, 2)
    name = run[: match.start()] if match else run
    return name if 2 <= len(name) <= 24 else None


def _most_common(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None
