"""Pages of a report's file, drawn in a real child process."""

from pathlib import Path

import pypdfium2
import pytest

from itasearch.errors import DamagedFileError, UnknownReportError, UnsupportedFormatError
from itasearch.workspace import Workspace, open_workspace
from itasearch.workspace.originals import OriginalFiles


def test_a_page_is_drawn_and_a_missing_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = tmp_path / "แผน.pdf"
    with pypdfium2.PdfDocument.new() as document:
        document.new_page(200, 300)
        document.save(original)
    monkeypatch.setattr(OriginalFiles, "path", lambda _workspace, _report_id: original)

    with open_workspace(tmp_path / "home") as workspace:
        picture = workspace.originals.page_picture("r1", 1, width=100)
        with pytest.raises(DamagedFileError, match="ไม่มีหน้า 2"):
            workspace.originals.page_picture("r1", 2, width=100)

    assert picture.startswith(b"\x89PNG")


def test_a_file_without_pages_says_so(filled: Workspace) -> None:
    with pytest.raises(UnsupportedFormatError, match="ไม่มีภาพของหน้า"):
        filled.originals.page_picture(filled.library.reports()[0].id, 1, width=100)


def test_pictures_of_an_unknown_report_are_an_error(workspace: Workspace) -> None:
    with pytest.raises(UnknownReportError):
        workspace.originals.page_picture("r000000000000", 1, width=100)
