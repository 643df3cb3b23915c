"""Gold reports laid out on pages as PDFs give them: one table a page, rows cut anywhere.

Every cell is wrapped to its column's width and a page ends after so many lines,
whatever stands there. What is drawn must not matter to the measures.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from itasearch.model.source import (
    Block,
    PageReading,
    Paragraph,
    Rectangle,
    SourceDocument,
    SourceRef,
    Table,
)
from tests.tools.render_report import HEADERS, THAI_DIGITS, Gold, numbered

SHA = "cd" * 32
_CLUSTER = re.compile(r"[เ-ไ]?.[ัิ-ฺ็-๎ำ]*|\n", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """How a report is laid out."""

    fields: tuple[str, ...]
    headers: tuple[str, ...]
    numbering: str
    lines: int  #: of text on a page
    width: int
    least: int  #: fewest lines of a row that a page end leaves together
    repeat_header: bool
    furniture: str  #: page numbers, running heads or signatures on every page, or nothing
    ocr_confidence: float | None = None


def draw_paper(measures: Sequence[Mapping[str, str]], *, seed: int) -> Paper:
    """A layout for these measures; the same seed draws the same."""
    rng = random.Random(seed)
    fields = [name for name in HEADERS if any(m.get(name) for m in measures)]
    return Paper(
        fields=tuple(fields),
        headers=tuple(rng.choice(HEADERS[name]) for name in fields),
        numbering=rng.choice(["thai_dot", "thai_paren", "arabic_dot", "column"]),
        lines=rng.randrange(8, 34),
        width=rng.choice([14, 18, 24, 34]),
        least=rng.choice([1, 2]),
        repeat_header=rng.random() < 0.5,
        furniture=rng.choice(["", "number", "head", "signature"]),
    )


def paged_document(gold: Gold, paper: Paper, *, path: str = "scan.pdf") -> SourceDocument:
    """`gold` on pages."""
    measures = gold["measures"]
    assert isinstance(measures, list)
    pages = _pages(measures, paper)
    blocks = [
        block
        for number, rows in enumerate(pages, start=1)
        for block in _page(gold, paper, number, rows, path)
    ]
    readings = tuple(
        PageReading(number=number, ocr_confidence=paper.ocr_confidence)
        for number in range(1, len(pages) + 1)
    )
    return SourceDocument(
        source=_place(path),
        blocks=tuple(blocks),
        media_type="application/pdf",
        ocr_confidence=paper.ocr_confidence,
        pages=readings,
    )


def _pages(measures: Sequence[Mapping[str, str]], paper: Paper) -> list[list[tuple[str, ...]]]:
    """Rows of each page; a row that a page end cuts stands on both."""
    pages: list[list[tuple[str, ...]]] = [[]]
    left = paper.lines
    for number, measure in enumerate(measures, start=1):
        cells = [_wrapped(text, paper.width) for text in _cells(measure, number, paper)]
        while (height := max(map(len, cells))) > left:
            if left < paper.least or height - left < paper.least:
                part, rest = [list[str]() for _ in cells], cells
            else:
                part = [cell[:left] for cell in cells]
                rest = [cell[left:] for cell in cells]
            if any(part):
                pages[-1].append(tuple(map("".join, part)))
            if rest is cells and left == paper.lines:
                break
            cells, left = rest, paper.lines
            pages.append([])
        pages[-1].append(tuple(map("".join, cells)))
        left -= height
    return [[tuple(cell.strip("\n") for cell in row) for row in page] for page in pages if page]


def _cells(measure: Mapping[str, str], number: int, paper: Paper) -> Iterator[str]:
    if paper.numbering == "column":
        yield str(number).translate(THAI_DIGITS)
    for name in paper.fields:
        text = measure.get(name) or ""
        yield numbered(text, number, paper.numbering) if name == "title" else text


def _wrapped(text: str, width: int) -> list[str]:
    """Lines of at most `width` code points or a cluster more; "\\n" stays at a line's end."""
    lines, line = [], ""
    for cluster in _CLUSTER.findall(text):
        line += cluster
        if cluster == "\n" or len(line) >= width:
            lines.append(line)
            line = ""
    return [*lines, line] if line else lines


def _page(
    gold: Gold, paper: Paper, number: int, rows: Sequence[tuple[str, ...]], path: str
) -> Iterator[Block]:
    organisation = gold["organisation"]
    assert isinstance(organisation, dict)
    year = str(gold["fiscal_year_be"]).translate(THAI_DIGITS)
    thai = str(number).translate(THAI_DIGITS)

    def line(text: str) -> Paragraph:
        return Paragraph(text=text, source=_place(path, page_number=number))

    if paper.furniture == "head" and number > 1:
        yield line(f"รายงานมาตรการ {organisation['name']} หน้า {thai}")
    if number == 1:
        yield line(f"มาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. {year}")
        places = (("อำเภอ", organisation.get("district")), ("จังหวัด", organisation.get("province")))
        named = (f"{kind}{name}" for kind, name in places if name)
        yield line(" ".join((organisation["name"], *named)))
    if paper.furniture == "number":
        yield line(f"- {thai} -")
    headers = ("ที่", *paper.headers) if paper.numbering == "column" else paper.headers
    shown = [headers, *rows] if number == 1 or paper.repeat_header else list(rows)
    yield Table(
        rows=tuple(shown),
        row_sources=tuple(
            _place(path, page_number=number, table_number=number, row_number=index)
            for index in range(1, len(shown) + 1)
        ),
        source=_place(path, page_number=number, table_number=number),
    )
    if paper.furniture == "signature":
        yield line("ลงชื่อ ........................ ผู้รายงาน")
        yield line("(นายสมปอง ตั้งใจทำ)")
        yield line("ตำแหน่ง นักวิเคราะห์นโยบายและแผน")


def _place(path: str, *, row_number: int | None = None, **at: int) -> SourceRef:
    box: Rectangle | None = None
    if row_number:
        box = Rectangle(left=0.1, top=row_number / 40, right=0.9, bottom=(row_number + 1) / 40)
    return SourceRef(path=path, sha256=SHA, row_number=row_number, rectangle=box, **at)  # type: ignore[arg-type]
