"""Several drafts in the view แม่แบบ: links to them, undoing, and whose rows go where."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from itasearch.model.drafts import StepKind
from itasearch.ui.kit.who import TOWN_COOKIE
from itasearch.workspace import Workspace
from tests.ui.conftest import in_url, search_view, send_cookies, shown_by, template_view
from tests.ui.drafts import current_draft, order


def box(app: AppTest, label: str) -> TextInput:
    """The line of text under this label."""
    return next(each for each in app.text_input if each.label == label)


def test_emptying_the_template_is_undone_by_one_click(
    draft_view: AppTest, draft_rows: tuple[str, ...], own_home: Path
) -> None:
    draft_view.run()
    draft_view.button(key="template.clear").click().run()
    assert order(own_home) == ()

    draft_view.button(key="template.undo").click().run()

    assert order(own_home) == draft_rows


def test_a_link_opens_its_draft_and_the_url_names_the_one_that_is_open(
    draft_view: AppTest, own_home: Path, own: Workspace
) -> None:
    other = own.drafts.new("แผนของกองคลัง", maker="สมชาย")
    draft_view.query_params["draft"] = other
    draft_view.run()

    assert "แผนของกองคลัง" in [each.value for each in draft_view.subheader]
    assert "ยังไม่มีมาตรการในแม่แบบ" in draft_view.info[0].value
    first = current_draft(own_home).id
    assert f"template?draft={first}" in shown_by(draft_view).hrefs
    draft_view.query_params["draft"] = first
    draft_view.run()
    assert "3\u00a0มาตรการ" in draft_view.caption[0].value


def test_a_draft_that_is_gone_is_told_and_others_are_offered(
    draft_view: AppTest, own_home: Path
) -> None:
    draft_view.query_params["draft"] = "d0"
    draft_view.run()

    assert "ไม่พบแม่แบบนี้" in draft_view.warning[0].value
    assert f"template?draft={current_draft(own_home).id}" in shown_by(draft_view).hrefs


def _taking(home: Path) -> AppTest:
    """A browser without cookies that looks at the answer of a search."""
    app = search_view(home)
    app.query_params["q"] = "No Gift Policy"
    return app.run()


def _take(app: AppTest, place: int = 0) -> str:
    """Take a measure of the answer, or take it out again; its id."""
    keys = [each.key or "" for each in app.button if "search.take." in (each.key or "")]
    app.button(key=keys[place]).click().run()
    return keys[place].removeprefix("search.take.")


def test_a_browser_that_knows_of_no_draft_leaves_the_only_one_unchanged(
    own_home: Path, own: Workspace, draft_rows: tuple[str, ...]
) -> None:
    before = current_draft(own_home)
    app = _taking(own_home)

    taken = _take(app)

    assert current_draft(own_home) == before
    mine = next(one for one in own.drafts.all() if one.id != before.id)
    (item,) = own.drafts.get(mine.id).items
    assert (item.measure.id, item.found_by) == (taken, "No Gift Policy")
    assert (before.name, mine.name) == ("แม่แบบ 1", "แม่แบบ 2")


def test_two_browsers_that_begin_together_get_a_draft_each(own_home: Path, own: Workspace) -> None:
    first, second = (_taking(own_home) for _ in range(2))
    _take(first)
    _take(second, 1)
    _take(first, 2)

    rows = {one.name: one.rows for one in own.drafts.all()}
    assert rows == {"แม่แบบ 1": 2, "แม่แบบ 2": 1}


def test_a_new_draft_is_for_the_own_town_until_another_is_chosen(
    own_home: Path, own: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = own.library.find_organisation("เทศบาลตำบลธารจันทร์หอม")
    other = own.library.find_organisation("เทศบาลนครศรีธาราสมุทร")
    send_cookies(monkeypatch, {TOWN_COOKIE: town.id})
    _take(_taking(own_home))
    draft = current_draft(own_home)
    assert draft.organisation == town.name
    assert draft.undo is not None
    assert draft.undo.kind is StepKind.ADD, "the town alone is no step to undo"

    app = template_view(own_home)
    app.query_params["draft"] = draft.id
    app.run()
    assert app.selectbox(key="template.organisation").value == town.name
    app.selectbox(key="template.organisation").set_value(other.name).run()

    assert current_draft(own_home).organisation == other.name


def test_drafts_are_made_renamed_copied_deleted_and_brought_back(
    draft_view: AppTest, own_home: Path, own: Workspace
) -> None:
    first = current_draft(own_home).id
    draft_view.run()
    box(draft_view, "ชื่อแม่แบบ").set_value("แผนปี ๒๕๖๙").run()
    box(draft_view, "ชื่อผู้จัดทำ").set_value("สมศรี").run()
    assert [each.value for each in draft_view.text_input] == ["แผนปี ๒๕๖๙", "สมศรี"]
    draft_view.button(key="template.copy").click().run()
    told = [(one.name, one.maker, one.rows) for one in own.drafts.all()]
    assert told == [("สำเนาของ แผนปี ๒๕๖๙", "สมศรี", 3), ("แผนปี ๒๕๖๙", "สมศรี", 3)]

    copy = in_url(draft_view, "draft")[0]
    assert copy != first
    draft_view.button(key="template.delete").click().run()
    assert "ลบแม่แบบ “สำเนาของ แผนปี ๒๕๖๙” แล้ว" in draft_view.markdown[0].value
    draft_view.button(key="template.restore").click().run()
    assert in_url(draft_view, "draft") == [copy]
