"""Where a text names the organisation it was borrowed from.

With its kind: "ทต. แม่กา" becomes the target's short form, "สำนักงานเทศบาลตำบลแม่กา" its hall. A
name that continues is another place's; a variant that only looks like the name is changed
and marked.

Without its kind a name may be a village's, a school's or a word: it changes only where it
means the town, which is where it is no word and no province, as a whole, behind ชาว or alone.
Elsewhere it stays and a person decides.

A kind that is the whole name (เมืองพัทยา, กรุงเทพมหานคร) is part of its offices ("ปลัดเมืองพัทยา"),
so the target's name follows its office there, too.

In English: "Don Ngam Subdistrict Municipality" becomes the target's English name with its
kind, or a blank where none is known; "donngam05" is an account, replaced whole or not at all.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank, finding
from itasearch.borrow.adapt.parties import NO_ENGLISH, Names, names_of
from itasearch.borrow.adapt.patterns import (
    THAI_BEFORE,
    Ending,
    any_phrase,
    blanks_before_short_form,
    ending,
    is_in_words,
    is_whole,
    loosely,
    misread,
    short_before,
)
from itasearch.domain.offices import Office, before_names, offices
from itasearch.domain.organisations import organisation_types
from itasearch.domain.word_lists import any_of, word_pattern, words
from itasearch.model.drafts import ChangeKind
from itasearch.model.records import Organisation, OrganisationType
from itasearch.text.thai.characters import CONSONANTS, MARKS
from itasearch.text.thai.view import View

_VARIANT = "เป็นชื่อหน่วยงานต้นทางที่สะกดต่างไปหรือไม่ ถ้าไม่ใช่ให้คงคำเดิม"
_LONGER = "เป็นชื่อหน่วยงานต้นทางหรือชื่อหน่วยงานอื่น"
_NO_KIND = "ไม่ทราบประเภทของหน่วยงานของเรา โปรดแก้เป็นตำแหน่งหรือชื่อที่หน่วยงานใช้"
_SHORTEST_BARE = 3
"""Code points of a kind without dots, and of a name whose kind is learnt from the text."""

_FEWEST_LETTERS = 3
"""Letters of a name without its marks: fewer with other marks are other names."""


def find_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Names of `source` with its kind, and what replaces them."""
    if not source.full or not target.full:
        return
    if source.kind is None:
        yield from _other_names(view, source, target)
    elif not source.kind.whole:
        yield from _earlier_names(view, source, target)
        yield from _named(view, source, target)
        yield from _variants(view, source, target)


def names_in(view: View, organisation: Organisation | None) -> Names:
    """As `names_of`; a kind that the name lacks is taken from before the name in the text."""
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
    """The name behind another kind: its own if an alias says so, else perhaps another town's."""
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
        start = match.start() - blanks_before_short_form(view, match.start(), new)
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
    """The word before kind and name: "สำนักงาน" of a town hall is "ที่ทำการ" elsewhere."""
    assert target.kind is not None
    word = before.strip()
    for office in before_names():
        if any(word in forms for forms in office.names.values()):
            return before.replace(word, office.names[target.kind.family][0])
    return before


def _variants(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Misread names behind the source's kind: other marks, or one letter, which in a name
    that is not safe may be another town's and is only marked."""
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
    offices_before = [
        form for one in before_names() for forms in one.names.values() for form in forms
    ]
    befores = any_phrase(("นายก", *offices_before))
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
    return finding((start, end), Rank.NAME, new=new, kind=ChangeKind.NAME, question=question)


def _marked(match: re.Match[str], question: str) -> Finding:
    """The name unchanged; within it no other place's name is found."""
    return finding(match.span(), Rank.NAME, question=question)


def _kept(match: re.Match[str], question: str) -> Finding:
    return finding(match.span(), Rank.OTHER_PARTY, question=question)


_BARE_QUESTION = "“{}” หมายถึงพื้นที่ของหน่วยงานต้นทางหรือไม่ ควรเปลี่ยนหรือคงไว้"
_SHORTEST_OWN_NAME = 2
_LOOK_BEHIND = 40
"""Code points before a bare name in which its context is looked for."""

_people = word_pattern("(?:<place_words.people>)$")
_third = word_pattern(r"(?:<place_words.third>)[ \t]?$")
_OPENS = re.compile(r"(?:^|[\s(\[\"'“‘«/,:–-])$")


def find_bare_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Occurrences of the name alone: changed where it is safe, else marked."""
    if source.kind is None or not target.full or len(source.own) < _SHORTEST_OWN_NAME:
        return
    for match in _bare_pattern(source).finditer(view.text):
        start, end = match.span()
        safe = source.safe or "".join(match.group().split()) in source.sure
        before = view.text[max(0, start - _LOOK_BEHIND) : start]
        # A long name there is no other word, though the segmenter reads "ชาวเขา", "ดอนเมือง".
        plain = safe and _means_the_town(before) and ending(view, end) is Ending.YES
        if not plain and not is_whole(view, start, end):
            if safe or (source.rare and not is_in_words(view, start, end)):
                yield _doubtful(view, start, end)
            continue
        sure = safe and _means_the_town(before)
        if (sure or _are_its_people(before, source)) and ending(view, end) is not Ending.NO:
            yield finding(
                (start, end),
                Rank.BARE_NAME,
                new=target.own or target.full,
                kind=ChangeKind.NAME,
                question=None if sure else _BARE_QUESTION.format(view.text[start:end]),
            )
        elif safe or not before.endswith(words("place_words", "word_before")):
            yield _doubtful(view, start, end)


def _doubtful(view: View, start: int, end: int) -> Finding:
    question = _BARE_QUESTION.format(view.text[start:end])
    return finding((start, end), Rank.BARE_NAME, question=question)


def _means_the_town(before: str) -> bool:
    if _third().search(before):
        return False
    return bool(_people().search(before) or _OPENS.search(before))


def _are_its_people(before: str, source: Names) -> bool:
    """Whether a short name that is rare and no word means the town's people: "ชาวคำบง"."""
    return source.rare and before.endswith("ชาว")


@lru_cache(maxsize=256)
def _bare_pattern(source: Names) -> re.Pattern[str]:
    spellings = sorted(source.spellings, key=lambda name: -len(name))
    return re.compile("|".join(map(loosely, spellings)) or "(?!)")


_OTHERS_QUESTION = "เป็นชื่อของหน่วยงานอื่นในพื้นที่ต้นทาง ควรเปลี่ยนหรือคงไว้"
_HEAD = "head"


def find_whole_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """The name of `source` and its offices in every form; another's that holds it is marked."""
    if source.kind is None or not source.kind.whole:
        return
    pattern, forms = _forms(source, target)
    for match in pattern.finditer(view.text):
        third = _third().search(view.text[max(0, match.start() - 30) : match.start()])
        continues = ending(view, match.end()) is Ending.NO
        if third or continues:
            yield finding(match.span(), Rank.OTHER_PARTY, question=_OTHERS_QUESTION)
            continue
        yield finding(
            match.span(), Rank.NAME, new=forms[str(match.lastgroup)], kind=ChangeKind.NAME
        )


@lru_cache(maxsize=64)
def _forms(source: Names, target: Names) -> tuple[re.Pattern[str], dict[str, str]]:
    """Pattern with one group for each form, longest first, and group -> what is written."""
    assert source.kind is not None
    pairs = {source.full: target.full}
    for short in source.kind.short:
        kind = target.kind
        pairs.setdefault(short, f"{kind.short[0]}{target.own}" if kind else target.full)
    for office in offices():
        for old in office.names[source.kind.family]:
            pairs[old] = _whole_named(office, target) or old.replace(source.full, target.full)
    ordered = sorted(pairs.items(), key=lambda pair: -len(pair[0]))
    forms = {f"g{at}": new for at, (_, new) in enumerate(ordered)}
    groups = (f"(?P<g{at}>{_bounded(old)})" for at, (old, _) in enumerate(ordered))
    return re.compile("|".join(groups)), forms


def _whole_named(office: Office, target: Names) -> str | None:
    """The target's office with its name, "ปลัดเทศบาลตำบลแม่กา"; None for an agency's."""
    kind = target.kind
    if kind is None:
        return None
    form = office.names[kind.family][0]
    if kind.whole:
        return form
    if office.id == _HEAD:
        return f"{kind.head_named}{target.own}"
    for end in (kind.long, *kind.generic):
        if form.endswith(end):
            return f"{form.removesuffix(end)}{target.full}"
    return form


def _bounded(form: str) -> str:
    if form.endswith("."):
        *office, short = form.split()
        letters = r"\s?".join(map(re.escape, short))
        return rf"{loosely(office[0])}\s?{letters}" if office else f"{short_before()}{letters}"
    return loosely(form)


NO_ACCOUNT = "«ชื่อบัญชี»"
_ENGLISH_QUESTION = "เป็นชื่อภาษาอังกฤษของหน่วยงานต้นทางหรือไม่"
_TOWN = r"(?:sub-?district|town|city|tambon|mueang|nakhon|provincial)"
_ORGANISATION = r"(?:municipality|administrative[ \t]+organi[sz]ation)"
_OFFICE = r"(?!Council|Office|Website|Staff|Chair|President|Chief|Clerk|Facebook|Line|LINE|App)"
_ENGLISH_NAME = re.compile(
    r"(?:[A-Z][A-Za-z'’-]*[ \t]+){1,4}?"
    rf"(?P<kind>(?i:(?:{_TOWN}[ \t]+)?{_ORGANISATION})|SAO|TAO|PAO)\b"
    rf"|(?i:{_TOWN}[ \t]+municipality)[ \t]+of(?:[ \t]+[A-Z][A-Za-z'’-]*){{1,4}}"
    rf"|\b(?:SAO|TAO|PAO)(?:[ \t]+of)?(?:[ \t]+{_OFFICE}[A-Z][a-z'’-]+){{1,3}}"
)
_SHORTEST_ACCOUNT = 6
"""Code points of a name within an account: a shorter one is part of too many words."""


def find_english(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """English names of `source`; those that only look like one are marked."""
    if not source.full or not target.full:
        return
    yield from _accounts(view, source)
    new = target.english_full
    stem = target.english_own[0] if target.english_own else NO_ENGLISH
    for match in _english_pattern(source).finditer(view.text):
        found = " ".join(match.group().casefold().split())
        whole = match["kind"] or match["before"] or source.is_whole_english(found)
        yield _name(*match.span(), new if whole else stem)
    for match in _ENGLISH_NAME.finditer(view.text):
        if source.english:
            yield finding(match.span(), Rank.OTHER_PARTY, question=_ENGLISH_QUESTION)
        else:
            yield _name(*match.span(), new, _ENGLISH_QUESTION)


def _accounts(view: View, source: Names) -> Iterator[Finding]:
    """Names written together with digits or other letters: "donngam05", "donngam_news"."""
    for match in _account_pattern(source).finditer(view.text):
        run = match.group()
        if match["name"] != run or (run.islower() and match["name"].casefold() in _joined(source)):
            yield finding(match.span(), Rank.CONTACT, new=NO_ACCOUNT, kind=ChangeKind.CONTACT)


def _joined(source: Names) -> frozenset[str]:
    """English names of several words without their blanks."""
    return frozenset(
        re.sub(r"[\s-]", "", stem).casefold() for stem in source.english_own if " " in stem
    )


@lru_cache(maxsize=256)
def _account_pattern(source: Names) -> re.Pattern[str]:
    stems = {re.sub(r"[^A-Za-z]", "", stem) for stem in source.english_own}
    names = "|".join(sorted(stem for stem in stems if len(stem) >= _SHORTEST_ACCOUNT)) or "(?!)"
    letter = "[A-Za-z0-9_.]"
    return re.compile(
        rf"(?<![A-Za-z0-9_.@/-])@?{letter}*?(?P<name>{names})(?:{letter}*[A-Za-z0-9_])?(?![A-Za-z0-9@])",
        re.IGNORECASE,
    )


@lru_cache(maxsize=256)
def _english_pattern(source: Names) -> re.Pattern[str]:
    kind = rf"(?P<kind>[ \t]*,?[ \t]*(?:{_TOWN}\s+)?{_ORGANISATION}|[ \t]*(?:SAO|TAO|PAO))?"
    stems = [
        re.escape(stem).replace(r"\ ", r"[\s-]*") for stem in source.english_own if len(stem) > 2
    ]
    whole = [re.escape(alias).replace(r"\ ", r"\s+") for alias in source.english if len(alias) > 5]
    before = (
        rf"(?P<before>(?:{_TOWN}\s+)?{_ORGANISATION}\s+of\s+|(?:SAO|TAO|PAO)[ \t]+(?:of[ \t]+)?)?"
    )
    stem = rf"{before}(?:{'|'.join(stems)}){kind}" if stems else r"(?!)(?P<before>)(?P<kind>)"
    full = f"|(?:{'|'.join(whole)})" if whole else ""
    return re.compile(
        rf"(?<![A-Za-z0-9_@./])(?:{stem}{full})(?![A-Za-z0-9_@]|\.[a-z])", re.IGNORECASE
    )
