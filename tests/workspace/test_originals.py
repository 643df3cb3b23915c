"""The row of a measure in its original, for files with and without pages."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.config import ORIGINALS_VARIABLE
from itasearch.errors import OriginalsError
from itasearch.ingest.originals import bucket
from itasearch.ingest.worker.isolation import Child
from itasearch.ingest.worker.messages import Job, Reply, SearchOrder
from itasearch.model.library import OutcomeKind
from itasearch.model.records import Measure
from itasearch.model.source import OriginalCell, OriginalLine, OriginalText, SourceRef
from itasearch.model.work import JobState
from itasearch.readers.base import PageProgress
from itasearch.workspace import Workspace, line_of_row, open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.tools.render_pdf import print_by_chromium
from tests.tools.s3 import S3Server
from tests.workspace.conftest import check_of

EXAMPLES = Path(__file__).parents[2] / "corpus" / "examples"
FORMATS = (
    "bueng-kaeo-morakot_2568.html",
    "khlong-phaya-hong_2567.xlsx",
    "ko-sai-sai-rung_2568.docx",
    "khok-dao-rueang_2567.csv",
    "khok-dao-rueang_2565.txt",
    "nong-bua-sam-klip_2566.md",
)
_ROWS = (
    ("มาตรการ", "ขั้นตอน/วิธีการ", "ระยะเวลา", "ผู้รับผิดชอบ"),
    ("๑. เผยแพร่แผนจัดซื้อจัดจ้าง", "ลงเว็บไซต์ของหน่วยงาน", "ทุกไตรมาส", "กองคลัง"),
    ("๒. รับฟังความเห็นของประชาชน", "ตั้งกล่องหน้าอาคาร", "ตลอดปี", "สำนักปลัด"),
)
_HEAD = (
    "<p>มาตรการส่งเสริมความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗</p><p>เทศบาลตำบลบึงสายหมอก จังหวัดลำพูน</p>"
)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """A library of files without pages, and of a PDF."""
    folder = tmp_path_factory.mktemp("originals")
    files = [Path(shutil.copy(EXAMPLES / name, folder)) for name in FORMATS]
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in _ROWS)
    style = "<style>*{font-family:Laksaman}table{border-collapse:collapse}td{border:1px solid}"
    html = f"<html>{style}</style>{_HEAD}<table>{rows}</table></html>"
    files += print_by_chromium([(html, folder / "แผน.pdf")])
    with open_workspace(folder / "home") as workspace:
        workspace.add(files)
        yield workspace


def _report_id(workspace: Workspace, name: str) -> str:
    return next(one.id for one in workspace.library.reports() if one.source.path.endswith(name))


def _moved(measure: Measure) -> Measure:
    """The measure with a place that no line of the file has."""
    source = replace(measure.source, table_number=99, row_number=999, line_number=None)
    return replace(measure, source=source)


def _letters(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", FORMATS)
def test_each_row_is_found_by_its_place_and_by_its_words(read: Workspace, name: str) -> None:
    report_id = _report_id(read, name)
    text = read.originals.text(report_id)
    measures = read.library.report(report_id).measures

    lines = [line_of_row(text, one) for one in measures]

    assert None not in lines
    assert len(set(lines)) == len(measures)
    assert lines == [line_of_row(text, _moved(one)) for one in measures]
    for line, measure in zip(lines, measures, strict=True):
        assert line is not None
        assert _letters(measure.title)[:12] in _letters(text.lines[line].text)


def test_a_row_that_nothing_in_the_file_has_is_nowhere() -> None:
    source = SourceRef(path="แผน.csv", sha256="0" * 64, table_number=1, row_number=9)
    measure = Measure(id="r-t1r9", report_id="r", title="จัดเวรรับโทรศัพท์", source=source)
    line = OriginalLine(cells=(OriginalCell(text="งดรับของขวัญ"),), table_number=1, row_number=1)

    assert line_of_row(OriginalText(sha256="0" * 64, lines=(line,)), measure) is None


def test_a_place_whose_text_is_another_row_gives_way_to_the_words() -> None:
    source = SourceRef(path="แผน.csv", sha256="0" * 64, table_number=1, row_number=1)
    measure = Measure(id="r-t1r1", report_id="r", title="จัดเวรรับโทรศัพท์", source=source)
    cells = ("งดรับของขวัญ", "จดเวรรบโทรศพท")
    lines = tuple(
        OriginalLine(cells=(OriginalCell(text=cell),), table_number=1, row_number=number)
        for number, cell in enumerate(cells, start=1)
    )

    assert line_of_row(OriginalText(sha256="0" * 64, lines=lines), measure) == 1


def test_a_row_whose_words_the_page_lacks_has_its_page_alone(read: Workspace) -> None:
    measure = read.library.report(_report_id(read, "แผน.pdf")).measures[0]
    source = replace(measure.source, rectangle=None)
    other = replace(measure, title="จัดเวรรับโทรศัพท์ทุกวัน", raw_cells=(), source=source)

    place = read.originals.row(other)

    assert (place.page_number, place.rectangles) == (1, ())


def test_where_a_page_lacks_words_its_rows_are_searched(
    read: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_id = _report_id(read, "แผน.pdf")
    bare = read.originals.pages(report_id)
    searches = read._parts.searches
    monkeypatch.setattr(searches, "search_pages", lambda *_, **__: bare)
    measure = read.library.report(report_id).measures[1]

    [place] = read.originals.find(report_id, "กล่องหน้าอาคาร").places

    assert place.rectangles == (measure.source.rectangle,)


def test_a_page_is_rendered_while_a_file_is_searched(
    read: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    report_id = _report_id(read, "แผน.pdf")
    pages = []

    def search(child: Child, job: Job, on_page: PageProgress) -> Reply:
        if isinstance(job.order, SearchOrder):
            with ThreadPoolExecutor(1) as other:
                page = other.submit(read.originals.page_picture, report_id, 1, width=100)
                pages.append(page.result(timeout=60))
        return ask(child, job, on_page)

    ask = Child.ask
    monkeypatch.setattr(Child, "ask", search)

    assert read.originals.find(report_id, "กล่องหน้าอาคาร").places
    assert [page[:4] for page in pages] == [b"\x89PNG"]


def test_the_processes_of_originals_end_with_the_workspace(tmp_path: Path) -> None:
    with open_workspace(tmp_path / "home") as workspace:
        opened = (workspace._parts.pictures, workspace._parts.searches)

    for isolation in opened:
        with pytest.raises(ValueError, match="closed"):
            isolation.search_pages(tmp_path / "แผน.pdf", ())


def test_a_row_without_a_rectangle_is_found_by_its_words(read: Workspace) -> None:
    measure = read.library.report(_report_id(read, "แผน.pdf")).measures[1]
    box = measure.source.rectangle
    assert box is not None
    bare = replace(measure, source=replace(measure.source, rectangle=None))

    assert read.originals.row(measure).rectangles == (box,)
    [rectangle, *_] = read.originals.row(bare).rectangles
    assert box.top - 0.01 <= rectangle.top < rectangle.bottom <= box.bottom + 0.01


@pytest.fixture
def away(
    s3_url: str, tmp_path: Path, parser: FakeParser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Workspace]:
    """An empty library with a bucket."""
    monkeypatch.setenv(ORIGINALS_VARIABLE, s3_url)
    with open_workspace(tmp_path / "home") as opened:
        yield opened


def not_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing answers where the next workspace seeks its bucket."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr(bucket, "_ATTEMPTS", 1)


def test_reports_are_added_shown_and_read_again_from_there(away: Workspace, inbox: Path) -> None:
    outcomes = away.add([inbox], build=False)
    report = next(one for one in outcomes if one.kind is OutcomeKind.ADDED and one.report_id)

    source = away.library.summary(report.report_id or "").source

    assert source.path.startswith("corpus/added/")
    assert not away.settings.added.exists()
    assert (
        away.originals.path(report.report_id or "").read_bytes() == Path(report.path).read_bytes()
    )
    assert {one.kind for one in away.review.reread(everything=True)} == {OutcomeKind.UNCHANGED}
    assert {one.kind for one in away.add([inbox], build=False) if one.report_id} == {
        OutcomeKind.UNCHANGED
    }


def test_doctor_says_where_they_are_and_which_are_lost(
    away: Workspace, inbox: Path, s3: S3Server, s3_url: str
) -> None:
    away.add([inbox], build=False)
    found = check_of(away, "originals")
    assert found.status == "ok"
    lost = away.library.reports()[0].source.path
    s3.files.rm(f"{s3_url}/{lost}")

    found = check_of(away, "originals")

    assert (found.status, lost in found.message) == ("fail", True)


def test_a_backup_holds_them_and_is_restored_without_the_bucket(
    away: Workspace, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away.add([inbox], build=False)

    count = away.care.backup(tmp_path / "library.zip")

    with ZipFile(tmp_path / "library.zip") as archive:
        archive.extractall(tmp_path / "restored")
    assert count == 4
    monkeypatch.delenv(ORIGINALS_VARIABLE)
    with open_workspace(tmp_path / "restored") as restored:
        assert check_of(restored, "originals").status == "ok"
        for report in restored.library.reports():
            was = away.originals.path(report.id).read_bytes()
            assert restored.originals.path(report.id).read_bytes() == was


def test_out_of_reach_nothing_is_stored_and_what_is_stored_is_found(
    away: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away.add([inbox / "a.md"])
    not_reached(monkeypatch)
    with open_workspace(away.settings.home) as later:
        with pytest.raises(OriginalsError, match="nothing that is stored is lost"):
            later.add([inbox])

        assert later.library.report_count() == 1
        assert later.search("งดรับของขวัญ").hits
        assert check_of(later, "originals").status == "fail"
        with pytest.raises(OriginalsError):
            later.originals.path(later.library.reports()[0].id)


def test_a_worker_out_of_reach_gives_its_files_back(
    away: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    away.library.stats()
    away.jobs.add([inbox / "a.md"])
    not_reached(monkeypatch)
    with open_workspace(away.settings.home) as worker, pytest.raises(OriginalsError):
        worker.jobs.work(until_empty=True)

    (job,) = away.jobs.all()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert Path(job.place).is_file()
