"""Views of a damaged library: what is wrong and what to do, and as before when it is mended."""

import shutil
from pathlib import Path

import pytest

from itasearch.wording.app_errors import INDEX_UNUSABLE, LIBRARY_DAMAGED
from tests.damage import current_rows, flip
from tests.ui.conftest import opened


def _spoilt(store: Path) -> None:
    for part in store.parent.glob("library.db-*"):
        part.unlink()
    store.write_bytes(b"no database " * 500)


@pytest.mark.parametrize("view", ["search", "library"])
def test_an_open_app_names_a_damaged_database_and_goes_on_with_a_restored_one(
    view: str, own_home: Path
) -> None:
    store, aside = own_home / "corpus" / "library.db", own_home / "aside.db"
    app = opened(view, own_home, {})
    shutil.copy(store, aside)
    store.unlink()
    _spoilt(store)

    app.run()

    assert LIBRARY_DAMAGED.th in app.error[0].value
    told = app.expander[0].code[0].value
    assert str(store) in told
    assert "itasearch restore" in told
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
