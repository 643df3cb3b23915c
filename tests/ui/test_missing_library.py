"""Views of a home whose store is gone: what is wrong and what to do, not the first-run screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.ui.conftest import VIEWS, opened

MISSING = "ข้อมูลของคลังหายไป"


def _emptied(store: Path) -> None:
    for part in store.parent.glob("library.db*"):
        part.unlink()
    store.touch()


def _taken_away(store: Path) -> None:
    store.rename(store.with_name("elsewhere"))


@pytest.mark.parametrize(
    ("view", "lose"), [("search", _taken_away), *((view, _emptied) for view in VIEWS)]
)
def test_a_view_says_that_the_library_is_missing(
    view: str, lose: Callable[[Path], None], own_home: Path
) -> None:
    store = own_home / "corpus" / "library.db"
    lose(store)

    app = opened(view, own_home, {})

    (told,) = [box.value for box in app.error]
    assert MISSING in told
    assert "library.db" in told
    assert "ไฟล์สำรอง" in told
    assert "unzip" in app.expander[0].code[0].value
    assert not app.info
    assert not store.exists() or not store.stat().st_size


@pytest.mark.parametrize("view", ["search", "library"])
def test_an_open_app_notices_that_the_library_goes_and_comes_back(
    view: str, own_home: Path
) -> None:
    store, aside = own_home / "corpus" / "library.db", own_home / "aside.db"
    app = opened(view, own_home, {})
    assert not app.error
    store.rename(aside)

    app.run()

    assert MISSING in app.error[0].value
    assert not store.exists()
    aside.rename(store)
    app.run()
    assert not app.error


def _whole_app() -> None:
    from itasearch.ui.main import run

    run()


def test_the_bar_is_drawn_over_the_message(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITASEARCH_HOME", str(own_home))
    (own_home / "corpus" / "library.db").unlink()

    app = AppTest.from_function(_whole_app, default_timeout=120).run()

    assert MISSING in app.error[0].value
