"""What views say that have nothing to show yet."""

from pathlib import Path

import pytest

from tests.ui.conftest import opened, shown_by


@pytest.mark.parametrize(
    ("view", "text"),
    [
        *((view, "ยังไม่มีรายงานในคลัง") for view in ("matrix", "neighbours", "coverage")),
        ("search", "ยังไม่มีรายงาน"),
        ("compare", "ต้องมีรายงานอย่างน้อยสองฉบับ"),
    ],
)
def test_an_empty_library_says_what_to_do(view: str, text: str, tmp_path: Path) -> None:
    app = opened(view, tmp_path, {})

    assert text in app.info[0].value
    assert shown_by(app).link("ไปเพิ่มรายงาน").href == "library"
