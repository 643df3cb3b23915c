"""What one report alone raises costs each answer that report, by name, and never the answer.

Each stage is made to raise for one report; whoever asks reads no traceback, the log has it.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from itasearch.borrow.adapt import next_year
from itasearch.borrow.document import cells
from itasearch.compare import reports, years
from itasearch.compare.towns import reading
from itasearch.domain.organisations import short_name
from itasearch.search.explain import QueryMarker
from itasearch.workspace import Workspace, towns
from tests.api.conftest import asked_as
from tests.cli.conftest import run
from tests.mcp.conftest import AskedBy
from tests.tools.raising import failing
from tests.ui.conftest import _fresh_workspace, _no_cookies, html_of, opened  # noqa: F401
from tests.workspace.conftest import CITY, TOWN, library_of

BAD, GOOD = "จัดซื้อครุภัณฑ์", "ประกาศนโยบายงดรับของขวัญ"
QUERY = f"{BAD} งดรับของขวัญ"

STAGES: dict[str, tuple[Any, str, str]] = {
    "show": (QueryMarker, "snippet", GOOD),
    "compare": (reports, "align", ""),
    "years": (years, "align", "2566"),
    "matrix": (reading, "TownMeasure", TOWN),
    "coverage": (towns, "check_report", CITY),
    "town": (towns, "cells_of", CITY),
    "draft": (next_year, "with_plan_questions", GOOD),
    "export": (cells, "field_cell", GOOD),
}
"""What is made to raise, and what the answer has nevertheless, by the name of the stage."""


class Library:
    """An open library of two towns: what each surface shows of what a stage does."""

    def __init__(self, workspace: Workspace) -> None:
        self.home, self.workspace = workspace.settings.home, workspace
        ids = {
            (one.organisation.name, one.fiscal_year_be): one.id
            for one in workspace.library.reports()
            if one.organisation
        }
        self.bad = ids[CITY, 2567]
        self.good = workspace.library.report(ids[TOWN, 2567]).measures[0].id
        self.rows = [workspace.library.report(self.bad).measures[0].id, self.good]

    def cli(self, stage: str) -> str:
        output = self.home / "made.md"
        export = ["export", *self.rows, "--organisation", TOWN, "--output", str(output)]
        lines = {
            "show": ["search", QUERY],
            "compare": ["compare", f"{CITY}@2567", TOWN],
            "years": ["compare", CITY, "--years"],
            "matrix": ["matrix"],
            "coverage": ["coverage", CITY],
            "town": ["town", CITY],
            "draft": export,
            "export": export,
            "watch": ["watch", "add", "--town", CITY],
        }
        ran = run(*lines[stage], "--home", self.home, "--lang", "th")
        written = output.read_text(encoding="utf-8") if lines[stage] is export else ""
        return ran.out + ran.err + written

    def api(self, _stage: str) -> str:
        answer = asked_as(self.workspace).get("/search", params={"q": QUERY})
        assert answer.status_code < 500
        return answer.text + str(answer.headers)

    def mcp(self, _stage: str) -> str:
        return AskedBy(self.workspace)("search", query=QUERY).text

    def app(self, _stage: str) -> str:
        app = opened("search", self.home, {"q": QUERY})
        return html_of(app) + str([one.value for one in (*app.warning, *app.error)])


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    titles = {TOWN: [GOOD, "อบรมคุณธรรมจริยธรรม"], CITY: [BAD, "เปิดช่องทางร้องเรียน"]}
    reports = [(name, year, titles[name]) for name in titles for year in (2566, 2567)]
    with library_of(reports, tmp_path_factory.mktemp("left-out"), scored=TOWN) as workspace:
        yield Library(workspace)


@pytest.mark.parametrize(
    ("stage", "surface"),
    [*((stage, "cli") for stage in STAGES), *(("show", one) for one in ("api", "mcp", "app"))],
)
def test_an_answer_lacks_the_report_alone_that_raises_and_names_it(
    library: Library,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    stage: str,
    surface: str,
) -> None:
    place, name, stays = STAGES[stage]
    monkeypatch.setattr(place, name, failing(getattr(place, name), library.bad))

    shown = getattr(library, surface)(stage)

    assert re.search(f"(รายงาน|left-out': ') ?{library.bad}", shown), shown
    assert stays in shown or short_name(stays) in shown
    assert "Traceback" not in shown
    assert "ValueError: ล้ม" in caplog.text
    assert library.bad in {one.report.id for one in library.workspace.review.faults()}
