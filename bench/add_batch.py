"""How fast a folder of reports is added: one reading process against one a core.

    python bench/add_batch.py [files] [--build]      default 1000

The files are those of corpus/examples, each made another town's: text, CSV, HTML, DOCX
and XLSX in the shares in which they stand there. Both runs happen here, one after the
other, each into a library of its own; then the same folder is added again, unchanged.
`--build` indexes the second one as well. Memory is that of this process, readers not
counted, at each tenth of the way.
"""

import random
import re
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Collection
from itertools import product
from pathlib import Path
from unittest.mock import patch

import psutil

from itasearch.ingest.worker.pool import reader_count
from itasearch.model.library import READING, OutcomeKind, ProgressEvent
from itasearch.workspace import library, open_workspace

_EXAMPLES = Path(__file__).resolve().parents[1] / "corpus" / "examples"
_NAME = re.compile(r"((?:เทศบาล|องค์การบริหารส่วน)(?:ตำบล|เมือง|จังหวัด)|ทต\.|อบต\.)\s*([ก-๙]+)")
_SYLLABLES = ("ดอน", "หนอง", "บ้าน", "โคก", "ท่า", "นา", "ห้วย", "ทุ่ง", "วัง", "ป่า")
_WORDS = ("แก้ว", "ทอง", "ไผ่", "จันทร์", "ธาร", "คำ", "แสง", "หิน", "บัว", "ทราย")


def generate(folder: Path, count: int, *, endings: Collection[str] = ()) -> None:
    """Write `count` files, each of a town of its own.

    Args:
        folder: where to.
        count: how many.
        endings: of the examples that are copied: ".csv"; () for all.
    """
    towns = ["".join(parts) for parts in product(_SYLLABLES, _WORDS, _WORDS)]
    random.Random(1).shuffle(towns)
    examples = [one for one in sorted(_EXAMPLES.iterdir()) if not endings or one.suffix in endings]
    for number in range(count):
        example = examples[number % len(examples)]
        again, place = divmod(number, len(towns))
        town = towns[place] + _WORDS[0] * again
        copy = folder / f"{number:05}-{example.name}"
        if example.suffix in {".docx", ".xlsx"}:
            _copy_zipped(example, copy, town)
        else:
            copy.write_text(_renamed(_decoded(example.read_bytes()), town), encoding="utf-8")


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp874")


def _renamed(text: str, town: str) -> str:
    return _NAME.sub(lambda found: found[1] + town, text)


def _copy_zipped(example: Path, copy: Path, town: str) -> None:
    with zipfile.ZipFile(example) as old, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xml"):
                data = _renamed(data.decode("utf-8"), town).encode("utf-8")
            new.writestr(name, data)
        new.comment = town.encode("utf-8")  # files of one example and town differ, too


def _added(inbox: Path, home: Path, *, label: str) -> float:
    """Add the folder and print how long it took; files a second."""
    process = psutil.Process()
    memory: list[int] = []

    def measure(event: ProgressEvent) -> None:
        if event.stage == READING and event.done * 10 // event.total >= len(memory):
            memory.append(process.memory_info().rss // 1024**2)

    began = time.perf_counter()
    with open_workspace(home) as workspace:
        outcomes = workspace.add([inbox], build=False, progress=measure)
    seconds = time.perf_counter() - began
    kinds = {kind.value: sum(each.kind is kind for each in outcomes) for kind in OutcomeKind}
    print(f"{label}: {seconds:.1f} s, {len(outcomes) / seconds:.0f} files/s, {kinds}")
    print(f"  memory of this process, MB: {' '.join(map(str, memory))}")
    return len(outcomes) / seconds


def _indexed(home: Path) -> None:
    began = time.perf_counter()
    with open_workspace(home) as workspace:
        done = workspace.build()
    print(f"index: {done.passages} passages encoded, {time.perf_counter() - began:.1f} s")


def main(count: int, *, build: bool) -> None:
    """Generate, add with one reader, add with all, add again."""
    folder = Path(tempfile.mkdtemp(prefix="add-batch-"))
    try:
        inbox = folder / "inbox"
        inbox.mkdir()
        generate(inbox, count)
        with patch.object(library, "reader_count", return_value=1):
            one = _added(inbox, folder / "one", label="1 reader")
        pool = _added(inbox, folder / "pool", label=f"{reader_count(count)} readers")
        print(f"ratio {pool / one:.2f}")
        _added(inbox, folder / "pool", label="again, unchanged")
        if build:
            _indexed(folder / "pool")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:] if each.isdigit()]
    main(numbers[0] if numbers else 1000, build="--build" in sys.argv)
