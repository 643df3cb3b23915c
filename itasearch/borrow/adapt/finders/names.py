"""The organisation's name in Thai, with its kind and alone.

A name that continues is another place's; a misread one is changed and marked. Alone it may be a
village's, a school's or a word: it changes only where it is no word and no province, as a whole,
behind ชาว or alone; elsewhere a person decides.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from itasearch.borrow.adapt import patterns
from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import Names, named_types, names_of
from itasearch.domain.loader import Patterns, any_of, words
from itasearch.domain.organisations import before_names
from itasearch.model.records import Organisation, OrganisationType
from itasearch.text.thai.characters import CONSONANTS, MARKS
from itasearch.text.thai.finding import View

_VARIANT = "เป็นชื่อหน่วยงานต้นทางที่สะกดต่างไปหรือไม่ ถ้าไม่ใช่ให้คงคำเดิม"
_LONGER = "เป็นชื่อหน่วยงานต้นทางหรือชื่อหน่วยงานอื่น"
_MEANS_TOWN = "หมายถึงพื้นที่ของหน่วยงานต้นทางหรือไม่ ควรเปลี่ยนหรือคงไว้"

_LONGEST_DOTLESS_KIND = 3  # code points of a kind without its dots ("อบต"); next: "เทศบาลต."

_FEWEST_LETTERS = 3  # letters of a name without its marks; fewer: another name. 2 to 5: 0

_patterns = Patterns("adapting_patterns")
_BEGINS_PHRASE = re.compile(r"(?:^|[\s(\[\"'“‘«/,:–-])$")


def with_kind_in_text(view: View, organisation: Organisation | None) -> Names:
    """As `names_of`; a kind that the name lacks is taken from before the name in the text."""
    names = names_of(organisation)
    if organisation is None or names.kind is not None or not names.own:
        return names
    for type in named_types():
        if _of_type(type, names.own).search(view.text):
            return names_of(replace(organisation, type=type))
    return names


def find_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Names of `source` with its kind, and what replaces them."""
    if source.kind is None:
        yield from _agency_names(view, source, target)
    elif not source.kind.whole:
        yield from _names_with_other_kind(view, source, target)
        yield from _names_with_kind(view, source, target)
        yield from _misread_names(view, source, target)


def _agency_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    for name in (source.full, *source.others):
        if len(name) < 6:
            continue
        for match in re.finditer(patterns.loosely(name), view.text):
            alone = not view.letter_at(match.start() - 1)
            if alone and patterns.ending(view, match.end()) is patterns.Ending.YES:
                yield Finding(match.span(), Rank.NAME, new=target.full)
            else:
                yield Finding(match.span(), Rank.OTHER_PARTY, question=_LONGER)


def _names_with_other_kind(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """The source's if an alias says so, else perhaps another town's."""
    for match in _with_other_kind(source).finditer(view.text):
        ends = patterns.ending(view, match.end())
        if match["earlier"] and ends is patterns.Ending.YES:
            yield Finding(match.span(), Rank.NAME, new=target.in_form_of(match.group()))
        elif ends is not patterns.Ending.NO:
            yield Finding(match.span(), Rank.NAME, question=_LONGER)


def _names_with_kind(view: View, source: Names, target: Names) -> Iterator[Finding]:
    for match in _with_kind(source).finditer(view.text):
        ends = patterns.ending(view, match.end())
        if ends is patterns.Ending.NO:
            yield Finding(match.span(), Rank.OTHER_PARTY, question=_LONGER)
            continue
        question = _LONGER if ends is patterns.Ending.UNSURE else None
        if target.kind is None and (match["head"] or match["before"]):
            question = "ไม่ทราบประเภทของหน่วยงานของเรา โปรดแก้เป็นตำแหน่งหรือชื่อที่หน่วยงานใช้"
        new = _in_form_of(match, source, target)
        span = patterns.without_blanks(view, match.span(), new)
        yield Finding(span, Rank.NAME, new=new, question=question)


def _misread_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Other marks, or one letter, which may be another town's and is only marked if not safe."""
    for match in _misread_with_kind(source).finditer(view.text):
        if patterns.ending(view, match.end()) is patterns.Ending.NO:
            continue
        sure = not match["letter"] or source.safe
        new = _in_form_of(match, source, target) if sure else None
        yield Finding(match.span(), Rank.NAME, new=new, question=_VARIANT)


def _in_form_of(match: re.Match[str], source: Names, target: Names) -> str:
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
        before = _office_before(before, target.kind.family)
        towns = {source.kind.family, target.kind.family}
        if before.startswith("นายก") and not towns <= {"subdistrict", "province"}:
            return f"{target.kind.head_named}{target.own}"
    return f"{before}{kind}{gap}{target.own}"


def _office_before(before: str, office_kind: str) -> str:
    """ "สำนักงาน" of a town hall is "ที่ทำการ" elsewhere."""
    word = before.strip()
    for office in before_names():
        if any(word in forms for forms in office.names.values()):
            return before.replace(word, office.names[office_kind][0])
    return before


@lru_cache(maxsize=256)
def _of_type(type: OrganisationType, own: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{_forms_of(type)})[ \t]?{patterns.loosely(own)}")


def _forms_of(type: OrganisationType) -> str:
    kind = named_types()[type]
    return patterns.any_phrase((kind.prefix, *kind.abbreviations))


@lru_cache(maxsize=256)
def _with_kind(source: Names) -> re.Pattern[str]:
    """Office before it, kind in any form, gap, name; groups as `_in_form_of` reads them."""
    own = patterns.any_phrase(name for name in (*source.spellings, *source.misread) if name)
    return re.compile(f"{_kind_pattern(source)}(?:{own})")


@lru_cache(maxsize=256)
def _with_other_kind(source: Names) -> re.Pattern[str]:
    forms: dict[bool, list[str]] = {True: [], False: []}
    for type, named_type in named_types().items():
        if type is not source.type and source.own:
            forms[f"{named_type.prefix}{source.own}" in source.others].append(_forms_of(type))
    earlier, others = ("|".join(forms[key]) or "(?!)" for key in (True, False))
    own = rf"[ \t]?{patterns.loosely(source.own)}"
    return re.compile(rf"(?P<earlier>(?:{earlier}){own})|(?:{others}){own}")


@lru_cache(maxsize=256)
def _kind_pattern(source: Names) -> str:
    kind = source.kind
    assert kind is not None
    shorts = sorted(named_types()[source.type].abbreviations, key=len, reverse=True)
    dotless = any_of(
        letters
        for letters in (short.replace(".", "") for short in shorts)
        if len(letters) <= _LONGEST_DOTLESS_KIND
    )
    short = f"{'|'.join(map(patterns.dotted, shorts))}|{patterns.THAI_BEFORE}(?:{dotless})(?!์)"
    befores = chain.from_iterable(chain(*(office.names.values() for office in before_names())))
    heads = [kind.head_named, *(["นายกเทศมนตรี"] if kind.family == "municipality" else [])]
    return (
        rf"(?:(?P<head>{patterns.any_phrase(heads)})"
        rf"|(?P<before>(?:{patterns.any_phrase(('นายก', *befores))})[ \t]?)?"
        rf"(?P<form>(?P<long>{patterns.loosely(kind.long, misread=True)})|(?P<short>{short})"
        rf"|(?P<plain>{any_of(kind.generic)})))(?P<gap>[ \t\n]*)"
    )


@lru_cache(maxsize=256)
def _misread_with_kind(source: Names) -> re.Pattern[str]:
    """Other tone and vowel marks on the same letters; another letter in group "letter"."""
    letters = re.sub(f"[{MARKS}]", "", source.own)
    if len(letters) < _FEWEST_LETTERS:
        return re.compile("(?!)")
    marks = f"[{MARKS}]*"
    loose = [("[ำา]" if c in "ำา" else re.escape(c)) + marks for c in letters]
    # A blank in it would join another town's shorter name with the next word.
    one_else = [
        "".join([*loose[:at], f"[{CONSONANTS}]{marks}", *loose[at + 1 :]])
        for at, letter in enumerate(letters)
        if len(letters) > _FEWEST_LETTERS and "ก" <= letter <= "ฮ"
    ]
    letter = f"(?P<letter>{'|'.join(one_else) or '(?!)'})"
    return re.compile(f"{_kind_pattern(source)}(?:{'[ ]?'.join(loose)}|{letter})")


def find_bare_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Occurrences of the name alone: changed where it is safe, else marked."""
    if source.kind is None:
        return
    for match in _bare(source).finditer(view.text):
        start, end = match.span()
        safe = source.safe or "".join(match.group().split()) in source.sure
        before = view.text[max(0, start - 40) : start]
        means_town = bool(_patterns.people.search(before) or _BEGINS_PHRASE.search(before))
        sure = safe and means_town and not patterns.of_third_party(before)
        doubtful = Finding(match.span(), Rank.BARE_NAME, question=_MEANS_TOWN)
        ends = patterns.ending(view, end)
        # A long name there is no other word, though the segmenter reads "ชาวเขา", "ดอนเมือง".
        plain = sure and ends is patterns.Ending.YES
        if not plain and not patterns.is_whole(view, start, end):
            if safe or (source.rare and not patterns.is_in_words(view, start, end)):
                yield doubtful
        # A short name that is rare and no word means the town's people there: "ชาวคำบง".
        elif (sure or (source.rare and before.endswith("ชาว"))) and ends is not patterns.Ending.NO:
            question = None if sure else doubtful.question
            yield replace(doubtful, new=target.own or target.full, question=question)
        elif safe or not before.endswith(words("place_words", "word_before")):
            yield doubtful


@lru_cache(maxsize=256)
def _bare(source: Names) -> re.Pattern[str]:
    return re.compile(patterns.any_phrase(source.spellings))
