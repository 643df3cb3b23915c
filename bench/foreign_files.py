"""Files that nobody here made through the reader: what becomes of each, and what must not.

    python -m bench.foreign_files FOLDER [--workers N] [--shown]

Every file under FOLDER is read in a child process within the usual limits, as `itasearch parse`
reads it; archives are opened. A source is a folder directly in FOLDER. Printed are the outcomes
by source and by file type, the reasons of refusals, the parts that were lost of files otherwise
read, what took longest, and each unexpected exception with its file; the exit code is 1 if there
is one. FOLDER may hold any material: nothing of it is stored.
"""

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import NotAReportError, ReadError
from itasearch.ingest.containers import unpacked
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.worker.isolation import Isolation
from itasearch.ingest.worker.pool import Finished, in_order, reader_count
from itasearch.model.records import Extraction
from itasearch.readers.base import PageProgress
from itasearch.wording.messages import DETAIL

READ, REVIEW, NO_MEASURES = "read", "needs review", "no measures"
REFUSED, UNEXPECTED = "refused", "unexpected exception"
KINDS = (READ, REVIEW, NO_MEASURES, REFUSED, UNEXPECTED)
LOST = ("ไม่ได้อ่าน", "ไม่ได้นำเข้า", "เสียหาย", "อ่านไม่ได้")
"""Words of warnings that name a part which was not read."""
PICTURED = frozenset([".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp"])
SHOWN = 10
"""Files that are named where a reason has many, and among the slowest."""


class FaultLog(logging.Handler):
    """Keeps what child processes log: exceptions that cost a file, or a part of it.

    Attributes:
        faults: by path, the last line of each traceback.
    """

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.faults: dict[str, list[str]] = defaultdict(list)

    def emit(self, record: logging.LogRecord) -> None:
        """Take in one record of `ingest.worker.isolation`: a path and a traceback."""
        if isinstance(record.args, tuple) and len(record.args) == 2:
            path, text = map(str, record.args)
            self.faults[path].append(text.splitlines()[-1])
            print(f"{path}: {text}", file=sys.stderr)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignFile:
    """What became of one file.

    Attributes:
        source: the folder directly in the one that was given; "" for a file in that itself.
        reason: why it was refused, or the exception; "" for a file that was read.
        lost: warnings that name parts that were not read.
        seconds: by the clock.
    """

    path: str
    source: str
    ending: str
    kind: str
    reason: str
    lost: tuple[str, ...]
    seconds: float


def read_all(folder: Path, *, workers: int = 0, shown: bool = False) -> Iterator[ForeignFile]:
    """What becomes of each file under `folder`, in the order of their names.

    Args:
        workers: 0 for one a core.
        shown: also draw each file's first page, or return its text, as the app does.
    """
    logger, log = logging.getLogger("itasearch.ingest.worker"), FaultLog()
    logger.addHandler(log)

    def outcome(file: FoundFile, isolation: Isolation, on_page: PageProgress) -> ForeignFile:
        result = _outcome(file, isolation, on_page, folder=folder, shown=shown)
        faults = dict.fromkeys(log.faults.pop(str(file.path), ()))
        return replace(result, kind=UNEXPECTED, reason="; ".join(faults)) if faults else result

    with ExitStack() as stack:
        stack.callback(logger.removeHandler, log)
        unpack_to = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        readers = [
            stack.enter_context(Isolation(limits=ReadLimits()))
            for _ in range(workers or reader_count(99))
        ]
        paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
        found = (FoundFile(path=path, named=True) for path in paths)
        files = unpacked(found, into=unpack_to, limits=ReadLimits())
        for event in in_order(files, outcome, readers=readers):
            if isinstance(event, Finished):
                yield event.result


def _outcome(
    file: FoundFile, isolation: Isolation, on_page: PageProgress, *, folder: Path, shown: bool
) -> ForeignFile:
    began = time.monotonic()
    kind, reason = REFUSED, file.fault or ""
    lost: tuple[str, ...] = ()
    if file.fault is None:
        try:
            kind, lost = _read(isolation.parse(file.path, on_page=on_page))
        except ReadError as error:
            fitting = NO_MEASURES if isinstance(error, NotAReportError) else REFUSED
            kind, reason = UNEXPECTED if DETAIL in error.reason else fitting, error.reason
        if shown and kind not in {REFUSED, UNEXPECTED}:
            kind, reason = _shown(file.path, isolation) or (kind, reason)
    place = Path(file.display_name).relative_to(folder)
    return ForeignFile(
        path=str(place),
        source=place.parts[0] if len(place.parts) > 1 else "",
        ending=place.suffix.lower(),
        kind=kind,
        reason=reason,
        lost=lost,
        seconds=round(time.monotonic() - began, 2),
    )


def _read(extraction: Extraction) -> tuple[str, tuple[str, ...]]:
    """Whether it needs review, and the warnings that name lost parts."""
    reports = extraction.reports
    kind = REVIEW if any(report.missing for report in reports) else READ
    warnings = (*extraction.warnings, *(note for report in reports for note in report.warnings))
    lost = dict.fromkeys(note for note in warnings if any(word in note for word in LOST))
    return kind, tuple(lost)


def _shown(path: Path, isolation: Isolation) -> tuple[str, str] | None:
    """The exception, if one ends what the app does to show the file."""
    try:
        if path.suffix.lower() in PICTURED:
            isolation.picture(path, 1, width=600)
        else:
            isolation.original_text(path)
    except ReadError as error:
        return (UNEXPECTED, error.reason) if DETAIL in error.reason else None
    return None


def table(files: Sequence[ForeignFile], by: str) -> Iterator[str]:
    """Lines of a Markdown table: outcomes by `source` or by `ending`, and their sum."""
    counts = Counter((getattr(file, by), file.kind) for file in files)
    counts.update(("all", file.kind) for file in files)
    groups = [*sorted({group for group, _ in counts} - {"all"}), "all"]
    yield f"| {by} | files | {' | '.join(KINDS)} | with lost parts |"
    yield "|---" * (len(KINDS) + 3) + "|"
    for group in groups:
        of_group = [counts[group, kind] for kind in KINDS]
        lost = sum(1 for file in files if file.lost and group in {"all", getattr(file, by)})
        yield f"| {group or '–'} | {sum(of_group)} | {' | '.join(map(str, of_group))} | {lost} |"


def details(files: Sequence[ForeignFile]) -> Iterator[str]:
    """Reasons of refusals with their files, lost parts, the slowest, unexpected exceptions."""
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for file in files:
        if file.kind != UNEXPECTED and file.reason:
            reasons[file.kind, file.reason].append(file.path)
    for (kind, reason), paths in sorted(reasons.items(), key=lambda item: -len(item[1])):
        named = f" ({', '.join(paths[:SHOWN])} …)" if kind == REFUSED else ""
        yield f"{len(paths):5} {kind}: {reason}{named}"
    yield from (f"lost: {file.path}: {note}" for file in files for note in file.lost)
    for file in sorted(files, key=lambda file: -file.seconds)[:SHOWN]:
        yield f"{file.seconds:7.1f} s {file.path} ({file.kind})"
    yield from (f"UNEXPECTED {f.path}: {f.reason}" for f in files if f.kind == UNEXPECTED)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the files of a folder and print what became of them; 1 for unexpected exceptions."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, default=0, help="child processes; 0: one a core")
    parser.add_argument("--shown", action="store_true", help="also draw the first page of each")
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder")
    files = list(read_all(given.folder, workers=given.workers, shown=given.shown))
    for line in (*table(files, "source"), "", *table(files, "ending"), "", *details(files)):
        print(line)
    return 1 if any(file.kind == UNEXPECTED for file in files) else 0


if __name__ == "__main__":
    sys.exit(main())
