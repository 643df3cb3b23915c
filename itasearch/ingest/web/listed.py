"""Tables of towns' web sites: organisation, year and address, in any order of columns."""

import re
from pathlib import Path

from itasearch.documents.rows import table_rows
from itasearch.ingest.web.sources import is_web_address
from itasearch.model.library import SiteAddress
from itasearch.text.dates.fiscal_year import be_year
from itasearch.text.thai.normalize import arabic_digits

_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?::[0-9]{1,5})?(?:/\S*)?", re.IGNORECASE)
_NUMBERED_HOST = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?/\S*")
_YEAR = re.compile(r"(?:พ\.?\s?ศ\.?\s?)?(25[4-9][0-9]|20[0-4][0-9])")
_NAME_HEADER = re.compile(
    r"หน่วยงาน|เทศบาล|อปท|ชื่อ|organisation|organization|town|name", re.IGNORECASE
)


def is_site_address(text: str) -> bool:
    """Whether a text is a web address, with "https://" or as people write it: "www.town.go.th"."""
    hosts = (_HOST, _NUMBERED_HOST)
    return is_web_address(text) or any(host.fullmatch(text.strip()) for host in hosts)


def site_address(text: str) -> str:
    """The address with its scheme; https where none is named."""
    text = text.strip()
    return text if is_web_address(text) else f"https://{text}"


def sites_in(path: Path) -> tuple[SiteAddress, ...]:
    """The sites of a table, one a row; rows without an address are passed over.

    () if the file is no table with addresses.
    """
    sites: list[SiteAddress] = []
    names: int | None = None
    for row in table_rows(path):
        address = next((cell for cell in row if is_site_address(cell)), "")
        if not address:
            found = (number for number, cell in enumerate(row) if _NAME_HEADER.search(cell))
            names = next(found, names) if not sites else names
            continue
        years = (match for cell in row if (match := _YEAR.fullmatch(arabic_digits(cell))))
        year = next(years, None)
        words = (cell for cell in row if len(re.findall(r"[^\W\d_]", cell)) > 3)
        name = next((cell for cell in words if cell != address), None)
        if names is not None and names < len(row):
            name = row[names] or None
        sites.append(
            SiteAddress(
                address=site_address(address),
                organisation=name,
                fiscal_year_be=be_year(int(year[1])) if year else None,
            )
        )
    return tuple(dict.fromkeys(sites))
