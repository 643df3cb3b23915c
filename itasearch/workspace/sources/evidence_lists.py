"""The lists that an office hands in: rows of items and addresses, typed or in a table."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from itasearch.documents.rows import table_rows
from itasearch.domain.loader import Patterns
from itasearch.ingest.web.sources import is_site_address
from itasearch.model.form_check import EvidenceEntry
from itasearch.text.thai.normalize import arabic_digits
from itasearch.workspace.sources.evidence_pages import NAMED_ITEM

_ITEM = re.compile(rf"{NAMED_ITEM.pattern}|([0-9]{{1,2}})(?![0-9])")
_patterns = Patterns("evidence_patterns")
_BEHIND = re.compile(r"""^([^(]*?)[\s"'<>,;.)\]]+$""")  # an address in brackets or a sentence
_BLANKS = re.compile(r"[^\S\n]+")
_LONGEST_CELL = 4_000  # letters of a cell that are read; by hand
MOST_ENTRIES = 500  # rows of a list that are checked; by hand


def evidence_entries(path: Path) -> tuple[EvidenceEntry, ...]:
    """The rows of a list, CSV or XLSX: an item ("O12", "ข้อ 12", 12), addresses, other words.

    An entry for each address; one of words in brackets alone is of the item above. Rows with
    neither item nor address are left out. () of a file that is no such list.
    """
    entries: list[EvidenceEntry] = []
    rows = [[_BLANKS.sub(" ", cell)[:_LONGEST_CELL] for cell in row] for row in table_rows(path)]
    heads = [*_unique(_heads(rows, tuple(zip_longest(*rows, fillvalue=""))))]
    for given, row in zip(rows, _without_shared_cells(rows), strict=True):
        for entry in _entries(row):
            # In merged cells.
            is_aside = entry.number is None and _patterns.aside.fullmatch(entry.name)
            whose = replace(entries[-1], address=entry.address) if is_aside and entries else entry
            entries.append(replace(whose, cells=tuple(zip(heads, given, strict=False))))
    return tuple(entries[:MOST_ENTRIES])


def typed_entries(text: str) -> tuple[EvidenceEntry, ...]:
    """The same of lines that a person typed or pasted: "O12 https://…", with other words or not."""
    entries = []
    for line in text.splitlines():
        words = line[:_LONGEST_CELL].split()
        address = next((word for word in words if is_site_address(word)), "")
        rest = " ".join(word for word in words if word != address).strip(" .):-|")
        entries += _entries([rest, address])
    return tuple(entries[:MOST_ENTRIES])


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


def _heads(rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> list[str]:
    """The last text of each column above the first item or address; "" where there is none."""
    begun = (any(_item(cell) or _patterns.address.search(cell) for cell in row) for row in rows)
    first = next((at for at, is_begun in enumerate(begun) if is_begun), 0)
    return [next(filter(None, reversed(column[:first])), "") for column in columns]


def _unique(heads: Sequence[str]) -> Iterator[str]:
    for at, head in enumerate(heads):
        yield head if head and head not in heads[:at] else f"{head} ({at + 1})".strip()


def _former(rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]]) -> set[int]:
    """The columns that are headed as those of a former year, where others have addresses."""
    former = {i for i, head in enumerate(_heads(rows, columns)) if _patterns.former.search(head)}
    others = (cell for i, column in enumerate(columns) if i not in former for cell in column)
    return former if any(map(_patterns.address.search, others)) else set()


def _item(cell: str) -> tuple[int, bool] | None:
    """The item that a cell names, and whether by a sign such as "O" or "ข้อ", else by it alone."""
    match = _ITEM.match(arabic_digits(cell).casefold())
    if match is None or not (match[1] or match.end() == len(match.string)):
        return None
    return int(match[1] or match[2]), match[1] is not None


def _entries(row: Sequence[str]) -> list[EvidenceEntry]:
    addresses, rest = [], []
    for cell in row:
        in_cell = [_patterns.remark.sub("", address) for address in _patterns.address.findall(cell)]
        in_cell = in_cell or [cell] * is_site_address(cell)
        addresses += in_cell
        words = "" if in_cell == [cell] else _patterns.address.sub("", cell)
        rest.append(" ".join(words.split()))
    items = filter(None, map(_item, rest))
    number, _ = max(items, key=lambda item: item[1], default=(None, False))
    name = " ".join(filter(_patterns.words.search, rest))
    none = [""] * (number is not None)
    return [
        EvidenceEntry(number=number, address=_BEHIND.sub(r"\1", address), name=name)
        for address in dict.fromkeys(addresses or none)
    ]
