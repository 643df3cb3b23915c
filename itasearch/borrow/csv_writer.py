"""A Form as CSV in UTF-8 with its byte order mark, without which Excel misreads Thai.

A spreadsheet takes a cell that begins with = + - or @ for a formula, also from CSV.
A list's leading hyphen becomes the dash – , which looks the same and is no sign of
arithmetic; before the other signs stands an apostrophe. Imports its neighbours.
"""

import csv
import io
import re

from itasearch.borrow.form import BLANK, Form

_HYPHENS = ("-", "\uff0d")
_LIST_HYPHEN = re.compile("^[-\uff0d]", re.MULTILINE)
_SIGNS = ("=", "+", "@", "\uff1d", "\uff0b", "\uff20")


def write_csv(form: Form) -> bytes:
    """The titles, the table, an empty row, and the sources."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerows([_safe(title)] for title in form.titles)
    writer.writerow(form.headers)
    writer.writerows([_safe(text) or BLANK for text in row] for row in form.rows)
    writer.writerow([])
    writer.writerows([_safe(line)] for line in (form.sources_title, *form.notes))
    writer.writerow(form.source_headers)
    writer.writerows([_safe(text) for text in row] for row in form.sources)
    return written.getvalue().encode("utf-8-sig")


def _safe(text: str) -> str:
    """`text` so that no spreadsheet calculates it."""
    text = text.strip()
    if text.startswith(_HYPHENS):
        return _LIST_HYPHEN.sub("–", text)
    return f"'{text}" if text.startswith(_SIGNS) else text
