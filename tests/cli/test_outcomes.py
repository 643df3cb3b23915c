"""What `add` tells of many files: rows, a summary, a table on disk."""

import csv
from pathlib import Path

import pytest

from itasearch.cli import library
from itasearch.cli.library import ShownOutcomes
from itasearch.cli.progress import shown_progress
from itasearch.errors import UnsupportedFormatError
from itasearch.model.library import READING, Outcome, OutcomeKind, ProgressEvent
from itasearch.model.records import Extraction
from itasearch.wording.messages import NEEDS_OFFICE
from itasearch.workspace.library import OUTCOME_COLUMNS
from tests.cli.conftest import run
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import TOWN


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_holds_a_line_per_outcome(home: Path, inbox: Path, tmp_path: Path) -> None:
    report = tmp_path / "ผล.csv"
    report.write_text("เดิม", encoding="utf-8")

    run("add", inbox, "--home", home, "--report", report)

    rows = {Path(row["path"]).name: row for row in table(report)}
    assert tuple(rows["a.md"]) == OUTCOME_COLUMNS
    assert (rows["a.md"]["organisation"], rows["a.md"]["measures"]) == (TOWN, "2")
    assert rows["unnamed.md"]["missing"] == "organisation, fiscal_year_be"
    assert rows["news.txt"]["outcome"] == "refused"
    assert report.read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_report_in_no_folder_is_an_error(home: Path, inbox: Path, tmp_path: Path) -> None:
    ran = run("add", inbox, "--home", home, "--report", tmp_path / "none" / "out.csv")

    assert ran.code == 1
    assert "no folder" in ran.err


def test_ctrl_c_tells_what_was_done_and_how_to_go_on(
    home: Path, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(shown: ShownOutcomes, outcome: Outcome) -> None:
        original(shown, outcome)
        raise KeyboardInterrupt

    original = ShownOutcomes.show
    monkeypatch.setattr(ShownOutcomes, "show", interrupted)
    report = tmp_path / "out.csv"

    ran = run("add", inbox, "--home", home, "--report", report)

    assert ran.code == 130
    assert "the same command goes on from here" in ran.err
    assert "1 added" in ran.err
    assert len(table(report)) == 1


def test_of_many_files_only_those_to_look_at_are_told_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(library, "is_terminal", lambda: True)
    with shown_progress() as shown:
        shown(ProgressEvent(stage=READING, done=0, total=1000))
        told = ShownOutcomes(progress=shown, as_json=False)
        told.show(Outcome(path="ดี.md", kind=OutcomeKind.ADDED))
        told.show(Outcome(path="เสีย.pdf", kind=OutcomeKind.REFUSED, reason="ไฟล์เสียหาย"))
        told.close()

    ran = capsys.readouterr()
    assert ran.err.startswith("refused: เสีย.pdf: ไฟล์เสียหาย\n")
    assert "ดี.md" not in ran.out + ran.err


def test_a_program_that_files_needed_is_named_once(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_parser: FakeParser, path: Path, **_options: object) -> Extraction:
        raise UnsupportedFormatError(path=str(path), reason=f"{NEEDS_OFFICE} เพื่ออ่านไฟล์ .doc")

    monkeypatch.setattr(FakeParser, "parse", refuse)
    monkeypatch.setattr("itasearch.workspace.health.doctor.office_program", lambda: None)
    for name in "กข":
        (tmp_path / f"{name}.doc").write_text(name, encoding="utf-8")

    ran = run("add", *tmp_path.glob("*.doc"), "--home", home)

    (line,) = [one for one in ran.err.splitlines() if "cannot be read" in one]
    assert ".doc, .odt and .rtf cannot be read" in line
    assert "libreoffice" in line.lower()
    assert line.endswith(f"then add these files again (or itasearch reread --home {home} REPORT)")


@pytest.mark.parametrize("name", ["out.docx", "inbox/out.csv", "inbox/a.md"])
def test_a_report_in_the_place_of_a_source_is_wrong_usage(
    home: Path, inbox: Path, name: str
) -> None:
    ran = run("add", inbox, "--home", home, "--report", inbox.parent / name)

    assert ran.code == 2
    assert "--report" in ran.err
    assert not home.exists()
