"""axe looks at every view, in the light and in the dark: nothing moderate or worse is left."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from itasearch import open_workspace
from itasearch.ui.towns.own_town import TOWN_COOKIE
from tests.e2e.barriers import barriers
from tests.e2e.conftest import PATIENCE_MS

expect.set_options(timeout=PATIENCE_MS)

TOWN, OTHER = "เทศบาลเมืองบึงแก้วมรกต", "เทศบาลนครศรีธาราสมุทร"
ALIKE = "เทศบาลตำบลสวนตาลคู่"
"""A town with similar ones of its own kind, some of which do better."""
FOLLOWED = "เทศบาลตำบลธารจันทร์หอม"
QUERY = {"q": "งดรับของขวัญ"}
VIEWS: dict[str, tuple[str, Mapping[str, str | int], str]] = {
    "first page": ("", {}, ".ita-held"),
    "search": ("", QUERY, "[class*=st-key-hit_] .ita-actions"),
    "compare": (
        "compare",
        {"left": TOWN, "left_year": 2566, "right": OTHER},
        "[class*=st-key-pair_]",
    ),
    "years": ("compare", {"years": FOLLOWED}, "[class*=st-key-measure_]"),
    "matrix": ("matrix", {}, ".ita-matrix .cell"),
    "similar towns": ("neighbours", {"org": ALIKE}, "article.ita-card"),
    "coverage": ("coverage", {"org": OTHER}, ".st-key-coverage_form .ita-counts"),
    "town": ("town", {"id": "TOWN"}, ".ita-topics"),
    "plan": ("plan", {"org": TOWN}, ".st-key-plan_bar"),
    "effects, of too few": ("effects", {}, ".stAlert"),
    "draft": ("template", {"draft": "DRAFT"}, ".ita-sheet"),
    "open row of a draft": ("template", {"draft": "DRAFT", "edit": "MEASURE"}, "textarea"),
    "watch": ("watch", {}, ".ita-town"),
    "library": ("library", {}, ".ita-table"),
    "report": ("library", {"report": "REPORT"}, "[class*=st-key-measure_]"),
    "review": ("library", {"report": "REPORT", "check": 1}, ".st-key-review_rows"),
    "watched": ("watch", {}, "[class*=st-key-watch_ways_]"),
    "news of a watch": ("watch", {"id": "WATCH"}, ".ita-lines a"),
    "original": ("", {**QUERY, "see": "MEASURE"}, ".st-key-original_panel .here"),
}
"""Address, parameters and an element of each view; names in capitals are ids of the library."""


@pytest.fixture(scope="module")
def ids(drafts_home: Path) -> dict[str, str]:
    """A town, one of its reports and measures, and a draft of its plan, a watch."""
    with open_workspace(drafts_home) as workspace:
        plan = workspace.plan(TOWN)
        draft = workspace.draft_of_plan(plan, plan.ticked, name="แผนปีหน้า", maker=None)
        report = next(
            one for one in workspace.reports() if one.organisation and one.organisation.name == TOWN
        )
        measure = plan.ticked[0]
        what, models = workspace.query_to_watch(QUERY["q"]), workspace._models()
        # Nothing is known of it, so that all it finds is new.
        watch = workspace._parts.store.add_watch(
            what, owner="", name=QUERY["q"], known={}, models=models
        )
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
    with browser.new_context(viewport={"width": 1366, "height": 900}, locale="th-TH") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        yield page


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_is_without_barriers(
    screen: Page, drafts_url: str, ids: dict[str, str], name: str
) -> None:
    view, values, shown = VIEWS[name]
    query = urlencode({key: ids.get(str(value), value) for key, value in values.items()})
    screen.goto(f"{drafts_url}/{view}?{query}")
    screen.locator(shown).first.wait_for()

    assert barriers(screen) == []


def test_the_desk_is_without_barriers(screen: Page, drafts_url: str, ids: dict[str, str]) -> None:
    screen.context.add_cookies([{"name": TOWN_COOKIE, "value": ids["TOWN"], "url": drafts_url}])
    screen.goto(drafts_url)
    screen.locator(".st-key-desk_head").wait_for()

    assert barriers(screen) == []


def test_what_opens_over_a_dark_app_is_without_barriers(screen: Page, drafts_url: str) -> None:
    screen.emulate_media(color_scheme="dark")
    screen.goto(f"{drafts_url}/?{urlencode(QUERY)}")
    screen.locator("[class*=st-key-hit_] .ita-actions").first.wait_for()
    screen.locator(".st-key-search_help button").click()
    screen.locator(".ita-help").wait_for()
    assert barriers(screen) == []


def test_a_barrier_is_found(screen: Page, drafts_url: str) -> None:
    screen.goto(f"{drafts_url}/library")
    screen.locator(".ita-table").wait_for()
    screen.add_style_tag(content=".ita-quiet {color: light-dark(#bbbbbb, #333333) !important}")

    found = barriers(screen)

    assert any(one.startswith("light color-contrast") for one in found)
    assert any(one.startswith("dark color-contrast") for one in found)
