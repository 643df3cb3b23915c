"""How long a search takes beside an earlier commit, on the same reports, in pairs.

    python bench/search_speed.py --before CHECKOUT FILE_OR_FOLDER…
    python bench/search_speed.py --before CHECKOUT --reports 2000

CHECKOUT is a work tree of the earlier commit (git worktree add DIR COMMIT). Both sides
read the same files into a library of their own, then answer the same queries in turns,
each in a process that stays warm, encoding included; k is 10. Told are medians and the
ratio of each query's two medians. With --reports, that many reports are invented.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import IO

QUERIES = (
    "งดรับของขวัญ",
    "ช่องทางร้องเรียนการทุจริต",
    "จัดซื้อจัดจาง รายเดือน",
    "ป.ป.ช. รายงานผล",
    "e-service ยื่นคำร้อง",
    "No Gift Policy",
    "how can citizens complain about officials",
    "staff training on ethics",
    "การยืมทรัพย์สินของราชการต้องทำอย่างไร",
    "ผู้บริหารประกาศเจตจำนงสุจริตต่อประชาชนเมื่อใด",
    "COI",
    "สนามบินสุวรรณภูมิ",
)
ROUNDS = 15

_DOINGS = (
    "จัดทำคู่มือ",
    "ประกาศเจตนารมณ์เรื่อง",
    "อบรมให้ความรู้เรื่อง",
    "เผยแพร่ข้อมูลเรื่อง",
    "แต่งตั้งคณะทำงานด้าน",
    "เปิดช่องทางออนไลน์สำหรับ",
    "ติดตามและรายงานเรื่อง",
    "ทบทวนแนวทางของ",
)
_THINGS = (
    "การงดรับของขวัญ",
    "การร้องเรียนการทุจริต",
    "การจัดซื้อจัดจ้าง",
    "การยืมทรัพย์สินของราชการ",
    "ผลประโยชน์ทับซ้อน",
    "การใช้จ่ายงบประมาณ",
    "การให้บริการประชาชน",
    "คุณธรรมจริยธรรม",
    "การประเมินความเสี่ยง",
    "การมีส่วนร่วมของประชาชน",
    "ความพึงพอใจของผู้รับบริการ",
    "ระบบ E-Service",
)
_WAYS = (
    "ลงนามต่อหน้าพนักงาน",
    "ติดประกาศหน้าสำนักงาน",
    "ลงเว็บไซต์ทุกเดือน",
    "ประชุมทุกกอง",
    "แจ้งเวียนทางหนังสือ",
    "ตั้งกล่องรับความเห็น",
    "บันทึกในทะเบียน",
    "สรุปผลเสนอนายก",
    "เชิญผู้แทนชุมชนร่วมดู",
    "ทำแบบสอบถามออนไลน์",
    "ตรวจสอบทุกไตรมาส",
    "ปรับปรุงขั้นตอนให้สั้นลง",
)
_SYLLABLES = ("ดอน", "ห้วย", "บัว", "แก้ว", "ทอง", "คำ", "หิน", "ทราย", "สัก", "ยาง", "น้ำ", "เพชร")
_HEADERS = "ลำดับ,มาตรการ,ขั้นตอนหรือวิธีการปฏิบัติ,ระยะเวลา,ผู้รับผิดชอบ,ผลการดำเนินการ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A warm process that answers queries with the code of one checkout."""

    name: str
    process: subprocess.Popen[str]

    def milliseconds(self, query: str) -> float:
        """How long one search takes."""
        answer = self._asked(query)
        return float(answer)

    def _asked(self, line: str) -> str:
        stdin, stdout = _pipes(self.process)
        stdin.write(json.dumps(line) + "\n")
        stdin.flush()
        return stdout.readline()


def write_reports(folder: Path, count: int) -> None:
    """`count` invented reports of eight measures each, as CSV files."""
    chance = random.Random(5)
    for number in range(count):
        town = "".join(chance.sample(_SYLLABLES, 3))
        lines = [f"รายงานผลการดำเนินการตามมาตรการ เทศบาลตำบล{town} ปีงบประมาณ {2564 + number % 5}"]
        lines.append(_HEADERS)
        for row in range(1, 9):
            title = chance.choice(_DOINGS) + chance.choice(_THINGS)
            steps = " ".join(chance.sample(_WAYS, 4))
            done = f"ดำเนินการ{chance.choice(_THINGS)}แล้ว {chance.randint(2, 90)} ครั้ง"
            lines.append(f"{row},{title},{steps},ตลอดปีงบประมาณ,สำนักปลัด,{done}")
        (folder / f"r{number:05}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def work(home: Path, files: Sequence[Path]) -> None:
    """The process of a side: read the files in, then answer what comes by standard input."""
    from itasearch import open_workspace

    with open_workspace(home) as workspace:
        for _ in workspace.add(files):
            pass
        workspace.search(QUERIES[0])
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for line in sys.stdin:
            began = time.perf_counter()
            workspace.search(json.loads(line))
            sys.stdout.write(f"{1000 * (time.perf_counter() - began):.3f}\n")
            sys.stdout.flush()


@contextmanager
def side(name: str, checkout: Path, files: Sequence[Path]) -> Iterator[Side]:
    """A side at work, its library in a folder that goes with it."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, __file__, "--work", home, *map(str, files)]
        environment = {**os.environ, "PYTHONPATH": str(checkout)}
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        ) as process:
            stdin, stdout = _pipes(process)
            if stdout.readline() != "ready\n":
                raise SystemExit(f"{name} cannot be asked")
            yield Side(name=name, process=process)
            stdin.close()


def compare(before: Side, now: Side) -> None:
    """Ask both in turns and print what it took."""
    ratios = []
    sys.stdout.write("| query | before ms | now ms | ratio |\n|---|---|---|---|\n")
    times: dict[str, tuple[list[float], list[float]]] = {query: ([], []) for query in QUERIES}
    for turn in range(ROUNDS + 1):
        for query, (old, new) in times.items():
            pair = [(before, old), (now, new)]
            for one, into in pair if turn % 2 else pair[::-1]:
                taken = one.milliseconds(query)
                if turn:  # the first turn warms up
                    into.append(taken)
    for query, (old, new) in times.items():
        ratios.append(median(new) / median(old))
        sys.stdout.write(
            f"| {query} | {median(old):.1f} | {median(new):.1f} | {ratios[-1]:.2f} |\n"
        )
    every_old = [taken for old, _ in times.values() for taken in old]
    every_new = [taken for _, new in times.values() for taken in new]
    sys.stdout.write(
        f"| all | {median(every_old):.1f} | {median(every_new):.1f} | "
        f"{sum(every_new) / sum(every_old):.2f} |\n"
        f"median of the ratios {median(ratios):.2f}, largest {max(ratios):.2f}\n"
    )


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        raise RuntimeError("the process has no pipes")
    return process.stdin, process.stdout


def main(arguments: Sequence[str]) -> None:
    """Compare, or be one of the sides."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--reports", type=int)
    parser.add_argument("--work", type=Path)
    given = parser.parse_args(arguments)
    files = [path.resolve() for path in given.files]
    if given.work:
        work(given.work, files)
        return
    if given.before is None:
        parser.error("name the checkout of the earlier commit: --before")
    with ExitStack() as stack:
        if given.reports:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            write_reports(folder, given.reports)
            files.append(folder)
        here = Path(__file__).resolve().parents[1]
        before = stack.enter_context(side("before", given.before.resolve(), files))
        now = stack.enter_context(side("now", here, files))
        compare(before, now)


if __name__ == "__main__":
    main(sys.argv[1:])
