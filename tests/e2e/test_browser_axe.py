"""axe looks at every view, in the light and in the dark: nothing moderate or worse is left.

Each view is looked at in Thai and English, on a wide screen and then as narrow as a phone; every
control has a name.
"""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from itasearch import open_workspace
from tests.cases import cases
from tests.e2e.barriers import barriers, controls
from tests.e2e.conftest import fits, window

TOWN = "เทศบาลเมืองบึงแก้วมรกต"
QUERY = {"q": "งดรับของขวัญ"}
VIEWS: dict[str, tuple[str, Mapping[str, str | int], str]] = {
    name: (address, ast.literal_eval(values), element)
    for name, address, values, element in map(list, cases("views", "what axe looks at"))
}
"""Address, parameters and an element of each view; names in capitals are ids of the library."""
SIZES: tuple[ViewportSize, ...] = ({"width": 1440, "height": 900}, {"width": 390, "height": 844})


@pytest.fixture(scope="module")
def ids(drafts_home: Path) -> dict[str, str]:
    """A town, one of its reports and measures, and a draft of its plan, a watch."""
    with open_workspace(drafts_home) as workspace:
        plan = workspace.towns.plan(TOWN)
        draft = workspace.towns.draft_of_plan(plan, plan.ours, name="แผนปีหน้า")
        report = next(
            one
            for one in workspace.library.reports()
            if one.organisation and one.organisation.name == TOWN
        )
        measure = plan.ours[0]
        watch = workspace.watches.add(workspace.watches.query(QUERY["q"]))
    return {
        "TOWN": plan.organisation.id,
        "DRAFT": draft,
        "REPORT": report.id,
        "MEASURE": measure,
        "WATCH": watch.id,
    }


@pytest.fixture(scope="module")
def screen(browser: Browser) -> Iterator[Page]:
    """One window for all views."""
    with window(browser, width=1366) as windows:
        yield windows.new_page()


@pytest.fixture
def wide(screen: Page) -> Page:
    """The same window on a desk."""
    screen.set_viewport_size(SIZES[0])
    return screen


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_without_barriers(
    wide: Page, drafts_url: str, ids: dict[str, str], name: str, language: str
) -> None:
    view, values, shown = VIEWS[name]
    query = {key: ids.get(str(value), value) for key, value in values.items()}
    wide.goto(f"{drafts_url}/{view}?{urlencode({**query, 'lang': language})}")

    for size in SIZES:
        wide.set_viewport_size(size)
        wide.locator(shown).first.wait_for()
        expect(wide.locator("html")).to_have_attribute("lang", language)
        named = controls(wide)
        assert named.pop("", []) == []
        assert len(named) > len(("app", "views", "language", "colours"))
        assert fits(wide), size
        # The colours of a scheme know no language: the dark is looked at in Thai.
        assert barriers(wide, looks=2 if language == "th" else 1) == [], size
    if language == "th":
        assert not any(one.startswith("Help") for one in named)


def test_what_opens_over_a_dark_app_is_without_barriers(wide: Page, drafts_url: str) -> None:
    wide.emulate_media(color_scheme="dark")
    wide.goto(f"{drafts_url}/?{urlencode(QUERY)}")
    wide.locator("[class*=st-key-hit_] .ita-actions").first.wait_for()
    wide.locator(".st-key-search_help button").click()
    wide.get_by_test_id("stPopoverBody").get_by_role("link").first.wait_for()
    assert barriers(wide) == []
