"""Templates as files of each format."""

import pytest

from itasearch.borrow.export import render
from itasearch.model.template import ExportFormat
from tests.borrow.examples import a_template


@pytest.mark.parametrize(
    ("kind", "start"),
    [
        (ExportFormat.DOCX, b"PK"),
        (ExportFormat.XLSX, b"PK"),
        (ExportFormat.CSV, b"\xef\xbb\xbf"),
        (ExportFormat.MD, b"# "),
        (ExportFormat.JSON, b"{"),
    ],
)
def test_each_format_is_written(kind: ExportFormat, start: bytes) -> None:
    assert render(a_template(), kind).startswith(start)
