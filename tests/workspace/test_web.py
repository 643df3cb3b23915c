"""Report links of pages, and what is at the addresses of a list of evidence."""

from pathlib import Path

import openpyxl
import pytest

from itasearch.model.form_check import CheckedEvidence, EvidenceEntry
from itasearch.wording.evidence import to_check
from itasearch.workspace import Given, Workspace, evidence_entries, typed_entries
from tests.ingest.fake_parser import FakeParser, report_text
from tests.ingest.web_server import Site, body, missing, redirect
from tests.workspace.conftest import TOWN, parsing_with

pytestmark = pytest.mark.usefixtures("waits")

PAGE = """<!doctype html><h1>ITA 2566</h1><table><tr><td>O42 มาตรการส่งเสริมคุณธรรม</td>
<td><a href="/42.txt">ดูเอกสาร</a></td></tr></table><a href="/7.pdf">แผนผัง</a>
<a href="/news">ข่าว</a>"""


@pytest.fixture
def site(site: Site) -> Site:
    site.answers["/ita"] = body(PAGE.encode())
    text = report_text("ประกาศนโยบายงดรับของขวัญ", organisation=TOWN, year=2566)
    site.answers["/42.txt"] = body(text.encode())
    return site


def test_links_of_a_page_are_listed_and_nothing_else_is_asked(
    workspace: Workspace, site: Site
) -> None:
    (page, gone) = workspace.gather([f"{site.url}/ita", f"{site.url}/gone"], allow_private=True)

    assert [(link.address, link.label) for link in page.links] == [
        (f"{site.url}/7.pdf", "แผนผัง"),
        (f"{site.url}/42.txt", "ดูเอกสาร"),
    ]
    assert "404" in gone.fault and not gone.links
    assert "/42.txt" not in site.paths


def test_a_removed_report_is_new_again(workspace: Workspace, site: Site) -> None:
    address = f"{site.url}/42.txt"

    def is_stored() -> bool:
        (page,) = workspace.gather([f"{site.url}/ita"], allow_private=True)
        return next(link.stored for link in page.links if link.address == address)

    assert not is_stored()
    with parsing_with(FakeParser()):
        (outcome,) = workspace.add(Given(urls=[address], allow_private=True), build=False)
    assert is_stored()
    workspace.library.remove(outcome.report_id or "")
    assert not is_stored()


def test_the_own_network_is_not_asked_unasked(workspace: Workspace, site: Site) -> None:
    (page,) = workspace.gather([f"{site.url}/ita"])

    assert "เครือข่ายภายใน" in page.fault
    assert site.paths == []


def test_what_is_at_each_address_is_told(workspace: Workspace, site: Site) -> None:
    older = "<!doctype html><p>รายงานผลการดำเนินงาน ประจำปีงบประมาณ พ.ศ. ๒๕๖๓ เทศบาลตำบลสวนดอกไม้</p>"
    site.answers |= {
        "/12": body(older.replace("๒๕๖๓", "๒๕๖๖").encode(), Content_Type="text/html"),
        "/old": body(older.encode(), Content_Type="text/html"),
        "/moved": redirect("/"),
        "/": body("<!doctype html><p>ยินดีต้อนรับสู่เทศบาล</p>".encode(), Content_Type="text/html"),
        "/gone": missing,
    }
    addresses = [f"{site.url}{path}" for path in ("/12", "/old", "/moved", "/gone")]

    check = workspace.check_evidence(
        [EvidenceEntry(number=12, address=address) for address in (*addresses, "")],
        fiscal_year_be=2566,
        allow_private=True,
    )

    fine, old, moved, gone, without = check.rows
    assert (fine.media_type, fine.years, to_check(fine, 2566)) == ("text/html", (2566,), ())
    assert old.years == (2563,) and "2563" in to_check(old, 2566)[0]
    assert moved.final_address == f"{site.url}/" and len(to_check(moved, 2566)) == 2
    assert "404" in gone.fault and gone.media_type == ""
    assert len(to_check(without, 2566)) == 1
    (table,) = workspace.exports.tables(check).tables
    assert len(table.grid.rows) == 5


def test_a_document_that_is_no_page_of_a_year_is_to_be_checked() -> None:
    entry = EvidenceEntry(address="https://a.go.th/12.pdf")
    row = CheckedEvidence(
        entry=entry, final_address=entry.address, media_type="application/pdf", years=()
    )

    assert len(to_check(row, 2566)) == 1


def test_a_list_is_read_by_its_items_and_addresses(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = (
        ("ที่", "ข้อ", "เอกสาร", "ลิงก์"),
        (1, "O12", "รายงานผล", "https://a.go.th/12"),
        (2, "ข้อ ๑๓", "แผน", ""),
        (3, 14, "", "www.a.go.th"),
    )
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")

    entries = evidence_entries(tmp_path / "list.xlsx")

    assert [(entry.number, entry.address, entry.name) for entry in entries[:2]] == [
        (12, "https://a.go.th/12", "O12 รายงานผล"),
        (13, "", "ข้อ ๑๓ แผน"),
    ]
    assert entries[2].address == "www.a.go.th"


def test_typed_lines_are_items_and_addresses() -> None:
    text = "ข้อ\tที่อยู่\nO12 รายงานผล https://a.go.th/12\nข้อ ๑๓\thttps://a.go.th/13\nO15"

    assert [(entry.number, entry.address) for entry in typed_entries(text)] == [
        (12, "https://a.go.th/12"),
        (13, "https://a.go.th/13"),
        (15, ""),
    ]
