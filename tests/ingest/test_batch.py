"""Files into the store, each with an outcome that tells in Thai what became of it."""

import errno
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from itasearch import errors
from itasearch.config import Settings
from itasearch.errors import ReaderUnavailableError, StoreError
from itasearch.ingest import batch
from itasearch.ingest.batch import (
    Intake,
    Supplied,
    came_from,
    not_stored,
    outcome_now,
    stored_files,
    version_in_use,
)
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.originals.local import Originals
from itasearch.ingest.worker.pool import PageDone
from itasearch.model.corrections import SetOrganisation
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus, ReportSummary
from itasearch.model.records import NO_MARKS, Extraction, Marks, ReportKind
from itasearch.model.source import SourceRef
from itasearch.readers.base import PageProgress, no_progress
from itasearch.store.base import Superseded
from itasearch.store.sql import SqlStore, open_store
from itasearch.wording.messages import NO_MEASURES, READ_BY_OCR
from tests.cases import cases, examples, literal, yes
from tests.ingest.fake_parser import FakeParser, report_text, results_text
from tests.thai_sentences import is_thai_sentence

TOWN = "เทศบาลตำบลสวนดอกไม้"
OTHER_TOWN = "เทศบาลเมืองทุ่งกว้าง"
NOTHING = Supplied()


@dataclass
class Library:
    """An intake over a real store and a parser that needs no child process."""

    home: Path
    store: SqlStore
    parser: FakeParser = field(default_factory=FakeParser)
    written: int = 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        self.written += 1
        yield

    @property
    def intake(self) -> Intake:
        originals = Originals(Settings(home=self.home))
        return Intake(store=self.store, originals=originals, writing=self.writing)

    def take(
        self, path: Path, *, supplied: Supplied = NOTHING, named: bool = True
    ) -> tuple[Outcome, ...]:
        (arrival,) = self.intake.arrivals([FoundFile(path=path, named=named)])
        return self.intake.keep(self.intake.read(arrival, self.parser), supplied=supplied)

    def reread(self) -> list[Outcome]:
        files = stored_files(self.store, None, everything=True)
        events = self.intake.reread_all(files, [self.parser])
        return [one for each in events if not isinstance(each, PageDone) for one in each[1]]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    home = tmp_path / "home"
    with open_store(f"sqlite:///{home / 'corpus' / 'library.db'}") as store:
        yield Library(home=home, store=store)


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def report(tmp_path: Path) -> Path:
    text = report_text("ประกาศงดรับของขวัญ", "อบรมพัสดุ", organisation=TOWN, year=2566)
    return write(tmp_path / "แผน.md", text)


@pytest.fixture
def doubtful(tmp_path: Path) -> Path:
    return write(tmp_path / "ไม่มีหัว.md", report_text("เปิดช่องทางร้องเรียน"))


@pytest.mark.parametrize(
    ("read", "name", "is_sure"),
    cases("batch", "a scan is of the known town that its name nearly is", str, str, yes),
)
def test_a_scan_is_of_the_known_town_that_its_name_nearly_is(
    library: Library, tmp_path: Path, read: str, name: str, is_sure: bool
) -> None:
    known = report_text("ประกาศงดรับของขวัญ", organisation="เทศบาลตำบลป่าแก้วทอง", year=2565)
    library.take(write(tmp_path / "แผน.md", known))
    library.parser = FakeParser(warnings=(f"{READ_BY_OCR} หน้า 1 ด้วย OCR",))
    scan = report_text("อบรมพัสดุ", organisation=read, year=2566)

    (outcome,) = library.take(write(tmp_path / "สแกน.md", scan))

    for told in (outcome, library.reread()[-1]):
        assert told.organisation is not None and told.organisation.name == name
        assert ("organisation" in told.missing) is not is_sure


def test_the_store_names_the_copy_relative_to_the_home(library: Library, report: Path) -> None:
    (outcome,) = library.take(report)

    stored = library.store.reports.get(outcome.report_id or "")
    assert stored.source.path.startswith("corpus/added/")
    assert (library.home / stored.source.path).read_bytes() == report.read_bytes()
    assert {measure.source.path for measure in stored.measures} == {stored.source.path}


def test_the_same_bytes_again_are_unchanged_and_not_parsed(
    library: Library, report: Path, tmp_path: Path
) -> None:
    library.take(report)
    again = write(tmp_path / "ชื่ออื่น.md", report.read_text(encoding="utf-8"))

    (outcome,) = library.take(again)

    assert (outcome.kind, outcome.measures) == (OutcomeKind.UNCHANGED, 2)
    assert library.parser.parsed == [report]
    assert library.written == 1


def test_what_is_no_report_is_refused_and_not_copied(library: Library, tmp_path: Path) -> None:
    (outcome,) = library.take(write(tmp_path / "ข่าว.txt", "ข่าวประชาสัมพันธ์"))

    assert (outcome.kind, outcome.reason) == (OutcomeKind.REFUSED, NO_MEASURES)
    assert not (library.home / "corpus" / "added").exists()


def test_a_folder_without_rights_is_refused_in_thai(
    library: Library, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(batch, "digest", denied)

    (outcome,) = library.take(report)

    assert outcome.kind is OutcomeKind.REFUSED
    assert f"ไม่มีสิทธิ์เปิด “{report}”" in (outcome.reason or "")


def test_a_parser_that_is_not_there_is_no_refusal(
    library: Library, report: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, *, marks: Marks, on_page: PageProgress) -> Extraction:
        raise ReaderUnavailableError(reason="No module named 'docx'")

    monkeypatch.setattr(library.parser, "parse", broken)

    with pytest.raises(ReaderUnavailableError):
        library.take(report)


def test_a_doubtful_report_is_stored_and_says_so(library: Library, doubtful: Path) -> None:
    (outcome,) = library.take(doubtful)

    assert outcome.kind is OutcomeKind.NEEDS_REVIEW
    assert outcome.missing == ("organisation", "fiscal_year_be")
    assert outcome.reason == "ยังไม่แน่ชัดเรื่องชื่อหน่วยงาน, ปีงบประมาณ โปรดตรวจและเติมข้อมูล"


def test_what_a_person_supplies_completes_a_report(library: Library, doubtful: Path) -> None:
    supplied = Supplied(organisation="ทต.สวนดอกไม้", fiscal_year_be=2567)

    (outcome,) = library.take(doubtful, supplied=supplied)

    assert (outcome.kind, outcome.missing) == (OutcomeKind.ADDED, ())
    assert outcome.organisation is not None
    assert (outcome.organisation.name, outcome.fiscal_year_be) == (TOWN, 2567)


def test_what_a_person_insists_on_corrects_what_a_report_states_otherwise(
    library: Library, report: Path, tmp_path: Path
) -> None:
    same = Supplied(organisation="ทต.สวนดอกไม้", fiscal_year_be=2566, overrides=True)
    other = Supplied(organisation="ทต.บึงบัวขาว", fiscal_year_be=2567, overrides=True)
    text = report_text("ตรวจนับพัสดุ", organisation=TOWN, year=2566)
    file = write(tmp_path / "อื่น.md", text)

    (kept,), (corrected,) = library.take(report, supplied=same), library.take(file, supplied=other)

    assert library.store.corrections.all(kept.report_id or "") == ()
    assert corrected.fiscal_year_be == 2567
    assert len(library.store.corrections.all(corrected.report_id or "")) == 2


def test_files_that_are_not_named_themselves_are_completed_and_never_corrected(
    library: Library, report: Path
) -> None:
    other = Supplied(organisation="ทต.บึงบัวขาว", fiscal_year_be=2567, overrides=True)

    (kept,) = library.take(report, supplied=other, named=False)

    assert kept.fiscal_year_be == 2566
    assert library.store.corrections.all(kept.report_id or "") == ()


def test_a_stored_report_is_completed_by_adding_it_again(library: Library, doubtful: Path) -> None:
    library.take(doubtful)
    supplied = Supplied(organisation=TOWN, fiscal_year_be=2567)

    kinds = [library.take(doubtful, supplied=supplied)[0].kind for _ in range(2)]

    assert kinds == [OutcomeKind.ADDED, OutcomeKind.UNCHANGED]
    assert len(library.parser.parsed) == 1


def test_a_newer_version_names_the_older(library: Library, report: Path, tmp_path: Path) -> None:
    (old,) = library.take(report)
    text = report_text("ประกาศงดรับของขวัญ", "อบรมพัสดุ", "เพิ่มใหม่", organisation=TOWN, year=2566)

    (new,) = library.take(write(tmp_path / "แก้ไข.md", text))

    assert new.kind is OutcomeKind.ADDED
    assert new.reason == f"ใช้ฉบับนี้แทนฉบับเดิม ({old.report_id})"


def test_a_file_read_again_gives_what_it_holds_now(library: Library, report: Path) -> None:
    file = FoundFile(path=report, named=True, origin="https://a.example/แผน.md")
    (arrival,) = library.intake.arrivals([file])
    library.intake.keep(library.intake.read(arrival, library.parser), supplied=NOTHING)
    (first,) = library.store.reports.all()
    assert stored_files(library.store, None, everything=False) == ()

    (same,) = library.reread()
    library.parser = FakeParser(warnings=("อ่านด้วยวิธีใหม่",))
    (other,) = library.reread()

    now = library.store.reports.get(first.id)
    assert (same.kind, other.kind) == (OutcomeKind.UNCHANGED, OutcomeKind.ADDED)
    assert now.warnings == (came_from("https://a.example/แผน.md"), "อ่านด้วยวิธีใหม่")


@pytest.mark.parametrize("written", ["เปลี่ยนแล้ว", None])
def test_what_cannot_be_read_again_stays_as_it_was_read(
    library: Library, report: Path, written: str | None
) -> None:
    (kept,) = library.take(report)
    original = library.home / library.store.reports.get(kept.report_id or "").source.path
    if written is None:
        original.unlink()
    else:
        original.write_text(written, encoding="utf-8")

    (outcome,) = library.reread()

    assert (outcome.kind, outcome.measures) == (OutcomeKind.REFUSED, 2)
    assert (outcome.reason or "").endswith("อ่านใหม่ไม่สำเร็จ จึงใช้ผลการอ่านเดิม")
    assert ("ถูกแก้ไขหลังจากเพิ่ม" in (outcome.reason or "")) is (written is not None)


def test_a_removed_report_comes_back_by_name_alone(library: Library, report: Path) -> None:
    (first,) = library.take(report)
    library.store.intake.remove(first.report_id or "")

    (by_folder,) = library.take(report, named=False)
    (by_name,) = library.take(report)

    assert by_folder.kind is OutcomeKind.UNCHANGED
    assert "เคยนำออก" in (by_folder.reason or "")
    assert by_name.kind is OutcomeKind.ADDED
    assert library.store.reports.summary(first.report_id or "").status is ReportStatus.ACTIVE


def test_results_of_a_town_and_year_are_its_own(library: Library, tmp_path: Path) -> None:
    (one,) = library.take(write(tmp_path / "one.csv", results_text(TOWN)))
    (both,) = library.take(write(tmp_path / "both.csv", results_text(TOWN, OTHER_TOWN)))

    assert one.organisation is not None
    assert (one.organisation.name, one.fiscal_year_be) == (TOWN, 2566)
    assert (both.organisation, both.fiscal_year_be) == (None, None)


def test_correcting_tells_how_the_report_stands(library: Library, doubtful: Path) -> None:
    (stored,) = library.take(doubtful)

    report_id = stored.report_id or ""
    superseded = library.store.corrections.correct(report_id, [SetOrganisation(name=TOWN)])
    half = outcome_now(library.store, report_id, superseded or ())

    assert (half.kind, half.missing) == (OutcomeKind.NEEDS_REVIEW, ("fiscal_year_be",))


@pytest.mark.parametrize(("name", "year"), [(" - ", None), (None, 66), (None, 2023)])
def test_what_nobody_means_is_told_before_storing(name: str | None, year: int | None) -> None:
    with pytest.raises(ValueError, match=r"no name|Buddhist Era"):
        Supplied(organisation=name, fiscal_year_be=year)


@pytest.fixture
def files(tmp_path: Path) -> list[FoundFile]:
    """A report, its next version, the first again, one of another town, results twice, none."""
    first = report_text("งดรับของขวัญ", "อบรมพัสดุ", organisation=TOWN, year=2566)
    second = report_text("งดรับของขวัญ", "อบรมพัสดุ", "เพิ่มใหม่", organisation=TOWN, year=2566)
    beside = report_text("เปิดเผยราคากลาง", organisation=TOWN, year=2567)
    other = report_text("เปิดช่องทางร้องเรียน", organisation=OTHER_TOWN, year=2566)
    results = results_text(TOWN, OTHER_TOWN)
    texts = (first, beside, second, first, other, results, results, "ว่าง")
    found = []
    for number, text in enumerate(texts):
        found.append(FoundFile(path=write(tmp_path / f"{number}.md", text), named=False))
    return found


def test_each_file_of_a_batch_has_its_own_outcome(library: Library, files: list[FoundFile]) -> None:
    kinds = [one.kind for one in _take_all(library, files, FakeParser())]

    added, unchanged = OutcomeKind.ADDED, OutcomeKind.UNCHANGED
    assert kinds == [added] * 3 + [unchanged, added, added, unchanged, OutcomeKind.REFUSED]


def test_one_the_store_refuses_is_alone(library: Library, files: list[FoundFile]) -> None:
    intake = library.intake
    read = [intake.read(one, FakeParser()) for one in intake.arrivals([files[0], files[4]])]
    (report,) = (read[1].extraction or Extraction()).reports
    double = replace(report, measures=(*report.measures, *report.measures))
    read[1] = replace(read[1], extraction=Extraction(reports=(double,)))

    (added,), (refused,) = (intake.keep(one, supplied=NOTHING) for one in read)

    assert (added.kind, refused.kind) == (OutcomeKind.ADDED, OutcomeKind.REFUSED)
    assert "two measures with the id" in (refused.reason or "")
    assert [one.id for one in library.store.reports.all()] == [added.report_id]


def test_what_was_read_is_stored_at_an_end(library: Library, files: list[FoundFile]) -> None:
    kept: list[Outcome] = []

    with pytest.raises(ReaderUnavailableError):
        _take_all(library, files, _EndingParser(after=2), kept)

    assert [one.kind for one in kept] == [OutcomeKind.ADDED] * 2
    assert len(library.store.reports.all()) == 2


class _EndingParser(FakeParser):
    """Reads so many files; then no reader starts any more."""

    def __init__(self, *, after: int) -> None:
        super().__init__()
        self._after = after

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        if len(self.parsed) == self._after:
            raise ReaderUnavailableError(reason="ทดสอบ")
        return super().parse(path, on_page=on_page)


def _take_all(
    library: Library,
    files: Sequence[FoundFile],
    parser: FakeParser,
    outcomes: list[Outcome] | None = None,
) -> list[Outcome]:
    found = [] if outcomes is None else outcomes
    for event in library.intake.take_all(files, [parser], supplied=NOTHING):
        if not isinstance(event, PageDone):
            found.extend(event[1])
    return found


@examples("batch", "what the store refuses", partial(getattr, errors), literal, str)
def test_what_the_store_refuses_is_told_in_thai(
    kind: Callable[..., StoreError], values: dict[str, str] | str, told: str
) -> None:
    sentence = not_stored(kind(values) if isinstance(values, str) else kind(**values))

    assert told in sentence
    assert is_thai_sentence(sentence)


def test_where_a_file_came_from_is_told_without_the_folder_of_its_archive() -> None:
    assert came_from("https://a.example/ก.pdf") == "ดาวน์โหลดจาก “https://a.example/ก.pdf”"
    assert came_from("/tmp/x/รวม.ZIP/ปี/ก.pdf") == "ไฟล์นี้มาจาก “รวม.ZIP/ปี/ก.pdf”"


def a_summary(*, replaced_by: str | None = None) -> ReportSummary:
    return ReportSummary(
        id="rใหม่",
        organisation=None,
        fiscal_year_be=2567,
        kind=ReportKind.PLAN,
        measures=6,
        confidence=0.9,
        source=SourceRef(path="ก.jpg", sha256="0" * 64),
        missing=(),
        warnings=(),
        status=ReportStatus.SUPERSEDED if replaced_by else ReportStatus.ACTIVE,
        replaced_by=replaced_by,
        added_at=datetime(2026, 1, 5, tzinfo=UTC),
        media_type="image/jpeg",
    )


def test_of_two_versions_it_is_told_which_stands() -> None:
    waits = version_in_use(a_summary(replaced_by="rเดิม"), [Superseded(report_id="rใหม่", by="rเดิม")])
    stands = version_in_use(a_summary(), [Superseded(report_id="rเดิม", by="rใหม่")])

    for told in (waits, stands):
        assert told is not None
        assert "(rเดิม)" in told
        assert is_thai_sentence(told.replace("rเดิม", ""))


def test_what_only_the_version_not_used_has_is_told() -> None:
    gone = Superseded(report_id="rเดิม", by="rใหม่", corrected=True, longer=True)

    told = version_in_use(a_summary(), [gone])

    assert told is not None
    assert "การแก้ไขด้วยมือ" in told
    assert "มาตรการมากกว่า" in told
