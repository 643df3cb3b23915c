"""Evidence for items of the ITA: what is at each address of an office's list, and what is wrong."""

import re
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from itasearch.config import ReadLimits
from itasearch.domain.ita_pages import (
    ITEM_SIGN,
    file_year,
    is_document_host,
    line_pattern,
    listed,
    may_be_none,
    without_site_words,
)
from itasearch.errors import DamagedFileError, NotAReportError, ReadError
from itasearch.model.form_check import (
    CheckedEvidence,
    DisclosureItem,
    EvidenceCheck,
    EvidenceEntry,
    EvidenceFault,
    EvidenceFinding,
    RuleBook,
    RulePack,
)
from itasearch.model.library import READING, Progress, ProgressEvent, no_progress
from itasearch.model.people import Right
from itasearch.model.records import Report
from itasearch.temporary import TemporaryFolder
from itasearch.text.dates.fiscal_year import be_years, short_years
from itasearch.text.dates.months import month_years
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.wording.messages import EMPTY, unread_reason
from itasearch.workspace.access import Verbs, needs

if TYPE_CHECKING:
    from itasearch.enrich.evidence import EvidenceDocument
    from itasearch.ingest.originals.files import FoundFile
    from itasearch.ingest.web.download import Download, Web
    from itasearch.ingest.web.links import PageContent, PageLink
    from itasearch.ingest.web.years import YearChoices
    from itasearch.ingest.worker.isolation import Isolation

_SIGN = rf"(?:(?:ข้อ|ตัวชี้วัด)(?:ที่)?\s{{0,2}})?{ITEM_SIGN}"
_NAMED_ITEM = re.compile(rf"(?:{_SIGN}|ข้อ(?:ที่)?)[\s.\-]{{0,2}}([0-9]{{1,2}})(?![0-9])")
_ITS_NUMBER = re.compile(rf"^{_NAMED_ITEM.pattern}")  # in front of a title
_LISTED_ITEM = re.compile(rf"\s*{_SIGN}[\s.\-]{{0,2}}([0-9]{{1,2}})(?![0-9])")
_ITEM = re.compile(rf"{_NAMED_ITEM.pattern}|([0-9]{{1,2}})(?![0-9])")
_ADDRESS = re.compile(
    r"https?://.+?(?=\s+(?:\S{1,3}\s+)?https?://|\s*$)", re.IGNORECASE | re.MULTILINE
)
"""Of a cell with several, "1) https://… 2) https://…"; an address may have blanks."""
_REMARK = re.compile(r"\s+[(\[]?\s?(?=[ก-๙])(?!.*\.[a-zA-Z]{2,5}$)[^/]*$")  # behind an address
_FORMER = re.compile("เดิม|ปีที่แล้ว|ปีก่อน|ปีที่ผ่านมา")  # heads of columns of a list
_SIGN_IN = "เว็บไซต์ขอให้ลงชื่อเข้าใช้หรือขอสิทธิ์ก่อนเปิด โปรดเปิดให้ทุกคนดูได้"
_FRONT = re.compile(
    r"(?:/(?:th|en|home|(?:index|default|main|home)\.[a-z]{3,5}))*/?", re.IGNORECASE
)
_ENTRANCE = re.compile("เข้าสู่(?:หน้า)?(?:เว็บ|หลัก)|enter (?:the )?(?:web ?)?site", re.IGNORECASE)
_PAGE_DATE = re.compile(
    "(?:ปรับปรุง|แก้ไข|อัปเดต|อัพเดท)(?:ข้อมูล)?(?:ครั้ง)?(?:ล่าสุด|เมื่อ)|(?:เผยแพร่|โพสต์|ประกาศ)เมื่อ"
    r"|^เผยแพร่(?=\W|โดย|วันที่|ณ|$)|^20\d\d-\d\d-\d\d(?:[ T]\d\d:\d\d\S*)?$"
    r"|^วัน(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์)ที่\s?\d+\s\S+\s(?:พ\.ศ\. )?\d{4}$"
    "|สงวนลิขสิทธิ์|ลิขสิทธิ์|©|copyright|ผู้เข้าชม|last (?:updated|modified)|^วันนี้",
    re.IGNORECASE,
)
"""Lines that say when a page was made, or by whom; not what it is about."""
_NONE = re.compile("ไม่|(?<![0-9๐-๙])[0๐](?![0-9๐-๙])")
_NOTHING = re.compile(r"[-–—]|\W*ไม่มี\W*")  # a cell, or all that a page states
_FIGURE = re.compile(r"[0-9๐-๙][0-9๐-๙,.]+%?")  # a cell
_TELEPHONE = re.compile(r"(?<!\d)[0๐]\d(?:[ -]?\d){7,8}(?!\d)")
_PAPER = re.compile("คู่มือ|แนวปฏิบัติ|แนวทาง|ประมวล|นโยบาย|แผน|รายงาน|หลักเกณฑ์|ประกาศ")
_FILE = re.compile(r"\.[a-z]{3,4}$", re.IGNORECASE)
_SEGMENTS = re.compile(r"\s*[|»•·]\s*|\s+[-–—]\s+|\s*:+\s+")
_SHORTEST_PAGE = 600  # letters of a page that has more to say than that there is nothing; by hand
_LEAST_FRAME = 100  # letters of a front page that is no mere shell; by hand
_LONGEST_NOTICE = 150  # letters of a page without a word about the item that is a message; by hand
_LONGEST_MESSAGE = 60  # letters of a message of a site, and of what may be about it; by hand
_LEAST_LETTERS = 14  # of a page besides titles and site words; one with fewer is empty; by hand
_LEAST_FIGURES = 6  # in cells of a page that is a document itself; by hand
_LONGEST_DATE = 80  # letters of a line that says when a page was made; by hand
_LEAST_LIKE = 0.4  # share of an item's title in the words of a link that may lead to its document
_MOST_ENTRIES = 500  # rows of a list that are checked; by hand


def evidence_entries(path: Path) -> tuple[EvidenceEntry, ...]:
    """The rows of a list, CSV or XLSX: an item ("O12", "ข้อ 12", 12), addresses, other words.

    A row of several addresses has an entry each, a row of nothing else is of the item above. Rows
    with neither item nor address, such as the
    head, are left out; at most 500 are taken. () of a file that is no such list.
    """
    from itasearch.documents.rows import table_rows

    entries: list[EvidenceEntry] = []
    for row in _without_shared_cells(table_rows(path)):
        for entry in _entries(row):
            is_above = bool(entries) and entry.number is None and not entry.name  # in merged cells
            entries.append(replace(entries[-1], address=entry.address) if is_above else entry)
    return tuple(entries[:_MOST_ENTRIES])


def typed_entries(text: str) -> tuple[EvidenceEntry, ...]:
    """The same of lines that a person typed or pasted: "O12 https://…", with other words or not."""
    from itasearch.ingest.web.sources import is_site_address

    entries = []
    for line in text.splitlines():
        words = line.split()
        address = next((word for word in words if is_site_address(word)), "")
        rest = " ".join(word for word in words if word != address).strip(" .):-|")
        entries += _entries([rest, address])
    return tuple(entries[:_MOST_ENTRIES])


def _without_shared_cells(rows: Sequence[Sequence[str]]) -> Iterator[Sequence[str]]:
    """The rows without what most share, running numbers next to items, and last year's columns."""
    columns = tuple(zip_longest(*rows, fillvalue=""))
    numbers = [[number for number, _ in filter(None, map(_item, column))] for column in columns]
    running = {i for i, listed in enumerate(numbers) if listed == [*range(1, len(listed) + 1)]}
    items = [i for i, listed in enumerate(numbers) if listed and listed == sorted(set(listed))]
    left = {
        i
        for i in running
        if any(
            2 * len(numbers[other]) >= len(numbers[i]) and (other > i or other not in running)
            for other in items
        )
    }
    former = _former(rows, columns)
    counts = Counter(cell for row in rows for cell in row)
    for row in rows:
        own = ((i, cell) for i, cell in enumerate(row) if i not in former)
        cells = (cell for i, cell in own if i not in left or _item(cell) is None)
        yield [cell for cell in cells if _item(cell) or counts[cell] <= max(2, len(rows) // 4)]


def _former(rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> set[int]:
    """The columns that are headed as those of a former year, where others have addresses."""
    first = next((at for at, row in enumerate(rows) if any(map(_ADDRESS.search, row))), 0)
    heads = [next(filter(None, reversed(column[:first])), "") for column in columns]
    former = {i for i, head in enumerate(heads) if _FORMER.search(head)}
    others = (cell for i, column in enumerate(columns) if i not in former for cell in column)
    return former if any(map(_ADDRESS.search, others)) else set()


def _item(cell: str) -> tuple[int, bool] | None:
    """The item that a cell names first, and whether by a sign such as "O" or "ข้อ"; else None.

    A number alone is an item only where the cell is nothing else.
    """
    match = _ITEM.match(arabic_digits(cell).casefold())
    if match is None or not (match[1] or match.end() == len(match.string)):
        return None
    return int(match[1] or match[2]), match[1] is not None


def _entries(row: Sequence[str]) -> list[EvidenceEntry]:
    """An entry for each address of a row, or for its item alone."""
    from itasearch.ingest.web.sources import is_site_address

    addresses, rest = [], []
    for cell in row:
        in_cell = [_REMARK.sub("", address) for address in _ADDRESS.findall(cell)]
        in_cell = in_cell or [cell] * is_site_address(cell)
        addresses += in_cell
        words = "" if in_cell == [cell] else _ADDRESS.sub("", cell)
        rest.append(" ".join(words.split()))
    items = filter(None, map(_item, rest))
    number, _ = max(items, key=lambda item: item[1], default=(None, False))
    name = " ".join(filter(None, rest))
    none = [""] * (number is not None)
    return [
        EvidenceEntry(number=number, address=address.strip(), name=name)
        for address in dict.fromkeys(addresses or none)
    ]


class EvidenceChecks(Verbs):
    """Checks what an office hands in as evidence."""

    @needs(Right.ADD)
    def entries_of_page(
        self,
        address: str,
        *,
        allow_private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
    ) -> tuple[EvidenceEntry, ...]:
        """What a town's page of its items leads to: links by which an item is named ("O12").

        Items that it names without a link have no address; links of all pages of the site, to
        contacts and the like, are of no item.

        Raises ReadError: the page cannot be opened.
        """
        from itasearch.ingest.web.download import opened_web
        from itasearch.ingest.web.links import page_in

        limits = self._parts.settings.limits
        with opened_web(limits, allow_private=allow_private, sleep=sleep) as web:
            download = web.download(address)
            page = page_in(download.path, download.url)
            front = None
            if page is not None and not _is_front(download.url):
                with suppress(ReadError, OSError):
                    home = web.download(urljoin(download.url, "/"))
                    front = page_in(home.path, home.url)
        if page is None:
            return ()
        frame = set() if front is None else {link.address for link in front.links}
        entries: dict[tuple[int, str], EvidenceEntry] = {}
        for link in page.links:
            number = _named_number(link.label, link.before, link.row, link.heading)
            if number is not None and link.address not in frame:
                entry = EvidenceEntry(number=number, address=link.address, name=link.label)
                entries.setdefault((number, link.address), entry)
        linked = {number for number, _ in entries}
        for line in page.text.splitlines() if entries else ():  # else it is a document itself
            match = _LISTED_ITEM.match(arabic_digits(line).casefold())
            if match is not None and int(match[1]) not in linked:
                entry = EvidenceEntry(number=int(match[1]), address="", name=line.strip())
                entries.setdefault((int(match[1]), ""), entry)
        return tuple(sorted(entries.values(), key=lambda entry: entry.number or 0))[:_MOST_ENTRIES]

    @needs(Right.ADD)
    def check(
        self,
        entries: Sequence[EvidenceEntry],
        *,
        organisation: str,
        fiscal_year_be: int,
        allow_private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        progress: Progress = no_progress,
    ) -> EvidenceCheck:
        """What speaks against each entry of an organisation in the assessment of a year.

        Nothing is added to the library. robots.txt is obeyed, one request is sent at a time,
        `sleep` waits between them; of the own network only if `allow_private`. Of a page that leads
        to documents the one for the item and year is read.

        Raises:
            RulesError: the library's own rules cannot be used.
        """
        from itasearch.ingest.web.download import opened_web

        rules, limits = self._parts.rules, self._parts.settings.limits
        pack, total = rules.pack(fiscal_year_be), len(entries)
        rows = []
        with (
            self._parts.parser() as parser,
            opened_web(limits, allow_private=allow_private, sleep=sleep) as web,
        ):
            opening = _Opening(
                web=web,
                parser=parser,
                limits=limits,
                organisation=organisation,
                fiscal_year_be=fiscal_year_be,
                pack=pack,
                rules=rules,
                handed_in=frozenset(entry.address for entry in entries),
            )
            for done, entry in enumerate(entries):
                event = ProgressEvent(stage=READING, done=done, total=total, detail=entry.address)
                progress(event)
                rows.append(opening.checked(entry))
        return EvidenceCheck(
            organisation=organisation,
            fiscal_year_be=fiscal_year_be,
            pack=pack,
            rows=tuple(rows),
        )


class _NoEvidenceError(Exception):
    """There is nothing at an address that could be evidence."""

    def __init__(self, address: str, found: EvidenceFinding | EvidenceFault) -> None:
        self.address = address
        self.finding = EvidenceFinding(fault=found) if isinstance(found, EvidenceFault) else found
        super().__init__(address)


class _NotThereError(_NoEvidenceError):
    """A page has no contents, or says so."""


class _UnreachableError(_NoEvidenceError):
    """An address cannot be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opening:
    """Opens addresses, and reads what is there."""

    web: "Web"
    parser: "Isolation"
    limits: ReadLimits
    organisation: str
    fiscal_year_be: int  #: of the assessment
    pack: RulePack
    rules: RuleBook
    #: front pages of sites by their addresses; None where a site has none
    fronts: "dict[str, PageContent | None]" = field(default_factory=dict)
    handed_in: frozenset[str] = frozenset()  #: addresses of the list
    led_to: dict[str, str] = field(default_factory=dict)  #: where front pages are in the end

    def checked(self, entry: EvidenceEntry) -> CheckedEvidence:
        """What is at the address of an entry."""
        from itasearch.enrich.evidence import findings, listed_item

        item = listed_item(entry, self.pack, self.rules)
        checked = CheckedEvidence(entry=entry, item=item, document=entry.address)
        if item is None:
            return replace(checked, findings=(EvidenceFinding(fault=EvidenceFault.UNKNOWN_ITEM),))
        if not entry.address:
            return replace(checked, findings=(EvidenceFinding(fault=EvidenceFault.NO_ADDRESS),))
        with ExitStack() as downloads:
            try:
                address, document = self._document(entry.address, item, downloads)
            except _NoEvidenceError as error:
                return replace(checked, document=error.address, findings=(error.finding,))
        speaking_against = findings(
            document,
            item,
            organisation=self.organisation,
            fiscal_year_be=self.fiscal_year_be,
            pack=self.pack,
            rules=self.rules,
        )
        return replace(checked, document=address, findings=speaking_against)

    def _document(
        self,
        address: str,
        item: DisclosureItem,
        downloads: ExitStack,
        *,
        name: str = "",
        named_years: Collection[int] = (),
        must_be_file: bool = False,
    ) -> "tuple[str, EvidenceDocument]":
        """The document that an address leads to, after its own address.

        `name` has the words of the link that led to the address, and `named_years` its years; none
        of an entry's own, whose page may lead on. Raises _NoEvidenceError: there is none, or it is
        a page where it `must_be_file`.
        """
        from itasearch.enrich.evidence import EvidenceDocument
        from itasearch.ingest.web.links import download_of, is_document, shown_in_viewer

        if shown := shown_in_viewer(address):
            return self._document(shown, item, downloads, name=shown)
        download, page, choices = self._opened(address, downloads)
        named_years = named_years or _years_of(_file_name(download.url))
        if must_be_file and page is not None:
            raise _NotThereError(address, EvidenceFault.NOT_THERE)
        if page is None:
            document = self._read(address, download.path, name=name, item=item)
            titles = [item.title, name, *document.lines[:1]]
            is_empty = _letters(document.lines, titles) < _LEAST_LETTERS
            cells = [cell for line in document.lines for cell in line.splitlines()]
            is_message = is_empty or _says("missing", cells[1:] or cells, titles)
            if document.lines and not document.is_picture and is_message:
                raise _NotThereError(address, EvidenceFault.NOT_THERE)
            return address, replace(document, named_years=tuple(named_years))
        if shown := shown_in_viewer(download.url):  # redirected to, or without a scheme
            return self._document(shown, item, downloads, name=shown)
        if direct := download_of(download.url):
            title = name or " ".join(page.titles)
            years = named_years or _years_of(title)
            with suppress(_UnreachableError):  # such hosts may keep programs out
                return self._document(direct, item, downloads, name=title, named_years=years)
        front = self.front_of(download.url)
        self._check_is_open(page, front, download.url)
        ways = filter(None, (download.url, _entrance(page)))
        is_front = any(_is_front(way) or way in self.led_to.values() for way in ways)
        if choices:
            self._check_year(choices, item, url=download.url, address=address)
            named_years = choices.opened
        choice = _LinkChoice(self, page, item, url=download.url, is_front=is_front)
        sure = choice.best()
        if not name and (link := sure or choice.perhaps()) is not None:
            title = f"{link.before or link.row} {link.label}".strip() or link.address
            years = _years_of_link(link) or named_years or _years_of(link.heading)
            is_beside = link.embedded and not is_document(link.address)  # such as a map
            with suppress(*[_NotThereError] * (is_beside or sure is None)):
                return self._document(
                    link.address,
                    item,
                    downloads,
                    name=title,
                    named_years=years,
                    must_be_file=sure is None,
                )
            page = replace(page, links=[other for other in page.links if other is not link])
        self._check_shows_something(page, front, item, url=download.url, is_front=is_front)
        document = EvidenceDocument(
            name="\n".join(_without_frame(page.titles, front.titles if front else ())),
            lines=tuple(_own_lines(page, front)),
            is_page=True,
            named_years=tuple(named_years),
            site="\n".join((*page.titles, *(front.titles if front else ()))),
        )
        if self.pack.kind_of(item) is not None:
            reports = self._read(address, download.path, name="", item=item).reports
            document = replace(document, reports=reports)
        return address, document

    def _opened(
        self, address: str, downloads: ExitStack
    ) -> "tuple[Download, PageContent | None, YearChoices | None]":
        """What is at an address, until `downloads` are closed, and the page that it is, if any.

        The page as it is shown at first, and the years that may be chosen there.

        Raises _NoEvidenceError: it cannot be opened.
        """
        from itasearch.ingest.web.links import page_in
        from itasearch.ingest.web.sources import is_web_address
        from itasearch.ingest.web.years import as_opened

        schemes = ("",) if is_web_address(address) else ("https://", "http://")
        for scheme in schemes:
            try:
                download = self.web.download(f"{scheme}{address}")
                break
            except (ReadError, OSError) as error:
                reason = unread_reason(error)
                finding = EvidenceFinding(fault=EvidenceFault.UNREACHABLE, reason=reason)
                refusal = _UnreachableError(address, finding)
        else:
            raise refusal
        downloads.callback(download.path.unlink, missing_ok=True)
        page, choices = page_in(download.path, download.url), None
        if page is not None:
            front = self.front_of(download.url)
            page, choices = as_opened(page, front, address=address, url=download.url)
        return download, page, choices

    def _check_year(
        self, choices: "YearChoices", item: DisclosureItem, *, url: str, address: str
    ) -> None:
        """Raise _NoEvidenceError for a page that has the item's year, but opens on another one.

        In an assessment last year's documents may be under the year of the assessment.
        """
        due = item.years(self.fiscal_year_be)
        right = [choices.addresses[year] for year in due if year in choices.addresses]
        if right and choices.opened.isdisjoint({*due, self.fiscal_year_be}):
            finding = EvidenceFinding(
                fault=EvidenceFault.OTHER_YEAR,
                years=tuple(sorted(choices.opened)),
                due=tuple(sorted(due)),
                tab=right[0] or url,
            )
            raise _NoEvidenceError(address, finding)

    def _check_is_open(self, page: "PageContent", front: "PageContent | None", url: str) -> None:
        """Raise _NoEvidenceError for a page that asks to sign in, leads home or says no."""
        own = [*page.titles, *_own_lines(page, front)]
        if sum(map(len, own)) >= _SHORTEST_PAGE:
            return
        is_front = _is_front(url)  # which may have a form for members
        in_forms = {line.text for line in page.lines if "form" in line.around}
        beside = [line for line in own if line not in in_forms and line not in page.titles]
        asks = sum(map(len, beside)) < _LONGEST_NOTICE  # a network's pages have a form for members
        asks &= page.asks_password and not is_front and not (front and front.asks_password)
        if asks or _says("closed", own, page.titles):
            finding = EvidenceFinding(fault=EvidenceFault.UNREACHABLE, reason=_SIGN_IN)
            raise _UnreachableError(url, finding)
        if _says("missing", own, page.titles):
            raise _NotThereError(url, EvidenceFault.NOT_THERE)
        if any(link.embedded and _is_front(link.address) for link in page.links):
            raise _NoEvidenceError(url, EvidenceFault.FRONT_PAGE)

    def _check_shows_something(
        self,
        page: "PageContent",
        front: "PageContent | None",
        item: DisclosureItem,
        *,
        url: str,
        is_front: bool,
    ) -> None:
        """Raise _NoEvidenceError for a front page, a page before it, and a frame without content.

        A short text without a word about the item, a link or a figure is a message of the site.
        """
        from itasearch.enrich.evidence import may_be_about

        if is_front or (front is not None and page.lines == front.lines):
            raise _NoEvidenceError(url, EvidenceFault.FRONT_PAGE)
        if _leads_on(page, front, url):
            return
        lines = tuple(_own_lines(page, front))
        says_nothing = _letters(lines, [*page.titles, item.title]) < _LEAST_LETTERS
        text = "\n".join((*_without_frame(page.titles, front.titles if front else ()), *lines))
        may_be = may_be_about(item, text, pack=self.pack, rules=self.rules)
        is_message = len(text) < _LONGEST_NOTICE and not (may_be or any(map(str.isdigit, text)))
        pictures = set(page.pictures).difference(() if front is None else front.pictures)
        if says_nothing and pictures and (item.period is not None or _PAPER.search(item.title)):
            raise _NoEvidenceError(url, EvidenceFault.PICTURE)
        # A front page without words either is written by scripts, as this page may be.
        is_framed = (
            front is not None and sum(len(line.text) for line in front.lines) >= _LEAST_FRAME
        )
        if (says_nothing or is_message) and is_framed and not pictures:
            raise _NotThereError(url, EvidenceFault.NOT_THERE)

    def front_of(self, url: str) -> "PageContent | None":
        """The front page of a page's site, whose frame all its pages have; None of itself.

        It is the page behind a mere entrance.
        """
        front = urljoin(url, "/")
        if _is_front(url) or is_document_host(urlsplit(url).hostname or ""):
            return None
        if front not in self.fronts:
            page = self._page_at(front)
            behind = None if page is None else _entrance(page)
            page = (self._page_at(behind) if behind else None) or page
            self.fronts[front] = page and self._with_frame(page, self.led_to[behind or front])
        return None if url == self.led_to.get(front) else self.fronts[front]

    def _with_frame(self, front: "PageContent", url: str) -> "PageContent":
        """A front page with what two of it and two pages in its menu show: the frame of all.

        None that is handed in is taken.
        """
        from itasearch.ingest.web.links import is_document

        inner = dict.fromkeys(
            link.address
            for link in front.links
            if urlsplit(link.address).netloc == urlsplit(url).netloc
            and link.address not in self.handed_in
            and not _is_front(link.address)
            and not is_document(link.address)
            and link.label
        )
        texts = {page.text for link in [*inner][:2] if (page := self._page_at(link))}
        if len(texts) < 2:
            return front
        a, b, c = (_segments(text.splitlines()) for text in (front.text, *texts))
        return replace(front, text="\n".join((a & b | b & c | a & c).elements()))

    def _page_at(self, url: str) -> "PageContent | None":
        from itasearch.ingest.web.links import page_in

        with suppress(ReadError, OSError):
            download = self.web.download(url)
            self.led_to[url] = download.url
            page = page_in(download.path, download.url)
            download.path.unlink()
            return page
        return None

    def _read(
        self, address: str, path: Path, *, name: str, item: DisclosureItem
    ) -> "EvidenceDocument":
        """The document in a file; of an archive the one that is most like the item's title."""
        from itasearch.enrich.evidence import likeness_to
        from itasearch.ingest.containers import unpacked
        from itasearch.ingest.originals.files import FoundFile

        documents, refusals = [], []
        with TemporaryFolder() as folder:
            whole = FoundFile(path=path, named=False, origin=address)
            for file in unpacked([whole], into=folder.path, limits=self.limits):
                try:
                    documents.append(self._read_file(file, name=name, item=item))
                except (ReadError, OSError) as error:
                    refusals.append(unread_reason(error))
        if not documents:
            reason = next(iter(refusals), EMPTY)
            finding = EvidenceFinding(fault=EvidenceFault.UNREADABLE, reason=reason)
            raise _NoEvidenceError(address, finding)
        return max(documents, key=lambda document: likeness_to(item, document.head))

    def _read_file(
        self, file: "FoundFile", *, name: str, item: DisclosureItem
    ) -> "EvidenceDocument":
        from itasearch.enrich.evidence import EvidenceDocument

        if file.fault is not None:
            raise DamagedFileError(path=file.display_name, reason=file.fault)
        reports: tuple[Report, ...] = ()
        text = self.parser.original_text(file.path)
        if self.pack.kind_of(item) is not None:
            with suppress(NotAReportError):
                reports = self.parser.parse(file.path).reports
        return EvidenceDocument(
            name=name,
            lines=tuple(line.text for line in text.lines),
            is_picture=text.is_scan,
            reports=reports,
        )


def _is_front(url: str) -> bool:
    """Whether an address is of a site's front page."""
    parts = urlsplit(url)
    parameters = {name.lower() for name, _ in parse_qsl(parts.query)}
    return _FRONT.fullmatch(parts.path) is not None and parameters <= listed("arranging_parameters")


def _without_frame(lines: Iterable[str], front_lines: Iterable[str]) -> Iterator[str]:
    """The lines, without what a site's front page shows as well, and without dates of the page.

    What the page shows more often than the front page is its own: it may be titled as a menu is.
    """
    frame = _segments(front_lines)
    date_follows = False
    for line in lines:
        is_date = date_follows or _PAGE_DATE.search(line[:_LONGEST_DATE]) is not None
        date_follows = is_date and not date_follows and not any(map(str.isdigit, line))
        parts = _SEGMENTS.split(line)
        own = [part for part in parts if not frame[part]]
        frame -= Counter(parts)
        if own and not is_date:
            yield line if len(own) == len(parts) else " ".join(own)


def _segments(lines: Iterable[str]) -> Counter[str]:
    return Counter(part for line in lines for part in _SEGMENTS.split(line))


def _years_of(text: str) -> tuple[int, ...]:
    """The years in a name: fiscal years of its months, else years; two digits only of a file."""
    of_months = tuple(month.fiscal_year_be for month in month_years(text))
    years = of_months or (*be_years(text), *short_years(text))
    of_file = None if years or not _FILE.search(text) else file_year(text)
    return years if of_file is None else (of_file,)


def _years_of_link(link: "PageLink") -> tuple[int, ...]:
    """The years by which a link is named, the nearest words first."""
    texts = (link.label, _file_name(link.address), link.before, link.row)
    return next(filter(None, map(_years_of, texts)), ())


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])


def _letters(cells: Sequence[str], titles: Iterable[str]) -> int:
    """Count letters outside titles and words of all sites, and digits of figures in cells.

    A telephone number counts as _LEAST_LETTERS; a statement that there was none of what may be
    none is more than a message.
    """
    title_text = squash("\n".join(titles))
    texts = [line for line in cells if _ITS_NUMBER.sub("", squash(line)) not in title_text]
    is_none = any(may_be_none(text) and _NONE.search(text) for text in texts)
    is_none |= may_be_none(title_text) and any(map(_NOTHING.fullmatch, cells))
    figures = "".join(filter(_FIGURE.fullmatch, texts))
    words = "".join(map(without_site_words, texts))
    count = sum(map(str.isalpha, words)) + sum(map(str.isdigit, figures))
    count += _LEAST_LETTERS * any(map(_TELEPHONE.search, texts))
    return max(_LONGEST_MESSAGE * is_none, count)


def _says(words: str, lines: Sequence[str], titles: Sequence[str]) -> bool:
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
    others = [line for line in lines if line not in saying or len(line) > _LONGEST_MESSAGE]
    figures = sum(map(str.isdigit, "".join(others)))  # where the words are the head of a column
    figures += _LEAST_LETTERS * max(0, sum(map(str.isdecimal, others)) - 1)  # of a row of them
    is_title = bool(saying) and saying[0] in titles
    most = _LONGEST_MESSAGE // (2 if words == "closed" else 1)  # more pages have a way to sign in
    return is_title or (bool(saying) and _letters(others, titles) + figures < most)


def _own_lines(page: "PageContent", front: "PageContent | None") -> Iterator[str]:
    """What a page says besides its links, which are menus mostly, and its site's frame."""
    from itasearch.ingest.web.links import PagePart

    beside = _segments(line.text for line in page.lines if line.part is PagePart.BESIDE)
    frame = [*(_segments(front.text.splitlines() if front else ()) - beside).elements()]
    labels = Counter(" ".join(link.label.split()) for link in page.links) - Counter(frame)
    for line in _without_frame(page.text.splitlines(), frame):
        if labels[line] > 0:
            labels[line] -= 1
        else:
            yield line


def _leads_on(page: "PageContent", other: "PageContent | None", url: str) -> bool:
    """Whether a page has what another page of its site has not: documents, links, a form.

    Of links to its own site, such as one to who wrote it, two are needed.
    """
    from itasearch.ingest.web.links import is_document

    others = {link.address for link in other.links} if other else set()
    own = [link for link in page.links if link.address not in others]
    named_links = {
        link.address
        for link in own
        if not _is_apart(link, page)
        and any(map(str.isalpha, without_site_words(link.label)))
        and not _is_front(link.address)
    }
    is_leading = any(is_document(link.address) or link.embedded for link in own)
    asks = page.fields > (other.fields if other else 0)
    is_away = any(urlsplit(link).hostname != urlsplit(url).hostname for link in named_links)
    return is_leading or asks or is_away or len(named_links) > 1


def _is_apart(link: "PageLink", page: "PageContent") -> bool:
    """Whether a link is under a heading of its own, as in an archive, that is no link itself."""
    labels = {other.label for other in page.links}
    return link.heading not in "\n".join(page.titles) and link.heading not in labels


def _entrance(page: "PageContent") -> str | None:
    """Where a page leads that is only passed on the way into its site; None of any other page."""
    is_short = sum(map(len, _own_lines(page, None))) < _SHORTEST_PAGE
    ways = (link.address for link in page.links if _ENTRANCE.search(link.label))
    return next(ways, None) if is_short else None


class _LinkChoice:
    """The choice of the link of a page that leads to the document of an item and of its year.

    Of a page that has documents of other years only, the newest.
    """

    def __init__(
        self,
        opening: _Opening,
        page: "PageContent",
        item: DisclosureItem,
        *,
        url: str,
        is_front: bool,
    ) -> None:
        front = opening.front_of(url)
        frame = set() if front is None else {link.address for link in front.links}
        inner = (link for link in page.links if _may_lead_on(link, url))
        self._links = [link for link in inner if link.address not in frame]
        self._page, self._item, self._years = page, item, item.years(opening.fiscal_year_be)
        self._lines = tuple(_own_lines(page, front))
        self._is_short = sum(map(len, self._lines)) < _SHORTEST_PAGE and not is_front
        figures = sum(map(bool, map(_FIGURE.fullmatch, self._lines)))
        self._is_itself = not self._is_short or figures >= _LEAST_FIGURES
        self._is_list = self._likeness(" ".join(page.titles)) >= _LEAST_LIKE
        self._says_something = _letters(self._lines, page.titles) >= _LONGEST_MESSAGE

    def best(self) -> "PageLink | None":
        """The link; None without one."""
        return self._by_number() or self._by_words()

    def perhaps(self) -> "PageLink | None":
        """The link by which a page without much else may hand out a file that it does not name."""
        shows_year = not self._years_shown().isdisjoint(self._years)
        is_itself = not self._is_short or (self._says_something and shows_year)
        links = filter(self._may_be_file, () if is_itself else self._links)
        return max(links, key=self._promise, default=None)

    def _by_number(self) -> "PageLink | None":
        """The best link with the item's number on a page of several items, each by its number."""
        links = [link for link in self._links if _named_number(link.row, link.heading, link.label)]
        ours = [
            link
            for link in links
            if _named_number(link.label, link.before, link.row, link.heading) == self._item.number
        ]
        return max(ours, key=self._promise) if 0 < len(ours) < len(links) else None

    def _by_words(self) -> "PageLink | None":
        """The link that promises most; None where the page itself shows the year."""
        best = max(filter(self._is_candidate, self._links), key=self._promise, default=None)
        if best is None or best.embedded:  # of frames the last: banner and menu come first
            frames = (link for link in reversed(self._links) if link.embedded)
            return max(frames, key=self._promise, default=None)
        is_right, _, _, newest = self._promise(best)
        is_other = self._is_itself or (not is_right and newest > 0)
        return None if is_other and not self._years_shown().isdisjoint(self._years) else best

    def _likeness(self, words: str) -> float:
        from itasearch.enrich.evidence import likeness_to

        return likeness_to(self._item, words)

    def _promise(self, link: "PageLink") -> tuple[bool, bool, float, int]:
        years = _years_of_link(link)
        is_right = any(year in self._years for year in years)
        likeness = self._likeness(f"{link.before} {link.label} {link.row}")
        return is_right, not years, likeness, max(years, default=0)

    def _is_other(self, link: "PageLink") -> bool:
        """Whether what is above a link heads neither documents for the item nor of a year."""
        heads = not (line_pattern("opening").search(link.heading) or _years_of(link.heading))
        return _is_apart(link, self._page) and heads and self._likeness(link.heading) < _LEAST_LIKE

    def _is_candidate(self, link: "PageLink") -> bool:
        from itasearch.ingest.web.links import is_document

        if link.embedded:
            return True
        is_right, _, likeness, year = self._promise(link)
        is_file, is_old = is_document(link.address), year > 0 and not is_right
        if self._says_something and self._is_other(link) and (is_old or not is_file):
            return False
        is_about = likeness >= _LEAST_LIKE or (year > 0 and self._is_list)
        if is_file:
            return self._is_short or is_about
        # A page that a link calls by other words is none of the item's, whatever is about the link.
        opens = line_pattern("opening").search(link.label) or _years_of(link.label)
        is_named = not link.label or opens or self._likeness(link.label) >= _LEAST_LIKE
        return year > 0 and bool(is_named) and is_about

    def _may_be_file(self, link: "PageLink") -> bool:
        opens = line_pattern("opening").search(link.label)
        is_named = bool(opens) or self._likeness(link.label) >= _LEAST_LIKE
        return is_named and not (_is_front(link.address) or self._is_other(link))

    def _years_shown(self) -> set[int]:
        """The years for which the page is titled, or has a text about the item of its own."""
        years = {year for title in self._page.titles for year in be_years(title)}
        if self._says_something:
            about = (line for line in self._lines if self._likeness(line) >= _LEAST_LIKE)
            years |= {year for line in about for year in _years_of(line)}
        return years


def _may_lead_on(link: "PageLink", url: str) -> bool:
    """Whether a link stays on the site, or leads to a document, not to a form to fill in."""
    from itasearch.ingest.web.links import is_document

    host = urlsplit(link.address).hostname or ""
    is_file = is_document(link.address) or is_document_host(host)
    is_other = host == urlsplit(url).hostname and link.address != url
    return is_other or (is_file and "/forms/" not in link.address)


def _named_number(*texts: str) -> int | None:
    """The number of the item that the first of these texts names that names one."""
    keys = (arabic_digits(text).casefold() for text in texts)
    return next((int(match[1]) for key in keys if (match := _NAMED_ITEM.search(key))), None)
