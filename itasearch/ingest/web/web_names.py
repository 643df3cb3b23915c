"""The name of a downloaded file: as the server says, else as its address ends.

Servers write Thai names in every way there is: as RFC 5987 wants, percent-encoded, as raw
UTF-8 or as raw cp874. Imports the standard library, httpx, readers and ingest.
"""

import mimetypes
import re
from urllib.parse import unquote_to_bytes, urlsplit

import httpx

from itasearch.ingest.file_names import decoded_name, safe_name
from itasearch.readers.detect import begins_page

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
