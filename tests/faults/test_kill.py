"""Real processes, killed at random steps: nothing is lost or doubled, the next command mends.

What mends runs in this process: only what is killed needs one of its own. ITASEARCH_KILLS
sets how often each is killed (2 by default).
"""

import hashlib
import os
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from itasearch.config import Settings
from itasearch.model.library import ReportStatus
from itasearch.workspace import Models, open_workspace
from itasearch.workspace.index import index_is_stale
from itasearch.workspace.parts import Parts
from tests.cli import conftest as cli
from tests.encoders.tiny_models import make_encoder
from tests.faults.children import killed, steps_of

KILLS = int(os.environ.get("ITASEARCH_KILLS", "2"))
TOWNS = (
    "หนองไผ่งาม",
    "ดอนแก้วใส",
    "บ้านธารทอง",
    "โคกดินแดง",
    "ท่าลมเย็น",
    "ทุ่งรวงข้าว",
    "นาสามเงา",
    "ห้วยหินสี",
)
ROWS = (
    "ประกาศเจตนารมณ์งดรับของขวัญ | ผู้บริหารลงนามและแจ้งทุกกอง | ต.ค. ๒๕๖๕ | สำนักปลัด",
    "เปิดช่องทางร้องเรียนบนเว็บไซต์ | ตั้งผู้รับเรื่องและตอบภายในเจ็ดวัน | ตลอดปีงบประมาณ | นิติการ",
    "เผยแพร่แผนจัดซื้อจัดจ้าง | ลงประกาศทุกเดือนพร้อมราคากลาง | รายเดือน | กองคลัง",
    "อบรมจริยธรรมแก่เจ้าหน้าที่ | จัดอบรมหนึ่งวันและทดสอบความเข้าใจ | ไตรมาส ๒ | งานบุคคล",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a home holds: measure ids by report id, digests of the copies, indexed measures."""

    reports: dict[str, tuple[str, ...]]
    copies: tuple[str, ...]
    measures: int


def run(*args: str | Path) -> list[dict[str, Any]]:
    """Run a verb to its end; its JSON lines."""
    ran = cli.run(*args, "--json")
    assert ran.code == 0, ran.err
    return ran.objects


def stops(steps: int, seed: int, *, count: int = KILLS) -> list[int]:
    """One random step in each of `count` equal parts of `steps`, in random order.

    The last tenth is left out: threads make the number of steps differ a little.
    """
    chance = random.Random(seed)
    found = [1 + int(0.9 * steps * (part + chance.random()) / count) for part in range(count)]
    chance.shuffle(found)
    return found


def state(home: Path) -> State:
    parts = Parts(Settings(home=home))
    try:
        store = parts.store
        assert not index_is_stale(parts)
        return State(
            reports={
                report.id: tuple(measure.id for measure in store.report(report.id).measures)
                for report in store.reports(statuses=tuple(ReportStatus))
            },
            copies=copies(home),
            measures=parts.backend.measure_count(),
        )
    finally:
        parts.close()


def copies(home: Path) -> tuple[str, ...]:
    """Digests of all files in corpus/added, each of which must be what its name says."""
    found = [path for path in (home / "corpus" / "added").glob("*") if path.name[0] != "."]
    digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(found)]
    assert [path.name[:12] for path in sorted(found)] == [digest[:12] for digest in digests]
    return tuple(digests)


def check_between(home: Path, wanted: State) -> None:
    """What is true at any moment: readers work, each stored report is whole.

    Those that are stored are the first ones: files are stored in order, a batch wholly or not.
    """
    with open_workspace(home) as workspace:
        reports = workspace.reports(statuses=tuple(ReportStatus))
    for report in reports:
        assert report.measures == len(wanted.reports[report.id])
        assert report.status is ReportStatus.ACTIVE
    names = {report.source.path.rpartition("-")[2] for report in reports}
    assert names == {f"{town}.md" for town in sorted(TOWNS)[: len(names)]}
    copies(home)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inbox")
    for number, town in enumerate(TOWNS):
        rows = "\n".join(f"| {place}. {row} |" for place, row in enumerate(ROWS, start=1))
        text = (
            f"# มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. ๒๕๖{number % 3 + 5}\n\n"
            f"เทศบาลตำบล{town} อำเภอเมือง จังหวัดพะเยา\n\n"
            "| มาตรการ | วิธีดำเนินการ | ระยะเวลา | ผู้รับผิดชอบ |\n"
            f"|---|---|---|---|\n{rows}\n"
        )
        (folder / f"{town}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a run that nothing disturbs."""
    return tmp_path_factory.mktemp("undisturbed")


@pytest.fixture(scope="module")
def add_steps(inbox: Path, undisturbed: Path) -> int:
    """How many steps that run takes."""
    return steps_of(undisturbed, "add", inbox)


@pytest.fixture(scope="module")
def wanted(add_steps: int, undisturbed: Path) -> State:
    """What that run gives."""
    found = state(undisturbed)
    assert add_steps
    assert len(found.reports) == len(TOWNS)
    return found


@pytest.mark.slow
def test_add_survives_several_kills_in_one_home(
    inbox: Path, wanted: State, add_steps: int, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    for step in stops(add_steps, seed=2):
        killed(step, home, "add", inbox)  # with less to do it may end before
        check_between(home, wanted)

    run("add", inbox, "--home", home)

    assert state(home) == wanted


@pytest.mark.slow
@pytest.mark.parametrize("options", [(), ("--rebuild",)])
def test_build_survives_kills(
    inbox: Path, wanted: State, tmp_path: Path, options: Sequence[str]
) -> None:
    home = tmp_path / "home"
    run("add", inbox, "--no-build", "--home", home)
    steps = steps_of(home, "build", *options)
    for step in stops(steps, seed=3):
        if not options:
            shutil.rmtree(home / "index")
        assert killed(step, home, "build", *options)
        check_between(home, wanted)

        (hit,) = run("search", "งดรับของขวัญ", "-k", "1", "--home", home)

        assert "งดรับของขวัญ" in hit["measure"]["title"]
        assert state(home) == wanted


@pytest.mark.slow
def test_building_for_another_encoder_survives_kills(
    undisturbed: Path, wanted: State, tmp_path: Path
) -> None:
    encoder = str(make_encoder(tmp_path / "model"))
    first, *homes = (
        Path(shutil.copytree(undisturbed, tmp_path / f"home{number}")) for number in range(3)
    )
    steps = steps_of(first, "build", "--encoder", encoder)
    for home, step in zip(homes, stops(steps, seed=4, count=len(homes)), strict=True):
        assert killed(step, home, "build", "--encoder", encoder)
        check_between(home, wanted)

        (hit,) = run("search", "งดรับของขวัญ", "-k", "1", "--home", home)
        run("build", "--encoder", encoder, "--home", home)

        assert "งดรับของขวัญ" in hit["measure"]["title"]
        assert state(home) == wanted
        with open_workspace(home) as workspace:
            assert workspace.models == Models(encoder=encoder)
