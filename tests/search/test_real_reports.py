"""Search over the three real reports, where they lie beside the project."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from itasearch.model.ranking import SearchMode
from itasearch.workspace import Workspace, open_workspace
from tests.real_reports import SEEDS, needs_shared

pytestmark = needs_shared


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with open_workspace(tmp_path_factory.mktemp("home")) as opened:
        list(opened.add(sorted(SEEDS.glob("*.txt"))))
        yield opened


def places(workspace: Workspace, text: str, mode: SearchMode = SearchMode.HYBRID) -> list[str]:
    """Number of the report's file and number (else title) of the measure, of each hit."""
    found = [hit.measure for hit in workspace.search(text, mode=mode).hits]
    files = [Path(measure.source.path).name.partition("-")[2][:3] for measure in found]
    return [f"{f}/{m.number or m.title}" for f, m in zip(files, found, strict=True)]


@pytest.mark.parametrize("text", ["No Gift Policy", "งดรับของขวัญ", "gift refusal"])
def test_measures_that_name_it_anywhere_are_found(workspace: Workspace, text: str) -> None:
    found = places(workspace, text)

    assert {"001/5", "000/7", "000/8"} <= set(found)
    assert any(place.startswith("003/นโยบายไม่รับของขวัญ") for place in found)


@pytest.mark.parametrize("text", ["สูตรทำแกงเขียวหวาน", "asdfgh zxcv", "chocolate cake recipe"])
def test_questions_about_something_else_have_no_answer(workspace: Workspace, text: str) -> None:
    assert places(workspace, text) == []


@pytest.mark.parametrize(
    "text", ["whistleblowing", "reward good staff", "จัดซื้อจัดจาง", "COI", "ยืมของหลวงยังไง"]
)
def test_true_questions_are_answered(workspace: Workspace, text: str) -> None:
    assert len(places(workspace, text)) == 10


def test_the_lexical_side_answers_thai_alone(workspace: Workspace) -> None:
    assert places(workspace, "ควบคุมภายใน", SearchMode.WORDS)[0] == "003/5.12"
