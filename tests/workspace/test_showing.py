"""Narrowing a comparison to subjects, and writing it to a file."""

from pathlib import Path

import docx
import openpyxl
import pytest

from itasearch.model.comparison import Comparison
from itasearch.workspace import Workspace
from tests.workspace.conftest import CITY, TOWN


@pytest.fixture
def compared(library: Workspace) -> Comparison:
    """Gifts and supplies on the left, complaints on the right."""
    return library.compare(TOWN, CITY)


def test_it_is_written_in_the_format_that_the_ending_names(
    library: Workspace, compared: Comparison, tmp_path: Path
) -> None:
    shown = library.exports.narrow(compared)
    for name in ("a.xlsx", "b.docx"):
        library.exports.export_comparison(shown, tmp_path / name)

    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames[0] == "สรุป"
    assert docx.Document(str(tmp_path / "b.docx")).paragraphs[1].text == f"{TOWN} กับ {CITY}"
