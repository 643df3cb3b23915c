"""Places that words announce: "ทต.แม่กา", "อ.เมือง", "จ.พะเยา"; and regions: "ภาคเหนือ".

A town or district that is announced and that the library lacks is a name as well.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.loader import any_of, words
from itasearch.domain.organisations import organisation_types
from itasearch.domain.places import regions, typed_province_names
from itasearch.model.ranking import NameKind
from itasearch.model.records import OrganisationType
from itasearch.search.query.names import typed_text
from itasearch.search.query.names.known import FoundNames, NameList
from itasearch.search.query.names.reading import (
    Reading,
    TypedQuery,
    district_reading,
    kind_reading,
    towns_reading,
)
from itasearch.text.thai.normalize import squash

_Types = tuple[OrganisationType, ...]
_Reader = Callable[[TypedQuery, re.Match[str], int, _Types], Reading | None]


@cache
def _announcements() -> tuple[re.Pattern[str], tuple[tuple[_Reader, _Types], ...]]:
    pairs: list[tuple[str, _Reader, _Types]] = []
    municipal = []
    for kind in organisation_types():
        if kind.whole:
            continue
        own = (kind.type,)
        pairs.append((re.escape(kind.prefix), _kind_behind, own))
        if kind.prefix.startswith(words("query_words", "municipality")):
            municipal.append(kind.type)
        for short in kind.abbreviations:
            letters = r"\s?".join(re.escape(letter) for letter in short)
            pairs.append((letters, _kind_behind, own))
            bare = short.replace(".", "")
            if bare in words("query_words", "bare_kinds"):
                pairs.append((bare, _town_only, own))
        pairs += [(re.escape(short), _kind_behind, own) for short in kind.bare]
    others: tuple[tuple[Sequence[str], _Reader, _Types], ...] = (
        (words("query_words", "municipality"), _town_behind, tuple(municipal)),
        (words("query_words", "before_tambons"), _tambon_behind, ()),
        (words("query_words", "before_districts"), _district_behind, ()),
        (words("query_words", "before_provinces"), _province_behind, ()),
    )
    for before, reader, types in others:
        pairs += [(re.escape(word), reader, types) for word in before]
    pairs.sort(key=lambda pair: -len(pair[0]))
    pattern = "|".join(f"({one})" for one, _, _ in pairs)
    return re.compile(pattern), tuple((reader, types) for _, reader, types in pairs)


def announced(query: TypedQuery) -> Iterator[Reading]:
    """Towns, kinds, districts and provinces behind the words that announce them."""
    pattern, readers = _announcements()
    for match in pattern.finditer(query.text):
        if not query.typed.is_start(match.start()):
            continue
        reader, types = readers[(match.lastindex or 1) - 1]
        position = match.end()
        position += query.text[position : position + 1] == " "
        reading = reader(query, match, position, types)
        if reading is not None:
            yield reading


def _town_behind(
    query: TypedQuery, match: re.Match[str], position: int, types: _Types
) -> Reading | None:
    names = query.names
    of_types = (names.of_types(types) if types else names.names).behind(query.typed, position)
    if of_types is None:
        return _not_held(query, match, position, NameKind.ORGANISATION)
    if typed_text.may_continue(query.typed, of_types.end):
        end = max(of_types.end, _end_of_unknown(query, position))
        name = query.text[match.start() : end]
        kind = NameKind.ORGANISATION
        return Reading(start=match.start(), end=end, kind=kind, name=name, held=False)
    return towns_reading(match.start(), of_types.end, names.towns_named(of_types.keys, types))


def _kind_behind(
    query: TypedQuery, match: re.Match[str], position: int, types: _Types
) -> Reading | None:
    reading = _town_behind(query, match, position, types)
    if reading is not None:
        return reading
    if query.text[: match.start()].rstrip().endswith(words("query_words", "offices_of_kinds")):
        return None
    return kind_reading(query, match.start(), match.end(), types)


def _town_only(
    query: TypedQuery, match: re.Match[str], position: int, types: _Types
) -> Reading | None:
    names = query.names.of_types(types).behind(query.typed, position)
    if names is None:
        return None
    return towns_reading(match.start(), names.end, query.names.towns_named(names.keys, types))


def _tambon_behind(
    query: TypedQuery, match: re.Match[str], position: int, types: _Types
) -> Reading | None:
    return None if _is_no_place(query, match) else _town_behind(query, match, position, types)


def _district_behind(
    query: TypedQuery, match: re.Match[str], position: int, _types: _Types
) -> Reading | None:
    if _is_no_place(query, match):
        return None
    names = query.names
    found = names.districts.behind(query.typed, position)
    if found is not None:
        towns = tuple(town for key in found.keys for town in names.by_district[key])
        return district_reading(match.start(), found.end, towns)
    if query.typed.word_at(position) != "เมือง":
        return _not_held(query, match, position, NameKind.DISTRICT)
    # Short for each province's อำเภอเมือง…
    towns = tuple(t for t in names.towns if (t.organisation.district or "").startswith("เมือง"))
    start, end = match.start(), position + len("เมือง")
    if towns:
        return district_reading(start, end, towns)
    return _not_held(query, match, position, NameKind.DISTRICT) or Reading(
        start=start, end=end, kind=NameKind.DISTRICT, name=query.text[start:end], held=False
    )


def _province_behind(
    query: TypedQuery, match: re.Match[str], position: int, _types: _Types
) -> Reading | None:
    found = None if _is_no_place(query, match) else _province_names().behind(query.typed, position)
    return None if found is None else province_reading(query, match.start(), found)


@cache
def _province_names() -> NameList:
    return NameList(typed_province_names())


def _is_no_place(query: TypedQuery, match: re.Match[str]) -> bool:
    return query.text[: match.start()].endswith(words("query_words", "no_place_behind"))


_PROVINCE_BEHIND = re.compile(r"\s?provinces?\b", re.IGNORECASE)


def province_reading(query: TypedQuery, start: int, names: FoundNames) -> Reading:
    """The provinces of these names, with "province" behind them."""
    named = tuple(dict.fromkeys(typed_province_names()[key] for key in names.keys))
    behind = _PROVINCE_BEHIND.match(query.text, names.end)
    held = tuple(one for one in named if one in query.names.provinces)
    return Reading(
        start=start,
        end=behind.end() if behind else names.end,
        kind=NameKind.PROVINCE,
        name=" / ".join(f"จังหวัด{one}" for one in held or named),
        provinces=held,
        held=bool(held),
    )


def _not_held(
    query: TypedQuery, match: re.Match[str], position: int, kind: NameKind
) -> Reading | None:
    end = _end_of_unknown(query, position)
    name = query.text[position:end]
    if not _may_be_name(query, name, position) or not _is_unknown_name(query, match, name, kind):
        return None
    name = query.text[match.start() : end]
    return Reading(start=match.start(), end=end, kind=kind, name=name, held=False)


def _may_be_name(query: TypedQuery, name: str, position: int) -> bool:
    """Not with another announcement, nor a code, an abbreviation or Latin letters.

    "อบจ. โอ 19", "ต.ค.", "เทศบาลนคร No Gift Policy".
    """
    return (
        typed_text.LETTER.match(name) is not None
        and not name[0].isascii()
        and not name[0].isdecimal()
        and _CODE.match(query.text, position) is None
        and _announcements()[0].match(query.text, position) is None
        and query.typed.word_at(position) not in typed_text.small_words()
    )


_CODE = re.compile(r"โอ\s?\d|[ก-ฮ]\.")


def _is_unknown_name(query: TypedQuery, match: re.Match[str], name: str, kind: NameKind) -> bool:
    """A province, or no known words, or ones that begin like places' names without a blank."""
    names = query.names
    cut = names.segmenter.words(name)
    if squash(name) in typed_province_names() or not all(map(names.segmenter.is_word, cut)):
        return True
    if query.text[match.end() : match.end() + 1] == " ":
        return False
    is_town = kind is NameKind.ORGANISATION and match[0] not in words(
        "query_words", "before_tambons"
    )
    return names.looks_like_a_name(name) or (is_town and typed_text.says_nothing(cut))


def _end_of_unknown(query: TypedQuery, position: int) -> int:
    end, chunk = position, query.typed.chunk_end(position)
    for span in query.typed.spans:
        if span.start < position:
            continue
        if span.end > chunk:
            break
        # As the last word, "ใน" is a part of the name: ไผ่ขวางใน.
        is_last = span.end == chunk and span.start > position
        is_part = is_last and span.word in words("place_words", "continuing")
        if not is_part and typed_text.following().match(query.text, span.start):
            break
        end = span.end
    return end


@cache
def _region_pattern() -> re.Pattern[str]:
    names = [(name, region.id) for region in regions() for name in (region.thai, *region.aliases)]
    names.sort(key=lambda pair: -len(pair[0]))
    parts = (rf"\b{re.escape(n)}\b" if n.isascii() else re.escape(n) for n, _ in names)
    part = any_of(words("query_words", "parts_of_regions"))
    return re.compile(rf"({'|'.join(parts)})(?:{part})?", re.IGNORECASE)


@cache
def _region_ids() -> dict[str, str]:
    return {name.casefold(): one.id for one in regions() for name in (one.thai, *one.aliases)}


def regions_of(query: TypedQuery) -> Iterator[Reading]:
    """Regions, each as those of its provinces of which there are reports; without ภาค none where
    who asks lives there, "บ้านอยู่อีสาน", nor joined to a word that is no kind of town and no term
    of the glossary: "ไส้กรอกอีสาน"."""
    spans = query.typed.spans
    terms = query_terms(glossary()).match_exactly([span.word for span in spans])
    ends = {spans[term.last - 1].end for term in terms}
    ends.update(kind.end() for kind in _announcements()[0].finditer(query.text))
    for match in _region_pattern().finditer(query.text):
        before = query.text[: match.start()]
        is_home = typed_text.ends_with(before, words("query_words", "living"))
        word = query.typed.word_before(match.start())
        is_part = word and match.start() not in ends and word not in typed_text.small_words()
        if not query.typed.is_start(match.start()):
            continue
        if (is_home or is_part) and not match[0].startswith("ภาค"):
            continue
        region = _region_ids()[match[1].casefold()]
        held = query.names.provinces_of(region)
        yield Reading(
            start=match.start(),
            end=match.end(),
            kind=NameKind.REGION,
            name=next(one.thai for one in regions() if one.id == region),
            provinces=held,
            held=bool(held),
        )
