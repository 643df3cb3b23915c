"""Offices and the kind itself, where no name follows, in the words of the target's kind.

A kind with another place's name behind it is a third party and stays; so does the name of an
association. A kind that is the whole name (เมืองพัทยา) is part of its offices ("ปลัดเมืองพัทยา"),
so the target's name follows its office there, too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from itasearch.borrow.adapt import patterns
from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import OF_OTHERS, Names, is_other_family, named_types
from itasearch.domain.loader import Patterns, any_of, words
from itasearch.domain.organisations import (
    KindOfOrganisation,
    Office,
    kinds_of_organisation,
    offices,
)
from itasearch.domain.places import provinces
from itasearch.text.thai.characters import THAI
from itasearch.text.thai.finding import View

_DOUBTFUL = "งานนี้มีเฉพาะหน่วยงานประเภทของต้นทาง โปรดตรวจ"
_SCHOOL = "เป็นชื่อโรงเรียนของหน่วยงานต้นทาง ควรเปลี่ยนหรือตัดออก"
_FOREIGN_TO = "เป็นคำที่ใช้กับหน่วยงานประเภทอื่น ถ้าหมายถึงหน่วยงานของเราให้ใช้ “{}”"
_OF_EVERYBODY = frozenset({"provincial_committee"})
"""Offices named in everybody's reports: "ก.จ. ก.ท. และ ก.อบต."."""

_USED_BY_ALL_KINDS = frozenset({"สำนักปลัด", "สำนักงานปลัด"})
"""Short forms that municipalities write for their own, too."""
_OTHER = "เป็นชื่อหน่วยงานอื่นหรือไม่ ถ้าหมายถึงหน่วยงานของเราให้แก้เป็นคำเรียกของเรา"
_THIRD = "เป็นชื่อหน่วยงานอื่นที่ต้นทางเกี่ยวข้องด้วย ควรคงไว้ เปลี่ยน หรือตัดออก"
_GENERAL = "หมายถึงหน่วยงานประเภทนี้ทั่วไป ควรคงไว้หรือเปลี่ยนเป็นประเภทของเรา"
_LOOK_BEHIND = 40  # code points before a name in which another party is looked for

_patterns = Patterns("adapting_patterns")

_WHOLE_RUN = re.compile(f"[{THAI}]*")
_OF_PROVINCES = "องค์การบริหารส่วนจังหวัด"


def find_whole_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """A name that is a kind itself, and its offices; another's name that has it is marked."""
    if source.kind is None or not source.kind.whole:
        return
    pattern, forms = _whole_forms(source, target)
    for match in pattern.finditer(view.text):
        if (
            patterns.of_third_party(view.text[max(0, match.start() - _LOOK_BEHIND) : match.start()])
            or patterns.ending(view, match.end()) is patterns.Ending.NO
        ):
            yield Finding(match.span(), Rank.OTHER_PARTY, question=OF_OTHERS)
        else:
            yield Finding(match.span(), Rank.NAME, new=forms[str(match.lastgroup)])


@lru_cache(maxsize=64)
def _whole_forms(source: Names, target: Names) -> tuple[re.Pattern[str], dict[str, str]]:
    assert source.kind is not None
    forms = {source.full: target.full}
    for short in source.kind.short:
        forms.setdefault(short, target.in_form_of("."))
    for office in offices():
        for old in office.names[source.kind.family]:
            forms[old] = _with_name(office, target) or old.replace(source.full, target.full)
    return _pattern_of_forms(forms)


def _with_name(office: Office, target: Names) -> str | None:
    """The target's office with its name, "ปลัดเทศบาลตำบลแม่กา"; None for an agency's."""
    kind = target.kind
    if kind is None:
        return None
    form = office.names[kind.family][0]
    if kind.whole:
        return form
    if office.id == "head":
        return f"{kind.head_named}{target.own}"
    for end in (kind.long, *kind.generic):
        if form.endswith(end):
            return f"{form.removesuffix(end)}{target.full}"
    return form


def find_kinds(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Third parties' kinds, which stay, and the source's own, which become the target's."""
    yield from _of_no_side(view, source, target)
    if source.kind is None or source.kind.whole:
        return
    yield from _fixed(view, source, target)
    yield from _others(view, target)
    if target.kind is not None and target.kind != source.kind:
        yield from _offices(view, source.kind, target.kind)


def _of_no_side(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Offices that the target lacks and nothing else changes, as in copied reports: marked."""
    pattern, ids = _foreign_forms(source.kind, target.kind)
    for match in pattern.finditer(view.text):
        office = ids.get("".join(match.group().split()))
        names = next((one.names for one in offices() if one.id == office), None)
        question = "เป็นคำที่ใช้กับหน่วยงานประเภทอื่น ควรเปลี่ยนเป็นคำของเราหรือไม่"
        if names is not None and target.kind is not None:
            question = _FOREIGN_TO.format(names[target.kind.family][0])
        yield Finding(match.span(), Rank.OTHER_KIND, question=question)


@lru_cache(maxsize=64)
def _foreign_forms(
    source: KindOfOrganisation | None, target: KindOfOrganisation | None
) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = [kind for kind in kinds_of_organisation() if not kind.whole]
    forms = {
        form: office.id
        for office in offices()
        if office.id not in _OF_EVERYBODY
        for kind in kinds
        for form in office.names[kind.family]
    }
    if target is None or source is None:
        # The words for the kind itself are third parties' where both sides' are known.
        whose = kinds if source is None else [kind for kind in kinds if kind == source]
        forms |= {form: "kind" for kind in whose for form in _called(kind)}
    own = _called(target) if target is not None else ()
    used = {form for office in offices() if target for form in office.names[target.family]}
    left = forms.keys() - _USED_BY_ALL_KINDS - used - set(own)
    ordered = sorted(left, key=lambda form: (-len(form), form))
    pattern = re.compile(_any_beginning(ordered, [f"(?:{_bounded(form)})" for form in ordered]))
    return pattern, {"".join(form.split()): office for form, office in forms.items()}


def _called(kind: KindOfOrganisation) -> tuple[str, ...]:
    return (kind.long, *kind.generic, *(() if kind.whole else _shorts_of(kind)))


def _fixed(view: View, source: Names, target: Names) -> Iterator[Finding]:
    changes = is_other_family(source, target)
    for match in _fixed_pattern().finditer(view.text):
        question = _DOUBTFUL if changes and match["doubtful"] else None
        yield Finding(match.span(), Rank.KEPT, question=question)
    for match in _general().finditer(view.text):
        question = _GENERAL if source.kind != target.kind else None
        yield Finding(match.span("kind"), Rank.KEPT, question=question)
    for match in _patterns.school_name.finditer(view.text):
        yield Finding(match.span(), Rank.KEPT, question=_SCHOOL)


def _others(view: View, target: Names) -> Iterator[Finding]:
    """Kinds with a third party's name; the source's own win by a higher rank."""
    for match in _kind_with_name().finditer(view.text):
        end = _name_end(view, match)
        if end is not None:
            sure = patterns.begins_a_place(patterns.next_word(view, match.end()))
            is_ours = target.own and re.compile(patterns.loosely(target.own)).match(
                view.text, match.end()
            )
            question = None if is_ours else _THIRD if sure else _OTHER
            yield Finding((match.start(), end), Rank.OTHER_PARTY, question=question)


def _name_end(view: View, match: re.Match[str]) -> int | None:
    at = match.end()
    parted = view.text[at - 1 : at].isspace()
    if not view.letter_at(at) or _patterns.phrases_behind.match(view.text, at):
        return None
    named = patterns.begins_a_place(patterns.next_word(view, at))
    if not parted and match["generic"] is None:
        named = named or patterns.ending(view, at) is not patterns.Ending.YES
    if match["long"] == _OF_PROVINCES or match["head"] == f"นายก{_OF_PROVINCES}":
        named = bool(_provinces().match(view.text, at))
    run = _WHOLE_RUN.match(view.text, at) if named else None
    return run and run.end()


def _offices(
    view: View, source: KindOfOrganisation, target: KindOfOrganisation
) -> Iterator[Finding]:
    pattern, forms = _own_forms(source, target)
    for match in pattern.finditer(view.text):
        new = forms[str(match.lastgroup)]
        if view.text.startswith(("งบประมาณ", "รายจ่าย"), match.end()):
            # "ข้อบัญญัติงบประมาณ" is one name; the town's would split it.
            new = new.removesuffix(target.long) if target.whole else new
        yield Finding(patterns.without_blanks(view, match.span(), new), Rank.KIND, new=new)


@lru_cache(maxsize=64)
def _own_forms(
    source: KindOfOrganisation, target: KindOfOrganisation
) -> tuple[re.Pattern[str], dict[str, str]]:
    forms = {source.long: target.long}
    if source.family == target.family:
        forms[source.head_named] = target.head_named
    else:
        for office in offices():
            names = office.names[target.family]
            short = next((name for name in names if name.endswith(".")), names[0])
            for old in office.names[source.family]:
                forms.setdefault(old, short if old.endswith(".") else names[0])
        for generic in source.generic:
            forms.setdefault(generic, target.long)
    # อบต. of no name is เทศบาล in full; ทต. is อบต.
    in_full = target.family == "municipality" and source.family != "municipality"
    for short in _shorts_of(source):
        forms.setdefault(short, target.generic[0] if in_full else target.short[0])
    return _pattern_of_forms(forms)


def _pattern_of_forms(forms: Mapping[str, str]) -> tuple[re.Pattern[str], dict[str, str]]:
    """One group for each form, longest first, and group -> what is written."""
    ordered = sorted(forms, key=lambda form: -len(form))
    groups = [f"(?P<g{at}>{_bounded(form)})" for at, form in enumerate(ordered)]
    written = {f"g{at}": forms[form] for at, form in enumerate(ordered)}
    return re.compile(_any_beginning(ordered, groups)), written


def _any_beginning(forms: Iterable[str], tried: Iterable[str]) -> str:
    """Patterns tried only where one of `forms` may begin: four times as fast."""
    firsts = "".join(sorted({re.escape(form[0]) for form in forms}))
    return f"(?=[{firsts}])(?:{'|'.join(tried)})" if firsts else "(?!)"


def _shorts_of(kind: KindOfOrganisation) -> tuple[str, ...]:
    known = named_types()[kind.type]
    with_dots = (one for one in known.abbreviations if not one.startswith(("เทศ", "องค์")))
    return (*with_dots, *known.bare)


def _bounded(form: str) -> str:
    """Abbreviations as words of their own, "สำนักปลัด" not before กระทรวง."""
    if form.endswith("."):
        *office, short = form.split()
        letters = patterns.dotted(short)
        lead = f"{patterns.loosely(office[0])}\\s?" if office else patterns.short_before()
        dotless = "" if "อบ" not in short else f"|{lead}{re.escape(short.rstrip('.'))}(?![ก-๎.])"
        return f"{lead}{letters}{dotless}"
    if form in _USED_BY_ALL_KINDS:
        others = any_of(words("place_words", "no_own_clerk"))
        return f"{patterns.loosely(form)}(?!{others}|{patterns.GAP}(?:เทศบาล|องค์การ|อบต|อบจ))"
    if form == "อบต" or form == "อบจ":
        return f"{patterns.short_before()}{form}(?![ก-๎.])"
    if form == "เทศบาล":
        return f"{patterns.loosely(form)}{_patterns.no_level.pattern}"
    if form == "ข้อบัญญัติ":
        others = any_of(words("place_words", "no_own_ordinance"))
        return f"{form}(?!{others})"
    return patterns.loosely(form)


@lru_cache(maxsize=1)
def _fixed_pattern() -> re.Pattern[str]:
    fixed = patterns.any_phrase(words("place_words", "fixed"))
    doubtful = patterns.any_phrase(words("place_words", "doubtful"))
    return re.compile(f"(?P<fixed>{fixed})|(?P<doubtful>{doubtful})")


@lru_cache(maxsize=1)
def _general() -> re.Pattern[str]:
    """Kinds of which none is meant alone: "เทศบาลตำบลทุกแห่ง", "เทศบาลเมืองและเทศบาลนคร"."""
    kinds = [kind for kind in kinds_of_organisation() if not kind.whole]
    longs = patterns.any_phrase(form for kind in kinds for form in (kind.long, *kind.generic))
    shorts = "|".join(
        patterns.dotted(one) for kind in kinds for one in _shorts_of(kind) if "." in one
    )
    behind = any_of(words("place_words", "general_behind_kinds"))
    return re.compile(rf"(?P<kind>{longs}|{patterns.short_before()}(?:{shorts}))[ ]?(?:{behind})")


@lru_cache(maxsize=1)
def _provinces() -> re.Pattern[str]:
    return re.compile(patterns.any_phrase(province.name for province in provinces()))


@lru_cache(maxsize=1)
def _kind_with_name() -> re.Pattern[str]:
    kinds = [kind for kind in kinds_of_organisation() if not kind.whole]
    longs = patterns.any_phrase(kind.long for kind in kinds)
    heads = patterns.any_phrase(kind.head_named for kind in kinds)
    shorts = "|".join(
        patterns.dotted(one) for kind in kinds for one in _shorts_of(kind) if "." in one
    )
    return re.compile(
        rf"(?:นายก\s?)?(?:(?P<head>{heads})|(?P<long>{longs})|{patterns.short_before()}(?P<short>{shorts})"
        rf"|(?P<generic>เทศบาล|นายกเทศมนตรี))[ \t]?"
    )
