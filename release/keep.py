"""Keeps a library, its index and its backup as this version writes them, for later ones to open.

Run: python -m release.keep      (`make keep-release`)

Writes tests/data/released/VERSION/: home.zip (a home as it lies on the disk: store, originals,
index), backup.zip (what `itasearch backup` makes of it) and kept.json (what it must answer). A few
samples, one of them corrected, and a draft are in it. Run it as the last step before a
release; a folder of a version that was released is never made again.
"""

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile

import itasearch
from itasearch import open_workspace
from itasearch.model.corrections import SetFiscalYear
from itasearch.workspace import Workspace
from release.locked import ROOT

RELEASED = ROOT / "tests" / "data" / "released"
CORPUS = ROOT / "corpus"
REPORTS = (
    "examples/bang-lamphu-daeng_2567.csv",
    "examples/nong-bua-sam-klip_2566.md",
    "examples/than-chan-hom_2566.docx",
    "examples/wiang-phloi-ngam_2565.html",
    "real/mae-ka_2566.txt",
)
QUERIES = ("งดรับของขวัญ", "การใช้ทรัพย์สินของราชการ", "complaint channel")
CORRECTED_YEAR = 2564
"""The fiscal year to which the first report is corrected; its file says 2567."""
LARGEST_BYTES = 1_000_000
"""Bytes that the files of a version may have together: every clone carries them."""


def fill(workspace: Workspace) -> str:
    """Put all that is kept into an empty library; returns the id of the corrected report."""
    workspace.add([CORPUS / name for name in (*REPORTS, "ita_results.csv")])
    (corrected,) = [
        one
        for one in workspace.library.reports()
        if one.source.path.endswith(Path(REPORTS[0]).name)
    ]
    workspace.review.correct(corrected.id, [SetFiscalYear(fiscal_year_be=CORRECTED_YEAR)])
    best = workspace.search(QUERIES[0]).hits[0].measure
    workspace.drafts.add([best.id])
    return corrected.id


def expected(workspace: Workspace, corrected: str) -> dict[str, object]:
    """What a later version must find: figures of the library, and the first hit of each query."""
    return {
        "version": itasearch.__version__,
        "reports": workspace.library.report_count(),
        "measures": workspace.library.stats().measures,
        "ita_results": workspace.library.stats().ita_results,
        "corrected": corrected,
        "corrected_year": CORRECTED_YEAR,
        "draft_rows": len(workspace.drafts.get().items),
        "first": {query: workspace.search(query).hits[0].measure.id for query in QUERIES},
    }


def keep(folder: Path) -> None:
    """Write the three files into a folder, which is made anew.

    Raises:
        ValueError: they are larger than every clone should carry.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with TemporaryDirectory() as made:
        home = Path(made)
        with open_workspace(home) as workspace:
            found = expected(workspace, fill(workspace))
            workspace.care.backup(folder / "backup.zip")
        pack(home, folder / "home.zip")
    text = json.dumps(found, ensure_ascii=False, indent=1)
    (folder / "kept.json").write_text(f"{text}\n", encoding="utf-8")
    size = sum(one.stat().st_size for one in folder.iterdir())
    if size > LARGEST_BYTES:
        raise ValueError(f"{folder} has {size} bytes, more than {LARGEST_BYTES}; keep less")


def pack(home: Path, archive: Path) -> None:
    """Write all files of a closed home but its own locks to a ZIP file.

    Those of an index are part of it: tantivy opens none without them.
    """
    with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as packed:
        for path in sorted(home.rglob("*")):
            if path.is_file() and not (path.parent.name == "corpus" and path.suffix == ".lock"):
                packed.write(path, path.relative_to(home).as_posix())


def main() -> None:
    """Keep this version."""
    folder = RELEASED / itasearch.__version__
    keep(folder)
    print(folder)


if __name__ == "__main__":
    main()
