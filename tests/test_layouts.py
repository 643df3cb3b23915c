"""The same report in drawn layouts of every format gives the same measures."""

import csv
import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.worker.parse import KNOWLEDGE, parse_file
from itasearch.readers.detect import read_document
from tests.readers.office import all_saved_as, saved_as
from tests.readers.scans import needs_ocr
from tests.tools.make_scans import (
    FIGURE_FONTS,
    Damage,
    draw_setting,
    noisy,
    pictures,
    save_tiff,
    scan_layout,
    turned,
    write_docx,
)
from tests.tools.render_pdf import Paper, dress_docx, dress_html, print_by_chromium
from tests.tools.render_report import FORMATS, draw_layout, gold, render, rendered, table_golds
from tests.tools.score_parse import score_parse

SEEDS = range(3)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("format", FORMATS)
def test_a_table_report_survives_any_layout(format: str, seed: int, tmp_path: Path) -> None:
    tables = [*table_golds().values()]
    gold = tables[(FORMATS.index(format) + seed) % len(tables)]
    layout = draw_layout(gold["measures"], format=format, seed=seed)

    (report,) = parse_file(render(gold, layout, tmp_path), limits=ReadLimits()).reports

    score = score_parse(gold, report)
    assert score.f1 == 1.0, (layout, score)
    assert score.fields >= 0.99, (layout, score)
    assert score.meta == 1.0, (layout, score)


DRAWN = (
    ("mae-ka_2566", Paper(font="Laksaman"), 1),
    ("than-chan-hom_2566", Paper(font="Loma"), 2),
    ("tha-kwian-ngoen_2564", Paper(font="Tlwg Typo", landscape=False), 3),
    ("wiang-phloi-ngam_2565", Paper(font="Waree"), 0),
)
UNRULED = (
    ("than-chan-hom_2565", "td,th{padding:2px;vertical-align:top}", 2),
    ("don-saba-wan_2566", "table{border-collapse:collapse}tr{border-bottom:1px solid}", 4),
    ("si-thara-samut_2568", "td,th{padding:4px 6px}tr:nth-child(even){background:#eee}", 5),
    ("bang-lamphu-daeng_2567", "table{width:100%;table-layout:fixed}th{background:#ddd}", 6),
)
"""Report, style of its tables without vertical rules, seed."""


def _rendered(name: str, format: str, seed: int, folder: Path) -> Path:
    path = rendered(gold(name), format=format, seed=seed, folder=folder)
    return path.rename(path.with_stem(name))


@pytest.fixture(scope="module")
def by_office(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("office")
    files = []
    for name, paper, seed in DRAWN:
        files.append(_rendered(name, "docx", seed, folder))
        dress_docx(files[-1], paper)
    printed = all_saved_as(files, "pdf", folder)
    return {name: path for (name, _, _), path in zip(DRAWN, printed, strict=True)}


@pytest.fixture(scope="module")
def by_chromium(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("chromium")
    pages = [
        (dress_html(_rendered(name, "html", seed, folder), paper), folder / f"{name}.pdf")
        for name, paper, seed in DRAWN
    ]
    printed = print_by_chromium(pages)
    return {name: path for (name, _, _), path in zip(DRAWN, printed, strict=True)}


@pytest.fixture(scope="module")
def unruled(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    folder = tmp_path_factory.mktemp("unruled")
    paper = Paper(font="Loma", ruled=False, points=12)
    pages = [
        (
            dress_html(_rendered(name, "html", seed, folder), paper, more=style).replace(
                "<table border='1'>", "<table>"
            ),
            folder / f"{name}.pdf",
        )
        for name, style, seed in UNRULED
    ]
    printed = print_by_chromium(pages)
    return {name: path for (name, _, _), path in zip(UNRULED, printed, strict=True)}


PRINTED = [
    *((way, name) for way in ("by_office", "by_chromium") for name, _, _ in DRAWN),
    *(("unruled", name) for name, _, _ in UNRULED),
]


@pytest.mark.parametrize(("way", "name"), PRINTED)
def test_printed_reports_are_read_whole(
    way: str, name: str, request: pytest.FixtureRequest
) -> None:
    (report,) = parse_file(request.getfixturevalue(way)[name], limits=ReadLimits()).reports

    score = score_parse(gold(name), report)
    assert (score.f1, score.meta) == (1.0, 1.0), score
    assert score.fields >= (0.99 if way == "by_office" else 0.98), score


_GOLD = gold("ko-sai-sai-rung_2568")
_SEED = 13


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scans")
    layout = scan_layout(_GOLD, seed=_SEED)
    word = folder / "report.docx"
    write_docx(_GOLD, layout, draw_setting(layout, fonts=FIGURE_FONTS, seed=6), word)
    return saved_as(word, "pdf", folder)


@needs_ocr
@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "f1", "fields", "meta"),
    [(turned(3), 0.95, 0.93, 0.9), (noisy(3), 0.9, 0.85, 0.0)],
    ids=["turned, 200 dpi", "noisy, 150 dpi"],
)
def test_a_scan_is_read(
    damage: Damage, f1: float, fields: float, meta: float, pdf: Path, tmp_path: Path
) -> None:
    path = tmp_path / "scan.tif"
    save_tiff(pictures(pdf, damage, seed=1), path, dpi=damage.dpi)
    (report,) = parse_file(path, limits=ReadLimits()).reports

    score = score_parse(_GOLD, report)
    assert score.f1 >= f1 and score.fields >= fields and score.meta >= meta, score
    is_right = report.fiscal_year_be == _GOLD["fiscal_year_be"]
    assert is_right or "fiscal_year_be" in report.missing


ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "tests" / "data" / "producers"
SLOW = ("scan-", "weasyprint-", "libreoffice-text")
"""Read by OCR, or converted by LibreOffice."""


def _cases() -> list[object]:
    lines = (FOLDER / "floors.tsv").read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(
            row["report"],
            {name: float(row[name]) for name in ("f1", "fields", "meta")},
            id=row["report"],
            marks=[pytest.mark.slow] if row["report"].startswith(SLOW) else [],
        )
        for row in csv.DictReader(lines, delimiter="\t")
    ]


@pytest.mark.parametrize(("name", "floor"), _cases())
def test_a_report_is_read_as_well_as_it_was(name: str, floor: dict[str, float]) -> None:
    gold = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))

    (report,) = parse_file(ROOT / gold["file"], limits=ReadLimits()).reports

    score = score_parse(gold, report)
    assert score.f1 >= floor["f1"], score
    assert score.fields >= floor["fields"], score
    assert score.meta >= floor["meta"], score


def test_every_file_has_a_floor() -> None:
    cases = (FOLDER / "floors.tsv").read_text(encoding="utf-8").splitlines()[1:]

    assert len(cases) == len(list(FOLDER.glob("*.json"))) == 40


def test_a_vowel_drawn_in_two_breaks_no_word() -> None:
    document = read_document(
        FOLDER / "ghostscript-rewritten.pdf", limits=ReadLimits(), knowledge=KNOWLEDGE
    )

    texts = [getattr(block, "text", "") for block in document.blocks]
    assert "อำาเภอเมืองเชียงราย จังหวัดเชียงราย" in texts
