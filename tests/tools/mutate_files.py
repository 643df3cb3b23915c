"""Breaks real files in small ways and reads each in a child process, as `add` does.

    python -m tests.tools.mutate_files [count] [--keep FOLDER] [--seed N]    default 1000

Every file must end as read or refused, within its limits, with a reason in Thai. What
is not so is told and kept in FOLDER: a fault of a reader, an exception that it did not
foresee. Seeds are files of corpus/examples and what LibreOffice makes of them, in the
formats that it is installed for; pictures are pages of the PDF.
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
from pathlib import Path

import psutil
import pypdfium2

from itasearch.config import ReadLimits
from itasearch.errors import ReadError
from itasearch.ingest.worker.isolation import Isolation
from itasearch.ingest.worker.pool import Finished, in_order, reader_count
from itasearch.readers.base import PageProgress
from tests.thai_sentences import is_thai_sentence

EXAMPLES = Path(__file__).resolve().parents[2] / "corpus" / "examples"
LIMITS = ReadLimits(wall_seconds=30, cpu_seconds=20)
_FAULT = "(รายละเอียด:"
_CONVERTED = (("docx", "pdf"), ("docx", "doc"), ("docx", "odt"), ("xlsx", "ods"), ("xlsx", "xls"))
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
)


def mutated(data: bytes, chance: random.Random) -> bytes:
    """`data` broken once or twice; of a ZIP file mostly one of its parts."""
    for _ in range(chance.choice((1, 1, 2))):
        if data.startswith(b"PK") and chance.random() < 0.75:
            data = _mutated_part(data, chance)
        elif data:
            data = chance.choice(MUTATIONS)(data, chance)
    return data


def _mutated_part(data: bytes, chance: random.Random) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        return _flip(data, chance)
    # Most parts are styles and themes, which nobody reads.
    read = [part for part in parts if part[0].endswith(("document.xml", "content.xml", "1.xml"))]
    name, body = chance.choice(read if read and chance.random() < 0.7 else parts)
    kept = [part for part in parts if part[0] != name]
    if body and chance.random() < 0.9:
        kept.append((name, chance.choice(MUTATIONS)(body, chance)))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in kept:
            archive.writestr(part, content)
    return written.getvalue()


def make_seeds(folder: Path) -> list[Path]:
    """One file of each format in `folder`, as far as they can be made here."""
    seeds: dict[str, Path] = {}
    for example in sorted(EXAMPLES.iterdir(), key=lambda path: path.stat().st_size):
        if example.suffix not in seeds:
            seeds[example.suffix] = Path(shutil.copy(example, folder))
    office = shutil.which("soffice")
    for source, target in _CONVERTED if office else ():
        command = [office or "", "--headless", "--convert-to", target, "--outdir", str(folder)]
        subprocess.run([*command, str(seeds[f".{source}"])], check=True, capture_output=True)
        seeds[f".{target}"] = seeds[f".{source}"].with_suffix(f".{target}")
    if ".pdf" in seeds:
        seeds.update(_pictures(seeds[".pdf"], folder))
    return [seeds[ending] for ending in sorted(seeds)]


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
    """What became of the files, by format and outcome, and what must not be."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    faults: list[tuple[str, str]] = field(default_factory=list)
    slowest: float = 0.0
    memory: int = 0

    def lines(self) -> Iterator[str]:
        """The figures to be read by people."""
        for (ending, kind), count in sorted(self.kinds.items()):
            yield f"{ending:6} {kind:24} {count:5}"
        yield f"slowest {self.slowest:.1f} s, this process grew by {self.memory // 1024**2} MB"
        for name, told in self.faults:
            yield f"FAULT {name}: {told}"


def read_all(seeds: Sequence[Path], count: int, *, seed: int, keep: Path) -> Figures:
    """Read `count` broken files on all cores; those that show a fault lie in `keep` then."""
    figures = Figures()
    before = psutil.Process().memory_info().rss
    with ExitStack() as stack:
        readers = [stack.enter_context(Isolation(limits=LIMITS)) for _ in range(reader_count(99))]
        for told in in_order(_broken(seeds, count, seed, keep), _outcome, readers=readers, ahead=8):
            if not isinstance(told, Finished):
                continue
            kind, reason, seconds = told.result
            figures.kinds[told.item.suffix, kind] += 1
            figures.slowest = max(figures.slowest, seconds)
            figures.memory = max(figures.memory, psutil.Process().memory_info().rss - before)
            if reason and (_FAULT in reason or not is_thai_sentence(reason)):
                figures.faults.append((told.item.name, reason))
            else:
                told.item.unlink()
    return figures


def _broken(seeds: Sequence[Path], count: int, seed: int, keep: Path) -> Iterator[Path]:
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        source = seeds[number % len(seeds)]
        path = keep / f"{seed}-{number:05}{source.suffix}"
        path.write_bytes(mutated(source.read_bytes(), chance))
        yield path


def _outcome(
    path: Path, isolation: Isolation, on_page: PageProgress
) -> tuple[str, str | None, float]:
    began = time.monotonic()
    kind, reason = "read", None
    try:
        isolation.parse(path, on_page=on_page)
    except ReadError as error:
        kind, reason = type(error).__name__, error.reason
    return kind, reason, time.monotonic() - began


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
