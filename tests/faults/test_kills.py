"""A verb that is killed loses and doubles nothing: given again, it ends as if never disturbed."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from itasearch.model.library import ReportStatus
from itasearch.workspace import open_workspace
from tests.cli.conftest import run
from tests.faults.stopping import STOPPED
from tests.tools import processes
from tests.workspace.conftest import CITY, TOWN, ReaderHere, is_stale, parsing_with

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX's")
_LONGEST = 300.0
"""Seconds in which the processes of a killed verb must have ended on a busy machine."""


def write_report(folder: Path, town: str, title: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{title}.md").write_text(
        f"# มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. 2566\n\n{town} จังหวัดพะเยา\n\n"
        "| มาตรการ | วิธีดำเนินการ | ระยะเวลา | ผู้รับผิดชอบ |\n|---|---|---|---|\n"
        f"| 1. {title} | ลงนามและแจ้งทุกกอง | ตลอดปี | สำนักปลัด |\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="module", autouse=True)
def _read_here() -> Iterator[None]:
    with parsing_with(ReaderHere()):
        yield


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of one report."""
    folder = tmp_path_factory.mktemp("kills")
    write_report(folder / "first", TOWN, "งดรับของขวัญ")
    with open_workspace(folder / "home") as workspace:
        workspace.add([folder / "first"])
    return folder / "home"


def held(home: Path) -> object:
    """The reports of a home with their corrections, and what a search finds."""
    with open_workspace(home) as workspace:
        reports = workspace.library.reports(statuses=tuple(ReportStatus))
        corrections = [
            [made.correction for made in workspace.review.corrections(one.id)] for one in reports
        ]
        assert not is_stale(workspace)
        hits = workspace.search("ของขวัญ พัสดุ").hits
        rows = [workspace.library.report(one.id).measures for one in reports]
        return [one.id for one in reports], rows, corrections, {hit.measure.id for hit in hits}


def kill(step: int, home: Path, *words: str | Path) -> None:
    """Run a verb on a home until it takes this step, and kill it there; its children end, too."""
    given = (step, home, *words, "--home", home)
    with processes.started("tests.faults.stopping", *given, errors=subprocess.DEVNULL) as process:
        assert process.stdout is not None
        assert STOPPED in iter(process.stdout.readline, ""), "the verb takes fewer steps"
        children = psutil.Process(process.pid).children(recursive=True)
        process.kill()
    _, alive = psutil.wait_procs(children, timeout=_LONGEST)
    assert alive == []


@pytest.mark.parametrize("step", [40, 120])
@pytest.mark.parametrize("verb", ["add INBOX", "build --rebuild", "correct REPORT --year 2569"])
def test_a_killed_verb_is_done_by_giving_it_again(
    verb: str, step: int, home: Path, tmp_path: Path
) -> None:
    write_report(tmp_path / "in", CITY, "อบรมงานพัสดุ")
    with open_workspace(home) as workspace:
        report = workspace.library.reports()[0].id
    words = verb.replace("INBOX", str(tmp_path / "in")).replace("REPORT", report).split()
    calm, tried = (Path(shutil.copytree(home, tmp_path / name)) for name in ("calm", "tried"))

    kill(step, tried, *words)

    with open_workspace(tried) as workspace:
        assert report in {one.id for one in workspace.library.reports()}
    for each in (calm, tried):
        assert run(*words, "--home", each).code == 0
    assert held(tried) == held(calm)
