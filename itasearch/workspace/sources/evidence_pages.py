"""What a page of a town's web site is: its own words, apart from its site's, and where it leads."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qsl, unquote, urlsplit

from itasearch.domain.document_titles import part_pattern, titles_in
from itasearch.domain.ita_pages import (
    ITEM_SIGN,
    file_year,
    is_document_host,
    line_pattern,
    listed,
    may_be_none,
    without_site_words,
)
from itasearch.domain.loader import Patterns
from itasearch.domain.organisations import name_key
from itasearch.ingest.web.links import RANKED, PageContent, PageLink, PagePart, is_document
from itasearch.model.form_check import DisclosureItem
from itasearch.text.dates.fiscal_year import be_years, short_years
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import arabic_digits, squash

ITEM_NAME = rf"(?:(?:ข้อ|ตัวชี้วัด)(?:ที่)?\s{{0,2}})?{ITEM_SIGN}"
NAMED_ITEM = re.compile(rf"(?:{ITEM_NAME}|ข้อ(?:ที่)?)[\s.\-]{{0,2}}([0-9]{{1,2}})(?![0-9])")
_ITS_NUMBER = re.compile(rf"^{NAMED_ITEM.pattern}")  # in front of a title
_patterns = Patterns("evidence_patterns")
STAMP = re.compile(r"\d{1,4}[-/]\w{1,3}[-/]\d{2,4},?\s+\d\d?:\d\d")
"""When a file was stored, as in a directory that a web server lists."""
_FILE = re.compile(r"\.[a-z]{3,4}$", re.IGNORECASE)
_SEGMENTS = re.compile(r" ?[|»•·] ?| [-–—] | ?(?<!:):++ ")
SHORTEST_PAGE = 600  # letters of a page that has more to say than that there is nothing; by hand
_LONGEST_MESSAGE = 60  # letters of a message of a site, and of what may be about it; by hand
LONGEST_NOTICE = 150  # of one that goes on about what to do, or on a page about nothing; by hand
LEAST_LETTERS = 14  # of a page besides titles and site words; one with fewer is empty; by hand
_VOID = re.compile(r"[\s\-–—.…_]*")  # a cell
LEAST_HEAD = 2  # lines with which pages in one frame begin; by hand
_LEAST_CELLS = 3  # of the head of a table; by hand
_LEAST_DASHES = 2  # of a row that says nothing; by hand
_LEAST_FIGURES = 6  # in cells of a page that is a document itself; by hand
_LONGEST_DATE = 80  # letters of a line that says when a page was made; by hand
_LEAST_LIKE = 0.4  # share of an item's title in the words of a link that may lead to its document


def is_front_address(url: str) -> bool:
    """Whether an address is of a site's front page."""
    parts = urlsplit(url)
    parameters = {name.lower() for name, _ in parse_qsl(parts.query)}
    return _patterns.front.fullmatch(parts.path) is not None and parameters <= listed(
        "arranging_parameters"
    )


def is_home(page: PageContent, url: str) -> bool:
    """Whether a page is the front page of a site within another: its way home, with pages below."""
    parts = urlsplit(url)
    folder = f"{parts.scheme}://{parts.netloc}{_patterns.front_end.sub('', parts.path)}/"
    addresses = {link.address for link in page.links}
    below = [address for address in addresses if address != url and address.startswith(folder)]
    leads_home = any(
        link.address == url and _patterns.home.fullmatch(link.label) for link in page.links
    )
    return leads_home and len(below) > 1


def without_frame(lines: Iterable[str], front_lines: Iterable[str]) -> Iterator[str]:
    """The lines, without what a site's front page shows as well, and without dates of the page.

    What the page shows more often than the front page is its own: it may be titled as a menu is.
    """
    frame = segments(front_lines)
    date_follows = False
    for line in lines:
        is_date = date_follows or _patterns.page_date.search(line[:_LONGEST_DATE]) is not None
        date_follows = is_date and not date_follows and not any(map(str.isdigit, line))
        parts = _parts(line)
        own = [part for part in parts if not frame[part]]
        frame -= Counter(parts)
        if own and not is_date:
            yield line if len(own) == len(parts) else " ".join(own)


def segments(lines: Iterable[str]) -> Counter[str]:
    """How often lines have each part between their bars, dots and colons."""
    return Counter(part for line in lines for part in _parts(line))


def _parts(line: str) -> list[str]:
    return _SEGMENTS.split(" ".join(line.split()))


def years_of(text: str) -> tuple[int, ...]:
    """The years in a name: fiscal years of its months, else years; two digits only of a file."""
    text = STAMP.sub("", text)
    of_months = tuple(month.fiscal_year_be for month in month_years(text))
    years = of_months or (*be_years(text), *short_years(text))
    of_file = None if years or not _FILE.search(text) else file_year(text)
    return years if of_file is None else (of_file,)


def years_of_link(link: PageLink) -> tuple[int, ...]:
    """The years by which a link is named, the nearest words first."""
    texts = (link.label, file_name(link.address), link.before, link.row)
    return next(filter(None, map(years_of, texts)), ())


def file_name(url: str) -> str:
    """The last part of an address, without its parameters."""
    return unquote(urlsplit(url).path.rpartition("/")[2])


def letters(cells: Sequence[str], titles: Iterable[str]) -> int:
    """Count letters outside titles and words of all sites, and digits of figures in cells.

    A telephone number, and a statement that there was none of what may be none, are enough.
    """
    title_text = squash("\n".join(titles))
    texts = [line for line in cells if _ITS_NUMBER.sub("", squash(line)) not in title_text]
    is_none = any(may_be_none(text) and _patterns.none.search(text) for text in texts)
    digits = ((head, cell) for head, cell in pairwise(cells) if _patterns.digit.fullmatch(cell))
    apart = (head for head, cell in digits if not head.isdecimal() or int(cell) != int(head) + 1)
    heads = [head for head in apart if not _patterns.counted.search(head)]
    has_digits = len(heads) > 1 or any(may_be_none(head) for head in {*heads}.difference(titles))
    is_none |= may_be_none(title_text) and (has_digits or any(map(_says_none, cells)))
    figures = "".join(filter(_patterns.figure.fullmatch, texts))
    words = "".join(map(without_site_words, texts))
    count = sum(map(str.isalpha, words)) + sum(map(str.isdigit, figures))
    count += LEAST_LETTERS * any(map(part_pattern("telephone").search, texts))
    return max(_LONGEST_MESSAGE * is_none, count)


def _says_none(cell: str) -> bool:
    """Whether a cell, or a line below a title, states that there was none of what is titled."""
    is_other = line_pattern("missing").search(cell) or (
        _patterns.digit.search(cell) and _patterns.counted.search(cell)
    )
    states = line_pattern("none").search(cell) is not None and not is_other
    return states or _patterns.nothing.fullmatch(cell) is not None


def says(words: str, lines: Sequence[str], titles: Sequence[str]) -> bool:
    """Whether these words are the message of what is titled so: a title, or nearly all lines.

    A line that states that there was no complaint or gift, or none in a year, does not count.
    """
    saying = []
    for title in titles:  # which a line may begin with
        lines = [line.replace(title, "") or line for line in lines]
    for line in lines:
        match = line_pattern(words).search(line)
        if match and not (may_be_none(line) or be_years(line[: match.start()])):
            saying.append(line)
    most = {
        line: LONGEST_NOTICE if _patterns.advice.search(line) else _LONGEST_MESSAGE
        for line in saying
    }
    others = [line for line in lines if len(line) > most.get(line, 0)]
    figures = sum(map(str.isdigit, "".join(others)))  # where the words are the head of a column
    figures += LEAST_LETTERS * max(0, sum(map(str.isdecimal, others)) - 1)  # of a row of them
    is_title = bool(saying) and saying[0] in titles
    least = _LONGEST_MESSAGE // (2 if words == "closed" else 1)  # more pages have a way to sign in
    return is_title or (bool(saying) and letters(others, titles) + figures < least)


def says_missing(lines: Iterable[str]) -> bool:
    """Whether a line of some length is but a message that something is not here yet."""
    own = (line for line in lines if LEAST_LETTERS < len(line) <= _LONGEST_MESSAGE)
    return any(line_pattern("missing").search(line) and not may_be_none(line) for line in own)


def own_lines(page: PageContent, front: PageContent | None) -> Iterator[str]:
    """What a page says besides its links, which are menus mostly, and its site's frame."""
    beside = segments(line.text for line in page.lines if line.part is PagePart.BESIDE)
    frame = [*(segments(front.text.splitlines() if front else ()) - beside).elements()]
    labels = Counter(" ".join(link.label.split()) for link in page.links) - Counter(frame)
    frame = [part for part in frame if not line_pattern("beside").match(part)]
    above: list[str] = []
    for line in without_frame(page.text.splitlines(), frame):
        if labels[line] > 0:
            labels[line] -= 1
        elif line_pattern("beside").match(line):
            names = squash("\n".join(page.titles))
            titles = titles_in("\n".join(map(squash, above)))
            is_titled = titles or any(squash(title) in names for title in above)
            is_news = any(title.item == "news" for title in (*titles, *titles_in(names)))
            if is_titled and (letters(above, page.titles) >= LEAST_LETTERS or not is_news):
                return
        elif not line_pattern("notices").search(line):
            above.append(line)
            yield line


def without_shared(page: PageContent, kin: Sequence[PageContent]) -> PageContent:
    """A page without the lines, links and pictures that all pages like it have: their frame."""
    frame = _keys(kin[0])
    for other in kin[1:]:
        frame &= _keys(other)
    lines = []
    for line in page.text.splitlines():
        key = _patterns.numbers.sub("", line)
        frame[key] -= 1
        lines += [line] * (frame[key] < 0 or line_pattern("beside").match(line) is not None)
    links = set.intersection(
        *({(link.address, link.label) for link in other.links} for other in kin)
    )
    pictures = set.intersection(*(set(other.pictures) for other in kin))
    return replace(
        page,
        text="\n".join(lines),
        links=[link for link in page.links if (link.address, link.label) not in links],
        pictures=[picture for picture in page.pictures if picture not in pictures],
    )


def is_kin(page: PageContent, other: PageContent) -> bool:
    """Whether a page begins in the same elements as another one that says something else."""
    own = (key for key in _keys(other) - _keys(page) if len(key) >= LEAST_LETTERS)
    heads = ([(line.around, line.marks) for line in it.lines[:LEAST_HEAD]] for it in (page, other))
    return len({*map(tuple, heads)}) == 1 and any(own)


def _keys(page: PageContent) -> Counter[str]:
    return Counter(_patterns.numbers.sub("", line) for line in page.text.splitlines())


def own_links(page: PageContent, front: PageContent | None) -> list[PageLink]:
    """The links of a page to where its site's front page does not lead."""
    others = {link.address for link in front.links} if front else set()
    return [link for link in page.links if link.address not in others]


def own_pictures(page: PageContent, front: PageContent | None) -> set[str]:
    """Addresses of the pictures of a page that its site's front page has not, without banners."""
    own = {*filter(None, page.pictures)}.difference(() if front is None else front.pictures)
    return {picture for picture in own if not line_pattern("banners").search(file_name(picture))}


def has_only_heads(page: PageContent, own: Sequence[str], *, of_year: bool) -> bool:
    """Whether the table of a page has no rows below its head, or none with a word or figure.

    `own`: the page's lines without its frame. A dash may state that there was no complaint.
    """
    shown, is_dash = frozenset(own), not may_be_none("\n".join((*page.titles, *own[:1])))
    tables: dict[int, dict[int, dict[int, str]]] = {}
    for line in page.lines:
        if (address := page.cell_of(line)) and line.text in shown:
            table, row, cell = address
            row = 0 if {"thead", "th"} & {*line.around} else row
            cells = tables.setdefault(table, {}).setdefault(row, {})
            cells[cell] = f"{cells.get(cell, '')} {line.text}".strip()
    grids = [
        [*([*cells.values()] for _, cells in sorted(rows.items())), *([[]] if 0 in rows else [])]
        for rows in tables.values()
    ]
    return has_empty_grid(grids, is_dash=is_dash, of_year=of_year)


def has_empty_grid(
    grids: Iterable[Sequence[Sequence[str]]], *, is_dash: bool, of_year: bool
) -> bool:
    """Whether of tables by rows and cells one has only empty rows below its head, and none more.

    A row alone may be all, unless it begins as heads do or lacks the figures of a list of a year
    (`of_year`). `is_dash`: a row may hold its name and dashes, too.
    """

    def is_void(row: Sequence[str], number: int) -> bool:
        texts = [text for text in row if not _VOID.fullmatch(text)]
        dashes = len(row) - len(texts)
        is_number = [arabic_digits(text).rstrip(".") for text in texts] == [str(number)]
        return not texts or is_number or (is_dash and dashes >= _LEAST_DASHES > len(texts))

    heads = 0
    for head, *below in grids:
        is_head = len(head) >= _LEAST_CELLS and max(map(len, head)) <= _LONGEST_MESSAGE
        begins = of_year or _patterns.of_numbers.fullmatch(head[0])
        if is_head and begins and not any(map(_patterns.digit.search, head)):
            below = below or [[]]
        has_rows = any(not is_void(row, number) for number, row in enumerate(below, start=1))
        if has_rows or (is_head and not below):
            return False
        heads += is_head and not any(
            _VOID.fullmatch(cell) or _patterns.figure.fullmatch(cell) for cell in head
        )
    return heads > 0


def without_cover(lines: Sequence[str], organisation: str) -> list[str]:
    """Lines without what a cover has: a title, also on two of them, the organisation, its place."""
    text = "\n".join(name_key(line) for line in lines)
    titles = (title for title in titles_in(text) if not title.is_general)
    titled = range(0)
    if (title := next(titles, None)) is not None:
        first, last = (text.count("\n", 0, end) for end in (title.start, title.end))
        titled = range(first, last + 1)
        text = text[: title.start] + "\n" * (last - first) + text[title.end :]
    owner = name_key(organisation)
    own = [line.replace(owner, "") for line in text.splitlines()]
    ends = {number for number in titled if letters(own[number : number + 1], ()) < LEAST_LETTERS}
    return [
        line
        for n, line in enumerate(own)
        if n not in ends and not _patterns.covered.fullmatch(line)
    ]


def without_bare_heads(page: PageContent, lines: Sequence[str]) -> list[str]:
    """Lines without headings that have nothing below them, but for those that state something."""
    heads = {
        line.text
        for line in page.lines
        if {*line.around[-1:]} & RANKED and len(line.text) <= _LONGEST_MESSAGE
    }
    heads = {
        head for head in heads if not (_patterns.none.search(head) or any(map(str.isdigit, head)))
    }
    pairs = zip(lines, [*lines[1:], *heads, ""], strict=False)
    return [line for line, below in pairs if not {line, below} <= heads]


def leads_on(page: PageContent, other: PageContent | None, url: str) -> bool:
    """Whether a page has what another page of its site has not: documents, links, a form.

    Of links to its own site, such as one to who wrote it, two are needed; its own parts are none.
    """
    own = own_links(page, other)
    named_links = {
        link.address
        for link in own
        if not _is_apart(link, page)
        and any(map(str.isalpha, without_site_words(link.label)))
        and not is_front_address(link.address)
        and link.address != url
    }
    is_leading = any(is_document(link.address) or link.embedded for link in own)
    asks = page.fields > (other.fields if other else 0)
    is_away = any(urlsplit(link).hostname != urlsplit(url).hostname for link in named_links)
    return is_leading or asks or is_away or len(named_links) > 1


def _is_apart(link: PageLink, page: PageContent) -> bool:
    """Whether a link is under a heading of its own, as in an archive, that is no link itself."""
    labels = {other.label for other in page.links}
    is_beside = link.heading not in page.text.replace("\n", " ")
    is_title = link.heading in "\n".join(page.titles)
    return not (is_beside or is_title or link.heading in labels)


def entrance(page: PageContent) -> str | None:
    """Where a page leads that is only passed on the way into its site; None of any other page."""
    is_short = sum(map(len, own_lines(page, None))) < SHORTEST_PAGE
    ways = (link.address for link in page.links if _patterns.entrance.search(link.label))
    return next(ways, None) if is_short else None


class LinkChoice:
    """The choice of the link of a page that leads to the document of an item and of its year.

    Of a page that has documents of other years only, the newest.
    """

    def __init__(
        self,
        page: PageContent,
        front: PageContent | None,
        item: DisclosureItem,
        *,
        years: Sequence[int],
        url: str,
        is_front: bool,
    ) -> None:
        frame = set() if front is None else {link.address for link in front.links}
        inner = (link for link in page.links if _may_lead_on(link, url))
        own = (link for link in inner if not (is_front and link.embedded))  # such as a video
        self._links = [link for link in own if link.address not in frame]
        self._page, self._item, self._years = page, item, years
        self._lines = tuple(own_lines(page, front))
        self._is_short = sum(map(len, self._lines)) < SHORTEST_PAGE and not is_front
        figures = sum(map(bool, map(_patterns.figure.fullmatch, self._lines)))
        self._is_itself = not self._is_short or figures >= _LEAST_FIGURES
        self._is_list = self._likeness(" ".join(page.titles)) >= _LEAST_LIKE
        self._says_something = letters(self._lines, page.titles) >= _LONGEST_MESSAGE

    def best(self) -> PageLink | None:
        """The link; None without one."""
        return self._by_number() or self._by_words()

    def perhaps(self) -> PageLink | None:
        """The link by which a page without much else may hand out a file that it does not name."""
        shows_year = not self._years_shown().isdisjoint(self._years)
        is_itself = not self._is_short or (self._says_something and shows_year)
        links = filter(self._may_be_file, () if is_itself else self._links)
        return max(links, key=self._promise, default=None)

    def has_others(self, link: PageLink) -> bool:
        """Whether the page has a document of its own besides the one that a link leads to."""
        others = (other.address for other in self._links if other.address != link.address)
        return any(map(is_document, others))

    def is_frame(self, link: PageLink) -> bool:
        """Whether a link is to what the page shows itself, and may be its document."""
        return link.embedded and link in self._links

    def _by_number(self) -> PageLink | None:
        """The best link with the item's number on a page of several items, each by its number."""
        links = [link for link in self._links if named_number(link.row, link.heading, link.label)]
        ours = [
            link
            for link in links
            if named_number(link.label, link.before, link.row, link.heading) == self._item.number
        ]
        return max(ours, key=self._promise) if 0 < len(ours) < len(links) else None

    def _by_words(self) -> PageLink | None:
        """The link that promises most; None where the page itself shows the year."""
        best = max(filter(self._is_candidate, self._links), key=self._promise, default=None)
        if best is None or best.embedded:  # of frames the last: banner and menu come first
            return max(
                filter(self.is_frame, reversed(self._links)), key=self._promise, default=None
            )
        is_right, *_, newest = self._promise(best)
        is_other = self._is_itself or (not is_right and newest > 0)
        return None if is_other and not self._years_shown().isdisjoint(self._years) else best

    def _likeness(self, words: str) -> float:
        from itasearch.enrich.evidence.subject import likeness_to

        return likeness_to(self._item, words)

    def _promise(self, link: PageLink) -> tuple[bool, bool, float, bool, int]:
        years = years_of_link(link)
        is_right = any(year in self._years for year in years)
        words = f"{link.row} {link.before} {link.label}"
        periods = [*line_pattern("periods").finditer(words)]
        is_whole = not periods or periods[-1]["year"] is not None
        return is_right, not years, self._likeness(words), is_whole, max(years, default=0)

    def _is_other(self, link: PageLink) -> bool:
        """Whether what is above a link heads neither documents for the item nor of a year."""
        heads = not (line_pattern("opening").search(link.heading) or years_of(link.heading))
        return _is_apart(link, self._page) and heads and self._likeness(link.heading) < _LEAST_LIKE

    def _is_candidate(self, link: PageLink) -> bool:
        if link.embedded:
            return True
        is_right, _, likeness, _, year = self._promise(link)
        is_file, is_old = is_document(link.address), year > 0 and not is_right
        if self._says_something and self._is_other(link) and (is_old or not is_file):
            return False
        # A list of an item of no year, such as news, is not one of its years.
        is_list = self._is_list and self._item.period is not None
        is_about = likeness >= _LEAST_LIKE or (year > 0 and is_list)
        if is_file:
            return self._is_short or is_about
        # A page that a link calls by other words is none of the item's, whatever is about the link.
        opens = line_pattern("opening").search(link.label) or years_of(link.label)
        is_named = not link.label or opens or self._likeness(link.label) >= _LEAST_LIKE
        return year > 0 and bool(is_named) and is_about and not self._is_post(link)

    def _may_be_file(self, link: PageLink) -> bool:
        opens = line_pattern("opening").search(link.label)
        is_named = bool(opens) or self._likeness(link.label) >= _LEAST_LIKE
        is_apart = self._is_other(link) or self._is_post(link)
        return is_named and not (is_front_address(link.address) or is_apart)

    def _is_post(self, link: PageLink) -> bool:
        """Whether a link is to a page of one day, such as news, for an item of no year."""
        is_of_day = any(month.day for month in month_years(link.label))
        return self._item.period is None and is_of_day and not is_document(link.address)

    def _years_shown(self) -> set[int]:
        """The years for which the page is titled, or has a text about the item of its own."""
        years = {year for title in self._page.titles for year in be_years(title)}
        if self._says_something:
            about = (line for line in self._lines if self._likeness(line) >= _LEAST_LIKE)
            years |= {year for line in about for year in years_of(line)}
        return years


def _may_lead_on(link: PageLink, url: str) -> bool:
    """Whether a link stays on the site, or leads to a document, not to a form to fill in."""
    parts = urlsplit(link.address)
    host = parts.hostname or ""
    is_file = is_document(link.address) or is_document_host(host)
    is_own = host == urlsplit(url).hostname
    # Of a page that is named as its file is, an address with parameters is a view: its history.
    is_view = is_own and is_document(url) and unquote(parts.path) == unquote(urlsplit(url).path)
    is_other = is_own and link.address != url
    return not is_view and (is_other or (is_file and "/forms/" not in link.address))


def named_number(*texts: str) -> int | None:
    """The number of the item that the first of these texts names that names one."""
    keys = (arabic_digits(text).casefold() for text in texts)
    return next((int(match[1]) for key in keys if (match := NAMED_ITEM.search(key))), None)
