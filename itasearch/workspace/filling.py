"""Verbs that fill the store: add, remove, parse; the index follows each of them."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

from itasearch.config import ReadLimits
from itasearch.errors import ReadError, UnknownReportError
from itasearch.ingest import batch
from itasearch.ingest.batch import Intake, ParsedFile, Supplied
from itasearch.ingest.originals import check_plain, find_files
from itasearch.model.library import Outcome, Progress, ProgressEvent, ReportSummary
from itasearch.model.reasons import refused_by_system
from itasearch.model.records import Extraction
from itasearch.workspace.keeping import bring_up_to_date, index_is_stale
from itasearch.workspace.parts import Parts
from itasearch.workspace.writing import writing


def add(
    parts: Parts,
    paths: Sequence[Path],
    *,
    supplied: Supplied,
    progress: Progress,
    on_outcome: Callable[[Outcome], None],
) -> tuple[Outcome, ...]:
    """Take the files at `paths` into the store; the index stays as it is."""
    files = find_files(paths, beside=parts.settings.home / "index")
    told: list[Outcome] = []
    with isolated_parser(parts.settings.limits) as parser:
        intake = Intake(
            store=parts.store,
            parser=parser,
            settings=parts.settings,
            writing=partial(writing, parts.settings.lock, progress),
        )
        for number, file in enumerate(files):
            progress(_reading(number, len(files), file.path.name))
            for outcome in intake.take(file, supplied=supplied):
                told.append(outcome)
                on_outcome(outcome)
    if files:
        progress(_reading(len(files), len(files), ""))
    return tuple(told)


def index_changes(parts: Parts, progress: Progress) -> None:
    """Bring the index up to date if it is not; with nothing to do no model is loaded."""
    if index_is_stale(parts):
        with writing(parts.settings.lock, progress):
            bring_up_to_date(parts, progress)


def remove(parts: Parts, report_id: str, progress: Progress) -> ReportSummary | None:
    """See Workspace.remove."""
    with writing(parts.settings.lock, progress):
        parts.store.remove(report_id)
    index_changes(parts, progress)
    try:
        return parts.store.summary(report_id)
    except UnknownReportError:
        return None


def parse(parts: Parts, paths: Sequence[Path], progress: Progress) -> Iterator[ParsedFile]:
    """See Workspace.parse."""
    files = find_files(paths, beside=parts.settings.home / "index")
    with isolated_parser(parts.settings.limits) as parser:
        for number, file in enumerate(files):
            progress(_reading(number, len(files), file.path.name))
            yield _parsed(file.path, parser)
    if files:
        progress(_reading(len(files), len(files), ""))


def _parsed(path: Path, parser: batch.Parser) -> ParsedFile:
    try:
        check_plain(path)
        extraction = parser.parse(path)
    except ReadError as error:
        return ParsedFile(path=str(path), refusal=error.reason)
    except OSError as error:
        return ParsedFile(path=str(path), refusal=refused_by_system(error))
    if not extraction.reports:
        count = len(extraction.ita_results)
        refusal = f"ไม่มีมาตรการ มีแต่ผลประเมิน ITA {count} รายการ ซึ่งเพิ่มเข้าคลังได้ด้วย itasearch add"
        return ParsedFile(path=str(path), extraction=extraction, refusal=refusal)
    return ParsedFile(path=str(path), extraction=extraction)


def _reading(done: int, total: int, detail: str) -> ProgressEvent:
    return ProgressEvent(stage="read", done=done, total=total, detail=detail)


@contextmanager
def isolated_parser(limits: ReadLimits) -> Iterator[batch.Parser]:
    """A parser in a child process, which starts with the first file that is parsed."""
    with ExitStack() as closing:
        yield _StartedLate(limits, closing)


class _StartedLate:
    def __init__(self, limits: ReadLimits, closing: ExitStack) -> None:
        self._limits = limits
        self._closing = closing
        self._started: batch.Parser | None = None

    def parse(self, path: Path) -> Extraction:
        """See batch.Parser."""
        if self._started is None:
            from itasearch.ingest.isolate import Isolation

            self._started = self._closing.enter_context(Isolation(limits=self._limits))
        return self._started.parse(path)
