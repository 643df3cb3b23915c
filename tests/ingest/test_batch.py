import errno
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from itasearch.config import Settings
from itasearch.errors import ReaderUnavailableError
from itasearch.ingest import batch
from itasearch.ingest.batch import Intake, Supplied, outcome_now
from itasearch.ingest.originals.files import FoundFile
from itasearch.ingest.originals.local import LocalOriginals
from itasearch.model.corrections import SetOrganisation
from itasearch.model.library import Outcome, OutcomeKind, ReportStatus
from itasearch.model.records import Extraction
from itasearch.readers.base import PageProgress
from itasearch.store.sql import SqlStore, open_store
from itasearch.wording.messages import NO_MEASURES, NO_SUCH_FILE
from tests.ingest.fake_parser import MEDIA_TYPE, FakeParser, report_text, results_text

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

    def take(
        self, path: Path, *, supplied: Supplied = NOTHING, named: bool = True
    ) -> tuple[Outcome, ...]:
        originals = LocalOriginals(Settings(home=self.home))
        intake = Intake(store=self.store, originals=originals, writing=self.writing)
        (arrival,) = intake.arrivals([FoundFile(path=path, named=named)])
        return intake.keep(intake.read(arrival, self.parser), supplied=supplied)


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


def test_a_new_report_is_added_with_its_facts(library: Library, report: Path) -> None:
    (outcome,) = library.take(report)

    assert outcome.kind is OutcomeKind.ADDED
    assert (outcome.path, outcome.measures, outcome.fiscal_year_be) == (str(report), 2, 2566)
    assert outcome.organisation is not None
    assert outcome.organisation.name == TOWN


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


def test_a_missing_file_is_refused(library: Library, tmp_path: Path) -> None:
    (outcome,) = library.take(tmp_path / "missing.md")

    assert (outcome.kind, outcome.reason) == (OutcomeKind.REFUSED, NO_SUCH_FILE)


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
    def broken(path: Path, *, on_page: PageProgress) -> Extraction:
        raise ReaderUnavailableError(reason="No module named 'docx'")

    monkeypatch.setattr(library.parser, "parse", broken)

    with pytest.raises(ReaderUnavailableError):
        library.take(report)


def test_a_doubtful_report_is_stored_and_tells_what_is_missing(
    library: Library, doubtful: Path
) -> None:
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


def test_a_stored_report_is_completed_by_adding_it_again(library: Library, doubtful: Path) -> None:
    library.take(doubtful)
    supplied = Supplied(organisation=TOWN, fiscal_year_be=2567)

    kinds = [library.take(doubtful, supplied=supplied)[0].kind for _ in range(2)]

    assert kinds == [OutcomeKind.ADDED, OutcomeKind.UNCHANGED]
    assert len(library.parser.parsed) == 1


def test_what_a_report_says_stands_against_what_is_only_to_fill_gaps(
    library: Library, report: Path
) -> None:
    (outcome,) = library.take(report, supplied=Supplied(fiscal_year_be=2560))

    assert outcome.fiscal_year_be == 2566


def test_what_is_said_of_one_file_corrects_it(library: Library, report: Path) -> None:
    supplied = Supplied(organisation=OTHER_TOWN, fiscal_year_be=2565, overrides=True)

    (outcome,) = library.take(report, supplied=supplied)

    assert outcome.organisation is not None
    assert (outcome.organisation.name, outcome.fiscal_year_be) == (OTHER_TOWN, 2565)


def test_a_newer_version_tells_what_it_replaces(
    library: Library, report: Path, tmp_path: Path
) -> None:
    (old,) = library.take(report)
    text = report_text("ประกาศงดรับของขวัญ", "อบรมพัสดุ", "เพิ่มใหม่", organisation=TOWN, year=2566)

    (new,) = library.take(write(tmp_path / "แก้ไข.md", text))

    assert new.kind is OutcomeKind.ADDED
    assert new.reason == f"ใช้ฉบับนี้แทนฉบับเดิม ({old.report_id}) เพราะเพิ่มภายหลัง"


def test_a_removed_report_comes_back_by_name_and_not_by_its_folder(
    library: Library, report: Path
) -> None:
    (first,) = library.take(report)
    library.store.intake.remove(first.report_id or "")

    (by_folder,) = library.take(report, named=False)
    (by_name,) = library.take(report)

    assert by_folder.kind is OutcomeKind.UNCHANGED
    assert "เคยนำออก" in (by_folder.reason or "")
    assert by_name.kind is OutcomeKind.ADDED
    assert library.store.reports.summary(first.report_id or "").status is ReportStatus.ACTIVE


def test_ita_results_are_added_without_measures_and_counted(
    library: Library, tmp_path: Path
) -> None:
    file = write(tmp_path / "ita.csv", results_text(TOWN, OTHER_TOWN))

    first, again = library.take(file), library.take(file)

    assert (first[0].kind, first[0].measures) == (OutcomeKind.ADDED, 0)
    assert first[0].reason == "เก็บผลประเมิน ITA แล้ว 2 รายการ"
    assert again[0].kind is OutcomeKind.UNCHANGED
    assert len(library.store.organisations.all()) == 2


def test_results_of_one_town_and_year_are_said_to_be_its_own(
    library: Library, tmp_path: Path
) -> None:
    (one,) = library.take(write(tmp_path / "one.csv", results_text(TOWN)))
    (both,) = library.take(write(tmp_path / "both.csv", results_text(TOWN, OTHER_TOWN)))

    assert one.organisation is not None
    assert (one.organisation.name, one.fiscal_year_be) == (TOWN, 2566)
    assert (both.organisation, both.fiscal_year_be) == (None, None)


def test_the_store_keeps_the_media_type_that_the_reader_told(
    library: Library, tmp_path: Path
) -> None:
    library.take(write(tmp_path / "ita.csv", results_text(TOWN)))

    with closing(sqlite3.connect(library.home / "corpus" / "library.db")) as database:
        (kept,) = database.execute("SELECT media_type FROM source_file").fetchall()
    assert kept == (MEDIA_TYPE,)


def test_an_invented_organisation_carries_its_mark_wherever_its_file_lay(
    library: Library, tmp_path: Path
) -> None:
    text = report_text("ประกาศงดรับของขวัญ", organisation="ทต.ธารจันทร์หอม", year=2566)

    (outcome,) = library.take(write(tmp_path / "แผน.md", text))

    assert outcome.organisation is not None
    assert outcome.organisation.sample


def test_where_a_file_lies_makes_no_organisation_a_sample(library: Library, report: Path) -> None:
    sample = library.home / "corpus" / "examples" / "a.md"
    write(sample, report.read_text(encoding="utf-8"))

    (outcome,) = library.take(sample)

    assert outcome.organisation is not None
    assert not outcome.organisation.sample


def test_a_copy_that_a_kill_left_without_a_row_is_used(library: Library, report: Path) -> None:
    library.take(report)
    (copy,) = (library.home / "corpus" / "added").iterdir()
    (library.home / "corpus" / "library.db").rename(library.home / "lost.db")
    with open_store(f"sqlite:///{library.home / 'corpus' / 'library.db'}") as store:
        library.store = store

        (outcome,) = library.take(report)

        assert outcome.kind is OutcomeKind.ADDED
        assert list((library.home / "corpus" / "added").iterdir()) == [copy]


def test_correcting_tells_how_the_report_stands(library: Library, doubtful: Path) -> None:
    (stored,) = library.take(doubtful)

    report_id = stored.report_id or ""
    superseded = library.store.corrections.correct(report_id, [SetOrganisation(name=TOWN)])
    half = outcome_now(library.store, report_id, superseded or ())

    assert (half.kind, half.missing) == (OutcomeKind.NEEDS_REVIEW, ("fiscal_year_be",))


@pytest.mark.parametrize(("name", "year"), [(" - ", None), (None, 66), (None, 2023)])
def test_what_nobody_can_mean_is_told_before_anything_is_stored(
    name: str | None, year: int | None
) -> None:
    with pytest.raises(ValueError, match=r"no name|Buddhist Era"):
        Supplied(organisation=name, fiscal_year_be=year)
