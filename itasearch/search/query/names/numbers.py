"""Years and indicators of a query: "ปี 66 และ 68", "2565-2567", "ปีที่แล้ว", "ตัวชี้วัดที่ 1-3".

Years of laws, plans and dates, and numbers that count ("ตัวชี้วัด 10 ข้อ"), are none.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cache

from itasearch.domain.document_titles import squashed_lines, titles_in
from itasearch.domain.indicators import (
    INDICATOR_WORD,
    Indicator,
    indicator_called,
    indicators as all_indicators,
    instruments as all_instruments,
    typed_indicator_names,
)
from itasearch.domain.loader import Patterns, any_of, words
from itasearch.domain.topics import topic, topics_named
from itasearch.errors import RulesError
from itasearch.model.form_check import SHORTEST_TITLE, DisclosureItem, RuleBook
from itasearch.model.ranking import Filters, NameKind
from itasearch.search.query.names.known import NameList, TypedQuery
from itasearch.search.query.names.reading import LETTER, OF_ITA, Reading, ends_with
from itasearch.text.dates.fiscal_year import EARLIEST, LATEST, be_year, year_mentions
from itasearch.text.dates.months import MONTH
from itasearch.text.thai.normalize import arabic_digits, squash

_LONGEST_TITLE = 40  # letters before a year that may hold a word of a title
_LONGEST_SHORT_QUESTION = 60  # letters; of 135 long judged queries 134 have more, of 409 others 3
_LAST_LETTERS = 20  # letters behind a year at the end of a question: words of politeness, "ทั้งหมด"


def years_of(query: TypedQuery) -> Iterator[Reading]:
    """Years in digits; of several joined ones, those without reports are readings of their own."""
    digits = arabic_digits(query.text)
    of_laws = {mention.start for mention in year_mentions(query.text) if mention.law}
    position = 0
    while match := _patterns.first_year.search(digits, position):
        if match.start("number") in of_laws or not _may_be_year(query, match, digits):
            position = match.end()
            continue
        years, position, is_range = _years_from(query, match, digits)
        start = match.start()
        if is_range:
            years = list(range(min(years), max(years) + 1))
        elif since := ends_with(query.text[:start], words("query_words", "since")):
            start -= len(since)
            years = [year for year in query.names.years if year >= years[0]] or years
        is_compared = not is_range and _patterns.comparing.search(query.text[: match.start()])
        if is_compared or not all(EARLIEST <= year <= LATEST for year in years):
            continue
        is_ita = match["ita"] is not None and max(years) <= query.fiscal_year
        lacking = f"ปี {years[0]}" if is_ita else ""
        reading = year_reading(query, start, position, years, lacking=lacking)
        is_year = int(match["number"]) >= EARLIEST  # "1999 copies"
        if reading.held or is_ita or match["lead"] or is_year:
            yield reading
        for year in () if is_range or not reading.held else years:
            if year not in reading.filters.fiscal_years:
                yield year_reading(query, position, position, [year], lacking=f"ปี {year}")


def _years_from(
    query: TypedQuery, match: re.Match[str], digits: str
) -> tuple[list[int], int, bool]:
    years, position, is_range = [be_year(int(match["number"]))], match.end(), False
    while more := _patterns.next_year.match(digits, position):
        is_short = len(more["number"]) == 2 and not (more["range"] or match["lead"])
        if is_short or _is_counted(query, more, has_lead=bool(match["lead"])):
            break
        is_range = is_range or bool(more["range"])
        years.append(be_year(int(more["number"])))
        position = more.end()
    return years, position, is_range


def _may_be_year(query: TypedQuery, match: re.Match[str], digits: str) -> bool:
    """Whether a number is no amount, and not of a date, a title or one's own work."""
    before = digits[: match.start()]
    counts = words("date_words", "before_counts")
    is_short = len(match["number"]) == 2 and not match["ita"]
    if not match["lead"] and (is_short or ends_with(before, counts)):
        return False
    if _is_counted(query, match, has_lead=bool(match["lead"])):
        return False
    if f"{before[-1:]}{match[0][0]}".isascii() and before[-1:].isalnum():
        return False
    is_score = match["apart"] and ends_with(before, words("query_words", "before_scores"))
    title = before[-_LONGEST_TITLE:]
    if is_score or _patterns.own_work.search(title):
        return False
    is_titled = any(word in title for word in words("query_words", "titled_with_years"))
    return bool(match["year"]) or not (is_titled or _DATE_BEFORE.search(before))


_DATE_BEFORE = re.compile(rf"{MONTH}\s*$")


def _is_counted(query: TypedQuery, number: re.Match[str], *, has_lead: bool) -> bool:
    """Whether the word behind a number counts: "10 ข้อ", but neither "10 ข้อมูล" nor "10 ข้อ 3".

    What begins the next phrase counts only where no word announces the number.
    """
    counter = _patterns.counter.match(query.text, number.end())
    if counter is None or counter.end() not in query.ends:
        return False
    follows = LETTER.match(query.text, counter.end())  # "ปี 67 คนมาติดต่อ"
    return not has_lead or bool(counter["amount"] and not follows)


def relative_years(query: TypedQuery) -> Iterator[Reading]:
    """Years relative to the present one, or to the newest that has reports."""
    for match in _patterns.relative.finditer(query.text):
        if _patterns.comparing.search(query.text[: match.start()]):
            continue
        is_last = len(query.text) - match.end() <= _LAST_LETTERS
        if len(query.text) > _LONGEST_SHORT_QUESTION and not is_last:
            continue  # "ปีที่แล้วเราตกข้อนี้ มีที่ไหน…": told, not asked for
        year = query.fiscal_year - bool(match["last"])
        if match["newest"]:
            year = max(query.names.years, default=year)
        yield year_reading(query, *match.span(), [year], lacking=f"{match[0]} ({year})")


def short_year(query: TypedQuery, match: re.Match[str]) -> int | None:
    """The year that two digits next to a name are, if there are reports of it."""
    digits = arabic_digits(match[0])
    if not _TWO_DIGITS.fullmatch(digits) or _is_counted(query, match, has_lead=False):
        return None
    year = be_year(int(digits))
    return year if year in query.names.years else None


_TWO_DIGITS = re.compile(r"[4-9]\d")


def year_reading(
    query: TypedQuery, start: int, end: int, years: Sequence[int], *, lacking: str = ""
) -> Reading:
    """The years that have reports; without any it is called `lacking`, or as typed."""
    held = [year for year in dict.fromkeys(years) if year in query.names.years]
    in_a_row = len(held) > 2 and held == [*range(held[0], held[0] + len(held))]
    name = "ปี " + (f"{held[0]}–{held[-1]}" if in_a_row else ", ".join(map(str, held)))
    return Reading(
        start,
        end,
        NameKind.YEAR,
        name if held else lacking or query.text[start:end],
        filters=Filters(fiscal_years=tuple(held or years)),
        held=bool(held),
    )


_INDICATORS = range(1, 11)
_INDICATOR = rf"(?:{INDICATOR_WORD}(?:ย่อย)?|<query_words.before_indicators>)(?:\s?(?:ของ\s?)?ITA)?"


def indicators(query: TypedQuery) -> Iterator[Reading]:
    """Indicators by number, in digits or words; one or several."""
    digits = arabic_digits(query.text)
    for match in _patterns.numbers_indicator.finditer(digits):
        if match["word"]:
            listed = words("number_words", "one_to_nine")
            listed = (*listed, *words("query_words", "numbers_in_words"))
            word = match["word"].casefold()
            # "sıx" has no small letters of "six".
            numbers = [n % len(_INDICATORS) + 1 for n, name in enumerate(listed) if name == word]
        else:
            numbers = list(map(int, re.findall(r"(\d+)(?:\.\d)?", match["numbers"])))
        if match["range"]:
            numbers = list(range(min(numbers), max(numbers) + 1))
        is_counted = _is_counted(query, match, has_lead=bool(match["lead"]))
        if numbers and all(number in _INDICATORS for number in numbers) and not is_counted:
            yield _indicator_reading(*match.span(), numbers)


# In a longer query it is a word among others (.03 worse as a filter).
_MOST_WORDS_WITH_INSTRUMENT = 3
_IDS = {name.casefold(): kind.id for kind in all_instruments() for name in kind.names}
_NAME = rf"(?<![A-Za-z])(?:{any_of(_IDS)})(?![A-Za-z])"


def instruments(query: TypedQuery) -> Iterator[Reading]:
    """IIT, EIT and OIT as their indicators."""
    for match in _patterns.instrument.finditer(query.text):
        if (name := _IDS.get(match["name"].casefold())) is None:
            continue
        numbers = tuple(entry.number for entry in all_indicators() if entry.instrument == name)
        shown = f"{name} (ตัวชี้วัดที่ {numbers[0]}–{numbers[-1]})"
        yield replace(_indicator_reading(*match.span(), numbers), name=shown, is_bare=True)


def without_instruments(query: TypedQuery, readings: list[Reading]) -> list[Reading]:
    """`readings`, of instruments only those of short queries that name no indicator or item."""
    others = [it for it in readings if not (it.is_bare and it.kind is NameKind.INDICATOR)]
    left = [
        w for w in query.spans if not any(reading.overlaps(w.start, w.end) for reading in readings)
    ]
    is_named = any(reading.kind in OF_ITA for reading in others)
    return others if is_named or len(left) >= _MOST_WORDS_WITH_INSTRUMENT else readings


_NAMES = any_of(typed_indicator_names())
# The letter is typed in Thai, too, and as a zero; without it only with OIT: "OIT ข้อ 12".
_OIT = any_of(name for name, instrument in _IDS.items() if instrument == "OIT")
_patterns = Patterns("query_patterns", indicator=_INDICATOR, names=_NAMES, name=_NAME, oit=_OIT)
_oit = re.compile(_OIT, re.IGNORECASE)
_LEAST_BARE_ITEM = 10  # "O2" beside other words is oxygen or a telephone company
_OTHER_WORDS = re.compile(r"[^\W\d]")
_STRETCH = re.compile(r"(?<=\s)\S+")


def items(query: TypedQuery) -> Iterator[Reading]:
    """ "O39", "ข้อ o42", "โอ42" as topics, of the named or only year, else the newest with it.

    Of several years the one whose item is what the other words are about; none where they name
    another item's document.
    """
    for match in _patterns.item.finditer(arabic_digits(query.text)):
        is_led = match["lead"] and (match["zero"] or _oit.search(query.text))
        is_counted = _is_counted(query, match, has_lead=bool(match["letter"]))
        if is_counted or not (match["letter"] or match["oit"] or is_led):
            continue
        years = [year for reading in years_of(query) for year in reading.filters.fiscal_years]
        years = years or [*query.years] * (len(query.years) == 1)
        behind = _STRETCH.match(query.text, match.end() + 1)  # "O31 66"
        if not years and behind and (year := short_year(query, behind)):
            years = [year]
        first = int(match["number"])
        last = int(match["last"] or first)
        following = range(first + 1, last + 1) if match["range"] else [last] * (last > first)
        around = f"{query.text[: match.start()]} {query.text[match.end() :]}"
        is_bare = first < _LEAST_BARE_ITEM and not (match["oit"] or match["lead"])
        if last < first or (is_bare and not years and _OTHER_WORDS.search(around)):
            continue
        joint = "–" if match["range"] else ", "
        rules, label = query.names.rules(), f"O{first}" + (f"{joint}O{last}" if following else "")
        numbered = rules.numbered(first, years[0] if years else None)
        of_topics = [pair for pair in numbered if pair[1].topic]
        topics = topics_named(around)
        titles = titles_in(squashed_lines(around))
        documents = {title.item for title in titles if not title.is_general}
        fitting = [p for p in of_topics if p[1].topic in topics or p[1].id in documents]
        if not of_topics or (documents and not fitting and not years):
            name = _lacking_item(rules, first, years[0]) if len(years) == 1 else ""
            yield Reading(*match.span(), NameKind.ITEM, name or label, held=False)
            continue
        if not years:
            of_topics = [*fitting, *(pair for pair in of_topics if pair not in fitting)]
        year, item = of_topics[0]
        others = [rules.numbered(number, year) for number in following]
        named = [item, *(item for each in others for _, item in each)]
        reading = _item_reading(match.start(), match.end(), label, year, named)
        kind_of = rules.packs[year].kind_of
        reports = tuple((kind, each.years(year)) for each in named if (kind := kind_of(each)))
        if len(reports) == len(named):
            reading = replace(reading, documents=reports)
        seen = {item.topic: year} if year in query.names.years else {item.topic: 0}
        for other, disclosure_item in of_topics[1:]:
            if other in query.names.years:
                seen.setdefault(disclosure_item.topic, other)
        choices = tuple(f"{label} ปี {year}" for year in seen.values() if year)
        yield replace(reading, choices=choices if len(seen) > 1 else ())


def _lacking_item(rules: RuleBook, number: int, year: int) -> str:
    """What a year has instead: "O39 ปี 2568 (O1–O28): O16 title, O25 title"; "" if not known.

    Those are the items of what the number was in other years, the newest first.
    """
    pack = rules.packs.get(year)
    if pack is None or not pack.item_count or number <= pack.item_count:
        return ""
    was = [item for _, item in rules.numbered(number)]
    same = [it for item in was for it in pack.items if it.id == item.id] or [
        it for item in was for it in pack.items if it.topic == item.topic is not None
    ]
    named = ", ".join(dict.fromkeys(f"{it.label} {it.title}" for it in same))
    return f"O{number} ปี {year} (O1–O{pack.item_count}){named and f': {named}'}"


def _item_reading(
    start: int, end: int, label: str, year: int, named: Sequence[DisclosureItem]
) -> Reading:
    topics = tuple(dict.fromkeys(item.topic for item in named if item.topic))
    about = ", ".join(item_topic.thai for name in topics if (item_topic := topic(name)))
    is_confirmed = all(item.confirmed for item in named)
    doubt = "" if is_confirmed else " (ยังไม่ยืนยัน)"
    name = f"{label} ปี {year}{doubt}: {about}"
    filters = Filters(topics=topics)
    return Reading(start, end, NameKind.ITEM, name, filters=filters, is_confirmed=is_confirmed)


MOST_WORDS_WITH_NAME = 12
"""Words of a query in which an indicator's name, or a kind of town alone, is a filter: a longer
question tells of it. By hand: names.tsv has up to 9, questions 16 and more."""


def named_indicators(query: TypedQuery) -> Iterator[Reading]:
    """Indicators by name behind the word, "ตัวชี้วัดการใช้อำนาจ", but in a long question."""
    if len(query.spans) > MOST_WORDS_WITH_NAME:
        return
    for match in _patterns.named_indicator.finditer(query.text):
        end = match.end()
        indicator = typed_indicator_names().get((match["name"] or "").casefold())
        behind = None if match["name"] else _indicator_keys()[1].behind(query, end)
        if behind is not None and not LETTER.match(query.text, behind.end):
            indicator, end = _indicator_keys()[0][behind.keys[0]], behind.end
        if indicator is not None:
            yield _indicator_reading(match.start(), end, [indicator.number])


@cache
def _indicator_keys() -> tuple[Mapping[str, Indicator], NameList]:
    keys = {squash(name): indicator for name, indicator in typed_indicator_names().items()}
    return keys, NameList(dict.fromkeys(keys, ()))


def titles_alone(query: TypedQuery, readings: Sequence[Reading]) -> Iterator[Reading]:
    """An indicator's or item's name that is all of a query but years and places; also words."""
    if any(reading.kind in OF_ITA for reading in readings):
        return
    covered = {at for reading in readings for at in range(reading.start, reading.end)}
    text = "".join("\n" if at in covered else it for at, it in enumerate(query.text))
    stretches = list(re.finditer(r"\S[^\n]*", text))
    if len(stretches) != 1:
        return
    start, text = stretches[0].start(), stretches[0][0].rstrip()
    end = start + len(text)
    if indicator := indicator_called(_patterns.before_title.sub("", text)):
        yield replace(_indicator_reading(start, end, [indicator.number]), keeps_words=True)
        return
    years = [year for reading in readings for year in reading.filters.fiscal_years]
    titled = None
    if len(text) >= SHORTEST_TITLE:
        with suppress(RulesError):  # who names an item by its number, or a report, is told
            titled = query.names.rules().titled(text, years[0] if years else None)
    if titled:
        year, item = titled
        reading = _item_reading(start, end, item.label, year, [item])
        yield replace(reading, is_doubtful=True, keeps_words=True)


def _indicator_reading(start: int, end: int, numbers: Iterable[int]) -> Reading:
    unique = tuple(dict.fromkeys(numbers))
    name = "ตัวชี้วัดที่ " + ", ".join(map(str, unique))
    return Reading(start, end, NameKind.INDICATOR, name, filters=Filters(indicators=unique))
