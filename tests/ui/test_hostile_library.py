"""No text of a report or of a person becomes markup, in whatever view it is shown."""

import shutil
from pathlib import Path

import pytest

from itasearch import open_workspace
from itasearch.model.corrections import EditCell, SetOrganisation
from tests.cases import cases
from tests.ui.conftest import opened_at, shown_by

HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
FIELDS = ("title", "steps", "timeframe", "responsible", "results", "problems")


@pytest.fixture(scope="module")
def places(
    library_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str]]:
    """A library of which two towns and their measures have such names, and ids in it."""
    home = Path(shutil.copytree(library_home, tmp_path_factory.mktemp("hostile") / "home"))
    with open_workspace(home) as workspace:
        towns = [one for one in workspace.library.organisations() if len(one.fiscal_years) > 1][:2]
        reports = [workspace.library.reports_of([town.organisation.id])[0] for town in towns]
        for number, report in enumerate(reports):
            cells = [
                EditCell(measure_id=measure.id, field=field, text=f"{HOSTILE}{position} {field}")
                for position, measure in enumerate(workspace.library.report(report.id).measures[:3])
                for field in FIELDS
            ]
            name = SetOrganisation(name=f"เทศบาลตำบล{HOSTILE}{number}")
            workspace.review.correct(report.id, [name, *cells])
        left, right = (workspace.library.summary(report.id) for report in reports)
        assert left.organisation is not None
        row = workspace.library.report(left.id).measures[0].id
        draft = workspace.drafts.new(HOSTILE)
        workspace.drafts.add([row], draft_id=draft)
        workspace.watches.add(workspace.watches.query(HOSTILE), name=HOSTILE)
    named = {"left": left.id, "right": right.id, "town": left.organisation.id}
    return home, {**named, "row": row, "draft": draft}


@pytest.mark.parametrize("address", cases("views", "addresses with hostile text"))
def test_hostile_text_stays_text(address: str, places: tuple[Path, dict[str, str]]) -> None:
    home, ids = places

    app = opened_at(address.format(HOSTILE=HOSTILE, **ids), home)

    assert not shown_by(app).all("script, img")
    assert "alert(1)" in shown_by(app).text
