"""Documents that are generated once and kept: rendered layouts, printed PDFs, Office files, scans.

What Chromium, LibreOffice and python-docx write differs from run to run, so whoever compares two
versions reads the same folder with both. A group whose program is missing is left out, and said so.
"""

import importlib.util
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.tools.chromium import chromium

_FONTS = ("Laksaman", "Loma", "Tlwg Typo", "Waree", "Garuda", "Norasi", "Kinnari", "Umpush")
_UNRULED = (
    "td,th{padding:2px;vertical-align:top}",
    "table{border-collapse:collapse}tr{border-bottom:1px solid}",
    "td,th{padding:4px 6px}tr:nth-child(even){background:#eee}",
    "table{width:100%;table-layout:fixed}th{background:#ddd}",
)
_PRINTED, _SCANNED = 8, 4
_SCANNED_PAGES = 2
_SMALL = 200_000
"""Bytes: hostile files above it are about time and memory."""

_SLOW = {"nested.pdf", "paths.pdf", "states.pdf", "repeated.ods", "entities.ods"}


def prepare(folder: Path, *, only: Sequence[str] = ()) -> None:
    """Make the groups, or `only` these, that are not there; each is renamed when it is whole."""
    for name, (make, needed) in _GROUPS.items():
        if (folder / name).is_dir() or (only and name not in only):
            continue
        missing = [one for one in needed if not _is_there(one)]
        if missing:
            sys.stderr.write(f"no {name}: {', '.join(missing)} not installed\n")
            continue
        sys.stderr.write(f"making {name}\n")
        unfinished = folder / f"{name}.unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        make(unfinished)
        unfinished.rename(folder / name)


def _is_there(needed: str) -> bool:
    if needed == "chromium":
        return chromium() is not None
    return shutil.which(needed) is not None or importlib.util.find_spec(needed) is not None


def _layouts(folder: Path) -> None:
    from tests.tools.render_report import FORMATS, rendered, table_golds

    for seed, (name, gold) in enumerate(table_golds().items()):
        for format in FORMATS:
            path = rendered(gold, format=format, seed=seed, folder=folder)
            path.rename(folder / f"{name}.{format}{path.suffix}")


def _rendered(folder: Path, format: str) -> list[Path]:
    from tests.tools.render_report import rendered, table_golds

    files = []
    for seed, (name, gold) in enumerate([*table_golds().items()][:_PRINTED]):
        path = rendered(gold, format=format, seed=seed, folder=folder)
        files.append(path.rename(path.with_stem(name)))
    return files


def _by_office(folder: Path) -> None:
    from tests.readers.office import all_saved_as
    from tests.tools.render_pdf import Paper, dress_docx

    files = _rendered(folder, "docx")
    for number, (file, font) in enumerate(zip(files, _FONTS, strict=False)):
        dress_docx(file, Paper(font=font, landscape=number % 3 != 2))
    all_saved_as(files, "pdf", folder)
    _keep_only(folder, ".pdf")


def _by_chromium(folder: Path) -> None:
    from tests.tools.render_pdf import Paper, dress_html, print_by_chromium

    pages = []
    for number, (file, font) in enumerate(zip(_rendered(folder, "html"), _FONTS, strict=False)):
        ruled = dress_html(file, Paper(font=font, points=12))
        pages.append((ruled, folder / f"{file.stem}.ruled.pdf"))
        style = _UNRULED[number % len(_UNRULED)]
        plain = dress_html(file, Paper(font=font, ruled=False, points=12), more=style)
        plain = plain.replace("<table border='1'>", "<table>")
        pages.append((plain, folder / f"{file.stem}.unruled.pdf"))
    print_by_chromium(pages)
    _keep_only(folder, ".pdf")


def _office_formats(folder: Path) -> None:
    from tests.readers.office import saved_as

    word = _rendered(folder, "docx")[:3]
    sheets = _rendered(folder, "xlsx")[3:6]
    for file in word:
        for target in ("doc", "odt", "rtf"):
            saved_as(file, target, folder)
    for file in sheets:
        for target in ("xls", "ods"):
            saved_as(file, target, folder)
    _keep_only(folder, ".doc", ".odt", ".rtf", ".xls", ".ods")


def _scans(folder: Path) -> None:
    from PIL import Image

    from tests.readers.office import saved_as
    from tests.tools.make_scans import (
        CLEAN,
        FIGURE_FONTS,
        draw_setting,
        noisy,
        photographed,
        pictures,
        save_tiff,
        scan_layout,
        turned,
        write_docx,
    )
    from tests.tools.render_report import table_golds

    damages = (turned, noisy, photographed)
    for number, (name, gold) in enumerate([*table_golds().items()][:_SCANNED]):
        layout = scan_layout(gold, seed=number)
        word = folder / f"{name}.docx"
        setting = draw_setting(layout, fonts=FIGURE_FONTS, seed=number)
        write_docx(gold, layout, setting, word)
        pdf = saved_as(word, "pdf", folder)
        damage = damages[number % len(damages)](number)
        pages = pictures(pdf, damage, seed=number)[:_SCANNED_PAGES]
        save_tiff(pages, folder / f"{name}.tif", dpi=damage.dpi)
        if number == 0:
            clean = [Image.fromarray(one) for one in pictures(pdf, CLEAN, seed=1)]
            clean[0].save(folder / f"{name}.page.png", dpi=(CLEAN.dpi, CLEAN.dpi))
            clean[0].save(folder / f"{name}.page.jpg", dpi=(CLEAN.dpi, CLEAN.dpi))
            clean[0].save(folder / f"{name}.scan-pdf", format="PDF", resolution=CLEAN.dpi)
            (folder / f"{name}.scan-pdf").rename(folder / f"{name}.page.pdf")
        pdf.unlink()
    _keep_only(folder, ".tif", ".png", ".jpg", ".pdf")


def _hostile(folder: Path) -> None:
    from tests.tools.hostile_files import hostile_files

    made = folder / "made"
    made.mkdir()
    for path in hostile_files(made):  # each is deleted when the next is made
        if path.stat().st_size <= _SMALL and path.name not in _SLOW:
            shutil.copy(path, folder)
    shutil.rmtree(made)


def _keep_only(folder: Path, *suffixes: str) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path)
        elif path.suffix not in suffixes:
            path.unlink()


_GROUPS: dict[str, tuple[Callable[[Path], None], Sequence[str]]] = {
    "layouts": (_layouts, ()),
    "office": (_by_office, ("soffice",)),
    "chromium": (_by_chromium, ("chromium",)),
    "formats": (_office_formats, ("soffice",)),
    "scans": (_scans, ("soffice", "tesserocr", "cv2")),
    "hostile": (_hostile, ()),
}
"""How each group of files is made, and the programs and packages that it needs."""

GROUPS = tuple(_GROUPS)
