"""itasearch gather: shows what it found, and adds it when told to."""

import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import run
from tests.ingest.fake_parser import report_text
from tests.ingest.web_server import Site, body, web_site
from tests.workspace.conftest import TOWN

PAGE = (
    '<h1>ITA 2566</h1><p>O42 <a href="/42.txt">มาตรการส่งเสริมคุณธรรม</a></p><a href="/7.pdf">O7</a>'
)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    with web_site() as site:
        site.answers["/"] = body(PAGE.encode())
        site.answers["/42.txt"] = body(report_text("ประกาศนโยบายงดรับของขวัญ").encode())
        yield site


def test_what_is_found_is_shown_and_not_added(home: Path, site: Site) -> None:
    ran = run("gather", site.url, "--allow-private", "--left", "--home", home)

    assert ran.code == 0
    assert f"{site.url}/42.txt" in ran.out and "other_item" in ran.out
    assert "1 file with reports, 1 new" in ran.err and "--yes" in ran.err
    assert run("reports", "--home", home, "--json").out == ""


def test_yes_adds_and_a_table_names_the_towns(home: Path, site: Site, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("เว็บไซต์", "หน่วยงาน", "ปี"), (site.url, TOWN, "๒๕๖๖"), ("", "ไม่มีเว็บไซต์", "")):
        book.active.append(row)
    book.save(tmp_path / "towns.xlsx")

    ran = run("gather", tmp_path / "towns.xlsx", "--yes", "--allow-private", "--home", home)

    assert ran.code == 0, ran.err
    (report,) = run("reports", "--home", home, "--json").objects
    assert (report["organisation"]["name"], report["fiscal_year_be"]) == (TOWN, 2566)
    assert site.url in report["warnings"][0]


def test_json_has_what_was_found_and_left_a_site_a_line(home: Path, site: Site) -> None:
    (found,) = run("gather", site.url, "--allow-private", "--json", "--home", home).objects

    assert [file["address"] for file in found["files"]] == [f"{site.url}/42.txt"]
    assert [left["why"] for left in found["left"]] == ["other_item"]


def test_a_site_that_refuses_is_a_failure_with_its_reason(home: Path, site: Site) -> None:
    ran = run("gather", site.url, "--home", home)

    assert ran.code == 1
    assert "the own network" in ran.err and "--allow-private" in ran.err


def test_what_is_no_address_is_wrong_usage(home: Path, tmp_path: Path) -> None:
    (tmp_path / "ก.csv").write_text("หน่วยงาน,ปี\nเทศบาล,2566\n", "utf-8")

    assert run("gather", tmp_path / "ก.csv", "--home", home).code == 2


@pytest.mark.parametrize(
    "verb", [("gather",), ("evidence", "--organisation", TOWN, "--year", "2566")]
)
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
        *("evidence", tmp_path / "o.csv", "--organisation", TOWN, "--year", "2566"),
        *("--output", book, "--home", home),
    )

    assert "--allow-private" in ran.err
    assert openpyxl.load_workbook(book).sheetnames == ["Evidence 2566"]
