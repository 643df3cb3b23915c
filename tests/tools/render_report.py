"""Renders one gold report in many layouts and formats, so that readers can be judged on each.

A layout is drawn from a seed: format, column order, header wording, numbering,
page breaks, cover. Whatever is drawn, parsing the file must give the gold
measures back.
"""

import html
import json
import random
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
import openpyxl
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

DATA = Path(__file__).parents[1] / "data"
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
"""Endings of files by format."""

FORMATS = tuple(SUFFIXES)
HEADERS: dict[str, list[str]] = tomllib.loads(
    (DATA / "table_headers.toml").read_text(encoding="utf-8")
)
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


Gold = dict[str, Any]  #: A report of tests/data/gold


def gold(name: str) -> Gold:
    """A gold report without ITA scores, which no layout prints."""
    text = (DATA / "gold" / f"{name}.json").read_text(encoding="utf-8")
    report: Gold = json.loads(text)
    return report | {"ita_scores": None}


def table_golds() -> dict[str, Gold]:
    """The gold reports that are tables, by name: their measures have a timeframe."""
    golds = {path.stem: gold(path.stem) for path in sorted((DATA / "gold").glob("*.json"))}
    return {
        name: it for name, it in golds.items() if any(m.get("timeframe") for m in it["measures"])
    }


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
    name, year = organisation["name"], str(gold["fiscal_year_be"]).translate(THAI_DIGITS)
    district, province = organisation.get("district"), organisation.get("province")
    place = " ".join(
        kind + name for kind, name in (("อำเภอ", district), ("จังหวัด", province)) if name
    )
    short = place.replace("อำเภอ", "อ.").replace("จังหวัด", "จ.")
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
            return [f"{name} {place}", f"สรุปผลการดำเนินงานด้านคุณธรรมและความโปร่งใส (ITA) ปี {year}"]


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
    pages = table_pages(gold["measures"], layout)
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


def rendered(gold: Gold, *, format: str, seed: int, folder: Path) -> Path:
    """The report in a layout that is drawn."""
    return render(gold, draw_layout(gold["measures"], format=format, seed=seed), folder)


def _as_text(cover: list[str], pages: list[list[Row]], layout: Layout) -> str:
    match layout.format:
        case "html":
            return _as_html(cover, pages, layout)
        case "pipe":
            return "\n\n".join(["\n".join(cover), *_pipe_pages(pages, layout)])
        case _:
            return "\n\n".join(["\n".join(cover), *_tab_pages(pages, layout)])


def _marked_up(cell: str) -> str:
    lines = cell.split("\n") if cell else ()
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def _tab_pages(pages: list[list[Row]], layout: Layout) -> Iterator[str]:
    shown = _marked_up if layout.format == "tab_html" else lambda cell: cell.replace("\n", " ")
    for number, page in enumerate(pages):
        header = [layout.headers] if number == 0 or layout.repeat_header else []
        rows = (map(shown, row.cells) for row in page)
        yield "\n".join(map("\t".join, [*header, *rows]))


def _pipe_pages(pages: list[list[Row]], layout: Layout) -> Iterator[str]:
    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |"

    for number, page in enumerate(pages):
        is_headed = number == 0 or layout.repeat_header
        header = line(layout.headers if is_headed else [" "] * len(layout.headers))
        rows = (line(_marked_up(c).replace("|", "\\|") for c in row.cells) for row in page)
        yield "\n".join([header, "|" + "---|" * len(layout.headers), *rows])


def _as_html(cover: list[str], pages: list[list[Row]], layout: Layout) -> str:
    parts = [
        "<!DOCTYPE html><html lang='th'><head><meta charset='utf-8'><title>ITA</title></head><body>"
    ]
    parts += [f"<p>{html.escape(line)}</p>" for line in cover]
    for number, page in enumerate(pages):
        headers = layout.headers if number == 0 or layout.repeat_header else ()
        rows = [("th", headers), *(("td", row.cells) for row in page)]
        parts += ["<table border='1'>", *(_html_row(*row) for row in rows if row[1]), "</table>"]
    return "\n".join([*parts, "</body></html>"])


def _html_row(tag: str, cells: Sequence[str]) -> str:
    shown = (html.escape(cell).replace("\n", "<br>") for cell in cells)
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in shown)}</tr>"


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
