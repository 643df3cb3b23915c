"""The reports on one web site: its pages visited in the order of what their names promise.

One request at a time, within limits. Pages that are named for nothing ("click here") are visited
only near the start, or behind pages named for the ITA. What a site shows for addresses that do not
exist is learned from one that cannot.
"""

import gzip
import hashlib
import heapq
import json
import math
import re
import time
import zlib
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from cattrs import Converter

from itasearch.documents.files import replacing
from itasearch.domain.ita_pages import (
    Naming,
    file_year,
    is_document_host,
    line_pattern,
    listed,
    named,
)
from itasearch.domain.loader import Patterns
from itasearch.errors import ReadError
from itasearch.ingest.originals.files import digest
from itasearch.ingest.web.download import Download, Version, Web
from itasearch.ingest.web.links import (
    PageContent,
    PageLink,
    download_of,
    is_document,
    is_picture,
    page_in,
)
from itasearch.model.form_check import RuleBook
from itasearch.model.library import (
    GatheredFile,
    GatheredSite,
    LeftAddress,
    LeftWhy,
    SiteAddress,
    SiteReport,
)
from itasearch.wording.messages import unread_reason

_SAME_SEGMENTS = 3  # of one name in a path: then links that are relative by mistake pile up
_MOST_SILENT = 4  # requests in a row without an answer, after which a site is left alone
_LARGEST_MEMORY = 64 * 1024**2  # bytes of a memory that is read, unpacked; by hand
_MOST_LINKS = 500  # links of a page that are kept; by hand
_MOST_LEFT = 2_000  # addresses that are listed as left; by hand
_patterns = Patterns("web_patterns")
_SORTED = re.compile(r"C=[NMSD];O=[AD]")  # a folder as a server lists it, in another order
_OF_FILES_LEFT = {LeftWhy.NO_REPORT, LeftWhy.DOUBTFUL, LeftWhy.OTHER_ITEM}
_BUSY = frozenset({429, 503})
_WAIT = "เว็บไซต์ขอให้รอก่อน จึงหยุดไว้เพียงนี้ โปรดลองใหม่ภายหลัง"
_SILENT = "เว็บไซต์ไม่ตอบหลายครั้งติดกัน จึงหยุดไว้เพียงนี้ โปรดลองใหม่ภายหลัง"

# By how near a name is (own words of the link, text about it, page or heading): what it promises.
# Only the order counts: files before pages, reports before menus, and these before the unknown.
_PROMISE = {
    Naming.REPORT: (100.0, 95.0, 75.0),
    Naming.PERHAPS: (70.0, 65.0, 50.0),
    Naming.MENU: (60.0, 55.0, 32.0),
}
_KNOWN_NAMINGS = frozenset(Naming) - {Naming.NOTHING}
_REPORTS = frozenset({Naming.REPORT, Naming.PERHAPS})
_OTHER = frozenset({Naming.OTHER, Naming.IDLE})
_OF_FILES = 6.0  # more for a link that ends as a document does
_BLIND = 8.0  # of what no name tells anything
_IDLE = 4.0  # of pages that are named for something else: lists of news have reports among others
_FILE_NAME = 1  # place of the file's name among the names of a link
_ABOUT = frozenset({2, 3})  # places of the text about it, which may be of menus
_HEADLINE = 40  # letters of a name from which on it tells what a page is about; by hand
_OF_DEPTH = 2.0  # less for each page between the start and it
_OLDEST = 2560  # newer years come first, by a point a year

# Bounds on one site; chosen by hand.
MOST_REQUESTS = 200
_MOST_BYTES = 500 * 1024**2  # that one site may send
_MOST_SECONDS = 1800.0  # that one site may take
_DEEPEST = 6  # pages behind each other; from there on only what is named for a report
_MOST_BLIND = 30  # pages and files visited that nothing names for the ITA
_MOST_BARREN = 8  # pages of one kind of address that led to nothing: others are left then


@dataclass(frozen=True, slots=True, kw_only=True)
class Visited:
    """A page or file as it was."""

    version: Version
    sha256: str = ""  #: of a file that was read
    why: str = ""  #: it was left, as `reason`, see LeftAddress; "" else
    reason: str = ""
    content: PageContent | None = None


@dataclass(slots=True, kw_only=True)
class SiteMemory:
    """All visited addresses of a site, so that only changed ones are sent again; derived."""

    path: Path
    reading: str  #: what the files were read by: another reading may find more in them
    visited: dict[str, Visited] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path, address: str, *, reading: str) -> "SiteMemory":
        """The memory of a site; empty where there is none that can be read."""
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        memory = cls(path=folder / f"{name}.json.gz", reading=reading)
        with suppress(
            OSError, EOFError, zlib.error, ValueError, TypeError, LookupError, AttributeError
        ):
            with gzip.open(memory.path) as file:
                stored = json.loads(file.read(_LARGEST_MEMORY))
            if stored["reading"] == reading:
                converter = Converter(detailed_validation=False)
                memory.visited = converter.structure(stored["visited"], dict[str, Visited])
        return memory

    def save(self) -> None:
        """Write it; a disk that refuses costs the next visit only time."""
        rows = {address: asdict(visited) for address, visited in self.visited.items()}
        data = json.dumps({"reading": self.reading, "visited": rows}, ensure_ascii=False)
        with suppress(OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with replacing(self.path) as file:
                file.write(gzip.compress(data.encode(errors="replace")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a file is: its reports, or why it is left (see LeftAddress)."""

    reports: tuple[SiteReport, ...] = ()
    why: LeftWhy | None = None
    reason: str = ""
    stored: bool = False


class Judge(Protocol):
    """Reads files, to say which are reports."""

    def read(self, path: Path, *, address: str, is_named: bool) -> Judged:
        """Read a file; `is_named`: whether the site calls it a report."""

    def stored(self, sha256: str) -> Judged | None:
        """A file that the library has already; None if it has not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lead:
    """An address to be visited; `others` are tried before it and hand out its file."""

    address: str
    page: str = ""
    label: str = ""
    naming: Naming = Naming.NOTHING
    is_own: bool = False
    year: int | None = None
    depth: int = 0
    promise: float = 0.0
    others: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        return self.naming is Naming.REPORT


def host_of(address: str) -> str:
    """Host and port of an address in small letters, without "www."; "" of none."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        return f"{(parts.hostname or '').removeprefix('www.')}{port}"
    except ValueError:
        return ""


@dataclass(slots=True, kw_only=True)
class SiteVisit:
    """A visit of a site from its address on, which reads what may be a report."""

    site: SiteAddress
    memory: SiteMemory
    web: Web
    judge: Judge
    hosts: frozenset[str]  #: of documents, besides the well-known; maybe with a port
    rules: RuleBook  #: by which items are known for those of reports
    #: called with the requests so far and the address that is visited next
    on_visit: Callable[[int, str], None]
    _leads: list[tuple[float, int, _Lead]] = field(default_factory=list)
    _number: int = 0
    _seen: dict[str, float] = field(default_factory=dict)  # with the best promise of each
    _files: dict[str, GatheredFile] = field(default_factory=dict)
    _left: list[LeftAddress] = field(default_factory=list)
    _passed_over: list[_Lead] = field(default_factory=list)  # another page may name them better
    _blind: int = 0
    _barren: Counter[str] = field(default_factory=Counter)
    _common: frozenset[str] = frozenset()  # lines of the first page: menus
    _missing: frozenset[str] | None = None  # lines of the page for what does not exist
    _elsewhere: str = ""  # the page of the site to which it sends who asks for what does not exist
    _titles: frozenset[str] = frozenset()  # of the first page
    _fault: str = ""

    def run(self) -> GatheredSite:
        """What was found and left; the memory is saved."""
        began, sent, received = time.monotonic(), self.web.requests, self.web.received
        self.web.only, self.web.unanswered = self._is_allowed, 0
        self.web.most_requests = sent + MOST_REQUESTS
        # Who gives the address of a file calls it a report.
        first = _Lead(address=self.site.address, naming=Naming.REPORT, promise=1000.0)
        self._push(first)
        front = urlunsplit((*urlsplit(self.site.address)[:2], "/", "", ""))
        self._push(_Lead(address=front, depth=1, promise=_PROMISE[Naming.MENU][2]))
        while self._leads:
            lead = heapq.heappop(self._leads)[2]
            if lead.promise < self._seen[_key(lead.address)]:
                continue  # it was visited by a better name
            self._seen[_key(lead.address)] = math.inf
            if (
                self.web.requests >= self.web.most_requests
                or self.web.received - received > _MOST_BYTES
                or time.monotonic() - began > _MOST_SECONDS
            ):
                self._leave(lead, LeftWhy.ENOUGH)
                continue
            if self._fault:
                self._leave(lead, LeftWhy.NOT_FETCHED, self._fault)
                continue
            self._blind += lead.promise <= _BLIND
            is_barren = self._barren[_shape(lead.address)] >= _MOST_BARREN
            is_beyond = lead.promise <= _BLIND and self._blind > _MOST_BLIND
            if is_beyond or (is_barren and not lead.is_named):
                self._leave(lead, LeftWhy.UNNAMED)
                continue
            self.on_visit(self.web.requests - sent, lead.address)
            self._visit(lead)
        for lead in self._passed_over:
            if self._is_new(lead.address):
                self._leave(lead, LeftWhy.UNNAMED)
        self.memory.save()
        return GatheredSite(
            site=self.site,
            files=tuple(self._files.values()),
            left=tuple(self._left),
            requests=self.web.requests - sent,
            received=self.web.received - received,
            fault=self._fault,
        )

    def _is_allowed(self, address: str) -> bool:
        host = host_of(address)
        bare = host.partition(":")[0]
        own = host_of(self.site.address)
        return host == own or is_document_host(bare) or bool({host, bare} & self.hosts)

    def _visit(self, lead: _Lead) -> None:
        reason, addresses = "", [*lead.others, lead.address]
        for address in addresses:
            before = self.memory.visited.get(address)
            try:
                # Not sent again: what was read, if it is stored, and what was no report.
                is_known = before and (
                    before.why or not before.sha256 or self.judge.stored(before.sha256)
                )
                since = before.version if before and is_known else Version()
                download = self.web.changed(address, since=since)
            except (ReadError, OSError) as error:
                reason = reason or unread_reason(error)
                if self.web.unanswered and address.startswith("https://"):
                    addresses.append(address.replace("https://", "http://", 1))
            else:
                if address not in lead.others:
                    lead = replace(lead, address=address)
                if download is None and before is not None:
                    self._unchanged(lead, before)
                elif download is not None:
                    self._came(lead, address, download)
                    download.path.unlink(missing_ok=True)
                return
            if self.web.status in _BUSY and not self.web.unanswered:
                self._fault = _WAIT
            if self.web.unanswered >= _MOST_SILENT:
                self._fault = _SILENT
            if self._fault:
                break
        if lead.depth == 0:
            self._fault = reason
        self._leave(lead, LeftWhy.NOT_FETCHED, reason)

    def _unchanged(self, lead: _Lead, before: Visited) -> None:
        judged = self.judge.stored(before.sha256) if before.sha256 else None
        if judged is not None:
            self._take(lead, before.sha256, judged)
        elif before.why:
            self._leave(lead, LeftWhy(before.why), before.reason)
        if before.content is not None:
            self._follow(lead, before.content)

    def _came(self, lead: _Lead, address: str, download: Download) -> None:
        content = page_in(download.path, download.url)
        if content is None:
            judged = self._read(lead, download.path)
            self._remember(address, download, judged)
            return
        if lead.depth == 0:
            self._learn(content, address)
        elif _key(address) != self._elsewhere and self._is_missing(content):
            self._leave(lead, LeftWhy.NO_SUCH_PAGE)
            self._barren[_shape(address)] += 1
            return
        judged = Judged()
        looks_like = any(
            all(pattern.search(content.text) for pattern in patterns)
            for patterns in (
                (_patterns.of_measures, _patterns.of_plans),
                (_patterns.of_scores, _patterns.of_points),
            )
        )
        if content.has_rows and looks_like and lead.naming not in _OTHER:
            judged = self._read(lead, download.path, is_page=True)
        self._remember(address, download, judged, content)
        self._follow(lead, content)

    def _read(self, lead: _Lead, path: Path, *, is_page: bool = False) -> Judged:
        sha256 = digest(path)
        judged = self.judge.stored(sha256)
        if judged is None:
            judged = self.judge.read(path, address=lead.address, is_named=lead.is_named)
        if judged.reports:
            self._take(lead, sha256, judged)
        elif not is_page:
            self._leave(lead, judged.why or LeftWhy.NO_REPORT, judged.reason)
        return judged

    def _remember(
        self, address: str, download: Download, judged: Judged, content: PageContent | None = None
    ) -> None:
        is_page = content is not None
        page = content and PageContent(titles=content.titles, links=content.links[:_MOST_LINKS])
        self.memory.visited[address] = Visited(
            version=download.version,
            sha256=digest(download.path) if judged.reports or not is_page else "",
            why=judged.why.value if judged.why and not is_page else "",
            reason=judged.reason,
            content=page,
        )

    def _take(self, lead: _Lead, sha256: str, judged: Judged) -> None:
        self._files.setdefault(
            sha256,
            GatheredFile(
                address=lead.address,
                page=lead.page or lead.address,
                label=lead.label,
                sha256=sha256,
                reports=judged.reports,
                stored=judged.stored,
            ),
        )

    def _leave(self, lead: _Lead, why: LeftWhy, reason: str = "") -> None:
        is_missed = lead.is_named or lead.naming is Naming.PERHAPS or is_document(lead.address)
        is_missed |= why in _OF_FILES_LEFT
        if why is LeftWhy.OTHER_ITEM and (forbidden := self.web.why_forbidden(lead.address)):
            why, reason = LeftWhy.NOT_FETCHED, forbidden
        if len(self._left) < _MOST_LEFT and (is_missed or lead.depth == 0):
            self._left.append(
                LeftAddress(
                    address=lead.address, page=lead.page, label=lead.label, why=why, reason=reason
                )
            )

    def _learn(self, content: PageContent, address: str) -> None:
        self._common, self._titles = _lines(content), frozenset(content.titles)
        parts = urlsplit(address)
        name = hashlib.sha256(address.encode()).hexdigest()[:12]
        try:
            download = self.web.download(f"{parts.scheme}://{parts.netloc}/no-page-{name}.html")
            page = page_in(download.path, download.url)
            download.path.unlink(missing_ok=True)
        except (ReadError, OSError):
            return
        if page is not None:
            # A page that only welcomes has no menus.
            self._common |= {" ".join(link.label.split()) for link in page.links}
            self._missing = _lines(page) - self._common
            self._elsewhere = _key(download.url) if "/no-page-" not in download.url else ""

    def _is_missing(self, content: PageContent) -> bool:
        if self._missing is None:
            return False
        own = _lines(content) - self._common
        if not self._missing:
            return not own
        is_whole = 2 * len(own & self._missing) > len(self._missing)
        return is_whole and len(own - self._missing) <= len(own) // 4

    def _follow(self, lead: _Lead, content: PageContent) -> None:
        titles = content.titles if lead.depth == 0 else set(content.titles) - self._titles
        about = named(" ".join(titles), fiscal_year_be=lead.year, rules=self.rules)
        naming = about.naming if about.naming in _PROMISE else lead.naming
        if lead.depth == 0:
            naming = Naming.MENU if about.naming in _PROMISE else Naming.NOTHING
        year = about.fiscal_year_be or lead.year
        leads = [*filter(None, (self._lead(link, lead, naming, year) for link in content.links))]
        if lead.depth >= _DEEPEST:
            self._passed_over += leads
            is_last = lead.depth == _DEEPEST
            leads = [it for it in leads if it.naming in _REPORTS and (is_last or it.is_own)]
        taken_up = [lead for lead in leads if self._push(lead)]
        if (
            lead.depth > 0
            and not any(lead.promise > _BLIND and lead.is_own for lead in taken_up)
            and lead.address not in {file.address for file in self._files.values()}
        ):
            self._barren[_shape(lead.address)] += 1

    def _lead(self, link: PageLink, page: _Lead, about: Naming, year: int | None) -> _Lead | None:
        file = unquote(urlsplit(link.address).path.rpartition("/")[2])
        own_year = named(link.label).fiscal_year_be or file_year(file)
        year = own_year or named(f"{link.before} {link.row}").fiscal_year_be or year
        texts = (link.label, file, link.before, link.row, link.heading)
        namings = (named(text, fiscal_year_be=year, rules=self.rules).naming for text in texts)
        label_of_page = page.label if page.is_own else link.heading
        label = link.before or link.row or link.embedded * label_of_page or link.label or file
        naming, nearness, label = next(
            (
                # Rather than "click here", or the name of the file.
                (naming, min(2, position // 2), label if position == _FILE_NAME else text)
                for position, (naming, text) in enumerate(zip(namings, texts, strict=True))
                if naming in _KNOWN_NAMINGS
                and not (naming is Naming.IDLE and position in _ABOUT and about is Naming.REPORT)
            ),
            (about, 2, label),
        )
        says_nothing = _patterns.no_name.fullmatch(link.label) or line_pattern("opening").search(
            link.label
        )
        if label == link.heading and naming in _PROMISE and not says_nothing:
            label = link.label
        is_file = is_document(link.address)
        lead = _Lead(
            address=link.address,
            page=page.address,
            label=" ".join(label.split()),
            naming=naming,
            is_own=nearness < 2,
            year=year,
            depth=page.depth + 1,
        )
        is_other = naming in _OTHER and nearness < 2
        if is_other and (is_file or len(lead.label) > _HEADLINE):
            if (is_file or about in _PROMISE) and self._is_new(link.address):
                self._leave(lead, LeftWhy.OTHER_ITEM)
            return None
        if not self._is_allowed(link.address):
            is_missed = lead.is_named or (naming in _PROMISE and is_file)
            if is_missed and self._is_new(link.address):
                self._leave(lead, LeftWhy.ELSEWHERE)
            return None
        if is_picture(link.address) and not (lead.is_named and lead.is_own):
            return None
        if _is_trap(link.address) and not lead.is_named:
            return None
        promise = _BLIND
        if naming in _PROMISE:
            promise = _PROMISE[naming][nearness] + _OF_FILES * (is_file or link.embedded)
            promise += (year or _OLDEST) - _OLDEST - _OF_DEPTH * lead.depth
        elif is_file and page.depth != 1:
            self._passed_over.append(lead)  # it is read behind the first pages only
            return None
        elif is_other or page.depth > 1:
            if len(lead.label) > _HEADLINE:
                return None
            promise = _IDLE - lead.depth / 10
        direct = download_of(link.address)
        return replace(lead, promise=promise, others=() if direct is None else (direct,))

    def _is_new(self, address: str) -> bool:
        """Whether an address was not met before; from now on it was."""
        is_new = _key(address) not in self._seen
        self._seen[_key(address)] = math.inf
        return is_new

    def _push(self, lead: _Lead) -> bool:
        """Take up a lead, unless its address was visited, or waits by a name as good."""
        if lead.promise <= self._seen.get(_key(lead.address), 0.0):
            return False
        self._seen[_key(lead.address)] = lead.promise
        self._number += 1
        heapq.heappush(self._leads, (-lead.promise, self._number, lead))
        return True


def _lines(content: PageContent) -> frozenset[str]:
    return frozenset(
        _patterns.digits.sub("", line).strip() for line in content.text.splitlines()
    ) - {""}


def _key(address: str) -> str:
    parts = urlsplit(address)
    return f"{host_of(address)}{unquote(parts.path).rstrip('/')}?{unquote(parts.query)}"


def _shape(address: str) -> str:
    parts = urlsplit(address)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{host_of(address)}{_patterns.digits.sub('0', unquote(parts.path))}?{'&'.join(names)}"


def _is_trap(address: str) -> bool:
    parts = urlsplit(address)
    arranging = listed("arranging_parameters")
    names = {name.lower() for name, _ in parse_qsl(parts.query)}
    if names & arranging or _SORTED.fullmatch(parts.query):
        return True
    segments = Counter(filter(None, parts.path.split("/")))
    return max(segments.values(), default=0) >= _SAME_SEGMENTS
