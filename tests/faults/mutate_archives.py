"""ZIP archives broken in small ways and opened, which the app's own process does.

What they hold goes to the reading processes (see mutate_files); here each archive must give
files below the folder that it is opened in, or a fault in Thai, and never an exception.
"""

import io
import random
import shutil
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.ingest.containers import holds_files, unpacked
from itasearch.ingest.originals.files import FoundFile
from tests.faults.mutate_files import EXAMPLES, MOST_SECONDS, mutated
from tests.thai_sentences import is_thai_sentence


@dataclass(slots=True)
class ArchiveFigures:
    """What became of the archives, and what must not be."""

    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def lines(self) -> Iterator[str]:
        """The figures to be read by people."""
        for kind, count in sorted(self.kinds.items()):
            yield f".zip      {kind:24} {count:5}"
        yield f".zip      slowest {self.slowest:.1f} s"
        yield from (f"FAULT {fault}" for fault in self.faults)


def seeds() -> list[bytes]:
    """Archives as officers make them: Thai names in two encodings, folders, one in another."""
    files = sorted(EXAMPLES.iterdir(), key=lambda path: path.stat().st_size)[:6]
    plain = _zipped(
        [(f"รายงาน/แผนที่ {n}{path.suffix}", path.read_bytes()) for n, path in enumerate(files)]
    )
    nested = _zipped([("ข้างใน.zip", plain), (files[0].name, files[0].read_bytes())])
    old = _zipped([("แผน.txt".encode("cp874").decode("cp437"), files[0].read_bytes())])
    return [plain, nested, old]


def _zipped(parts: list[tuple[str, bytes]]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts:
            archive.writestr(name, body)
    return written.getvalue()


def open_all(count: int, *, seed: int, keep: Path) -> ArchiveFigures:
    """Open `count` broken archives; those that show a fault lie in `keep` then."""
    figures, whole = ArchiveFigures(), seeds()
    for number in range(count):
        chance = random.Random(f"{seed}/archive/{number}")
        path = keep / f"{seed}-{number:05}.zip"
        path.write_bytes(mutated(chance.choice(whole), chance, other=chance.choice(whole)))
        into = keep / "members"
        into.mkdir()
        began = time.monotonic()
        faults = list(_faults(path, into, figures))
        seconds = time.monotonic() - began
        figures.slowest = max(figures.slowest, seconds)
        if seconds > MOST_SECONDS:
            faults.append(f"{seconds:.0f} s")
        figures.faults += [f"{path.name}: {fault}" for fault in faults]
        shutil.rmtree(into)
        if not faults:
            path.unlink()
    return figures


def _faults(path: Path, into: Path, figures: ArchiveFigures) -> Iterator[str]:
    try:
        figures.kinds["archive" if holds_files(path) else "none"] += 1
        for file in unpacked([FoundFile(path=path, named=True)], into=into, limits=ReadLimits()):
            if file.fault is not None:
                figures.kinds["fault"] += 1
                if not is_thai_sentence(file.fault):
                    yield file.fault
            elif file.path != path:
                figures.kinds["member"] += 1
                if not file.path.resolve().is_relative_to(into.resolve()):
                    yield f"a member at {file.path}"
    except Exception as error:  # noqa: BLE001 (whatever comes is the finding)
        yield f"{type(error).__name__}: {error}"
