"""Verbs that fill and list the library, what `add` tells of many files, and the samples."""

import csv
import json
import signal
import time
from pathlib import Path

import openpyxl
import pytest

from itasearch.cli.library import ShownOutcomes
from itasearch.cli.progress import shown_progress
from itasearch.errors import UnsupportedFormatError
from itasearch.model.library import READING, Outcome, OutcomeKind, ProgressEvent
from itasearch.model.records import Extraction
from itasearch.wording.messages import NEEDS_OFFICE
from itasearch.workspace import library as filling
from itasearch.workspace.library import OUTCOME_COLUMNS
from tests.cases import cases, whole
from tests.cli.conftest import run
from tests.ingest.fake_parser import FakeParser, report_text
from tests.ingest.web_server import Site, body, web_site
from tests.workspace.conftest import CITY, TOWN


def test_add_prints_an_outcome_a_line_and_fails_for_a_refused_file(home: Path, inbox: Path) -> None:
    ran = run("add", inbox, "--home", home, "--json")

    assert ran.code == 1
    kinds = {Path(outcome["path"]).name: outcome["outcome"] for outcome in ran.objects}
    assert kinds == {
        "a.md": "added",
        "b.md": "added",
        "ita.csv": "added",
        "news.txt": "refused",
        "unnamed.md": "needs_review",
    }


def test_files_left_to_workers_are_read_by_one_and_listed(
    home: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the tests' process keeps its own

    (queued,) = run("add", inbox / "a.md", "--queue", "--home", home, "--json").objects
    assert run("reports", "--home", home, "--json").objects == []
    worked = run("work", "--until-empty", "--home", home, "--json").objects
    listed = run("work", "--list", "--home", home, "--json").objects

    assert [(one["kind"], one["state"]) for one in worked] == [("read", "done"), ("index", "done")]
    assert worked[0]["job"] == queued["job"]
    assert listed == worked[::-1]
    assert [one["id"] for one in run("reports", "--home", home, "--json").objects] == worked[0][
        "report_ids"
    ]


def test_parse_prints_reports_and_refusals(home: Path, inbox: Path) -> None:
    ran = run("parse", inbox, "--home", home, "--json")

    by_kind = {line["outcome"]: line for line in ran.objects}
    assert ran.code == 1
    assert list(by_kind["refused"]) == ["path", "outcome", "reason"]
    assert by_kind["read"]["organisation"]["name"] in {TOWN, CITY}
    assert by_kind["needs_review"]["source"]["path"] == str(inbox / "unnamed.md")
    assert by_kind["needs_review"]["measures"][0]["source"]["path"] == str(inbox / "unnamed.md")
    assert by_kind["needs_review"]["measures"][0]["title"] == "จัดทำคู่มือการใช้ทรัพย์สินของราชการ"
    assert not home.exists()


def test_parse_for_people_tells_what_is_missing_and_why_a_file_is_refused(
    home: Path, inbox: Path
) -> None:
    ran = run("parse", inbox / "unnamed.md", inbox / "none.md", "--home", home)

    assert ran.code == 1
    assert "missing: organisation" in ran.out
    assert ": refused: there is no such file; check its name and folder\n" in ran.out


def test_an_empty_folder_is_said_to_be_one(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    ran = run("add", tmp_path / "empty", "--home", home)

    assert (ran.code, ran.out) == (0, "")
    assert "no files" in ran.err


def test_add_takes_web_addresses_where_they_are_allowed(home: Path, inbox: Path) -> None:
    with web_site() as site:
        site.answers["/a.md"] = body((inbox / "a.md").read_bytes())
        url = f"{site.url}/a.md"
        closed = run("add", url, "--home", home, "--json")
        opened = run("add", url, "--allow-private", "--home", home, "--json")

    assert (closed.code, closed.objects[0]["outcome"]) == (1, "refused")
    assert [(one["path"], one["outcome"]) for one in opened.objects] == [(url, "added")]
    (report,) = run("reports", "--home", home, "--json").objects
    assert any(url in warning for warning in report["warnings"])


def test_an_index_that_was_left_to_build_is_built_once(home: Path, inbox: Path) -> None:
    run("add", inbox / "a.md", "--no-build", "--home", home)

    first, second = run("build", "--home", home, "--json"), run("build", "--home", home)
    whole = run("build", "--rebuild", "--home", home, "--json")

    assert (first.objects[0]["added"], first.objects[0]["removed"]) == (1, 0)
    assert second.out == "the index is up to date\n"
    assert whole.objects[0]["added"] == 1


def test_reports_are_listed_with_what_they_miss(library: Path) -> None:
    rows = run("reports", "--home", library).rows
    (report,) = run("reports", "--year", "2566", "--json", "--home", library).objects
    (doubtful,) = run("reports", "--needs-review", "--json", "--home", library).objects

    assert len(rows) == 3
    assert any("missing: organisation" in row[-1] for row in rows)
    assert report["organisation"]["name"] == TOWN
    assert list(report["source"]) == ["path", "sha256", "media_type"]
    assert report["status"] == "active"
    assert doubtful["missing"] == ["organisation", "fiscal_year_be"]


def test_organisations_are_listed_with_ids_as_json(library: Path) -> None:
    found = run("organisations", "--json", "--home", library).objects
    rows = run("organisations", "--home", library).rows

    assert [each["name"] for each in found] == [TOWN, CITY]
    assert all(each["id"] for each in found)
    assert found[1]["fiscal_years"] == [2567]
    assert [row[1] for row in rows] == [
        f"Suan Dokmai Subdistrict Municipality, Phayao · {TOWN}",
        f"Thung Kwang Town Municipality, Phayao · {CITY}",
    ]


def test_stats_count_the_library(library: Path) -> None:
    (counts,) = run("stats", "--json", "--home", library).objects

    text = json.dumps(counts, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert text == whole("stats.json", text)


def test_doctor_tells_every_check_and_what_to_do(library: Path) -> None:
    checks = {check["name"]: check for check in run("doctor", "--json", "--home", library).objects}

    assert checks["store"]["status"] == "warn"
    assert "itasearch correct REPORT" in checks["store"]["remedy"]
    for name in cases("cli", "checks of a library that is as it should be"):
        assert checks[str(name)]["status"] == "ok", checks[str(name)]


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_the_report_holds_a_line_per_outcome(home: Path, inbox: Path, tmp_path: Path) -> None:
    report = tmp_path / "ผล.csv"
    report.write_text("เดิม", encoding="utf-8")

    run("add", inbox, "--home", home, "--report", report)

    rows = {Path(row["path"]).name: row for row in table(report)}
    assert [*rows["a.md"]] == [*OUTCOME_COLUMNS]
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
    monkeypatch.setattr("itasearch.cli.output.is_terminal", lambda: True)
    with shown_progress() as shown:
        shown(ProgressEvent(stage=READING, done=0, total=1000))
        told = ShownOutcomes(progress=shown)
        told.show(Outcome(path="ดี.md", kind=OutcomeKind.ADDED))
        told.show(Outcome(path="ก.pdf", kind=OutcomeKind.NEEDS_REVIEW, warnings=("ซ่อม",)))
        told.close()

    ran = capsys.readouterr()
    assert ran.err.startswith("Needs review: ก.pdf: (1 note)\n")
    assert "ดี.md" not in ran.out + ran.err and "1 file with notes" in ran.err


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


INVENTED = "เทศบาลตำบลสวนตาลคู่"


def _names(home: Path) -> list[str]:
    return [one["organisation"]["name"] for one in run("reports", "--json", "--home", home).objects]


def test_samples_are_emptied_and_loaded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(filling, "CHECKOUT", tmp_path / "none")  # its files are real ones
    home, inbox = tmp_path / "คลัง ใหม่", tmp_path / "inbox"
    inbox.mkdir()
    for name in (TOWN, INVENTED):
        text = report_text("ประกาศนโยบายงดรับของขวัญ", organisation=name, year=2567)
        (inbox / f"{name}.md").write_text(text, encoding="utf-8")
    run("add", inbox, "--home", home)

    assert run("sample", "--empty", "--json", "--home", home).objects == [{"removed": 1}]
    assert _names(home) == [TOWN]

    loaded = run("sample", "--home", home)
    (stats,) = run("stats", "--json", "--home", home).objects
    assert stats["by_year"] == [{"name": "2567", "reports": 2, "organisations": 2}]
    assert "1 added" in loaded.out
    assert f"itasearch sample --home '{home}' --empty" in loaded.err
    assert sorted(_names(home)) == sorted([TOWN, INVENTED])


def test_a_library_is_written_as_one_file(library: Path, tmp_path: Path) -> None:
    ran = run("dump", tmp_path / "คลัง.sqlite", "--home", library, "--json")

    (written,) = ran.objects
    assert written["path"] == str(tmp_path / "คลัง.sqlite")
    assert written["measures"] > 0


def test_a_library_is_moved_table_by_table_and_not_onto_another(
    library: Path, tmp_path: Path
) -> None:
    ran = run("move", "--to", tmp_path / "สำเนา.db", "--json", "--home", library)
    again = run("move", "--to", f"sqlite:///{tmp_path / 'สำเนา.db'}", "--home", library)

    tables = {one["table"]: one for one in ran.objects}
    assert tables["report"]["rows"] > 0
    assert again.code == 1
    assert "not empty" in again.err


PAGE = (
    '<h1>ITA 2566</h1><p>O42 <a href="/42.txt">มาตรการส่งเสริมคุณธรรม</a></p><a href="/7.pdf">O7</a>'
)


@pytest.fixture
def site(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    site.answers["/"] = body(PAGE.encode())
    site.answers["/42.txt"] = body(report_text("ประกาศนโยบายงดรับของขวัญ").encode())
    return site


def test_links_are_listed_and_those_that_are_chosen_added(home: Path, site: Site) -> None:
    listed = run("gather", site.url, "--allow-private", "--home", home)
    added = run("gather", site.url, "--add", "2", "--allow-private", "--home", home)

    assert f"{site.url}/42.txt" in listed.out and "--add" in listed.err
    assert added.code == 0, added.err
    (report,) = run("reports", "--home", home, "--json").objects
    assert site.url in report["warnings"][0]
    (page,) = run("gather", site.url, "--allow-private", "--json", "--home", home).objects
    assert [link["stored"] for link in page["links"]] == [False, True]


def test_links_that_are_not_in_the_list_are_wrong_usage(home: Path, site: Site) -> None:
    ran = run("gather", site.url, "--add", "1,7", "--allow-private", "--home", home)

    assert ran.code == 2 and "7" in ran.err


def test_a_site_that_refuses_is_a_failure_with_its_reason(home: Path, site: Site) -> None:
    ran = run("gather", site.url, "--home", home)

    assert ran.code == 1
    assert "the own network" in ran.err and "--allow-private" in ran.err


def test_what_is_no_address_is_wrong_usage(home: Path, tmp_path: Path) -> None:
    (tmp_path / "ก.csv").write_text("หน่วยงาน,ปี\nเทศบาล,2566\n", "utf-8")

    assert run("gather", tmp_path / "ก.csv", "--home", home).code == 2


@pytest.mark.parametrize("verb", [("gather",), ("evidence", "--year", "2566")])
def test_a_table_that_is_not_there_is_no_host(home: Path, verb: tuple[str, ...]) -> None:
    ran = run(*verb, "ไม่มี-towns.xlsx", "--home", home)
    named_like_a_host = run(*verb, "towns.xlsx", "--home", home)

    assert (ran.code, named_like_a_host.code) == (2, 2)
    assert "there is no file towns.xlsx" in named_like_a_host.err


def test_the_option_is_named_where_evidence_is_in_the_own_network(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "o.csv").write_text("O12,http://127.0.0.1:9/x.pdf\n", "utf-8")
    book = tmp_path / "o.xlsx"

    ran = run(
        *("evidence", tmp_path / "o.csv", "--year", "2566"),
        *("--output", book, "--home", home),
    )

    assert "--allow-private" in ran.err
    assert openpyxl.load_workbook(book).sheetnames == ["Evidence 2566"]
