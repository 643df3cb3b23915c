"""Real processes, killed at random moments: nothing is lost or doubled, the next command mends.

ITASEARCH_KILLS sets how often each is killed (3 by default).
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest

from itasearch.config import Settings
from itasearch.model.library import ReportStatus
from itasearch.workspace import Models, open_workspace
from itasearch.workspace.keeping import index_is_stale
from itasearch.workspace.parts import Parts
from tests.encoders.tiny_models import make_encoder

KILLS = int(os.environ.get("ITASEARCH_KILLS", "3"))
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
    """What a home holds: measure ids by report id, digests of the copies, indexed passages."""

    reports: dict[str, tuple[str, ...]]
    copies: tuple[str, ...]
    passages: int


def command(*args: str | Path) -> list[str]:
    return [sys.executable, "-m", "itasearch", *map(str, args)]


def run(*args: str | Path) -> list[dict[str, Any]]:
    """Run a verb to its end; its JSON lines."""
    done = subprocess.run(
        command(*args, "--json"), capture_output=True, check=True, timeout=200, encoding="utf-8"
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def killed(after: float, *args: str | Path) -> bool:
    """Start a verb and kill it; whether it was still at work. Its children must go, too."""
    process = subprocess.Popen(command(*args), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(after)
    children: list[psutil.Process] = []
    if at_work := process.poll() is None:
        with suppress(psutil.NoSuchProcess):
            children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait(timeout=20)
    _, alive = psutil.wait_procs(children, timeout=20)
    assert alive == []
    return at_work


def moments(duration: float, seed: int) -> list[float]:
    """One random moment in each of KILLS equal parts of `duration`, in random order."""
    chance = random.Random(seed)
    found = [duration * (part + chance.random()) / KILLS for part in range(KILLS)]
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
            passages=parts.backend.passage_count(),
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
    """What stands at any moment: readers work, and each stored report is whole."""
    with open_workspace(home) as workspace:
        for report in workspace.reports(statuses=tuple(ReportStatus)):
            assert report.measures == len(wanted.reports[report.id])
            assert report.status is ReportStatus.ACTIVE
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
def wanted(inbox: Path, tmp_path_factory: pytest.TempPathFactory) -> State:
    """What an undisturbed run gives."""
    home = tmp_path_factory.mktemp("undisturbed")
    run("add", inbox, "--home", home)
    found = state(home)
    assert len(found.reports) == len(TOWNS)
    return found


def timed(*args: str | Path) -> float:
    began = time.monotonic()
    run(*args)
    return time.monotonic() - began


@pytest.mark.slow
def test_add_survives_kills(inbox: Path, wanted: State, tmp_path: Path) -> None:
    duration = timed("add", inbox, "--home", tmp_path / "clock")
    hits = 0
    for number, moment in enumerate(moments(duration, seed=1)):
        home = tmp_path / f"home{number}"
        hits += killed(moment, "add", inbox, "--home", home)
        check_between(home, wanted)

        run("add", inbox, "--home", home)

        assert state(home) == wanted
    assert hits


@pytest.mark.slow
def test_add_survives_several_kills_in_one_home(inbox: Path, wanted: State, tmp_path: Path) -> None:
    duration = timed("add", inbox, "--home", tmp_path / "clock")
    home = tmp_path / "home"
    for moment in moments(duration, seed=2):
        killed(moment, "add", inbox, "--home", home)
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
    duration = timed("build", *options, "--home", home)
    hits = 0
    for moment in moments(duration, seed=3):
        if not options:
            shutil.rmtree(home / "index")
        hits += killed(moment, "build", *options, "--home", home)
        check_between(home, wanted)

        (hit,) = run("search", "งดรับของขวัญ", "-k", "1", "--home", home)

        assert "งดรับของขวัญ" in hit["measure"]["title"]
        assert state(home) == wanted
    assert hits


@pytest.mark.slow
def test_building_for_another_encoder_survives_kills(
    inbox: Path, wanted: State, tmp_path: Path
) -> None:
    encoder = str(make_encoder(tmp_path / "model"))
    first = tmp_path / "first"
    run("add", inbox, "--home", first)
    homes = [Path(shutil.copytree(first, tmp_path / f"home{number}")) for number in range(2)]
    duration = timed("build", "--encoder", encoder, "--home", first)
    hits = 0
    for home, moment in zip(homes, moments(duration, seed=4), strict=False):
        hits += killed(moment, "build", "--encoder", encoder, "--home", home)
        check_between(home, wanted)

        (hit,) = run("search", "งดรับของขวัญ", "-k", "1", "--home", home)
        run("build", "--encoder", encoder, "--home", home)

        assert "งดรับของขวัญ" in hit["measure"]["title"]
        assert state(home) == wanted
        with open_workspace(home) as workspace:
            assert workspace.models == Models(encoder=encoder)
    assert hits
