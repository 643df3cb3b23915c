"""Verbs that look at web addresses: report links of pages, and what is handed in as evidence.

Nothing is added to the library. robots.txt is obeyed and one request is sent at a time.
"""

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from itasearch.documents.rows import table_rows
from itasearch.errors import ReadError
from itasearch.ingest.batch import came_from
from itasearch.ingest.web.sources import is_site_address, site_address
from itasearch.model.form_check import CheckedEvidence, EvidenceCheck, EvidenceEntry
from itasearch.model.library import (
    GATHERING,
    GatheredPage,
    Progress,
    ProgressEvent,
    ReportLink,
    no_progress,
)
from itasearch.model.people import Right
from itasearch.text.dates.fiscal_year import year_mentions
from itasearch.text.thai.normalize import arabic_digits
from itasearch.wording.messages import unread_reason
from itasearch.workspace.access import Verbs, needs

if TYPE_CHECKING:
    from itasearch.ingest.web.download import Web
    from itasearch.ingest.worker.isolation import Isolation

_MOST_ENTRIES = 500  # rows of a list that are checked; by hand
_PAGES_READ = 3  # of a document, in which its fiscal year is sought; by hand
_LETTERS_READ = 3_000  # of a document, likewise; by hand
_LONGEST_LINE = 4_000  # characters of a typed line that are read; by hand
_ITEM = re.compile(r"(?:(?<![a-z])o(?:it)?|ข้อ)[\s.\-]{0,2}([0-9]{1,2})(?![0-9])|^([0-9]{1,2})\.?$")


class WebVerbs(Verbs):
    """What pages and lists of addresses lead to."""

    @needs(Right.EDIT)
    def gather(
        self,
        addresses: Sequence[str],
        *,
        allow_private: bool = False,
        progress: Progress = no_progress,
    ) -> tuple[GatheredPage, ...]:
        """The links of each page that may lead to reports; `add` takes the chosen addresses.

        The address of a document is its own only link. A page that cannot be opened has a fault.
        """
        from itasearch.ingest.web.download import opened_web
        from itasearch.ingest.web.links import links_in, report_links

        reports = self._store.reports.all()
        stored = {warning for report in reports for warning in report.warnings}
        pages: list[GatheredPage] = []
        with opened_web(self._parts.settings.limits, allow_private=allow_private) as web:
            for done, address in enumerate(addresses):
                _show_address(progress, done, len(addresses), address)
                try:
                    download = web.document(address)
                except (ReadError, OSError) as error:
                    pages.append(GatheredPage(address=address, fault=unread_reason(error)))
                    continue
                links = links_in(download.path, download.url)
                named = [
                    (link.address, link.label or link.row) for link in report_links(links or ())
                ]
                if links is None:
                    named = [(address, download.path.name)]
                reports_linked = (
                    ReportLink(address=target, label=label, stored=came_from(target) in stored)
                    for target, label in named
                )
                pages.append(GatheredPage(address=address, links=tuple(reports_linked)))
                download.path.unlink()
        return tuple(pages)

    @needs(Right.EDIT)
    def check_evidence(
        self,
        entries: Sequence[EvidenceEntry],
        *,
        fiscal_year_be: int,
        allow_private: bool = False,
        progress: Progress = no_progress,
    ) -> EvidenceCheck:
        """Open each address, and say what is there: kind of file, fiscal years, final address.

        `fiscal_year_be` is of the assessment. What the contents are is for a person to judge.
        """
        from itasearch.ingest.web.download import opened_web
        from itasearch.ingest.worker.isolation import Isolation

        limits, pack = self._parts.settings.limits, self._parts.rules.pack(fiscal_year_be)
        items = {item.number: item for item in pack.items}
        rows = []
        with ExitStack() as stack:
            web = stack.enter_context(opened_web(limits, allow_private=allow_private))
            reader = Isolation(limits=replace(limits, first_pages=_PAGES_READ))
            stack.callback(reader.close)
            for done, entry in enumerate(entries):
                _show_address(progress, done, len(entries), entry.address)
                row = CheckedEvidence(entry=entry, item=items.get(entry.number or 0))
                rows.append(_opened(row, web, reader) if entry.address else row)
        return EvidenceCheck(fiscal_year_be=fiscal_year_be, rows=tuple(rows))


def _show_address(progress: Progress, done: int, total: int, address: str) -> None:
    progress(ProgressEvent(stage=GATHERING, done=done, total=total, detail=address))


def _opened(row: CheckedEvidence, web: "Web", reader: "Isolation") -> CheckedEvidence:
    """The row with what is at its address, or why it cannot be opened or read."""
    try:
        download = web.document(site_address(row.entry.address))
    except (ReadError, OSError) as error:
        return replace(row, fault=unread_reason(error))
    try:
        text = reader.original_text(download.path)
    except (ReadError, OSError) as error:
        return replace(row, final_address=download.url, fault=unread_reason(error))
    finally:
        download.path.unlink(missing_ok=True)
    beginning = "\n".join(line.text for line in text.lines)[:_LETTERS_READ]
    mentions = [mention for mention in year_mentions(beginning) if not mention.law]
    stated = [mention for mention in mentions if mention.stated] or mentions
    years = Counter(mention.year for mention in stated)
    return replace(
        row,
        final_address=download.url,
        media_type=text.media_type,
        years=tuple(year for year, _ in years.most_common()),
    )


def evidence_entries(path: Path) -> tuple[EvidenceEntry, ...]:
    """The entries of a list, CSV or XLSX: one for each address of a row, or for an item without.

    An empty tuple: the file names neither addresses nor items.
    """
    rows = (entry for row in table_rows(path) for entry in _entries(row))
    return tuple(rows)[:_MOST_ENTRIES]


def typed_entries(text: str) -> tuple[EvidenceEntry, ...]:
    """The same of lines that a person typed or pasted: "O12 รายงาน https://…"."""
    entries = []
    for line in text.splitlines():
        words = line[:_LONGEST_LINE].split()
        addresses = [word for word in words if is_site_address(word)]
        rest = " ".join(word for word in words if word not in addresses)
        entries += _entries([rest, *addresses])
    return tuple(entries)[:_MOST_ENTRIES]


def _entries(cells: Sequence[str]) -> list[EvidenceEntry]:
    addresses = [
        word for cell in cells for word in cell[:_LONGEST_LINE].split() if is_site_address(word)
    ]
    rest = [cell for cell in cells if cell and not is_site_address(cell)]
    matches = filter(None, (_ITEM.search(arabic_digits(cell).casefold()) for cell in rest))
    # "O12" names an item for sure, a bare number may be that of the row.
    match = max(matches, key=lambda match: match[1] is not None, default=None)
    number = None if match is None else int(match[1] or match[2])
    if not addresses and (match is None or match[1] is None):
        return []  # a heading
    name = " ".join(cell for cell in rest if any(map(str.isalpha, cell)))
    return [
        EvidenceEntry(number=number, address=address, name=name)
        for address in dict.fromkeys(addresses or [""])
    ]
