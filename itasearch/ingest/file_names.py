"""Names of files as archives and web servers give them: decoded, and made harmless.

Thai names come as UTF-8 or in Windows' cp874, mostly without saying which; a name may hold
any path, drive or control character. Imports the standard library.
"""

import re

_NOT_IN_NAMES = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\ud800-\udfff]+")
_PARTS = re.compile(r"[/\\]+")
_LONGEST = 200
"""Bytes of a name before its ending: a system takes 255, a Thai letter takes three."""

_UNNAMED = "ไฟล์"


def decoded_name(raw: bytes) -> str:
    """A name's bytes as text: UTF-8, else Thai Windows, else something that shows all of them."""
    for encoding in ("utf-8", "cp874"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def told_path(name: str) -> str:
    """`name` as a relative path to show: forward slashes, nothing that climbs or hides."""
    parts = (_NOT_IN_NAMES.sub("_", part).strip() for part in _PARTS.split(name))
    return "/".join(part for part in parts if part not in {"", ".", ".."}) or _UNNAMED


def safe_name(name: str) -> str:
    """The last part of `name`, fit to name a file on any system, its ending kept."""
    last = told_path(name).rpartition("/")[2].strip(". ")
    stem, dot, ending = last.rpartition(".")
    if not dot or len(ending) > 10:
        return _cut(last)
    return f"{_cut(stem)}.{ending}"


def _cut(name: str) -> str:
    return name.encode()[:_LONGEST].decode(errors="ignore") or _UNNAMED
