"""Files broken in small ways: bytes, numbers, tags and parts of them."""

import ast
import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable

from tests.cases import cases

_BOMBS = (
    # Entities of entities, one that names a file, elements within elements.
    b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">%s]><a>&e8;</a>'
    % b"".join(
        b'<!ENTITY e%d "%s">' % (n, (b"&a;" if n == 1 else b"&e%d;" % (n - 1)) * 10)
        for n in range(1, 9)
    ),
    b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><a>&a;</a>',
    b"<w:p>" * 3000,
    b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
    b'table:number-columns-repeated="16384"/></table:table-row>',
    b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
)
_NUMBERS: list[bytes] = [ast.literal_eval(str(cell)) for cell in cases("mutations", "numbers")]
_DIGITS = re.compile(rb"\d+")
_TOKENS: list[bytes] = [ast.literal_eval(str(cell)) for cell in cases("mutations", "tokens")]

Mutation = Callable[[bytes, random.Random], bytes]


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 20, 200))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(len(data), start + chance.choice((1, 8, 100, 2000)))


def _leave_out(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 10, 500)) + data[end:]


def _swap(data: bytes, chance: random.Random) -> bytes:
    places = sorted(chance.randrange(len(data) + 1) for _ in range(3))
    first, middle, last = places
    return data[:first] + data[middle:last] + data[first:middle] + data[last:]


def _blank(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + chance.choice((b"\x00", b"\xff", b" ")) * (end - start) + data[end:]


def _overwrite(data: bytes, chance: random.Random) -> bytes:
    start, number = chance.randrange(len(data)), chance.choice(_NUMBERS)
    return data[:start] + number + data[start + len(number) :]


def _renumber(data: bytes, chance: random.Random) -> bytes:
    """Another number in the place of one that is written in digits: a span, a length, a page."""
    found = list(_DIGITS.finditer(data))
    if not found:
        return _overwrite(data, chance)
    old = chance.choice(found)
    new = chance.choice((b"0", b"-1", b"7", b"65536", b"2147483648", b"1" * 30, b"1e999", b""))
    return data[: old.start()] + new + data[old.end() :]


def _insert(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + chance.choice(_TOKENS) * chance.choice((1, 5, 3000)) + data[start:]


def _bomb(data: bytes, chance: random.Random) -> bytes:
    """XML that grows when it is read, behind the first tag or somewhere."""
    start = data.find(b">") + 1 if chance.random() < 0.5 else chance.randrange(len(data))
    return data[:start] + chance.choice(_BOMBS) + data[start:]


MUTATIONS: tuple[Mutation, ...] = (
    _flip,
    _cut,
    _leave_out,
    _repeat,
    _swap,
    _blank,
    _overwrite,
    _renumber,
    _renumber,
    _insert,
    _bomb,
)


def mutated(data: bytes, chance: random.Random, *, other: bytes = b"") -> bytes:
    """A file broken once or twice, of a ZIP mostly one part; parts of `other` may get into it."""
    for _ in range(chance.choice((1, 1, 2))):
        if data.startswith(b"PK") and chance.random() < 0.75:
            data = _mutated_part(data, chance, other)
        elif data and other and chance.random() < 0.1:
            data = _spliced(data, chance, other)
        elif data:
            data = chance.choice(MUTATIONS)(data, chance)
    return data


def _spliced(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """A piece of the other in the place of a piece of the one."""
    start, end = _span(data, chance)
    first = chance.randrange(len(other))
    return data[:start] + other[first : first + chance.choice((8, 100, 2_000, 20_000))] + data[end:]


def _parts_of(data: bytes) -> list[tuple[str, bytes]]:
    """The parts of a ZIP file; [] where it cannot be opened."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return []


def _mutated_part(data: bytes, chance: random.Random, other: bytes) -> bytes:
    parts = _parts_of(data)
    if not parts:
        return _flip(data, chance)
    # Most parts are styles and themes, which nobody reads.
    read = [part for part in parts if part[0].endswith(("document.xml", "content.xml", "1.xml"))]
    name, body = chance.choice(read if read and chance.random() < 0.7 else parts)
    kept = [part for part in parts if part[0] != name]
    foreign = _parts_of(other) if chance.random() < 0.2 else []
    if foreign or chance.random() < 0.05:
        # A part of another file, or of this one, under the name of this part.
        kept.append((name, chance.choice(foreign or parts)[1]))
    elif body and chance.random() < 0.9:
        kept.append((name, chance.choice(MUTATIONS)(body, chance)))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in kept:
            archive.writestr(part, content)
    return written.getvalue()
