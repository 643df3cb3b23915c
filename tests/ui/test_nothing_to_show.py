"""What views say that have nothing to show yet."""

from pathlib import Path

import pytest

from tests.ui.conftest import opened, shown_by


@pytest.mark.parametrize(
    ("view", "text"),
    [
        *((view, "ยังไม่มีรายงานในคลัง") for view in ("matrix", "neighbours", "coverage")),
        ("search", "ยังไม่มีรายงาน"),
        ("search?q=ของขวัญ", "ยังไม่มีรายงาน"),
        ("library", "ยังไม่มีรายงาน"),
        ("compare", "ต้องมีรายงานอย่างน้อยสองฉบับ"),
    ],
)
def test_an_empty_library_says_what_to_do(view: str, text: str, tmp_path: Path) -> None:
    view, _, query = view.partition("?q=")
    app = opened(view, tmp_path, {"q": query} if query else {})

    assert text in app.info[0].value
    assert not app.warning
    assert view == "library" or shown_by(app).link("ไปเพิ่มรายงาน").href == "library"
