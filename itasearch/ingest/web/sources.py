"""Web addresses: which texts are addresses, and lists of them."""

import re
from pathlib import Path

from itasearch.documents.rows import table_rows

_HOST = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?::[0-9]{1,5})?(?:/\S*)?", re.IGNORECASE)
_NUMBERED_HOST = re.compile(r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]{1,5})?/\S*")


def is_web_address(text: str) -> bool:
    """Whether `text` is a web address and no path."""
    return text.lower().startswith(("http://", "https://"))


def is_site_address(text: str) -> bool:
    """Whether a text is a web address, with "https://" or as people write it: "www.town.go.th"."""
    hosts = (_HOST, _NUMBERED_HOST)
    return is_web_address(text) or any(host.fullmatch(text.strip()) for host in hosts)


def site_address(text: str) -> str:
    """The address with its scheme; https where none is named."""
    text = text.strip()
    return text if is_web_address(text) else f"https://{text}"


def addresses_in(path: Path) -> tuple[str, ...]:
    """The addresses in the cells of a table (CSV, XLSX) or the lines of a text, each once.

    An empty tuple: the file has none, or is no such list.
    """
    cells = (cell for row in table_rows(path) for cell in row)
    return tuple(dict.fromkeys(site_address(cell) for cell in cells if is_site_address(cell)))
