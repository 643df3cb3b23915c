"""District and province of the report's organisation, only where the report states them.

A place counts when it is after the organisation's name, or on the line next to a
line that is the name. Places mentioned in passing belong to others.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from itasearch.domain.organisations import expand_abbreviation, organisation_types
from itasearch.domain.places import closest_province, provinces
from itasearch.extract.cover.names import NameMention
from itasearch.extract.extracted import TextBlockLine
from itasearch.text.thai.characters import THAI

_LONGEST_ADDRESS = 90
_TITLE_LINES = 14
_LONGEST_PLACE = 70
_DISTRICT = re.compile(
    rf"(?<!นาย)(?<!ว่าการ)(?:อำเภอ|(?<![{THAI}])อ\.)\s?(?!จังหวัด|จ\.)(?P<name>[{THAI}]+)"
)
_PROVINCE = re.compile(
    rf"(?<!ส่วน)(?<!ประจำ)(?<!ราชการ)(?<!ระดับ)(?:จังหวัด|(?<![{THAI}])จ\.)\s?(?P<name>[{THAI}]+)"
)
_CUTS = re.compile("จังหวัด|ประจำ|ปีงบ|เรื่อง|จ\\.|โดย|ได้|และ|มีการ|จึง|ซึ่ง|รหัส|โทร")
_PLACE_LINE = re.compile(r"^\W*(?:ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.)")
_BRACKETS = re.compile(r"^\s*\([^()]{2,40}\)")
_LEAST_PROVINCE_LIKENESS = 0.7
_LEAST_NAME_LETTERS = 3


def find_places(
    lines: Sequence[TextBlockLine], mentions: Sequence[NameMention]
) -> tuple[str | None, str | None]:
    """(district, province) of the organisation that `mentions` name, None where unstated."""
    districts, found = Counter[str](), Counter[str]()
    for texts in (_surroundings(lines, mentions), _behind_bare_names(lines, mentions)):
        for text in texts:
            district, province = read_places(text)
            districts.update([district] if district else [])
            found.update([province] if province else [])
        if districts or found:
            break
    return _most_common(districts), _most_common(found)


def read_places(text: str) -> tuple[str | None, str | None]:
    """(district, province) that `text` states after อำเภอ/อ. and จังหวัด/จ."""
    district = _DISTRICT.search(text)
    province = _PROVINCE.search(text)
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

    A short line of nothing but a place among the first lines is the organisation's, too.
    """
    for line in lines[:_TITLE_LINES]:
        if len(line.text) <= _LONGEST_PLACE and _PLACE_LINE.match(line.text):
            yield expand_abbreviation(line.text)
    for mention in mentions:
        if mention.line < 0:
            continue
        after = _BRACKETS.sub("", mention.text[mention.end : mention.end + _LONGEST_ADDRESS])
        rest = re.match(r"^\s*(?:ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.|เลขที่|หมู่)", after)
        if rest:
            yield expand_abbreviation(after)
        if len(mention.text) - mention.end <= 4 or rest:
            for line in lines[mention.line + 1 : mention.line + 4]:
                if not _PLACE_LINE.match(line.text):
                    break
                yield line.text[:_LONGEST_ADDRESS]


def _behind_bare_names(
    lines: Sequence[TextBlockLine], mentions: Sequence[NameMention]
) -> Iterator[str]:
    """What follows the name where its type was misread: เทศบาลตำบรแม่กา อ.เมือง จ.พะเยา."""
    prefixes = [kind.prefix for kind in organisation_types() if not kind.whole]
    names = {mention.name for mention in mentions}
    bare = {name.removeprefix(p) for name in names for p in prefixes if name.startswith(p)}
    for line in lines[:_TITLE_LINES]:
        for name in bare:
            _, found, after = line.text.partition(name)
            if len(name) >= _LEAST_NAME_LETTERS and found and _PLACE_LINE.match(after):
                yield expand_abbreviation(after[:_LONGEST_ADDRESS])


def _cut(run: str) -> str | None:
    match = _CUTS.search(run, 2)
    name = run[: match.start()] if match else run
    return name if 2 <= len(name) <= 24 else None


def _most_common(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None
