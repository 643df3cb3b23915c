"""Views of a home whose store is gone: what is wrong and what to do, not the first-run screen."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from itasearch.ui.kit import who
from itasearch.wording.errors import INDEX_UNUSABLE, LIBRARY_DAMAGED, LIBRARY_GONE
from tests.damage import current_rows, flip
from tests.tools.disks import closed
from tests.ui.conftest import html_of, opened, shown_by


def _spoilt(store: Path, content: bytes = b"no database " * 500) -> None:
    for part in store.parent.glob("library.db*"):
        part.unlink()
    store.write_bytes(content)


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


@pytest.mark.parametrize(
    ("lose", "told"), [(Path.unlink, LIBRARY_GONE.th), (_spoilt, LIBRARY_DAMAGED.th)]
)
@pytest.mark.parametrize("view", ["search", "library"])
def test_an_open_app_says_that_the_library_is_gone_and_goes_on_with_a_restored_one(
    view: str, lose: Callable[[Path], None], told: str, own_home: Path
) -> None:
    store, aside = own_home / "corpus" / "library.db", own_home / "aside.db"
    app = opened(view, own_home, {})
    assert not app.error
    shutil.copy(store, aside)
    lose(store)

    app.run()

    assert told in app.error[0].value
    details = app.expander[0].code[0].value
    assert str(store) in details
    assert "itasearch restore" in details
    aside.replace(store)
    app.run()
    assert not app.error


def test_a_search_over_a_damaged_index_offers_to_build_it_anew(own_home: Path) -> None:
    file = current_rows(own_home)
    flip(file, -1)

    app = opened("search", own_home, {"q": "ของขวัญ"})

    assert INDEX_UNUSABLE.th in app.error[0].value
    assert str(file) in app.expander[0].code[0].value
    app.button(key="fault.rebuild").click().run()
    assert not app.error


@pytest.fixture
def read_only(own_home: Path) -> Iterator[Path]:
    """A library that can only be read."""
    with closed(own_home):
        yield own_home


@pytest.mark.parametrize("person", [None, "u2", "u9"])
def test_it_is_searched_by_whoever_comes(
    person: str | None, read_only: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if person is not None:
        # As a trusted proxy names whoever asks.
        monkeypatch.setattr(who, "access_of", lambda _header: (who.Access.PROXY, person))

    app = opened("search", read_only, {"q": "งดรับของขวัญ"})

    assert not app.error
    assert "ita-card" in html_of(app)
