"""Makes scans of reports: Word file, LibreOffice's PDF of it, its pages as damaged pictures.

What a scan suffers (turning, noise, blur, JPEG, shadow, perspective) and how the
report is set (font, size, column widths, rules) is drawn from a seed. Fonts and reports are
split: TUNING for choosing constants, FIGURE only for the figures that are told.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import docx
import numpy as np
import pypdfium2
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from numpy.typing import NDArray
from PIL import Image

from tests.tools.render_report import (
    THAI_DIGITS,
    Gold,
    Layout,
    Row,
    cover_lines,
    draw_layout,
    table_pages,
)

TUNING_FONTS = ("Garuda", "Norasi", "Loma")
FIGURE_FONTS = ("Laksaman", "Sawasdee", "Umpush", "Kinnari", "Waree", "Purisa")

Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the report is set on paper; sizes in points, `rule` in eighths of a point."""

    font: str
    size: int
    landscape: bool
    bold_header: bool
    rule: int
    thai_digits: bool
    widths: tuple[float, ...]
    stamp: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What scanning does to a page: `angle` in degrees, `noise` and `blur` as deviations
    (grey levels, pixels), `shadow` as the share of light lost at one edge, `tilt` as the
    share of the width by which the far edge is narrower."""

    dpi: int = 200
    angle: float = 0.0
    noise: float = 0.0
    blur: float = 0.0
    jpeg: int = 90
    shadow: float = 0.0
    tilt: float = 0.0


CLEAN = Damage(jpeg=92, noise=3, blur=0.4)


def turned(seed: int) -> Damage:
    """A usual office scan: 200 dpi, turned by up to 1°."""
    rng = random.Random(f"turned{seed}")
    return Damage(angle=rng.uniform(-1, 1), noise=rng.uniform(2, 6), blur=0.5, jpeg=85)


def noisy(seed: int) -> Damage:
    """A poor one: 150 dpi, turned, noisy."""
    rng = random.Random(f"noisy{seed}")
    return Damage(dpi=150, angle=rng.uniform(-1, 1), noise=rng.uniform(8, 14), blur=0.6, jpeg=75)


def photographed(seed: int) -> Damage:
    """A photograph of the paper: perspective, shadow."""
    rng = random.Random(f"photo{seed}")
    angle, shadow, tilt = (rng.uniform(*it) for it in ((-2, 2), (0.2, 0.45), (0.01, 0.04)))
    return Damage(angle=angle, noise=4, blur=0.6, jpeg=80, shadow=shadow, tilt=tilt)


def draw_setting(layout: Layout, *, fonts: Sequence[str], seed: int) -> Setting:
    """How a report of this layout is set; the same seed draws the same."""
    rng = random.Random(f"setting{seed}")
    columns = len(layout.headers)
    widths = [
        0.35 if header in {"ที่", "ลำดับ", "ลำดับที่", "ข้อ"} else rng.uniform(0.8, 1.5)
        for header in layout.headers
    ]
    return Setting(
        font=fonts[seed % len(fonts)],
        size=rng.choice([12, 13, 14, 14, 15, 16]),
        landscape=columns > 5 or rng.random() < 0.7,
        bold_header=rng.random() < 0.7,
        rule=rng.choice([4, 4, 6, 8, 12]),
        thai_digits=rng.random() < 0.7,
        widths=tuple(width / sum(widths) for width in widths),
    )


def scan_layout(gold: Gold, *, seed: int) -> Layout:
    """A layout that Word files have (rows break where pages end, not by our hand)."""
    return draw_layout(gold["measures"], format="docx", seed=seed)


def write_docx(gold: Gold, layout: Layout, setting: Setting, path: Path) -> None:
    """The report as one ruled table under its title lines."""
    document = docx.Document()
    _set_page(document, setting)
    for line in cover_lines(gold, layout):
        if line:
            _fill(document.add_paragraph(), line, setting, bold=True)
    pages = table_pages(_with_digits(gold["measures"], setting), layout)
    _write_table(document, _uncut([row for page in pages for row in page]), layout, setting)
    document.save(str(path))


def _uncut(rows: Sequence[Row]) -> list[Row]:
    """Rows with what `cut_row` moved to the next page back in its row."""
    joined: list[Row] = []
    for row in rows:
        if row.kind == "rest" and joined:
            cells = (
                "\n".join(part for part in pair if part)
                for pair in zip(joined[-1].cells, row.cells, strict=True)
            )
            joined[-1] = Row(cells=tuple(cells), kind="measure")
        else:
            joined.append(row)
    return joined


def _with_digits(measures: Sequence[dict[str, str]], setting: Setting) -> list[dict[str, str]]:
    if not setting.thai_digits:
        return list(measures)
    return [
        {
            name: value.translate(THAI_DIGITS)
            if isinstance(value, str) and "http" not in value
            else value
            for name, value in measure.items()
        }
        for measure in measures
    ]


def _set_page(document: Document, setting: Setting) -> None:
    section = document.sections[0]
    short, long = Mm(210), Mm(297)
    if setting.landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (long, short) if setting.landscape else (short, long)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        setattr(section, side, Mm(18))


def _write_table(document: Document, rows: Sequence[Row], layout: Layout, setting: Setting) -> None:
    table = document.add_table(rows=0, cols=len(layout.headers))
    table.autofit = False
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="{setting.rule}" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{borders}</w:tblBorders>"))
    room = Mm(261 if setting.landscape else 174)
    header = table.add_row()
    if layout.repeat_header:
        header._tr.get_or_add_trPr().append(header._tr.makeelement(qn("w:tblHeader"), {}))
    for cell, text in zip(header.cells, layout.headers, strict=True):
        _fill_cell(cell, text, setting, bold=setting.bold_header)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row.cells, strict=True):
            _fill_cell(cell, text, setting, bold=False)
    for column, share in zip(table.columns, setting.widths, strict=True):
        column.width = int(room * share)
    for row in table.rows:
        for cell, share in zip(row.cells, setting.widths, strict=True):
            cell.width = int(room * share)


def _fill_cell(cell: _Cell, text: str, setting: Setting, *, bold: bool) -> None:
    lines = text.split("\n")
    _fill(cell.paragraphs[0], lines[0], setting, bold=bold)
    for line in lines[1:]:
        _fill(cell.add_paragraph(), line, setting, bold=bold)


def _fill(paragraph: Paragraph, text: str, setting: Setting, *, bold: bool) -> None:
    run = paragraph.add_run(text)
    run.bold = bold
    run.font.size = Pt(setting.size)
    run.font.name = setting.font
    paragraph.paragraph_format.space_after = Pt(2)
    # Thai is a complex script: Word and LibreOffice take its font and size from w:cs, w:szCs.
    properties = run._r.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:cs"), setting.font)
    size = properties.makeelement(qn("w:szCs"), {qn("w:val"): str(2 * setting.size)})
    properties.append(size)
    if bold:
        properties.append(properties.makeelement(qn("w:bCs"), {}))


def pictures(pdf: Path, damage: Damage, *, seed: int) -> list[Picture]:
    """The PDF's pages as grey pictures that suffered `damage`."""
    with pypdfium2.PdfDocument(pdf) as document:
        rendered = [
            page.render(scale=damage.dpi / 72, grayscale=True).to_numpy() for page in document
        ]
    generator = np.random.default_rng(seed)
    return [damaged(np.squeeze(each), damage, generator) for each in rendered]


def damaged(picture: Picture, damage: Damage, generator: np.random.Generator) -> Picture:
    """One clean grey page after scanning."""
    height, width = picture.shape
    out = picture
    if damage.tilt:
        out = _tilted(out, damage.tilt)
    if damage.angle:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), damage.angle, 1)
        out = _grey(cv2.warpAffine(out, turn, (width, height), borderValue=(255.0,)))
    if damage.blur:
        out = _grey(cv2.GaussianBlur(out, (0, 0), damage.blur))
    values = out.astype(np.float32)
    if damage.shadow:
        across = np.linspace(1, 1 - damage.shadow, width, dtype=np.float32)
        down = np.linspace(1, 1 - damage.shadow / 2, height, dtype=np.float32)
        values *= across[None, :] * down[:, None]
    if damage.noise:
        values += generator.normal(0, damage.noise, values.shape).astype(np.float32)
    out = np.clip(values, 0, 255).astype(np.uint8)
    _, data = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, damage.jpeg])
    return _grey(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE))


def _tilted(picture: Picture, tilt: float) -> Picture:
    height, width = picture.shape
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    seen = corners.copy()
    seen[0] += (tilt * width, tilt * height / 2)
    seen[1] -= (tilt * width, -tilt * height / 3)
    warp = cv2.getPerspectiveTransform(corners, seen)
    return _grey(cv2.warpPerspective(picture, warp, (width, height), borderValue=(235.0,)))


def _grey(picture: object) -> Picture:
    out: Picture = np.asarray(picture, np.uint8)
    return out


def save_tiff(pages: Sequence[Picture], path: Path, *, dpi: int) -> None:
    """Pages as one multipage TIFF."""
    first, *rest = (Image.fromarray(page) for page in pages)
    first.save(path, save_all=True, append_images=rest, compression="tiff_deflate", dpi=(dpi, dpi))
