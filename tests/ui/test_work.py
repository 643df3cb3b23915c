"""What a view asks of the store does not grow with the library: statements and rows counted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bench.generate import reports, store_all
from bench.views import SqlWork, addresses, opened, sql_counted
from itasearch import open_workspace
from itasearch.ui.compare import sides
from itasearch.ui.kit import state, widgets
from itasearch.workspace import Workspace

SMALLER, LARGER = 3_200, 9_600
"""Measures of which the libraries' towns have their reports: 40 and 120 towns. More than the
thirty that are searched for examples, so that no part is bounded by what there is."""

NARROWED = "library, narrowed to more than a page"

VIEWS = (
    NARROWED,
    "search, empty",
    "compare, empty",
    "similar towns",
    "town",
    "library",
    "library, in the middle",
    "library, doubtful",
    "report",
    "review",
    "draft",
)


def library(home: Path, measures: int) -> Path:
    """A generated library, two measures a report, without an index: nothing is guessed."""
    short = (replace(one, measures=one.measures[:2]) for one in reports(seed=1, measures=measures))
    for _ in store_all(home, short):
        pass
    return home


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The smaller and the larger library."""
    folder = tmp_path_factory.mktemp("libraries")
    return library(folder / "smaller", SMALLER), library(folder / "larger", LARGER)


@pytest.fixture(autouse=True)
def _few_are_offered(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (widgets, sides):
        monkeypatch.setattr(module, "MOST_OFFERED", 20)
    monkeypatch.setattr(widgets, "MOST_FITTING", 20)


@pytest.fixture
def work() -> Iterator[SqlWork]:
    """The work of stores that are opened from now on."""
    with sql_counted() as counted:
        yield counted


def of_a_view(home: Path, name: str, work: SqlWork, patch: pytest.MonkeyPatch) -> SqlWork:
    """The work of opening a view a second time."""
    patch.setenv("ITASEARCH_HOME", str(home))
    with open_workspace(home) as workspace:
        address = {**addresses(workspace), NARROWED: ("library", {"filter": "256"})}[name]
    state.library.clear()
    opened(address).run()
    work.statements = work.rows = 0
    app = opened(address).run()
    assert not app.error
    return replace(work)


@pytest.mark.slow
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_reads_no_more_of_a_larger_library(
    homes: tuple[Path, Path], name: str, work: SqlWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    smaller, larger = (of_a_view(home, name, work, monkeypatch) for home in homes)

    # A town that is none of those offered first is asked for by itself, in three statements.
    assert larger.statements <= smaller.statements + 3
    assert larger.rows <= 1.2 * smaller.rows + 20


def of_a_verb(home: Path, ask: Callable[[Workspace], object], work: SqlWork) -> SqlWork:
    """The work of asking a second time."""
    with open_workspace(home) as workspace:
        ask(workspace)
        work.statements = work.rows = 0
        ask(workspace)
    return replace(work)


VERBS: dict[str, Callable[[Workspace], object]] = {
    "matrix": lambda workspace: workspace.towns.matrix(most=20),
    "coverage": lambda workspace: workspace.towns.coverage(first_town(workspace)),
    "town": lambda workspace: workspace.towns.record(first_town(workspace)),
    "similar towns": lambda workspace: workspace.towns.similar(first_town(workspace)),
    "plan": lambda workspace: workspace.towns.plan(first_town(workspace)),
    "stats": lambda workspace: workspace.library.stats(),
    "years": lambda workspace: workspace.towns.years(first_town(workspace)),
}


def first_town(workspace: Workspace) -> str:
    """Id of an organisation."""
    return workspace.library.organisations_named("", most=1)[0].organisation.id


@pytest.mark.slow
@pytest.mark.parametrize("name", VERBS)
def test_a_verb_reads_no_more_of_a_larger_library(
    homes: tuple[Path, Path], name: str, work: SqlWork
) -> None:
    smaller, larger = (of_a_verb(home, VERBS[name], work) for home in homes)

    assert larger.statements <= 1.3 * smaller.statements
    assert larger.rows <= 1.6 * smaller.rows + 20
