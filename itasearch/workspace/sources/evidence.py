"""Evidence for items of the ITA: what is at each address of an office's list, and what is wrong.

Pages are read by evidence_pages, lists by evidence_lists, documents by enrich/evidence.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from itasearch.config import ReadLimits
from itasearch.domain.document_titles import titles_in
from itasearch.domain.ita_pages import is_document_host, line_pattern, may_be_none, states_none
from itasearch.domain.loader import Patterns
from itasearch.errors import DamagedFileError, LimitExceededError, NotAReportError, ReadError
from itasearch.ingest.containers import unpacked
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.web.links import (
    PageContent,
    PageLink,
    PagePart,
    download_of,
    is_document,
    is_picture,
    page_in,
    section_of,
    shown_in_viewer,
)
from itasearch.ingest.web.sources import is_web_address
from itasearch.ingest.web.years import YearChoices, as_opened
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
from itasearch.text.thai.normalize import arabic_digits, squash
from itasearch.wording.messages import EMPTY, unread_reason
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.sources import evidence_pages as pages
from itasearch.workspace.sources.evidence_lists import MOST_ENTRIES

if TYPE_CHECKING:
    from itasearch.enrich.evidence.document import EvidenceDocument
    from itasearch.ingest.web.download import Download, Web
    from itasearch.ingest.worker.isolation import Isolation

_LISTED_ITEM = re.compile(rf"\s*{pages.ITEM_NAME}[\s.\-]{{0,2}}([0-9]{{1,2}})(?![0-9])")
_SIGN_IN = "เว็บไซต์ขอให้ลงชื่อเข้าใช้หรือขอสิทธิ์ก่อนเปิด โปรดเปิดให้ทุกคนดูได้"
_patterns = Patterns("evidence_patterns")
_FOREIGN = re.compile(rf"(?=.*[A-Za-z])[^ก-๎]{{{pages.LEAST_LETTERS},}}")
_DIRECTORY = re.compile("index of /", re.IGNORECASE)  # of files, that a web server lists
_LEAST_FRAME = 100  # letters of a front page that is no mere shell; by hand
_LEAST_KIN = 3  # pages with one frame, which is what all have; by hand
_MOST_TRIED = 12  # pages of the list, most alike by address, that are looked at for these; by hand
_MOST_STEPS = 8  # from an address to its document: viewers, pages, downloads; by hand


class EvidenceChecks(Verbs):
    """Checks what an office hands in as evidence."""

    @needs(Right.EDIT)
    def entries_of_page(
        self, address: str, *, allow_private: bool = False
    ) -> tuple[EvidenceEntry, ...]:
        """What a town's page of its items leads to: links by which an item is named ("O12").

        Items without a link have no address; links of all pages of the site are of no item but
        where a row of the page names one. Raises ReadError: the page cannot be opened.
        """
        from itasearch.ingest.web.download import opened_web

        limits = self._parts.settings.limits
        with opened_web(limits, allow_private=allow_private) as web:
            download = web.download(address)
            page = page_in(download.path, download.url)
            front = None
            if page is not None and not pages.is_front_address(download.url):
                with suppress(ReadError, OSError):
                    home = web.download(urljoin(download.url, "/"))
                    front = page_in(home.path, home.url)
        if page is None:
            return ()
        frame = {(link.address, link.label) for link in front.links} if front else set()
        entries: dict[tuple[int, str], EvidenceEntry] = {}
        for link in page.links:
            number = pages.named_number(link.label, link.before, link.row, link.heading)
            if number is not None and not _is_of_frame(link, frame):
                name = _name_of_item(link, number)
                entry = EvidenceEntry(number=number, address=link.address, name=name)
                entries.setdefault((number, link.address), entry)
        linked = {number for number, _ in entries}
        for line in page.text.splitlines() if entries else ():  # else it is a document itself
            match = _LISTED_ITEM.match(arabic_digits(line).casefold())
            if match is not None and int(match[1]) not in linked:
                entry = EvidenceEntry(number=int(match[1]), address="", name=line.strip())
                entries.setdefault((int(match[1]), ""), entry)
        return tuple(sorted(entries.values(), key=lambda entry: entry.number or 0))[:MOST_ENTRIES]

    @needs(Right.EDIT)
    def check(
        self,
        entries: Sequence[EvidenceEntry],
        *,
        organisation: str,
        fiscal_year_be: int,
        allow_private: bool = False,
        progress: Progress = no_progress,
    ) -> EvidenceCheck:
        """What speaks against each entry of an organisation in the assessment of a year.

        Nothing is added to the library. robots.txt is obeyed, one request is sent at a time. Of a
        page that leads to documents the one for the item and year is read.
        """
        from itasearch.enrich.evidence.subject import year_of_titles
        from itasearch.ingest.web.download import opened_web

        rules, limits = self._parts.rules, self._parts.settings.limits
        pack, total = rules.pack(fiscal_year_be), len(entries)
        rows = []
        with (
            self._parts.parser() as parser,
            opened_web(limits, allow_private=allow_private) as web,
        ):
            opening = _Opening(
                web=web,
                parser=parser,
                limits=limits,
                organisation=organisation,
                fiscal_year_be=fiscal_year_be,
                pack=pack,
                rules=rules,
                handed_in={entry.address: entry.number for entry in entries},
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
            list_year_be=year_of_titles(entries, pack, rules),
        )


def _is_of_frame(link: PageLink, frame: Collection[tuple[str, str]]) -> bool:
    """Whether a link leads where the front page does by the same words, or no row names an item."""
    is_in_row = pages.named_number(link.label, link.before, link.row) is not None
    is_own = is_in_row and (link.address, link.label) not in frame
    return not is_own and any(link.address == address for address, _ in frame)


def _name_of_item(link: PageLink, number: int) -> str:
    """What a page calls the item of a link: words before it, where the link's only open it."""
    texts = (link.before, link.row) if line_pattern("opening").search(link.label) else ()
    is_named = pages.named_number(link.label) == number
    names = (text for text in texts if pages.named_number(text) == number and not is_named)
    return next(names, link.label)


def _is_paper(item: DisclosureItem) -> bool:
    return item.period is not None or _patterns.paper.search(item.title) is not None


class _NoEvidenceError(Exception):
    """There is nothing at an address that could be evidence."""

    def __init__(self, address: str, found: EvidenceFinding | EvidenceFault) -> None:
        self.address = address
        self.finding = EvidenceFinding(fault=found) if isinstance(found, EvidenceFault) else found
        super().__init__(address)


class _UnreachableError(_NoEvidenceError):
    """An address cannot be opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """What led to an address: nothing to an entry's own, whose page may lead on."""

    name: str = ""  #: words of the link
    named_years: Collection[int] = ()  #: of the link
    must_be_file: bool = False
    steps: int = 0  #: from the entry's own address


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
    fronts: dict[str, PageContent | None] = field(default_factory=dict)
    #: addresses of the list, with the numbers of their items
    handed_in: Mapping[str, int | None] = field(default_factory=dict)
    kin: dict[str, PageContent | None] = field(default_factory=dict)  #: pages of these by address
    led_to: dict[str, str] = field(default_factory=dict)  #: where front pages are in the end

    def checked(self, entry: EvidenceEntry) -> CheckedEvidence:
        from itasearch.enrich.evidence.check import findings
        from itasearch.enrich.evidence.subject import listed_item

        item = listed_item(entry, self.pack, self.rules)
        checked = CheckedEvidence(entry=entry, item=item, document=entry.address)
        if item is None:
            return replace(checked, findings=(EvidenceFinding(fault=EvidenceFault.UNKNOWN_ITEM),))
        if not entry.address:
            return replace(checked, findings=(EvidenceFinding(fault=EvidenceFault.NO_ADDRESS),))
        with ExitStack() as downloads:
            try:
                address, document = self._document(entry.address, item, downloads, _Lead())
            except _NoEvidenceError as error:
                return replace(checked, document=error.address, findings=(error.finding,))
        speaking_against = findings(
            replace(document, home=self.home),
            item,
            organisation=self.organisation,
            fiscal_year_be=self.fiscal_year_be,
            pack=self.pack,
            rules=self.rules,
        )
        return replace(checked, document=address, findings=speaking_against)

    @property
    def home(self) -> str:
        """The front page of the site that most of the list is on."""
        sites = Counter(urlsplit(address).netloc for address in self.handed_in)
        (site, _), *_ = sites.most_common(1)
        own = (address for address in self.handed_in if urlsplit(address).netloc == site)
        front = self.front_of(next(own)) if site else None
        return "" if front is None else "\n".join(line.text for line in front.lines)

    def _document(
        self, address: str, item: DisclosureItem, downloads: ExitStack, lead: _Lead
    ) -> "tuple[str, EvidenceDocument]":
        """The document that an address leads to, after its own address. Raises _NoEvidenceError."""
        if lead.steps > _MOST_STEPS:
            raise _NoEvidenceError(address, EvidenceFault.NOT_THERE)
        further = partial(_Lead, steps=lead.steps + 1)
        if shown := shown_in_viewer(address):
            return self._document(shown, item, downloads, further(name=shown))
        download, page, choices = self._opened(address, downloads)
        title_years = pages.years_of(page.around) if page is not None else ()
        named_years = (
            lead.named_years or pages.years_of(pages.file_name(download.url)) or title_years
        )
        if lead.must_be_file and page is not None:
            raise _NoEvidenceError(address, EvidenceFault.NOT_THERE)
        if page is None:
            document = self._of_file(address, download.path, name=lead.name, item=item)
            return address, replace(document, named_years=tuple(named_years))
        if shown := shown_in_viewer(download.url):  # redirected to, or without a scheme
            return self._document(shown, item, downloads, further(name=shown))
        if direct := download_of(download.url):
            title = lead.name or " ".join(page.titles)
            handing_out = further(name=title, named_years=named_years or pages.years_of(title))
            with suppress(_UnreachableError):  # such hosts may keep programs out
                return self._document(direct, item, downloads, handing_out)
        front = self.front_of(download.url)
        page = self._without_frame_of_kin(page, front, item, address=address)
        self._check_is_open(page, front, download.url)
        ways = filter(None, (download.url, pages.entrance(page)))
        is_front = any(pages.is_front_address(way) or way in self.led_to.values() for way in ways)
        if choices:
            self._check_year(choices, item, url=download.url, address=address)
            named_years = choices.opened
        due = item.years(self.fiscal_year_be)
        choice = pages.LinkChoice(page, front, item, years=due, url=download.url, is_front=is_front)
        sure, failed = choice.best(), EvidenceFinding(fault=EvidenceFault.NOT_THERE)
        if not lead.name and (link := sure or choice.perhaps()) is not None:
            title = pages.STAMP.sub("", f"{link.before or link.row} {link.label}").strip()
            years = pages.years_of_link(link) or named_years or pages.years_of(link.heading)
            is_beside = link.embedded and not is_document(link.address)  # such as a map
            try:
                linked = further(
                    name=title or link.address, named_years=years, must_be_file=sure is None
                )
                found, document = self._document(link.address, item, downloads, linked)
                is_one_of_several = document.leads_on or choice.has_others(link)
                site = document.site or "\n".join((*page.titles, page.around))
                beside = "\n".join((document.beside, *pages.own_lines(page, front)))
                return found, replace(
                    document, leads_on=is_one_of_several, site=site, beside=beside
                )
            except _NoEvidenceError as error:
                failed = error.finding
                is_empty = failed.fault is EvidenceFault.NOT_THERE
                is_empty |= is_beside and (failed.reason == EMPTY or not _is_paper(item))
                if not is_empty or not (is_beside or sure is None):
                    raise
            tried = [link, *filter(choice.is_frame, page.links)] if is_beside else [link]
            page = replace(page, links=[other for other in page.links if other not in tried])
        self._check_shows_something(
            page, front, item, url=download.url, is_front=is_front, otherwise=failed
        )
        document = self._of_page(page, front, url=download.url)
        if self.pack.kind_of(item) is not None:
            reports = self._read(address, download.path, name="", item=item).reports
            document = replace(document, reports=reports)
        return address, replace(document, named_years=tuple(named_years))

    def _of_file(
        self, address: str, path: Path, *, name: str, item: DisclosureItem
    ) -> "EvidenceDocument":
        """The document of a file. Raises _NoEvidenceError: it is empty, or says it is to come."""
        document = self._read(address, path, name=name, item=item)
        titles = [item.title, name, *document.lines[:1]]
        cells = [cell for line in document.lines for cell in line.splitlines()]
        tables = [line.splitlines() for line in document.lines if "\n" in line]
        below_heads = [cell for row in tables[1:] for cell in row[1:] if cell.strip()]
        beside = [line for line in document.lines if "\n" not in line]
        is_empty = pages.letters(cells, titles) < pages.LEAST_LETTERS or (
            len(tables) > 1 and not below_heads
        )
        is_dash = not may_be_none("\n".join(titles))
        if is_dash and _is_paper(item) and not tables:
            is_empty |= pages.letters(pages.without_cover(cells, self.organisation), titles) == 0
        if pages.letters(beside, titles) < pages.LONGEST_NOTICE:
            grids, of_year = [tables] if tables else [], item.period is not None
            is_empty |= pages.has_empty_grid(grids, is_dash=is_dash, of_year=of_year)
        is_message = is_empty or pages.says("missing", cells[1:] or cells, titles)
        if document.lines and not document.is_picture and is_message:
            raise _NoEvidenceError(address, EvidenceFault.NOT_THERE)
        return document

    def _of_page(
        self, page: PageContent, front: PageContent | None, *, url: str
    ) -> "EvidenceDocument":
        from itasearch.enrich.evidence.document import EvidenceDocument

        front_titles = front.titles if front else ()
        return EvidenceDocument(
            name="\n".join(pages.without_frame(page.titles, front_titles)),
            lines=tuple(pages.own_lines(page, front)),
            is_page=True,
            site="\n".join((*page.titles, page.around, *front_titles)),
            around=page.text if page.around else "\n".join(line.text for line in page.lines),
            links="\n".join(link.label for link in pages.own_links(page, front)),
            pictured=bool(pages.own_pictures(page, front)),
            leads_on=pages.leads_on(page, front, url),
        )

    def _opened(
        self, address: str, downloads: ExitStack
    ) -> "tuple[Download, PageContent | None, YearChoices | None]":
        """What is at an address until `downloads` are closed; its page, and the years to choose."""
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
            if pages.is_home(page, download.url):
                self.led_to[download.url] = download.url
            front = self.front_of(download.url)
            whole = page
            page, choices = as_opened(whole, front, address=address, url=download.url)
            if choices is None:
                page = section_of(whole, urldefrag(address).fragment) or page
        return download, page, choices

    def _check_year(
        self, choices: YearChoices, item: DisclosureItem, *, url: str, address: str
    ) -> None:
        """Raise _NoEvidenceError for a page that has the item's year, but opens on another one."""
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

    def _check_is_open(self, page: PageContent, front: PageContent | None, url: str) -> None:
        """Raise _NoEvidenceError for a page that asks to sign in, leads home or says no."""
        if front is not None and page.asks_password and page.lines == front.lines:
            front = None  # a site that shows a sign-in wherever one comes
        hidden = {line.text for line in page.lines if line.part is PagePart.CLOSED}
        own = [*page.titles, *(line for line in pages.own_lines(page, front) if line not in hidden)]
        own += [line for line in sorted(hidden) if not line_pattern("missing").search(line)]
        if sum(map(len, own)) >= pages.SHORTEST_PAGE:
            return
        is_front = pages.is_front_address(url)  # which may have a form for members
        in_forms = {line.text for line in page.lines if "form" in line.around}
        beside = [line for line in own if line not in in_forms and line not in page.titles]
        # A network's pages have a form for members.
        asks = sum(map(len, beside)) < pages.LONGEST_NOTICE
        asks &= page.asks_password and not is_front and not (front and front.asks_password)
        lists_files = any(map(_DIRECTORY.match, page.titles))
        files = (link.address for link in page.links if is_document(link.address))
        lists_files &= not all(map(is_picture, files))
        if pages.says("missing", own, page.titles) and not lists_files:
            raise _NoEvidenceError(url, EvidenceFault.NOT_THERE)
        if asks or pages.says("closed", own, page.titles):
            finding = EvidenceFinding(fault=EvidenceFault.UNREACHABLE, reason=_SIGN_IN)
            raise _UnreachableError(url, finding)
        if any(link.embedded and pages.is_front_address(link.address) for link in page.links):
            raise _NoEvidenceError(url, EvidenceFault.FRONT_PAGE)

    def _check_shows_something(
        self,
        page: PageContent,
        front: PageContent | None,
        item: DisclosureItem,
        *,
        url: str,
        is_front: bool,
        otherwise: EvidenceFinding,
    ) -> None:
        """Raise _NoEvidenceError for a front page, a page before it, and a frame without content.

        `otherwise`: what speaks against a page that shows nothing. A short text without a word
        about the item, a link or a figure is a message of the site.
        """
        from itasearch.enrich.evidence.subject import Subject

        if is_front or (front is not None and page.lines == front.lines):
            raise _NoEvidenceError(url, EvidenceFault.FRONT_PAGE)
        if pages.leads_on(page, front, url):
            return
        lines = tuple(pages.own_lines(page, front))
        titles = [*page.titles, item.title, self.organisation]
        titles += [line for line in lines[:1] if titles_in(squash(line)) and not states_none(line)]
        headed = pages.without_bare_heads(page, lines) if _is_paper(item) else lines
        others = (line for line in headed if line not in page.dead_links)
        about = [line for line in others if not _patterns.place.fullmatch(line)]
        in_tables = {line.text for line in page.lines if page.cell_of(line)}
        untitled = [line.replace(item.title, "") for line in about]
        if _is_paper(item):  # in sentences without a Thai letter programs report failures
            untitled = [line for line in untitled if not _FOREIGN.fullmatch(line)]
        says_nothing = pages.letters(untitled, titles) < pages.LEAST_LETTERS
        figures = [line for line in page.lines if line.text.isdecimal() and line.text in about]
        says_nothing &= len({page.cell_of(line) for line in figures} - {None}) < 2
        text = "\n".join((*pages.without_frame(page.titles, front.titles if front else ()), *lines))
        may_be = Subject(item, self.pack, self.rules).may_be_in(text)
        is_message = len(text) < pages.LONGEST_NOTICE and not any(map(str.isdigit, text))
        # Of a post, by its author.
        is_message |= len(text) < pages.SHORTEST_PAGE and pages.says_missing(lines)
        is_message &= not may_be
        heads = (line for line in about if line not in in_tables)
        beside = [line for line in heads if not line.rstrip(" :").endswith("ดังนี้")]
        in_lists = {
            line.text for line in page.lines if not page.cell_of(line) and "li" in line.around
        }
        is_listed = (
            pages.letters([line for line in about if line in in_lists], titles)
            >= pages.LEAST_LETTERS
        )
        is_beside = pages.letters(beside, titles) >= pages.LONGEST_NOTICE or is_listed
        of_year = item.period is not None
        is_message |= not is_beside and pages.has_only_heads(page, lines, of_year=of_year)
        pictures = pages.own_pictures(page, front)
        shows_pictures = pages.letters(untitled, titles) < pages.LONGEST_NOTICE
        shows_pictures &= all(len(line) < 2 * pages.LEAST_LETTERS for line in about)
        if (says_nothing or shows_pictures) and pictures and _is_paper(item):
            raise _NoEvidenceError(url, EvidenceFault.PICTURE)
        # A front page without words either is written by scripts, as this page may be.
        is_framed = sum(len(line.text) for line in (front.lines if front else ())) >= _LEAST_FRAME
        if (says_nothing or is_message) and is_framed and not pictures:
            raise _NoEvidenceError(url, otherwise)

    def front_of(self, url: str) -> PageContent | None:
        """The front page, or the one behind a mere entrance, of a page's site; None of itself."""
        front = urljoin(url, "/")
        if pages.is_front_address(url) or is_document_host(urlsplit(url).hostname or ""):
            return None
        if front not in self.fronts:
            page = self._page_at(front)
            behind = None if page is None else pages.entrance(page)
            page = (self._page_at(behind) if behind else None) or page
            self.fronts[front] = page and self._with_frame(page, self.led_to[behind or front])
        return None if url == self.led_to.get(front) else self.fronts[front]

    def _without_frame_of_kin(
        self, page: PageContent, front: PageContent | None, item: DisclosureItem, *, address: str
    ) -> PageContent:
        """A page with another head than the front page, without the frame that it has in common
        with pages of the list that are handed in for other items."""
        head = page.text.splitlines()[: pages.LEAST_HEAD]
        if (
            front is None
            or page.around
            or not [*pages.without_frame(head, front.text.splitlines())]
        ):
            return page
        site = urlsplit(address).netloc
        others = [
            other
            for other, number in self.handed_in.items()
            if number != item.number and urlsplit(other).netloc == site and not is_document(other)
        ]
        alike = {it: [a == b for a, b in zip(it, address, strict=False)] for it in others}
        others.sort(key=lambda other: [*alike[other], False].index(False), reverse=True)
        kin: list[PageContent] = []
        for other in others[:_MOST_TRIED]:
            if other not in self.kin:
                is_front = other in self.led_to
                content = self._page_at(other)
                if not is_front:
                    self.led_to.pop(other, None)
                shown = content and as_opened(content, front, address=other, url=other)[0]
                self.kin[other] = shown
            likely = self.kin[other]
            kin += [likely] if likely is not None and pages.is_kin(page, likely) else []
            if len(kin) == _LEAST_KIN:
                return pages.without_shared(page, kin)
        return page

    def _with_frame(self, front: PageContent, url: str) -> PageContent:
        """A front page with what two of it and two pages in its menu show: the frame of all."""
        inner = dict.fromkeys(
            link.address
            for link in front.links
            if urlsplit(link.address).netloc == urlsplit(url).netloc
            and link.address not in self.handed_in
            and not pages.is_front_address(link.address)
            and not is_document(link.address)
            and link.label
        )
        texts = {page.text for link in [*inner][:2] if (page := self._page_at(link))}
        if len(texts) < 2:
            return front
        a, b, c = (pages.segments(text.splitlines()) for text in (front.text, *texts))
        return replace(front, text="\n".join((a & b | b & c | a & c).elements()))

    def _page_at(self, url: str) -> PageContent | None:
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
        from itasearch.enrich.evidence.subject import likeness_to

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

    def _read_file(self, file: FoundFile, *, name: str, item: DisclosureItem) -> "EvidenceDocument":
        from itasearch.enrich.evidence.document import EvidenceDocument

        if file.fault is not None:
            raise DamagedFileError(path=file.display_name, reason=file.fault)
        reports: tuple[Report, ...] = ()
        try:
            text = self.parser.original_text(file.path)
        except LimitExceededError:
            with suppress(ReadError):
                matches = self.parser.search_pages(file.path, ("ก",))
                if 2 * len(matches.pictures) > matches.searched:
                    return EvidenceDocument(name=name, lines=(), is_picture=True)
            raise
        if self.pack.kind_of(item) is not None:
            with suppress(NotAReportError):
                reports = self.parser.parse(file.path).reports
        return EvidenceDocument(
            name=name,
            lines=tuple(line.text for line in text.lines),
            is_picture=text.is_scan,
            reports=reports,
        )
