"""The verb `dump`, and `add` of what it wrote."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.errors import ExportError
from itasearch.ingest.containers import unpacked
from itasearch.ingest.dump import DumpPart
from itasearch.ingest.originals.files import FoundFile
from itasearch.model.library import OutcomeKind
from itasearch.model.records import Report
from itasearch.workspace import Workspace, open_workspace
from tests.exports.test_dump import content
from tests.ingest.fake_parser import FakeParser
from tests.tools.raising import raising
from tests.workspace.conftest import TOWN, library_of, parsing_with

REPORTS = [
    (TOWN, 2566, ["ประกาศงดรับของขวัญ", "เปิดรับฟังความเห็น"]),
    (TOWN, 2567, ["ประกาศงดรับของขวัญทุกเทศกาล"]),
    ("เทศบาลเมืองทุ่งกว้าง", 2567, ["เผยแพร่แผนจัดซื้อจัดจ้าง"]),
]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with library_of(REPORTS, tmp_path_factory.mktemp("home"), scored=TOWN) as opened:
        yield opened


def reports(workspace: Workspace) -> list[Report]:
    return [workspace.library.report(one.id) for one in workspace.library.reports()]


@pytest.mark.parametrize("ending", ["csv", "parquet", "sqlite"])
def test_a_dump_fills_another_library(filled: Workspace, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"คลัง.{ending}"

    count = filled.exports.dump(file)

    with parsing_with(FakeParser()), open_workspace(tmp_path / "new") as other:
        outcomes = other.add([file], build=False)
        again = other.add([file], build=False)
        found = [content(one) for one in reports(other)]
    assert count == 4
    assert {one.kind for one in outcomes} == {OutcomeKind.ADDED}
    assert {one.kind for one in again} == {OutcomeKind.UNCHANGED}
    expected = [content(one) for one in reports(filled)]
    for one in (*found, *expected):
        del one["confidence"], one["ita_scores"], one["warnings"]
    assert found == expected


def test_rows_of_reports_that_the_library_has_are_unchanged(
    filled: Workspace, tmp_path: Path
) -> None:
    filled.exports.dump(tmp_path / "a.sqlite")
    before = filled.library.reports()

    with parsing_with(FakeParser()):
        outcomes = filled.add([tmp_path / "a.sqlite"], build=False)

    assert {one.kind for one in outcomes} == {OutcomeKind.UNCHANGED}
    assert {one.report_id for one in outcomes} == {one.id for one in before}
    assert filled.library.reports() == before


def test_an_older_file_stays_whole_where_writing_fails(filled: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text("เดิม", encoding="utf-8")

    with pytest.raises(ValueError, match="stopped"):
        filled.exports.dump(file, progress=raising(ValueError("stopped")))

    assert file.read_text(encoding="utf-8") == "เดิม"
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]


def test_a_file_of_the_library_is_never_written_over(filled: Workspace) -> None:
    corpus = filled.settings.corpus

    with pytest.raises(ExportError):
        filled.exports.dump(corpus / "added" / "a.csv")


def test_the_name_of_a_part_never_leads_out_of_its_folder(
    filled: Workspace, tmp_path: Path
) -> None:
    filled.exports.dump(tmp_path / "a.csv")
    (into := tmp_path / "into").mkdir()

    def split(_dump: Path, folder: Path) -> list[DumpPart]:
        (folder / "1.csv").write_text("x", encoding="utf-8")
        return [DumpPart(file="../../1.csv", name="../../แผน.csv", copy_of="")]

    (found,) = unpacked(
        [FoundFile(path=tmp_path / "a.csv", named=True)],
        into=into,
        limits=ReadLimits(),
        split=split,
    )

    assert found.path.is_relative_to(into)
    assert found.path.name == "แผน.csv"
    assert found.display_name == f"{tmp_path / 'a.csv'}/แผน.csv"
