"""Breaks real files in small ways and reads each in a child process, as `add` does.

    python -m tests.faults.mutate_files [count] [--keep FOLDER] [--seed N]    default 1000

Every file must end as read or refused, within its limits and MOST_SECONDS, with a reason in
Thai; so must its text and its first page, which the app shows. What is not so is told and
kept in FOLDER: a fault of a reader, an exception that it did not foresee. Seeds are files of
corpus/examples and tests/data/regressions and what LibreOffice makes of them, in the formats
that it is installed for; pictures are pages of the PDF.
"""

import argparse
import io
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

import psutil
import pypdfium2

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.worker.isolation import Isolation
from itasearch.ingest.worker.pool import Finished, in_order, reader_count
from itasearch.readers.base import PageProgress
from itasearch.wording.messages import DETAIL
from tests.thai_sentences import is_thai_sentence

_ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = _ROOT / "corpus" / "examples"
_REGRESSIONS = _ROOT / "tests" / "data" / "regressions"
_WHOLE = EXAMPLES / "khok-dao-rueang_2565.txt"
LIMITS = ReadLimits()
MOST_SECONDS = 30.0
"""Seconds by the clock in which a file is read or refused, what it waits for a core included."""
_SLOW = frozenset({".doc", ".odt", ".rtf", ".png", ".jpg", ".tif", ".scan.pdf"})
"""Formats that LibreOffice or Tesseract reads, in seconds instead of hundredths."""
_OF_PAGES = frozenset({".pdf", ".png", ".jpg", ".tif", ".scan.pdf"})
_SLOW_EVERY = 25
"""One of so many files is of a slow format."""
_SHOWN_EVERY = 5
"""Of one of so many files the text and the first page are shown, too."""
_SLOW_SECONDS = 10.0
_PART = 500
"""Files after which a long run shows how far it is."""
_AHEAD = 200
"""Files read ahead of one that takes its time."""
_MOST_OF_A_FORMAT = 12
"""Seeds of one format."""
_CONVERTED = (
    *(("docx", "pdf"), ("docx", "doc"), ("docx", "odt"), ("docx", "rtf")),
    *(("xlsx", "ods"), ("xlsx", "xls")),
)
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
_NUMBERS = (
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    bytes(4),
    b"\x00\x00\x00\x80",
    b"-1",
    b"1e999",
)
_DIGITS = re.compile(rb"\d+")
_TOKENS = (
    b"<td>",
    b"</table>",
    b"<tr><td rowspan=99999 colspan=99999>",
    b"<!--",
    b'"',
    b"\t",
    b"\r",
    b"\x00",
    b"|",
    b"\n\n",
    "ำ่้".encode(),
    "๑๒.๓".encode(),
    b"\xff\xfe",
    b"<w:p>",
    b"]]>",
    b"endobj",
    b"BT /F1 1e30 Tf",
)

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
    """`data` broken once or twice; of a ZIP file mostly one of its parts.

    Args:
        data: a file.
        chance: decides how.
        other: another file, of which parts may get into it.
    """
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


def make_seeds(folder: Path) -> list[Path]:
    """Files of each format in `folder`, as far as they can be made here."""
    seeds: dict[str, list[Path]] = {}
    samples = (*EXAMPLES.iterdir(), *_REGRESSIONS.iterdir())
    for sample in sorted(samples, key=lambda path: (path.stat().st_size, path.name)):
        of_format = seeds.setdefault(sample.suffix, [])
        if sample.suffix != ".json" and len(of_format) < _MOST_OF_A_FORMAT:
            of_format.append(Path(shutil.copy(sample, folder)))
    office = shutil.which("soffice")
    for source, target in _CONVERTED if office else ():
        command = [office or "", "--headless", "--convert-to", target, "--outdir", str(folder)]
        made = seeds[f".{source}"][0].with_suffix(f".{target}")
        subprocess.run([*command, str(seeds[f".{source}"][0])], check=True, capture_output=True)
        seeds[f".{target}"] = [made]
    if ".pdf" in seeds:
        seeds |= {ending: [path] for ending, path in _pictures(seeds[".pdf"][0], folder)}
    return [path for ending in sorted(seeds) for path in seeds[ending]]


def _pictures(pdf: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[0].render(scale=100 / 72).to_pil().convert("L")
    # A strip of the page: OCR of a whole one takes seconds.
    strip = picture.crop((0, picture.height // 3, picture.width, picture.height // 2))
    for ending in (".png", ".jpg", ".tif"):
        strip.save(folder / f"scan{ending}")
        yield ending, folder / f"scan{ending}"
    strip.save(folder / "scan.pdf", resolution=100)
    yield ".scan.pdf", folder / "scan.pdf"


@dataclass(slots=True)
class Figures:
    """What became of the files, by format and outcome, and what must not be.

    Attributes:
        slowest: seconds and name of the slowest file of each format.
        slowest_refusal: the same of the slowest that was not read or not shown.
        slow: the same of all above _SLOW_SECONDS, with their outcome: a small file that takes so
            long shows a fault though its limit ended it, unless the machine was busy.
    """

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    slowest_refusal: tuple[float, str] = (0.0, "")
    slow: list[tuple[float, str, str]] = field(default_factory=list)
    memory: int = 0

    def lines(self) -> Iterator[str]:
        """The figures to be read by people."""
        for (ending, kind), count in sorted(self.kinds.items()):
            yield f"{ending:9} {kind:24} {count:5}"
        for ending, (seconds, name) in sorted(self.slowest.items()):
            yield f"{ending:9} slowest {seconds:.1f} s ({name})"
        for seconds, name, kind in self.slow:
            yield f"slow: {seconds:.1f} s ({name}) {kind}"
        yield f"{self}, this process grew by {self.memory // 1024**2} MB"
        for name, told in self.faults:
            yield f"FAULT {name}: {told}"

    def __str__(self) -> str:
        longest = max((seconds for seconds, _ in self.slowest.values()), default=0.0)
        wrong = len(self.faults)
        return (
            f"{self.kinds.total()} files, slowest {longest:.1f} s, slowest refusal "
            f"{self.slowest_refusal[0]:.1f} s ({self.slowest_refusal[1]}), {wrong} faults"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A broken file, the format of what it was made of, and whether it is shown, too."""

    path: Path
    ending: str
    is_shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """What became of a file.

    Attributes:
        reasons: of its refusals.
        seconds: of the slowest of what was done with it.
        refused_seconds: the same of what was refused; 0 for nothing.
    """

    kind: str
    reasons: tuple[str, ...]
    seconds: float
    refused_seconds: float


def read_all(seeds: Sequence[Path], count: int, *, seed: int, keep: Path) -> Figures:
    """Read `count` broken files on all cores; those that show a fault lie in `keep` then."""
    (*_, figures) = read_in_parts(seeds, count, seed=seed, keep=keep)
    return figures


def read_in_parts(seeds: Sequence[Path], count: int, *, seed: int, keep: Path) -> Iterator[Figures]:
    """As `read_all`; the figures so far after each _PART files, and at the end."""
    figures = Figures()
    before = psutil.Process().memory_info().rss
    with ExitStack() as stack:
        readers = [stack.enter_context(Isolation(limits=LIMITS)) for _ in range(reader_count(99))]
        for done in in_order(
            _broken(seeds, count, seed, keep), _outcome, readers=readers, ahead=_AHEAD
        ):
            if not isinstance(done, Finished):
                continue
            item, read = done.item, done.result
            figures.kinds[item.ending, read.kind] += 1
            slowest = figures.slowest.get(item.ending, (0.0, ""))
            taken = (read.seconds, item.path.name)
            figures.slowest[item.ending] = max(slowest, taken)
            if read.seconds > _SLOW_SECONDS:
                figures.slow.append((*taken, read.kind))
            refused = (read.refused_seconds, item.path.name)
            figures.slowest_refusal = max(figures.slowest_refusal, refused)
            figures.memory = max(figures.memory, psutil.Process().memory_info().rss - before)
            if faults := list(_faults(read)):
                figures.faults += [(item.path.name, fault) for fault in faults]
            else:
                item.path.unlink()
            if figures.kinds.total() % _PART == 0:
                yield figures
    yield figures


def _faults(read: _Read) -> Iterator[str]:
    for reason in read.reasons:
        if DETAIL in reason or not is_thai_sentence(reason):
            yield reason
    if read.seconds > MOST_SECONDS:
        yield f"{read.kind} after {read.seconds:.0f} s: {' '.join(read.reasons)}"


def _broken(seeds: Sequence[Path], count: int, seed: int, keep: Path) -> Iterator[Broken]:
    slow = [path for path in seeds if _ending(path) in _SLOW]
    quick = [path for path in seeds if path not in slow]
    turns = {True: cycle(slow or quick), False: cycle(quick or slow)}
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        source = next(turns[number % _SLOW_EVERY == 0])
        ending = _ending(source)
        alike = (
            [path for path in seeds if _ending(path) == ending] if chance.random() < 0.7 else seeds
        )
        path = keep / f"{seed}-{number:05}{ending}"
        other = chance.choice(alike).read_bytes()
        path.write_bytes(mutated(source.read_bytes(), chance, other=other))
        yield Broken(path=path, ending=ending, is_shown=number % _SHOWN_EVERY == 0)


def _ending(path: Path) -> str:
    return ".scan.pdf" if path.name == "scan.pdf" else path.suffix


def _outcome(item: Broken, isolation: Isolation, on_page: PageProgress) -> _Read:
    path = item.path
    isolation.original_text(_WHOLE)  # a worker that the file before has ended starts apart
    calls: list[Callable[[], object]] = [lambda: isolation.parse(path, on_page=on_page)]
    if item.is_shown and item.ending in _OF_PAGES:
        calls.append(lambda: isolation.picture(path, 1, width=600))
        calls.append(lambda: isolation.search_pages(path, ("มาตรการ",)))
    elif item.is_shown:
        calls.append(lambda: isolation.original_text(path))
    kinds, reasons, longest, refused = [], [], 0.0, 0.0
    for call in calls:
        began = time.monotonic()
        try:
            call()
            kinds.append("read")
        except ReadError as error:
            kinds.append(type(error).__name__)
            reasons.append(error.reason)
            refused = max(refused, time.monotonic() - began)
        longest = max(longest, time.monotonic() - began)
    return _Read(kind=kinds[0], reasons=tuple(reasons), seconds=longest, refused_seconds=refused)


def main() -> None:
    """Make seeds, break them, tell."""
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("count", type=int, nargs="?", default=1000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, default=None, metavar="FOLDER")
    given = arguments.parse_args()
    keep: Path = given.keep or Path(tempfile.mkdtemp(prefix="mutated-"))
    keep.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        figures = read_all(make_seeds(Path(folder)), given.count, seed=given.seed, keep=keep)
    sys.stdout.writelines(f"{line}\n" for line in figures.lines())
    with suppress(OSError):
        keep.rmdir()  # only if nothing is to be shown


if __name__ == "__main__":
    main()
