"""Web addresses: which texts are one, files that list them, and the name of a download.

Servers write Thai file names in every way there is: as RFC 5987 wants, percent-encoded, as
raw UTF-8 or as raw cp874.
"""

import mimetypes
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

import httpx

from itasearch.ingest.containers import decoded_name, safe_name
from itasearch.readers.detect import begins_page

_LIST_BYTES = 1024**2
_LISTS = frozenset({".txt", ".csv"})


def is_web_address(text: str) -> bool:
    """Whether `text` is a web address and no path."""
    return text.lower().startswith(("http://", "https://"))


def listed_addresses(path: Path) -> tuple[str, ...]:
    """The web addresses of a list: a text or CSV file that holds one in every line, and no more.

    Returns:
        They in order, each once; nothing if the file is no such list.
    """
    if path.suffix.lower() not in _LISTS or not path.is_file():
        return ()
    try:
        if path.stat().st_size > _LIST_BYTES:
            return ()
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return ()
    addresses = [line.strip().strip(',;"').strip() for line in lines]
    addresses = [line for line in addresses if line and not line.startswith("#")]
    whole = all(is_web_address(line) and not set(line) & set(' \t",') for line in addresses)
    return tuple(dict.fromkeys(addresses)) if whole else ()


_EXTENDED = re.compile(rb"filename\*\s*=\s*[\w-]*'[^']*'([^;\s]+)", re.IGNORECASE)
_PLAIN = re.compile(rb'filename\s*=\s*(?:"([^"]*)"|([^;]+))', re.IGNORECASE)
_SCRIPTS = frozenset({"", "php", "aspx", "asp", "jsp", "do", "cgi"})


def file_name(headers: httpx.Headers, url: str, start: bytes) -> str:
    """A name for the file, fit for any system.

    Args:
        headers: of the server's answer.
        url: where it came from.
        start: the first bytes of the file.
    """
    disposition = _header(headers, b"content-disposition")
    found = _EXTENDED.search(disposition) or _PLAIN.search(disposition)
    raw = next(filter(None, found.groups()), b"") if found else b""
    raw = raw or urlsplit(url).path.rpartition("/")[2].encode()
    name = safe_name(decoded_name(unquote_to_bytes(raw)))
    if name.rpartition(".")[2].lower() in _SCRIPTS or "." not in name:
        name += _ending(headers, start)
    return name


def _ending(headers: httpx.Headers, start: bytes) -> str:
    if start.startswith(b"%PDF"):
        return ".pdf"
    if begins_page(start):
        return ".html"
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    known = mimetypes.guess_extension(kind)
    return known if known and kind != "application/octet-stream" else ""


def _header(headers: httpx.Headers, name: bytes) -> bytes:
    return next((value for key, value in headers.raw if key.lower() == name), b"")
