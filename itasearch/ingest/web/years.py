"""Pages that show one year at a time: tabs, buttons, options or accordions choose it."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urljoin

from itasearch.domain.loader import Patterns
from itasearch.ingest.web.links import PageContent, PageLine, PagePart, is_document
from itasearch.text.dates.fiscal_year import be_years, short_years
from itasearch.text.thai.normalize import arabic_digits

_patterns = Patterns("web_patterns")
_LOOK = re.compile(r"""(?:class|style)\s{0,9}=\s{0,9}(?:"[^"]*"|'[^']*')""", re.IGNORECASE)
_TARGET = re.compile(r"""(?:href|target|value)\s{0,9}=\s{0,9}["']([^"']+)""", re.IGNORECASE)
_NO_LOOK = re.compile(r"[0-9]|\b(?:first|last|odd|even)\b")
_LONGEST_CHOICE = 120  # letters; by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class YearChoices:
    """Years of which a page shows some."""

    opened: frozenset[int]  #: that it shows
    addresses: Mapping[int, str]  #: of all years ("#y2566": in the page); "" leads nowhere


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    year: int
    number: int  # of its line
    line: PageLine
    address: str  # "" where it leads nowhere
    is_alone: bool  # whether its words name nothing but the year

    @property
    def look(self) -> tuple[bool, str]:
        looks = " ".join(_LOOK.findall(self.line.marks))
        return bool(self.address), _NO_LOOK.sub("", looks)


def as_opened(
    page: PageContent, front: PageContent | None, *, address: str, url: str
) -> tuple[PageContent, YearChoices | None]:
    """A page as shown at first, without menus and side bars, and the years to choose from.

    `front`: of its site, whose menus are no choices; `address`, `url`: as asked for, and in the
    end. Years are left out of the page where it shows more than them.
    """
    groups = [
        (group, years)
        for group in _groups(page, front, url)
        if (years := _opened(group, page, {address, url})) or _is_row(group)
    ]
    choices = next(
        (
            YearChoices(opened=years, addresses={choice.year: choice.address for choice in group})
            for group, years in groups
            if years
        ),
        None,
    )
    parts = {PagePart.SHOWN} if choices else {PagePart.SHOWN, PagePart.CLOSED}
    frame = front.text.splitlines() if front else ()
    numbers = {
        choice.number for group, years in groups for choice in group if choice.year not in years
    }
    targets = {choice.address for group, _ in groups for choice in group}
    lines = [(at, line.text) for at, line in enumerate(page.lines) if line.part in parts]
    links = [link for link in page.links if link.part in parts]
    own = [text for at, text in lines if at not in numbers]
    own_links = [link for link in links if link.address not in targets]
    shows_more = any(is_document(link.address) for link in own_links)
    if choices or shows_more or len(set(own).difference(page.titles, frame)) > 1:
        return replace(page, text="\n".join(own), links=own_links), choices
    return replace(page, text="\n".join(text for _, text in lines), links=links), None


def _groups(page: PageContent, front: PageContent | None, url: str) -> Iterator[list[_Choice]]:
    frame = {(line.text, line.around) for line in front.lines} if front else set()
    groups = defaultdict(list)
    for number, line in enumerate(page.lines):
        if line.part is not PagePart.SHOWN or len(line.text) > _LONGEST_CHOICE:
            continue
        years = {*be_years(line.text), *short_years(line.text)}
        if len(years) != 1 or (line.text, line.around) in frame:
            continue
        words = _patterns.nothing.sub("", arabic_digits(line.text))
        target = _TARGET.search(line.marks)
        if target and is_document(urljoin(url, target[1])):
            continue
        groups[words, line.around].append(
            _Choice(
                year=years.pop(),
                number=number,
                line=line,
                address=urljoin(url, target[1]) if target else "",
                is_alone=not words,
            )
        )
    yield from (group for group in groups.values() if len({choice.year for choice in group}) > 1)


def _is_row(group: list[_Choice]) -> bool:
    pairs = pairwise(choice.number for choice in group)
    return group[0].is_alone and any(after - before <= 2 for before, after in pairs)


def _opened(group: list[_Choice], page: PageContent, own: set[str]) -> frozenset[int]:
    """The years of a group that the page shows; none where it does not say, or shows all."""
    years = {choice.year for choice in group}
    behind = [page.lines[choice.number + 1 : choice.number + 2] for choice in group]
    is_apart = all(after.number - before.number > 1 for before, after in pairwise(group))
    closed = {
        choice.year
        for choice, lines in zip(group, behind, strict=True)
        if any(re.search(rf"\b{re.escape(name)}\b", choice.line.marks) for name in page.closed)
        or (is_apart and any(line.part is PagePart.CLOSED for line in lines))
    }
    looks = Counter(choice.look for choice in group)
    has_odd = group[0].is_alone and len(looks) == 2 and min(looks.values()) == 1
    has_odd &= len(group) > 2 or len({has_address for has_address, _ in looks}) > 1
    looking_apart = {choice.year for choice in group if looks[choice.look] == 1}
    here = {choice.year for choice in group if choice.address in own}
    ways = (
        {choice.year for choice in group if _patterns.chosen.search(choice.line.marks)},
        here if len(here) == 1 else set(),  # several lead nowhere
        years - closed if closed else set(),
        looking_apart if has_odd else set(),
    )
    return next((frozenset(way) for way in ways if way and way != years), frozenset())
