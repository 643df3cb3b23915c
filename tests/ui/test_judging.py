"""Marks on hits, and what people did not find in the view คลังรายงาน."""

from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import ButtonGroup, Element

from itasearch.errors import StoreError
from itasearch.workspace import Workspace
from itasearch.workspace.judgements import Judgements
from tests.tools.raising import raising
from tests.ui.conftest import html_of, opened, shown_by, view_of

GIFTS, NOTHING = "งดรับของขวัญ", "zxqv wvutsr"


@pytest.fixture(autouse=True)
def _marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITASEARCH_MARKS", "1")


def ask(home: Path, **parameters: str) -> AppTest:
    return opened("search", home, parameters)


def _marks_of(app: AppTest) -> list[ButtonGroup[Any]]:
    """The marks of the hits, in order."""
    return [one for one in app.button_group if (one.key or "").startswith("judge_")]


def test_a_mark_is_one_press_and_pressing_it_again_takes_it_back(
    own_home: Path, own: Workspace
) -> None:
    app = ask(own_home, q=GIFTS)
    assert _marks_of(app)[1].label == "ผลที่ 2 ใช่ที่หาหรือไม่"

    for press, kept in (("sought", [True]), ("not", [False]), (None, [])):
        _marks_of(app)[0].set_value(press).run()
        assert [one.sought for one in own.judgements.all()] == kept


def test_without_the_setting_there_are_neither_marks_nor_lists(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ITASEARCH_MARKS")
    app = ask(own_home, q=GIFTS)
    ask(own_home, q=NOTHING)

    assert shown_by(app).cards and not _marks_of(app)
    assert not view_of("library", own_home).run().expander


def test_a_mark_that_cannot_be_kept_is_not_shown_as_kept(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = ask(own_home, q=GIFTS)

    monkeypatch.setattr(Judgements, "judge", raising(StoreError("the disk is full")))
    _marks_of(app)[0].set_value("sought").run()

    assert app.toast
    assert _marks_of(app)[0].value is None


def test_a_question_without_an_answer_is_noted_once_and_listed_in_the_library(
    own_home: Path, own: Workspace
) -> None:
    ask(own_home, q=NOTHING).run()
    for narrowed in ({"year": "2566"}, {"without": "ของขวัญ"}, {"mode": "words"}):
        ask(own_home, q=f"{NOTHING} ก", **narrowed)
    ask(own_home, q=GIFTS)

    assert [(one.question, one.times) for one in own.judgements.unanswered()] == [(NOTHING, 1)]
    library = view_of("library", own_home).run()
    assert NOTHING in [link.text for link in shown_by(library).links]


def test_the_library_lists_hits_turned_down_and_escapes_the_question(
    own_home: Path, own: Workspace
) -> None:
    assert not view_of("library", own_home).run().expander
    hit = own.search(GIFTS, k=1).hits[0].measure
    own.judgements.judge("<b>ของขวัญ</b>", hit.id, sought=False)

    library = view_of("library", own_home).run()

    assert [one.label for one in library.expander] == ["สิ่งที่คนค้นแล้วไม่พบ"]
    assert "&lt;b&gt;ของขวัญ" in html_of(library)
    assert "<b>ของขวัญ" not in html_of(library)
    assert any(f"see={hit.id}" in link.href for link in shown_by(library).links)


def test_marks_can_be_downloaded_once_a_hit_was_what_was_sought(
    own_home: Path, own: Workspace
) -> None:
    first, second = (hit.measure.id for hit in own.search(GIFTS, k=2).hits)
    own.judgements.judge(GIFTS, first, sought=False)
    assert not view_of("library", own_home).run().get("download_button")
    own.judgements.judge(GIFTS, first, sought=None)
    own.judgements.judge(GIFTS, second, sought=True)

    library = view_of("library", own_home).run()

    assert [one.label for one in library.expander] == ["ผลที่ผู้ค้นทำเครื่องหมาย"]
    (button,) = library.get("download_button")
    assert isinstance(button, Element)
    assert button.label == "ดาวน์โหลดเครื่องหมายทั้งหมด"


def test_an_answer_is_shown_whole_though_its_question_cannot_be_noted(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Judgements, "note_unanswered", raising(StoreError("the disk is full")))
    app = ask(own_home, q=NOTHING)

    assert NOTHING in app.warning[0].value
    assert shown_by(app).texts(".ita-ways li") == [
        "เลือกดูตามเรื่องแทน",
        "ใช้คำที่สั้นลง หรือเรียกเรื่องนี้ด้วยคำอื่น",
    ]
    assert not app.error
