"""Renders one gold report in many layouts and formats, so that readers can be judged on each.

A layout is drawn from a seed: format, column order, header wording, numbering,
page breaks, cover. Whatever is drawn, parsing the file must give the gold
measures back.
"""

import html
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

FORMATS = ("tab", "tab_html", "pipe", "html", "csv", "cp874", "semicolon", "tsv", "xlsx", "docx")
SUFFIXES = {
    "tab": ".txt",
    "tab_html": ".txt",
    "pipe": ".md",
    "html": ".html",
    "csv": ".csv",
    "cp874": ".csv",
    "semicolon": ".csv",
    "tsv": ".tsv",
    "xlsx": ".xlsx",
    "docx": ".docx",
}

HEADERS = {
    "title": (
        "มาตรการ/แนวทาง",
        "มาตรการ/โครงการ/กิจกรรม",
        "มาตรการ/กิจกรรม",
        "โครงการ/กิจกรรม/มาตรการ",
        "มาตรการป้องกัน",
        "แนวทางการแก้ไข/พัฒนา",
        "มาตรการ",
    ),
    "steps": (
        "ขั้นตอนหรือวิธีการปฏิบัติ",
        "ขั้นตอนและวิธีการ",
        "ขั้นตอน/วิธีการ",
        "วิธีดำเนินการ",
        "แนวทางปฏิบัติ",
        "กิจกรรม/งานที่ปฏิบัติ",
    ),
    "timeframe": (
        "ระยะเวลาดำเนินการ",
        "ระยะเวลา ดำเนินการ",
        "ช่วงเวลาดำเนินการ",
        "กำหนดเวลา",
        "ห้วงเวลา",
    ),
    "responsible": (
        "หน่วยงานรับผิดชอบ",
        "หน่วยงานที่รับผิดชอบ",
        "ผู้รับผิดชอบ",
        "ส่วนราชการที่รับผิดชอบ",
        "หน่วยงาน รับผิดชอบ",
    ),
    "follow_up": ("การกำกับติดตามและรายงานผล", "การกำกับติดตาม", "การติดตามผล", "แนวทางการรายงานผล"),
    "results": (
        "สรุปผลการดำเนินการตามมาตรการ",
        "ผลการดำเนินการ",
        "ผลการดำเนินงาน",
        "ผลการดำเนินการตามมาตรการหรือกิจกรรม",
    ),
    "outcomes": (
        "ผลลัพธ์หรือความสำเร็จของการดำเนินการ",
        "ผลลัพธ์",
        "ผลสัมฤทธิ์",
        "ประโยชน์ที่ได้รับ",
        "ผลที่คาดว่าจะได้รับ",
    ),
    "problems": ("ปัญหาและอุปสรรค", "ปัญหา/อุปสรรค"),
    "recommendations": ("ข้อเสนอแนะ", "ข้อเสนอแนะ/การติดตาม"),
    "budget": ("งบประมาณ", "งบประมาณ (บาท)"),
    "evidence": ("หลักฐาน", "หมายเหตุ"),
}
NUMBER_HEADERS = ("ที่", "ลำดับ", "ลำดับที่", "ข้อ")
THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A table row; `kind` is "measure" or "rest" (what a page end cut off the row above)."""

    cells: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a report is rendered; every choice drawn from one seed."""

    format: str
    fields: tuple[str, ...]
    headers: tuple[str, ...]
    numbering: str
    rows_per_page: int
    repeat_header: bool
    cut_row: bool
    cover: int


Gold = dict[str, object]


def draw_layout(gold_measures: Sequence[dict[str, str]], *, format: str, seed: int) -> Layout:
    """A layout for these measures; the same seed draws the same."""
    rng = random.Random(f"{format}{seed}")
    fields = [name for name in HEADERS if any(m.get(name) for m in gold_measures)]
    if rng.random() < 0.5:
        rest = fields[1:]
        rng.shuffle(rest)
        fields = [fields[0], *rest]
    numbering = rng.choice(["thai_dot", "thai_paren", "arabic_dot", "column", "none"])
    headers = [rng.choice(HEADERS[name]) for name in fields]
    if numbering == "column":
        headers.insert(0, rng.choice(NUMBER_HEADERS))
    return Layout(
        format=format,
        fields=tuple(fields),
        headers=tuple(headers),
        numbering=numbering,
        rows_per_page=rng.choice([2, 3, 100]),
        repeat_header=rng.random() < 0.6,
        cut_row=numbering not in {"none"} and rng.random() < 0.5,
        cover=rng.randrange(4),
    )


def cover_lines(gold: Gold, layout: Layout) -> list[str]:
    """Title lines that name organisation, place and fiscal year, in one of four forms."""
    organisation = gold["organisation"]
    assert isinstance(organisation, dict)
    name, year = organisation["name"], str(gold["fiscal_year_be"]).translate(THAI_DIGITS)
    district, province = organisation.get("district"), organisation.get("province")
    place = " ".join(
        part
        for part in (f"อำเภอ{district}" if district else "", f"จังหวัด{province}" if province else "")
        if part
    )
    short = " ".join(
        part
        for part in (f"อ.{district}" if district else "", f"จ.{province}" if province else "")
        if part
    )
    match layout.cover:
        case 0:
            return [
                "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส",
                f"ปีงบประมาณ พ.ศ. {year}",
                name,
                place,
            ]
        case 1:
            return [f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ {year} {name} {place}"]
        case 2:
            return [
                f"ประกาศ{name}",
                f"เรื่อง มาตรการส่งเสริมความโปร่งใสภายในหน่วยงาน ประจำปีงบประมาณ พ.ศ.{year}",
                f"{name} {short} ได้จัดทำมาตรการดังต่อไปนี้",
            ]
        case _:
            return [
                f"{name} {place}",
                f"สรุปผลการดำเนินงานด้านคุณธรรมและความโปร่งใส (ITA) ปี {year}",
            ]


def numbered(title: str, number: int, style: str) -> str:
    """The title with its number as `style` prints it."""
    thai = str(number).translate(THAI_DIGITS)
    return {
        "thai_dot": f"{thai}. {title}",
        "thai_paren": f"{thai}) {title}",
        "arabic_dot": f"{number}.{title}",
    }.get(style, title)


def table_pages(measures: Sequence[dict[str, str]], layout: Layout) -> list[list[Row]]:
    """Rows by page; with cut_row the last row of the first page goes on over the next."""
    rows = []
    for number, measure in enumerate(measures, start=1):
        cells = [measure.get(name) or "" for name in layout.fields]
        cells[0] = numbered(cells[0], number, layout.numbering)
        if layout.numbering == "column":
            cells.insert(0, str(number))
        rows.append(Row(cells=tuple(cells), kind="measure"))
    size = layout.rows_per_page
    pages = [rows[i : i + size] for i in range(0, len(rows), size)]
    if layout.cut_row and len(pages) > 1:
        pages[0][-1], rest = cut(pages[0][-1], layout)
        pages[1].insert(0, rest)
    return pages


def cut(row: Row, layout: Layout) -> tuple[Row, Row]:
    """Split a row's long cells at a line or a space; number and title stay above."""
    keep = 2 if layout.numbering == "column" else 1
    above, below = list(row.cells), [""] * len(row.cells)
    for i in range(keep, len(row.cells)):
        lines = row.cells[i].split("\n")
        if len(lines) > 1:
            half = len(lines) // 2
            above[i], below[i] = "\n".join(lines[:half]), "\n".join(lines[half:])
    return Row(cells=tuple(above), kind="measure"), Row(cells=tuple(below), kind="rest")


def render(gold: Gold, layout: Layout, folder: Path) -> Path:
    """Write the report in this layout and return the file."""
    measures = gold["measures"]
    assert isinstance(measures, list)
    pages = table_pages(measures, layout)
    cover = [line for line in cover_lines(gold, layout) if line]
    path = folder / f"report{SUFFIXES[layout.format]}"
    match layout.format:
        case "docx":
            _write_docx(path, cover, pages, layout)
        case "xlsx":
            _write_xlsx(path, cover, pages, layout)
        case "csv" | "cp874" | "semicolon" | "tsv":
            _write_delimited(path, cover, pages, layout)
        case _:
            path.write_text(_as_text(cover, pages, layout), encoding="utf-8")
    return path


def _as_text(cover: list[str], pages: list[list[Row]], layout: Layout) -> str:
    match layout.format:
        case "html":
            return _as_html(cover, pages, layout)
        case "pipe":
            return "\n\n".join(["\n".join(cover), *_pipe_pages(pages, layout)])
        case _:
            return "\n\n".join(["\n".join(cover), *_tab_pages(pages, layout)])


def _marked_up(cell: str) -> str:
    return (
        "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in cell.split("\n"))
        if cell
        else ""
    )


def _tab_pages(pages: list[list[Row]], layout: Layout) -> list[str]:
    out = []
    for number, page in enumerate(pages):
        lines = ["\t".join(layout.headers)] if number == 0 or layout.repeat_header else []
        for row in page:
            shown = (
                [_marked_up(c) for c in row.cells]
                if layout.format == "tab_html"
                else [c.replace("\n", " ") for c in row.cells]
            )
            lines.append("\t".join(shown))
        out.append("\n".join(lines))
    return out


def _pipe_pages(pages: list[list[Row]], layout: Layout) -> list[str]:
    out = []
    for number, page in enumerate(pages):
        header = (
            layout.headers if number == 0 or layout.repeat_header else [" "] * len(layout.headers)
        )
        lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(layout.headers)]
        lines += [
            "| " + " | ".join(_marked_up(c).replace("|", "\\|") for c in row.cells) + " |"
            for row in page
        ]
        out.append("\n".join(lines))
    return out


def _as_html(cover: list[str], pages: list[list[Row]], layout: Layout) -> str:
    parts = [
        "<!DOCTYPE html><html lang='th'><head><meta charset='utf-8'><title>ITA</title></head><body>"
    ]
    parts += [f"<p>{html.escape(line)}</p>" for line in cover]
    for number, page in enumerate(pages):
        parts.append("<table border='1'>")
        if number == 0 or layout.repeat_header:
            parts.append(
                "<tr>" + "".join(f"<th>{html.escape(h)}</th>" for h in layout.headers) + "</tr>"
            )
        for row in page:
            cells = "".join(
                f"<td>{html.escape(c).replace(chr(10), '<br>')}</td>" for c in row.cells
            )
            parts.append(f"<tr>{cells}</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"])


def _write_delimited(path: Path, cover: list[str], pages: list[list[Row]], layout: Layout) -> None:
    delimiter = {"semicolon": ";", "tsv": "\t"}.get(layout.format, ",")
    encoding = "cp874" if layout.format == "cp874" else "utf-8-sig"
    rows: list[list[str]] = [*([line] for line in cover), list(layout.headers)]
    for page in pages:
        rows += [list(row.cells) for row in page]
    text = "\r\n".join(
        delimiter.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows
    )
    path.write_bytes(text.encode(encoding, errors="replace"))


def _write_xlsx(path: Path, cover: list[str], pages: list[list[Row]], layout: Layout) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    width = len(layout.headers)
    for line in cover:
        sheet.append([line])
        sheet.merge_cells(
            start_row=sheet.max_row, end_row=sheet.max_row, start_column=1, end_column=width
        )
    sheet.append(list(layout.headers))
    for page in pages:
        for row in page:
            sheet.append(list(row.cells))
    book.save(path)


def _write_docx(path: Path, cover: list[str], pages: list[list[Row]], layout: Layout) -> None:
    document = docx.Document()
    document.sections[0].orientation = WD_ORIENT.LANDSCAPE
    for line in cover:
        document.add_paragraph(line)
    for number, page in enumerate(pages):
        headed = number == 0 or layout.repeat_header
        table = document.add_table(rows=0, cols=len(layout.headers))
        if headed:
            header = table.add_row()
            header._tr.get_or_add_trPr().append(header._tr.makeelement(qn("w:tblHeader"), {}))
            for cell, text in zip(header.cells, layout.headers, strict=True):
                cell.text = text
        for row in page:
            for cell, text in zip(table.add_row().cells, row.cells, strict=True):
                lines = text.split("\n")
                cell.text = lines[0]
                for line in lines[1:]:
                    cell.add_paragraph(line)
        document.add_paragraph("")
    document.save(str(path))
