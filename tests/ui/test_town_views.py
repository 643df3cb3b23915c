"""What the views of many towns, of similar ones and of what is lacking have in common."""

from pathlib import Path

import pytest

from tests.ui.conftest import opened, shown_by


@pytest.mark.parametrize("view", ["matrix", "neighbours", "coverage"])
def test_an_empty_library_says_what_to_do(view: str, tmp_path: Path) -> None:
    app = opened(view, tmp_path, {})

    assert "ยังไม่มีรายงานในคลัง" in app.info[0].value
    assert shown_by(app).link("ไปเพิ่มรายงาน").href == "library"


@pytest.mark.parametrize("view", ["neighbours", "coverage"])
def test_without_a_choice_it_says_what_to_choose(view: str, library_home: Path) -> None:
    app = opened(view, library_home, {})

    assert "เลือกหน่วยงานของเรา" in app.info[0].value
