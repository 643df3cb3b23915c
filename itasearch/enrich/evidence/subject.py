"""Which item a row of a list, or a document, is about, by titles and words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from itasearch.domain.document_titles import (
    DocumentTitle,
    has_signs,
    outermost,
    part_pattern,
    squashed_lines,
    titled_items,
    titles_in,
)
from itasearch.domain.ita_pages import states_none
from itasearch.domain.loader import Patterns
from itasearch.domain.topics import topics_named
from itasearch.domain.words import segmenter
from itasearch.enrich.evidence.document import (
    HEAD_LINES,
    LONGEST_LEAD,
    TITLE_LETTERS,
    TITLE_LINES,
    EvidenceDocument,
)
from itasearch.model.form_check import (
    SHORTEST_TITLE,
    DisclosureItem,
    EvidenceEntry,
    EvidenceFault,
    EvidenceFinding,
    RuleBook,
    RulePack,
    title_key,
)
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import squash

LEAST_LIKE_TITLE = 0.6  # share of the words that a list's title and an item's have in common
_LEAST_FIT = 0.8  # share of an item's title in a row that is titled as it
_LEAST_ROWS = 3  # of a list that are titled as items of another year, and not of this one
_patterns = Patterns("evidence_patterns")
# Words of titles that most documents have.
_COMMON_WORDS = {"ประจำปี", "การ", "และ", "หรือ", "ของ", "ตาม", "ใน", "เพื่อ", "จาก", "ที่"}
_MOST_STRANGE = 0.3  # share of an item's title in what is not about it
_LONGEST_TEXT = 20_000  # letters in which titles are looked for
_LEAST_COLUMNS = 3  # of a table of counts: of what, when, how many
_SHORTEST_TEXT = 60  # letters of a document that would name what it is about
HOUSE = re.compile(r"เลขที่|หมู่(?:ที่)?\s?[0-9๐-๙]|(?<![0-9๐-๙])[1-9๑-๙][0-9๐-๙]{4}(?![0-9๐-๙])|ถนน")
_LONGEST_ADDRESS = 700  # letters of a page of the address and telephone of an office
_LEAST_POSTS = 3  # lines with a date on a page of news, whatever it calls them


def listed_item(entry: EvidenceEntry, pack: RulePack, rules: RuleBook) -> DisclosureItem | None:
    """The item of an entry; None where the year has none of its number, or, without one, its title.

    An item may have the title that it had in another year.
    Of a year whose items are known in part an unknown one is as the list calls it, and as the item
    of another year that is called so.
    """
    items = {item.number: item for item in reversed(pack.items)}
    number = entry.number or 0
    last = max(pack.item_count or 0, *items, 0)
    own = {item.id: item for item in reversed(pack.items)}
    is_named = entry.number is None and bool(own)
    if not is_named and (number in items or pack.is_complete or not 0 < number <= last):
        return items.get(number)
    title = _patterns.listed_number.sub("", entry.name).strip()
    words = _title_words(title)
    listed = (item for other in (pack, *rules.packs.values()) for item in other.items)
    others = [item for item in listed if not is_named or item.id in own]
    of_titles = frozenset[str]().union(*(_title_words(item.title) for item in others))

    def likeness(item: DisclosureItem) -> float:
        of_item = _title_words(item.title)
        of_row = words & of_titles if of_item <= words else words  # which has other columns, too
        return 2 * len(words & of_item) / max(1, len(of_row) + len(of_item))

    like = max(others, key=likeness)
    if is_named:
        return own[like.id] if likeness(like) >= LEAST_LIKE_TITLE else None
    if likeness(like) < LEAST_LIKE_TITLE:
        like = DisclosureItem(number=number, id="", title=title, indicator=like.indicator)
    return replace(like, number=number, title=title or like.title, confirmed=False, source=None)


def year_of_titles(entries: Sequence[EvidenceEntry], pack: RulePack, rules: RuleBook) -> int:
    """The year whose items have the titles and numbers of a list: that of `pack`, unless
    _LEAST_ROWS rows more fit another one."""

    def fits(other: RulePack) -> int:
        items = [
            (entry, it) for entry in entries for it in other.items if it.number == entry.number
        ]
        return len({entry for entry, it in items if likeness_to(it, entry.name) >= _LEAST_FIT})

    best = max(rules.packs.values(), key=lambda other: (fits(other), other.fiscal_year_be))
    return (best if fits(best) >= fits(pack) + _LEAST_ROWS else pack).fiscal_year_be


class Subject:
    """What documents for an item are titled."""

    def __init__(self, item: DisclosureItem, pack: RulePack, rules: RuleBook) -> None:
        listed = (it for other in rules.packs.values() for it in other.items if it.id == item.id)
        names = {name for it in (item, *listed) for name in (it.title, *it.names)}
        # A short one is in many texts, and known as the title of a document.
        is_known = item.id in titled_items()
        keys = (title_key(name) for name in names)
        self._names = tuple(key for key in keys if len(key) >= SHORTEST_TITLE or not is_known)
        self._items = {it.id: it for it in pack.items}
        self._year = pack.fiscal_year_be
        own = () if is_known else titles_in(squashed_lines(item.title))
        self._ids = {item.id, *(title.item for title in own[:1])}
        self.item = item
        self.is_general = item.id in titled_items(general=True)

    def has(self, title: DocumentTitle) -> bool:
        """Whether a document of this title is for the item."""
        return bool({title.item, self._part_of(title)} & self._ids)

    def other(self, title: DocumentTitle) -> DisclosureItem | None:
        """The item of the year that a document of this title is for."""
        return self._items.get(title.item) or self._items.get(self._part_of(title))

    def has_none(self, line: str) -> bool:
        """Whether a line states that there was none in words that title another item."""
        is_none = self.item.period is not None and states_none(line)
        title = next(iter(titles_in(squash(line))), None) if is_none else None
        other = None if title is None or self.has(title) else self.other(title)
        return other is not None and other.topic == self.item.topic

    def is_in(self, text: str) -> bool:
        """Whether a text has a title of the item anywhere."""
        return any(map(self.has, titles_in(text))) or any(name in text for name in self._names)

    def may_be_in(self, text: str) -> bool:
        """Whether a text has a title, a topic or words of it, or names its posts or address."""
        item = self.item
        is_address = bool(part_pattern("telephone").search(text) and HOUSE.search(text))
        if item.id == "contact" and is_address and len(text) < _LONGEST_ADDRESS:
            return True
        if item.id == "news":
            dated = [list(month_years(line)) for line in text.splitlines()]
            days = (it for line in dated for it in line if it.day is not None)
            is_due = any(it.fiscal_year_be >= self._year - 1 for it in days)
            if sum(map(bool, dated)) >= _LEAST_POSTS or is_due:
                return True
        if has_signs(item.id, text) or likeness_to(item, text) >= _MOST_STRANGE:
            return True
        return item.topic in topics_named(text) or self.is_in(squashed_lines(text))

    def _part_of(self, title: DocumentTitle) -> str:
        return "" if title.item in self._items else title.part_of


def subject_findings(document: EvidenceDocument, subject: Subject) -> Iterator[EvidenceFinding]:
    """Whether it is about another item, or surely not about this one.

    Its first title decides. A page may have several, and one about many things any.
    """
    item = subject.item
    if paper := _other_paper(document, subject):
        yield EvidenceFinding(fault=EvidenceFault.OTHER_ITEM, item=subject.other(paper))
        return
    named = [title for title in outermost(squashed_lines(document.name)) if not title.is_general]
    head = "\n".join(document.lines[:HEAD_LINES])[:TITLE_LETTERS].splitlines()
    # "No complaint was received" is no title of the channel for complaints.
    stating = list(filter(subject.has_none, head))
    text = squashed_lines("\n".join(line for line in head if line not in stating))
    titles = [
        title for title in titles_in(text) if not _patterns.citing.search(text[: title.start])
    ]
    deciding = [title for title in titles if not title.is_general] or named
    if document.is_page and subject.is_general:
        deciding = named
    whole = squashed_lines(document.whole[:_LONGEST_TEXT])
    if deciding:
        first = deciding[0]
        same = [title for title in titles if title.start == first.start]
        if document.is_page:  # which may begin with what it is about in other words
            same += _on_other_lines(text, first, is_plan="แผน" in item.title)
        if any(map(subject.has, same or deciding)):
            return
        # A page may be in blocks, unless it is titled for something else, or name other things.
        is_listed = text.count("\n", 0, first.start) >= TITLE_LINES
        is_listed |= first.start - text.rfind("\n", 0, first.start) > LONGEST_LEAD
        is_listed &= subject.may_be_in(document.name)
        is_block = (not named and is_listed) or any(map(subject.has, named))
        if not (document.is_page and is_block):
            yield EvidenceFinding(fault=EvidenceFault.OTHER_ITEM, item=subject.other(first))
        return
    general = titles or titles_in(squashed_lines(document.name))
    if document.is_picture or stating or subject.is_in(whole):
        return
    may_be = item.topic is None or subject.may_be_in(document.whole)
    may_be |= "สถิติ" in item.title and _is_untitled_table(document.lines)
    if min((len(line.splitlines()) for line in document.lines), default=0) >= _LEAST_COLUMNS:
        may_be |= subject.may_be_in(document.site)
    own = sum(len(line) for line in document.lines if line not in document.name)
    # One below the first lines is but the heading of a part: "Law:".
    is_head = bool(general) and text.count("\n", 0, general[0].start) < TITLE_LINES
    if (general and (is_head or not may_be)) or (own >= _SHORTEST_TEXT and not may_be):
        other = subject.other(general[0]) if general else None
        yield EvidenceFinding(fault=EvidenceFault.OTHER_ITEM, item=other)


def _other_paper(document: EvidenceDocument, subject: Subject) -> DocumentTitle | None:
    """The title in the first line "Subject: …", if neither it nor what follows has one of the item.

    It outweighs what a post is called that shows the paper.
    """
    lines = document.lines
    first = next(
        (n for n, line in enumerate(lines[:HEAD_LINES]) if _patterns.subject_line.match(line)), None
    )
    if first is None or subject.is_in(squashed_lines("\n".join(lines[first:])[:_LONGEST_TEXT])):
        return None
    titles = outermost(squashed_lines(lines[first]))
    return next((title for title in titles if not title.is_general), None)


def _on_other_lines(text: str, first: DocumentTitle, *, is_plan: bool) -> list[DocumentTitle]:
    """Titles below the first one's line; the results of a plan have the plan's within theirs."""
    line_end = text.find("\n", first.start)
    titles = outermost(text) if is_plan else titles_in(text)
    own = [title for title in titles if title.start > line_end and not title.is_general]
    return [title for title in own if not _patterns.citing.search(text[: title.start])]


def _is_untitled_table(lines: Sequence[str]) -> bool:
    """Whether a document begins with the head of a table and has counts below, as of data files."""
    rows = [line.splitlines() for line in lines]
    cells = [cell for row in rows[1:] for cell in row]
    counts = sum(_patterns.count.fullmatch(cell) is not None for cell in cells)
    return min(map(len, rows), default=0) >= _LEAST_COLUMNS and 2 * counts >= max(1, len(cells))


def likeness_to(item: DisclosureItem, text: str) -> float:
    """How much of an item's title a text has, 0–1."""
    sought = _title_words(item.title)
    return len(sought.intersection(segmenter().words(text))) / max(1, len(sought))


@lru_cache(maxsize=1_000)
def _title_words(title: str) -> frozenset[str]:
    return frozenset(segmenter().words(title)) - _COMMON_WORDS
