"""What an office hands in as evidence, against documents with known faults."""

import io
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import Workbook, load_workbook
from PIL import Image

from itasearch import open_workspace
from itasearch.config import ReadLimits, load_settings
from itasearch.domain.rules import built_in_rules
from itasearch.errors import ReadError
from itasearch.model.form_check import (
    CheckedEvidence,
    EvidenceEntry,
    EvidenceFault,
    EvidenceFinding,
)
from itasearch.wording.evidence import finding_text, remedy_text
from itasearch.wording.language import in_language
from itasearch.workspace import Workspace, evidence_entries
from itasearch.workspace.sources.evidence_pages import segments
from tests.cases import cases, listed, tables
from tests.ingest.web_server import Answer, Site, body, missing, redirect, web_site

OURS, THEIRS = "เทศบาลตำบลบ้านกุดน้ำใส", "เทศบาลเมืองหนองหินแก้ว"
YEAR = 2566
DOCUMENTS = Path(__file__).parents[1] / "data" / "evidence" / "documents.txt"


pytestmark = pytest.mark.usefixtures("waits")


def documents() -> Iterator[tuple[int, int, list[str]]]:
    """(number of the item, year, lines) of each document."""
    for block in DOCUMENTS.read_text(encoding="utf-8").split("\n= ")[1:]:
        head, *lines = block.strip().splitlines()
        number, year = head.split(" | ")
        yield int(number), int(year), lines


def page(lines: Sequence[str], town: str = OURS) -> Answer:
    """A document as a web page."""
    short = town.replace("เทศบาลตำบล", "ทต.").replace("เทศบาลเมือง", "ทม.")
    texts = [line.replace("{town}", town).replace("{short}", short) for line in lines]
    filler = "รายละเอียดเป็นไปตามเอกสารที่แนบ และได้เผยแพร่ให้ประชาชนทราบแล้ว " * 12
    markup = "".join(f"<p>{escape(one)}</p>" for one in (*texts, filler))
    whole = f"<!doctype html><html><body>{markup}</body></html>"
    return body(whole.encode(), Content_Type="text/html; charset=utf-8")


def checked(
    home: Path, site: Site, entries: Sequence[tuple[int | None, str]]
) -> tuple[CheckedEvidence, ...]:
    """The check of pages of the site."""
    urls = [(number, f"{site.url}{path}" if path else "") for number, path in entries]
    return checked_at(home, urls)


def checked_at(
    home: Path, addresses: Sequence[tuple[int | None, str]]
) -> tuple[CheckedEvidence, ...]:
    with open_workspace(home) as workspace:
        return workspace.evidence.check(
            [EvidenceEntry(number=number, address=address) for number, address in addresses],
            organisation=OURS,
            fiscal_year_be=YEAR,
            allow_private=True,
        ).rows


def faults(row: CheckedEvidence) -> set[EvidenceFault]:
    return {one.fault for one in row.findings}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def other_number(number: int) -> int:
    """An item that a document of `number` is no evidence for."""
    return 34 if number < 30 else 17


def older(lines: Sequence[str]) -> list[str]:
    """The same document of three years before."""
    thai = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    texts = list(lines)
    for year in range(2560, 2572):
        texts = [one.replace(str(year), f"\0{year - 3}") for one in texts]
        texts = [
            one.replace(str(year).translate(thai), f"\0{year - 3}".translate(thai)) for one in texts
        ]
    return [one.replace("\0", "") for one in texts]


@pytest.mark.slow
def test_known_faults_of_a_list_are_named(home: Path, site: Site) -> None:
    entries: list[tuple[int | None, str]] = []
    wanted: list[EvidenceFault | None] = []

    def entry(number: int, path: str, answer: Answer | None, fault: EvidenceFault | None) -> None:
        if answer is not None:
            site.answers[path] = answer
        entries.append((number, path))
        wanted.append(fault)

    for number, _, lines in documents():
        dated = any("25" in line or "๒๕" in line for line in lines)
        dated = dated and number not in (2, 10, 31, 40)
        entry(number, f"/right/{number}", page(lines), None)
        entry(number, f"/theirs/{number}", page(lines, THEIRS), EvidenceFault.OTHER_ORGANISATION)
        other = other_number(number)
        entry(other, f"/other/{number}", page(lines), EvidenceFault.OTHER_ITEM)
        entry(number, f"/gone/{number}", None, EvidenceFault.UNREACHABLE)
        if dated:
            entry(number, f"/old/{number}", page(older(lines)), EvidenceFault.OTHER_YEAR)

    rows = checked(home, site, entries)

    assert len(rows) >= 105
    pairs = list(zip(rows, wanted, strict=True))
    missed = [row for row, fault in pairs if fault is not None and fault not in faults(row)]
    alarms = [row for row, fault in pairs if fault is None and row.findings]
    assert len(missed) <= 0.05 * len(rows), missed
    assert len(alarms) <= 0.02 * len(rows), alarms


@pytest.mark.parametrize(("text", "entries"), cases("evidence", "lists and their entries"))
def test_a_list_is_read_by_its_items_and_addresses(tmp_path: Path, text: str, entries: str) -> None:
    table = tmp_path / "o.csv"
    table.write_text(text, encoding="utf-8")

    found = evidence_entries(table)
    assert [f"{one.number or '-'} {one.address}".rstrip() for one in found] == entries.splitlines()


def test_a_file_of_the_findings_keeps_the_columns_of_the_list(home: Path, tmp_path: Path) -> None:
    table = tmp_path / "o.csv"
    head = "หลักฐานของ อบต.แม่กา,,,\nข้อ,กอง,ลิงก์,\n"
    table.write_text(f"{head}O12,=คลัง,,ด่วน\nO13,ช่าง,,\n,(ต่อ),http://a.go.th/x,\n", encoding="utf-8")
    with open_workspace(home) as workspace:
        entries = [replace(one, address="") for one in evidence_entries(table)]
        found = workspace.evidence.check(entries, organisation=OURS, fiscal_year_be=YEAR)
        workspace.exports.export_tables(found, tmp_path / "f.xlsx")
        on_screen = workspace.exports.tables(found, as_lines=True).tables[0].grid.headers

    rows = [[*row] for row in load_workbook(tmp_path / "f.xlsx").active.values]
    at = next(number for number, row in enumerate(rows) if row[0] == "ข้อ")
    assert rows[at] == ["ข้อ", "กอง", "ลิงก์", "(4)", *on_screen]
    assert [row[:4] for row in rows[at + 1 : at + 4]] == [
        ["O12", "=คลัง", None, "ด่วน"],
        ["O13", "ช่าง", None, None],
        [None, "(ต่อ)", "http://a.go.th/x", None],
    ]


def test_many_blanks_in_a_list_or_a_page_take_no_time(tmp_path: Path) -> None:
    table, blanks = tmp_path / "o.csv", " " * 20_000
    table.write_text(f"O12,http://a.go.th/12{blanks}(แก้แล้ว{blanks}")
    start = time.perf_counter()

    (entry,) = evidence_entries(table)
    shown = segments([f"กองคลัง{blanks}โทร :: 042-000-111 | {':' * 20_000}"])

    assert (entry.number, entry.address) == (12, "http://a.go.th/12")
    assert {"กองคลัง โทร", "042-000-111"} < {*shown}
    assert time.perf_counter() - start < 2


def test_of_a_workbook_the_sheet_with_addresses_and_its_links_are_read(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.worksheets[0]["A1"] = "คำชี้แจง ให้กรอกลิงก์ในแผ่นที่สอง"
    sheet = workbook.create_sheet()
    sheet.append(["O8 คู่มือการปฏิบัติงาน", "เปิดดู", "กองคลัง"])
    sheet["B1"].hyperlink = "http://a.go.th/8"
    sheet.append([9, "คู่มือบริการ", '=HYPERLINK("http://a.go.th/9","ดูข้อ 9")'])
    sheet.append(["สมศรี", "a.go.th/f/%E0%B8…", "ข้อมูลสถิติการให้บริการ", "2025-04-13", "…/f/%E0%B8"])
    sheet["B3"].hyperlink = "http://a.go.th/f/สถิติ + 68.xlsx"
    workbook.save(tmp_path / "O.XLSX")

    entries = evidence_entries(tmp_path / "O.XLSX")

    assert [(entry.number, entry.address) for entry in entries] == [
        (8, "http://a.go.th/8"),
        (9, "http://a.go.th/9"),
        (None, "http://a.go.th/f/สถิติ + 68.xlsx"),
    ]
    assert entries[-1].name == "สมศรี ข้อมูลสถิติการให้บริการ"  # no date, and no address as it is shown


@pytest.mark.slow
def test_measures_without_parts_of_the_form_are_named(home: Path, site: Site) -> None:
    head = f"<h1>มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ประจำปี 2566</h1><p>{OURS}</p>"
    rows = "".join(
        f"<tr><td>{n}</td><td>{title}</td><td>{unit}</td></tr>"
        for n, title, unit in (
            (1, "ติดป้ายขั้นตอนรับบริการหน้าทุกกอง", "สำนักปลัด"),
            (2, "ทำทะเบียนยืมของหลวง", "กองคลัง"),
            (3, "เปิดกล่องรับเรื่องร้องเรียน", "กองช่าง"),
        )
    )
    heads = "<tr><th>ที่</th><th>มาตรการ</th><th>ผู้รับผิดชอบ</th></tr>"
    table = f"<html><body>{head}<table>{heads}{rows}</table></body></html>"
    site.answers["/o42.html"] = body(table.encode(), Content_Type="text/html; charset=utf-8")

    (row,) = checked(home, site, [(42, "/o42.html")])

    parts, analysis = row.findings
    assert parts.fault is EvidenceFault.LACKS_PARTS
    assert {"steps", "timeframe"} <= set(parts.parts)
    assert analysis.fault is EvidenceFault.NO_ANALYSIS


FRAME = (
    f"<header><h1>{OURS}</h1><p>อำเภอภูแสง จังหวัดเลย</p><img src='/crest.png'>"
    "<nav><a href='/'>หน้าแรก</a><a href='/plan.pdf'>แผนผังเว็บไซต์</a></nav></header>{}"
    f"<footer>สงวนลิขสิทธิ์ © 2569 {OURS} โทร 042-000-111 ผู้เข้าชม 90,112 คน</footer>"
)


def framed(content: str, *, title: str = OURS, link: str = "") -> Answer:
    """A page of the site, in the frame that all its pages have."""
    markup = f"<html><title>{title}</title><body>{FRAME.format(content)}{link}</body></html>"
    return body(markup.encode(), Content_Type="text/html; charset=utf-8")


def bare(markup: str) -> Answer:
    return body(f"<html><body>{markup}</body></html>".encode())


@pytest.fixture
def framed_site() -> Iterator[Site]:
    with web_site() as site:
        site.answers["/"] = framed("<h2>สารจากนายก</h2><p>ยินดีต้อนรับ ข่าว 12 มี.ค. 2566</p>")
        yield site


def items_in(home: Path, site: Site) -> Sequence[EvidenceEntry]:
    """What the page /ita of a site lists."""
    with open_workspace(home) as workspace:
        return workspace.evidence.entries_of_page(f"{site.url}/ita", allow_private=True)


@pytest.mark.slow
def test_a_page_of_items_gives_those_without_a_link_and_no_link_of_all_pages(
    home: Path, framed_site: Site
) -> None:
    linked = "<h3>O11 แผนดำเนินงาน</h3><a href='/o11.pdf'>เปิด</a>"
    items = f"{linked}<p>O12 รายงาน 6 เดือน -</p><h3>O43 ผล</h3>"
    framed_site.answers["/ita"] = framed(items, link="<a href='/contact'>ติดต่อ</a>")
    framed_site.answers["/"] = framed("", link="<a href='/contact'>ติดต่อ</a>")

    assert [
        (entry.number, entry.address.rpartition("/")[2]) for entry in items_in(home, framed_site)
    ] == [(11, "o11.pdf"), (12, ""), (43, "")]


@pytest.mark.slow
def test_a_row_of_a_page_of_items_may_lead_where_the_menu_does_and_bears_the_items_name(
    home: Path, framed_site: Site
) -> None:
    rows = (
        "<li>O6 ช่องทางติดต่อ <a href='/contact'>เปิด</a></li><li>O9 แผนที่ <a href='/map'>คลิก</a></li>"
    )
    menu = "<ul><li><a href='/contact'>ติดต่อ</a></li></ul>"
    framed_site.answers["/ita"] = framed(f"<ul>{rows}</ul>", link=menu)
    framed_site.answers["/"] = framed("", link=menu)

    assert [
        (entry.name, entry.address.rpartition("/")[2]) for entry in items_in(home, framed_site)
    ] == [("O6 ช่องทางติดต่อ", "contact"), ("O9 แผนที่", "map")]


def test_a_viewer_is_read_by_the_document_that_its_address_names(
    home: Path, framed_site: Site
) -> None:
    lines = ("แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2566", OURS)
    framed_site.answers["/up/plan.docx"] = page(lines)
    viewer = "/view?src=%2Fup%2Fplan.docx"
    framed_site.answers[viewer] = bare("<iframe src='/frame'></iframe>")
    framed_site.answers["/moved"] = redirect(viewer)

    rows = checked(home, framed_site, [(36, viewer), (36, "/moved")])

    assert {row.document for row in rows} == {f"{framed_site.url}/up/plan.docx"}
    assert not any(row.findings for row in rows)
    assert framed_site.paths.count(viewer) == 1  # the viewer itself is asked only on the way


def test_viewers_that_show_each_other_end(home: Path, framed_site: Site) -> None:
    viewer = f"/view?url={framed_site.url}/o36"
    framed_site.answers |= {"/o36": redirect(viewer), viewer: bare("")}

    (row,) = checked(home, framed_site, [(36, "/o36")])

    assert faults(row) == {EvidenceFault.NOT_THERE}
    assert framed_site.paths.count("/o36") < 20


@pytest.mark.slow
def test_an_address_without_a_scheme_is_opened(home: Path, framed_site: Site) -> None:
    framed_site.answers["/plan"] = page(("แผนปฏิบัติการป้องกันการทุจริต ประจำปี 2566", OURS))
    address = framed_site.url.removeprefix("http://") + "/plan"

    (row,) = checked_at(home, [(36, address)])

    assert not row.findings


def word_file(lines: Sequence[str]) -> bytes:
    written, out = Document(), io.BytesIO()
    for line in lines:
        written.add_paragraph(line)
    written.save(out)
    return out.getvalue()


def test_an_archive_is_read_by_the_document_for_the_item(home: Path, framed_site: Site) -> None:
    titles = ("แผนการจัดซื้อจัดจ้าง ปีงบประมาณ 2566", "การประเมินความเสี่ยงการทุจริต ประจำปี 2566")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for title in titles:
            lines = (title, OURS, "ทำถนนสายหลักของหมู่บ้าน 3 สาย")
            archive.writestr(f"{title}.docx", word_file(lines))
    framed_site.answers["/all.zip"] = body(out.getvalue())

    risk, manual = checked(home, framed_site, [(34, "/all.zip"), (14, "/all.zip")])

    assert not risk.findings
    assert faults(manual) == {EvidenceFault.OTHER_ITEM}


def test_the_own_network_is_not_asked_for_evidence_unasked(home: Path, framed_site: Site) -> None:
    viewer = f"https://viewer.example/view?url={framed_site.url}/plan.pdf"
    addresses = (f"{framed_site.url}/plan.pdf", "http://169.254.169.254/", "http://[::1]/", viewer)

    with open_workspace(home) as workspace:
        with pytest.raises(ReadError, match="เครือข่ายภายใน"):
            workspace.evidence.entries_of_page(f"{framed_site.url}/ita")
        rows = workspace.evidence.check(
            [EvidenceEntry(number=36, address=address) for address in addresses],
            organisation=OURS,
            fiscal_year_be=YEAR,
        ).rows

    assert all("เครือข่ายภายใน" in row.findings[0].reason for row in rows)
    assert framed_site.paths == []


# Of items: what a page is called, and what it says.
IN_ORDER: Sequence[Any] = cases("evidence", "items in order and their pages", int, str, str)
OTHERS = (
    "โครงสร้าง", "แผนดำเนินงาน ปี 2564", "รายงานผลการดำเนินงาน ปี 2563", "แผนป้องกันการทุจริต ปี 2562",
    "ผลจัดการความเสี่ยงการทุจริต ปี 2563", "คู่มือประชาชน", "E-Service", "รายงานผลตามมาตรการ ปี 2562",
)  # fmt: skip


def chrome(manner: str) -> str:
    """What stands before and after the contents of a site's pages, but not on its front page."""
    if manner == "menu":
        links = "".join(f"<a href='/old/{n}'>{name}</a>" for n, name in enumerate(OTHERS))
        return f"<nav>{links}</nav><main>{{}}</main>"
    if manner == "spans":
        spans = "".join(f"<div onclick='go({n})'>{name}</div>" for n, name in enumerate(OTHERS))
        return f"<div class='menu'>{spans}</div><main>{{}}</main>"
    if manner == "sidebar":
        rows = "".join(f"<li><a href='/o/{n}'>O{n} {x}</a></li>" for n, x in enumerate(OTHERS, 50))
        return f"<main>{{}}</main><aside><h3>ITA 2566</h3><ul>{rows}</ul></aside>"
    files = "".join(f"<p><a href='/f/{n}.pdf'>{name}</a></p>" for n, name in enumerate(OTHERS))
    return f"<main>{{}}</main><footer><h4>เอกสารล่าสุด</h4>{files}</footer>"


@pytest.mark.slow
@pytest.mark.parametrize("manner", ["menu", "spans", "sidebar", "footer"])
def test_what_stands_about_a_page_is_not_held_against_it(home: Path, manner: str) -> None:
    about = chrome(manner)

    def shown(title: str, text: str) -> Answer:
        markup = f"<h2>{title}</h2><p>{OURS}</p>{text}"
        return body(
            f"<title>{title} - {OURS}</title><body>{about.format(markup)}</body>".encode(),
            Content_Type="text/html; charset=utf-8",
        )

    with web_site() as site:
        site.answers["/"] = bare("<img src='/king.jpg'><a href='/home'>เข้าสู่เว็บไซต์</a>")
        site.answers["/home"] = bare("<h1>ยินดีต้อนรับ</h1><p>ข่าวเด่นประจำวัน</p>")
        for number, title, text in IN_ORDER:
            site.answers[f"/page/{number}"] = shown(title, text)

        rows = checked(home, site, [(number, f"/page/{number}") for number, _, _ in IN_ORDER])

    assert [(row.entry.number, row.findings) for row in rows if row.findings] == []


def found_at(home: Path, site: Site, number: int, path: str, answer: Answer) -> list[str]:
    """What speaks against one page of the site."""
    site.answers[path] = answer
    (row,) = checked(home, site, [(number, path)])
    return [finding.fault.value for finding in row.findings]


PLAN = "แผนปฏิบัติการป้องกันการทุจริต"
YEARS = range(YEAR - 2, YEAR + 1)
PROJECT = "<p>มิติที่ 1 อบรมคุณธรรมพนักงาน กองการศึกษา 20,000 บาท</p>"


def tabs(opened: int) -> str:
    """Tabs of Bootstrap, one a year."""
    heads = "".join(
        f"<li><button class='nav-link {'active' * (year == opened)}' data-bs-target='#y{year}'>"
        f"ปีงบประมาณ {year}</button></li>"
        for year in YEARS
    )
    panes = "".join(
        f"<div class='tab-pane {'show active' * (year == opened)}' id='y{year}'>"
        f"{PROJECT}<a href='/plan-{year}.docx'>ดาวน์โหลด</a></div>"
        for year in YEARS
    )
    return f"<ul>{heads}</ul><div>{panes}</div>"


def pills(opened: int, mark: str) -> str:
    return "".join(f"<a {mark * (n == opened)} href='?y={n}'>ปี {n}</a> | " for n in YEARS)


def options(opened: int) -> str:
    marked = (f"<option value='{n}' {'selected' * (n == opened)}>{n}</option>" for n in YEARS)
    return f"<select name='y'>{''.join(marked)}</select>"


def radio(opened: int) -> str:
    return "".join(f"<label><input name=y {'checked' * (n == opened)}>{n}</label>" for n in YEARS)


def accordion(opened: int) -> str:
    parts = (
        f"<details {'open' * (n == opened)}><summary>{PLAN} ปี {n}</summary>{PROJECT}</details>"
        for n in YEARS
    )
    return "".join(parts)


@pytest.mark.slow
@pytest.mark.parametrize(
    "choices",
    [
        tabs,
        lambda opened: pills(opened, "class='active'") + PROJECT,
        lambda opened: pills(opened, "style='font-weight:bold'") + PROJECT,
        lambda opened: options(opened) + PROJECT,
        accordion,
        lambda opened: radio(opened) + PROJECT,
    ],
)
def test_a_page_of_tabs_is_of_the_year_that_it_opens_on(
    home: Path, framed_site: Site, choices: Callable[[int], str]
) -> None:
    lines = (PLAN, OURS, "มิติที่ 1 อบรมคุณธรรม")
    framed_site.answers[f"/plan-{YEAR}.docx"] = page(lines)
    right, old = (framed(f"<h2>{PLAN}</h2>{choices(n)}", title=PLAN) for n in (YEAR, YEAR - 1))

    assert found_at(home, framed_site, 36, "/right", right) == []
    assert found_at(home, framed_site, 36, "/old", old) == ["other_year"]


def test_who_hands_in_a_page_that_opens_on_another_year_is_told_the_tab(
    home: Path, framed_site: Site
) -> None:
    framed_site.answers["/o36"] = framed(
        f"<h2>{PLAN}</h2>{pills(YEAR - 1, 'class=active')}{PROJECT}"
    )

    (row,) = checked(home, framed_site, [(36, "/o36")])

    assert row.findings[0].tab == f"{framed_site.url}/o36?y={YEAR}"
    assert row.findings[0].tab in remedy_text(row.findings[0])


@pytest.mark.slow
@pytest.mark.parametrize("empty", cases("evidence", "nothing below a title"))
def test_a_title_with_nothing_below_it_is_no_document(
    home: Path, framed_site: Site, empty: str
) -> None:
    title = f"{PLAN} ประจำปี {YEAR}"
    answer = framed(f"<h2>{title}</h2>{empty}", title=title)

    assert found_at(home, framed_site, 36, "/empty", answer) == ["not_there"]


@pytest.mark.slow
@pytest.mark.parametrize(("number", "title", "text"), cases("evidence", "pages in order"))
def test_a_page_in_order_is_not_doubted_for_its_words_and_links(
    home: Path, framed_site: Site, number: str, title: str, text: str
) -> None:
    elsewhere = framed_site.url.removeprefix("http://").replace("127.0.0.1", "localhost")
    text = text.replace("{host}", elsewhere)
    answer = framed(f"<h2>{title}</h2>{text}<p>{OURS}</p>", title=title)
    framed_site.answers["/n7"] = framed("<p>ถูกลบแล้ว</p>")
    framed_site.answers["/map"] = bare("<p>16.4, 101.2</p>")
    framed_site.answers["/video"] = body(b"")
    framed_site.answers[f"/list-{YEAR - 1}.docx"] = page(("แผนการจัดซื้อจัดจ้าง ปี 2565", OURS))
    framed_site.answers["/file/d/1AbCdEfGh/view"] = bare("<p>ลงชื่อเข้าใช้</p>")
    framed_site.answers["/uc?export=download&id=1AbCdEfGh"] = page((PLAN, OURS))
    framed_site.answers["/archive"] = framed(f"<p>{'ขอดูแฟ้มเดิมได้ที่ห้องธุรการ ' * 9}</p>")

    assert found_at(home, framed_site, int(number), "/right", answer) == []


@pytest.mark.slow
@pytest.mark.parametrize(("year", "wanted"), [(YEAR, []), (YEAR - 2, ["other_year"])])
def test_a_document_without_a_year_is_of_that_of_its_row_or_file(
    home: Path, framed_site: Site, year: int, wanted: list[str]
) -> None:
    file = page((PLAN, OURS, "มิติที่ 1 อบรมคุณธรรมพนักงาน"))
    framed_site.answers["/file.docx"] = file
    row = f"<tr><td>{PLAN} ปี {year}</td><td><a href='/file.docx'>ดาวน์โหลด</a></td></tr>"

    stored = f"03-Nov-{YEAR - 544} 10:12 6K <a href='/plan-{year}.docx'>plan-{year}.docx</a>"
    directory = bare(f"<title>Index of /36</title><h1>Index of /36</h1><pre>{stored}</pre>")

    assert found_at(home, framed_site, 36, f"/plan-{year}.docx", file) == wanted
    assert found_at(home, framed_site, 36, "/36/", directory) == wanted
    assert found_at(home, framed_site, 36, "/list", framed(f"<table>{row}</table>")) == wanted


def test_findings_are_told_in_english_without_thai() -> None:
    findings = (
        EvidenceFinding(fault=EvidenceFault.OTHER_ORGANISATION, organisation=THEIRS),
        EvidenceFinding(fault=EvidenceFault.OTHER_ITEM, item=built_in_rules().pack(YEAR).items[18]),
    )

    with in_language("en"):
        texts = [finding_text(one) + remedy_text(one) for one in findings]

    assert not any("ก" <= letter <= "๙" for letter in "".join(texts))


def test_a_scan_that_is_too_long_to_be_read_is_a_scan(home: Path, framed_site: Site) -> None:
    pages, out = [Image.new("L", (80, 80), "white") for _ in range(2)], io.BytesIO()
    pages[0].save(out, format="PDF", save_all=True, append_images=pages[1:])
    framed_site.answers["/scan.pdf"] = body(out.getvalue())
    entry = EvidenceEntry(number=42, address=f"{framed_site.url}/scan.pdf")

    settings = replace(load_settings(home), limits=ReadLimits(ocr_pages=1))
    with Workspace(settings) as workspace:
        check = workspace.evidence.check(
            [entry], organisation=OURS, fiscal_year_be=YEAR, allow_private=True
        )

    assert faults(check.rows[0]) == {EvidenceFault.PICTURE}


def of_type(text: str, media_type: str = "") -> Answer:
    headers = {"Content_Type": media_type} if media_type else {}
    return body(text.encode(), **headers)


KINDS: dict[str, Callable[..., Answer]] = {
    "bare": bare,
    "body": of_type,
    "framed": lambda title, content, link="": framed(content, title=title, link=link),
    "missing": lambda: missing,
    "paper": lambda lines: page(listed(lines)),
    "redirect": redirect,
    # A document by an address that names no file.
    "word": lambda lines: body(
        word_file(listed(lines)), Content_Disposition="attachment; filename=doc.docx"
    ),
}
"""Makes a page of a table, by its kind, of what it holds."""


@pytest.mark.parametrize("name", tables("sites"))
def test_pages_of_a_site_are_judged(home: Path, framed_site: Site, name: str) -> None:
    """Lines of a table are pages (* for all others), then what is asked for and what is wrong."""
    asked: list[list[str]] = []
    for address, *cells in map(list, cases("sites", name)):
        if address == "*":
            framed_site.otherwise = KINDS[cells[0]](*cells[1:])
        elif address.startswith("/"):
            framed_site.answers[address] = KINDS[cells[0]](*cells[1:])
        else:
            asked.append([address, *cells])

    entries = [(int(number), path.strip("-")) for number, path, *_ in asked]
    rows = checked(home, framed_site, entries)

    for row, (_, path, wanted, *document) in zip(rows, asked, strict=True):
        found = " ".join(one.fault.value for one in row.findings) or "nothing"
        lacks = wanted.partition("not ")[2]
        assert lacks not in found if lacks else found == wanted, path
        assert [row.document] == [framed_site.url + it for it in document] or not document


PAGES = cases("evidence", "a page and what speaks against it")


@pytest.mark.parametrize(
    ("number", "title", "text", "wanted"),
    [page[1:] for page in PAGES],
    ids=[page[0] for page in PAGES],
)
def test_a_page_that_is_no_document_is_called_what_it_is(
    home: Path, framed_site: Site, number: str, title: str, text: str, wanted: str
) -> None:
    answer = framed(text, title=title)

    found = found_at(home, framed_site, int(number), "/page", answer)
    assert " ".join(found) == wanted.removeprefix("-")


@pytest.mark.parametrize("row", [("1.", "-", "-"), ("1", "ซื้อรถบรรทุกน้ำ 6 ล้อ", "900,000")])
def test_a_workbook_of_a_head_alone_shows_nothing(
    home: Path, framed_site: Site, row: tuple[str, ...]
) -> None:
    book, file = Workbook(), io.BytesIO()
    for cells in (("ที่", "งานที่ซื้อ", "วงเงิน"), row):
        book.worksheets[0].append(cells)
    book.save(file)
    framed_site.answers["/list.xlsx"] = body(file.getvalue())

    (listed,) = checked(home, framed_site, [(19, "/list.xlsx")])

    assert (EvidenceFault.NOT_THERE in faults(listed)) == (row[-1] == "-")
