"""Where a text names the organisation it was borrowed from, in every form with its kind.

"ทต. แม่กา" becomes the target's short form, "สำนักงานเทศบาลตำบลแม่กา" its hall, English its
English name. A name that goes on is another place's; a variant that only looks like the
name is changed and marked. Imports its neighbours, domain and model.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import Names, names_of
from itasearch.borrow.adapt.wording import (
    THAI_BEFORE,
    Ending,
    any_of,
    any_phrase,
    ending,
    loosely,
    misread,
    parted_by,
)
from itasearch.domain.offices import before_names
from itasearch.domain.organisations import organisation_types
from itasearch.model.records import Organisation, OrganisationType
from itasearch.model.template import ChangeKind
from itasearch.text.thai.characters import CONSONANTS, MARKS
from itasearch.text.thai.view import View

_VARIANT = "เป็นชื่อหน่วยงานต้นทางที่สะกดต่างไปหรือไม่ ถ้าไม่ใช่ให้คงคำเดิม"
_LONGER = "เป็นชื่อหน่วยงานต้นทางหรือชื่อหน่วยงานอื่น"
_NO_KIND = "ไม่ทราบประเภทของหน่วยงานของเรา โปรดแก้เป็นตำแหน่งหรือชื่อที่หน่วยงานใช้"
_SHORTEST_BARE = 3
_FEWEST_LETTERS = 3
"""Letters of a name without its marks: fewer with other marks are other names."""


def find_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Names of `source` with its kind, and what stands in their place."""
    if not source.full or not target.full:
        return
    if source.kind is None:
        yield from _other_names(view, source, target)
    elif not source.kind.whole:
        yield from _earlier_names(view, source, target)
        yield from _named(view, source, target)
        yield from _variants(view, source, target)


def names_in(view: View, organisation: Organisation | None) -> Names:
    """As `names_of`; a kind that the name does not say is learnt where one stands before it."""
    names = names_of(organisation)
    if organisation is None or names.kind is not None or len(names.own) < _SHORTEST_BARE:
        return names
    for kind in organisation_types():
        if not kind.whole and _with_kind(kind.type, names.own).search(view.text):
            return names_of(replace(organisation, type=kind.type))
    return names


@lru_cache(maxsize=256)
def _with_kind(kind: OrganisationType, own: str) -> re.Pattern[str]:
    (known,) = (one for one in organisation_types() if one.type is kind and not one.whole)
    forms = any_phrase((known.prefix, *known.abbreviations))
    return re.compile(rf"(?:{forms})[ \t]?{loosely(own)}")


def named(text: str, names: Names) -> str:
    """The organisation in the shape of `text`, which begins with a kind: long or short."""
    if names.kind is None or "." not in text:
        return names.full
    return f"{names.kind.short[0]}{names.own}"


def _other_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    for name in (source.full, *source.others):
        if len(name) < 6:
            continue
        for match in re.finditer(loosely(name), view.text):
            alone = not view.letter_at(match.start() - 1)
            if alone and ending(view, match.end()) is Ending.YES:
                yield _name(match.start(), match.end(), target.full)
            else:
                yield _kept(match, _LONGER)


def _earlier_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """The name behind another kind: its own if an alias says so, else perhaps a neighbour's."""
    for match in _other_kind(source).finditer(view.text):
        ends = ending(view, match.end())
        if ends is Ending.NO:
            continue
        if match["earlier"] and ends is Ending.YES:
            yield _name(match.start(), match.end(), named(match.group(), target))
        else:
            yield _marked(match, _LONGER)


def _named(view: View, source: Names, target: Names) -> Iterator[Finding]:
    for match in _pattern(source).finditer(view.text):
        ends = ending(view, match.end())
        if ends is Ending.NO:
            yield _kept(match, _LONGER)
            continue
        question = _LONGER if ends is Ending.UNSURE else None
        if target.kind is None and (match["head"] or match["before"]):
            question = _NO_KIND
        new = _in_shape(match, source, target)
        start = match.start() - parted_by(view, match.start(), new)
        yield _name(start, match.end(), new, question)


def _in_shape(match: re.Match[str], source: Names, target: Names) -> str:
    """Office, kind and name of the target as the match wrote the source's."""
    assert source.kind is not None
    if target.kind is None:
        return f"{'นายก' if match['head'] else match['before'] or ''}{target.full}"
    if match["head"]:
        return f"{target.kind.head_named}{target.own}"
    form, gap = match["form"], match["gap"]
    before = match["before"] or ""
    if match["short"]:
        kind = target.kind.short[0]
    else:
        plain = match["plain"] is not None and source.kind.family == target.kind.family
        kind, gap = (form if plain else target.kind.long), ""
    if source.kind.family != target.kind.family:
        before = _office_before(before, target)
        towns = {source.kind.family, target.kind.family}
        if before.startswith("นายก") and not towns <= {"subdistrict", "province"}:
            return f"{target.kind.head_named}{target.own}"
    return f"{before}{kind}{gap}{target.own}"


def _office_before(before: str, target: Names) -> str:
    """What stands before kind and name: "สำนักงาน" of a town hall is "ที่ทำการ" elsewhere."""
    assert target.kind is not None
    word = before.strip()
    for office in before_names():
        if any(word in forms for forms in office.names.values()):
            return before.replace(word, office.names[target.kind.family][0])
    return before


def _variants(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Misread names behind the source's kind: other marks, or one letter, which in a name
    that is not safe may be a neighbour's and is only marked."""
    pattern = _variant_pattern(source)
    if pattern is None:
        return
    for match in pattern.finditer(view.text):
        if ending(view, match.end()) is Ending.NO:
            continue
        if match["letter"] and not source.safe:
            yield _marked(match, _VARIANT)
        else:
            new = _in_shape(match, source, target)
            yield _name(match.start(), match.end(), new, _VARIANT)


@lru_cache(maxsize=256)
def _pattern(source: Names) -> re.Pattern[str]:
    """Office before it, kind in any form, gap, name; group names as `_in_shape` reads them."""
    own = "|".join(
        loosely(name)
        for name in sorted((*source.spellings, *source.misread), key=lambda n: -len(n))
        if name
    )
    return re.compile(f"{_kind_pattern(source)}(?:{own or '(?!)'})")


@lru_cache(maxsize=256)
def _other_kind(source: Names) -> re.Pattern[str]:
    """Each other kind, long or short, with the name; the group says whether it once was so."""
    if not source.own:
        return re.compile("(?P<earlier>(?!))")
    earlier: list[str] = []
    others: list[str] = []
    for kind in organisation_types():
        if kind.type is not source.type and not kind.whole:
            forms = any_phrase((kind.prefix, *kind.abbreviations))
            known = f"{kind.prefix}{source.own}" in source.others
            (earlier if known else others).append(f"(?:{forms})")
    own = rf"[ \t]?{loosely(source.own)}"
    return re.compile(
        rf"(?P<earlier>(?:{'|'.join(earlier) or '(?!)'}){own})|(?:{'|'.join(others)}){own}"
    )


@lru_cache(maxsize=256)
def _kind_pattern(source: Names) -> str:
    kind = source.kind
    assert kind is not None
    shorts = [s for k in organisation_types() if k.type is source.type for s in k.abbreviations]
    dotted = "|".join(r"\s?".join(map(re.escape, s)) for s in sorted(shorts, key=len, reverse=True))
    bare = any_of(s.replace(".", "") for s in shorts if len(s.replace(".", "")) <= _SHORTEST_BARE)
    short = f"{dotted}|{THAI_BEFORE}(?:{bare})(?!์)"
    told = [form for one in before_names() for forms in one.names.values() for form in forms]
    befores = any_phrase(("นายก", *told))
    heads = [kind.head_named, *(["นายกเทศมนตรี"] if kind.family == "municipality" else [])]
    return (
        rf"(?:(?P<head>{any_phrase(heads)})"
        rf"|(?P<before>(?:{befores})[ \t]?)?(?P<form>(?P<long>{misread(kind.long)})"
        rf"|(?P<short>{short})"
        rf"|(?P<plain>{any_of(kind.generic)})))(?P<gap>[ \t\n]*)"
    )


@lru_cache(maxsize=256)
def _variant_pattern(source: Names) -> re.Pattern[str] | None:
    """Other tone and vowel marks on the same letters; one letter else, in group "letter"."""
    letters = re.sub(f"[{MARKS}]", "", source.own)
    if len(letters) < _FEWEST_LETTERS:
        return None
    marks = f"[{MARKS}]*"
    loose = [("[ำา]" if c in "ำา" else re.escape(c)) + marks for c in letters]
    others: list[str] = []
    if len(letters) > _FEWEST_LETTERS:
        for at, letter in enumerate(letters):
            if re.match(f"[{CONSONANTS}]", letter):
                other = [*loose[:at], f"[{CONSONANTS}]{marks}", *loose[at + 1 :]]
                # A blank in it would join another town's shorter name with the next word.
                others.append("".join(other))
    letter = f"(?P<letter>{'|'.join(others) or '(?!)'})"
    return re.compile(f"{_kind_pattern(source)}(?:{'[ ]?'.join(loose)}|{letter})")


def _name(start: int, end: int, new: str, question: str | None = None) -> Finding:
    return Finding(
        start=start, end=end, rank=Rank.NAME, new=new, kind=ChangeKind.NAME, question=question
    )


def _marked(match: re.Match[str], question: str) -> Finding:
    """The name as it stands, against which no other place's name holds."""
    return Finding(start=match.start(), end=match.end(), rank=Rank.NAME, question=question)


def _kept(match: re.Match[str], question: str) -> Finding:
    return Finding(start=match.start(), end=match.end(), rank=Rank.OTHER_PARTY, question=question)
