"""How the time for texts that no report has grows with their length.

    python -m bench.hostile_texts [letters]      default 200000

The texts are cells of a table, files, texts to adapt, to mend and to cut into words. Printed
are processor seconds for a text and for one of twice the length, and their ratio: about 2
is linear, 4 quadratic. Both are run in turn, three times, and the ratio is the median of
the three. The command ends with exit code 1 when a ratio is above 3: run it after a change of
a regular expression. Tests count the same work (tests/counting.py), but cannot see what a regular
expression does inside.
"""

import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from itasearch.borrow.adapt.one_pass import adapt_text
from itasearch.config import ReadLimits
from itasearch.domain.words import segmenter
from itasearch.extract.report import extract
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.readers.detect import read_document
from itasearch.text.repair.damage import mend
from tests.borrow.test_one_pass import HOSTILE_PIECES, SOURCE, TARGET
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, table
from tests.extract.test_hostile import ENDLESS

_ROUNDS = 3
_LEAST_SECONDS = 0.05
"""Of the longer text: below this a ratio says nothing."""
_GREATEST_RATIO = 3.0
"""Between linear (2) and quadratic (4)."""


def _read_cell(text: str) -> None:
    rows = [HEAD, ("1. ก", text, "กอง", "ปี")]
    extract(document(line(TITLE), line(TOWN), line(text), table(rows)))


def _read_file(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.md"
        path.write_text(f"{text}\nมาตรการส่งเสริมคุณธรรม\n", encoding="utf-8")
        read_document(path, limits=ReadLimits(), knowledge=KNOWLEDGE)


def _adapt(text: str) -> None:
    adapt_text(text, SOURCE, TARGET)


def _cut(text: str) -> None:
    segmenter().words(text)


WAYS: dict[str, tuple[Callable[[str], object], Sequence[str]]] = {
    "cell": (_read_cell, [text[:60] for text in ENDLESS.values()]),
    "file": (_read_file, ["<!---->", "<p", "| ", "# ", "\u200b\n"]),
    "adapt": (_adapt, HOSTILE_PIECES),
    "mend": (
        mend,
        ["ผลการดาเนินงานของกองช่าง ส านักงาน\n", "ป ร ", "ก\ufffd", "จดั ", "่", "à¸", "ำ่้", "ๅ"],
    ),
    "cut": (_cut, ["เกา", "ก", "่", "ดําเนินการ", "ก.", "1,234"]),
}


def _seconds(run: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    run(text)
    return time.process_time() - began


def main(letters: int) -> int:
    """Print one line for each way and text; the exit code, 1 if one grows too fast."""
    worst = 0.0
    for way, (run, pieces) in WAYS.items():
        run(pieces[0] * 10)  # loads what is loaded once
        for piece in pieces:
            text = piece * (2 * letters // len(piece))
            half = text[: len(text) // 2]
            pairs = [(_seconds(run, half), _seconds(run, text)) for _ in range(_ROUNDS)]
            shorter, longer = (median(each) for each in zip(*pairs, strict=True))
            ratio = median(twice / once for once, twice in pairs)
            comparable = longer >= _LEAST_SECONDS
            worst = max(worst, ratio) if comparable else worst
            shown = f"ratio {ratio:.2f}" if comparable else "too short to compare"
            print(f"{way:6} {piece[:20]!r:30} {shorter:6.2f} s {longer:6.2f} s  {shown}")
    return 1 if worst > _GREATEST_RATIO else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000))
