"""The long run of faults: `python -m tests.faults`, which `make faults` starts.

    python -m tests.faults [PART[=COUNT]…] [--seed N] [--keep FOLDER]

Without a PART all are run as often as PARTS says: 200 kills, 40 damages. Each part prints what it
did and its figures; the exit code is 1 where anything was lost, doubled or silent, or a message
does not help. ITASEARCH_FAULT_SEED or --seed repeats a run.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tests.faults.chance import SEED_VARIABLE, chance_of, fault_seed
from tests.faults.damages import Damages
from tests.faults.history import undisturbed
from tests.faults.kills import Kills

Part = Callable[[int, int, Path], Iterator[str]]
"""Given how often, the seed and an empty folder: lines, those of faults beginning with FAULT."""


def _kills(count: int, seed: int, folder: Path) -> Iterator[str]:
    part = Kills(folder, chance_of("kills", seed=seed))
    yield from part.run(count)
    yield f"{part.killed.total()} kills: {_counted(part.killed)}; {part.ended} ended before"
    yield f"{part.left_over} temporary files of killed backups were left beside their file"
    yield from _faults(part.faults)


def _damages(count: int, seed: int, folder: Path) -> Iterator[str]:
    part = Damages(folder, chance_of("damages", seed=seed))
    yield from part.run(count)
    yield f"{part.outcomes.total()} damages: {_counted(part.outcomes)}"
    yield from _faults(part.faults)


PARTS: Mapping[str, tuple[int, Part]] = {"kills": (200, _kills), "damages": (40, _damages)}
"""How often each is run, and what runs it."""


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))


def _faults(faults: list[str]) -> Iterator[str]:
    return (f"FAULT {fault}" for fault in faults)


def _run(name: str, count: int, *, seed: int, keep: Path | None) -> int:
    """Run one part; how many faults it found."""
    began, wrong = time.monotonic(), 0
    folder = Path(tempfile.mkdtemp(prefix=f"itasearch-{name}-", dir=keep))
    _write(f"\n{name}: {count}, in {folder}")
    with undisturbed():
        for line in PARTS[name][1](count, seed, folder):
            wrong += line.startswith("FAULT")
            _write(line)
    _write(f"{name}: {time.monotonic() - began:.0f} s, {wrong} faults")
    if not wrong:
        shutil.rmtree(folder)
    return wrong


def _write(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    """Run the parts; the exit code."""
    arguments = argparse.ArgumentParser(prog="tests.faults", description=__doc__)
    arguments.add_argument("parts", nargs="*", metavar="PART[=COUNT]", help=", ".join(PARTS))
    arguments.add_argument("--seed", type=int, default=fault_seed())
    arguments.add_argument("--keep", type=Path, help="where to leave what shows a fault")
    given = arguments.parse_args()
    named = dict(part.partition("=")[::2] for part in given.parts) or dict.fromkeys(PARTS, "")
    if unknown := set(named) - set(PARTS):
        arguments.error(f"no such part: {', '.join(sorted(unknown))}")
    _write(f"{SEED_VARIABLE}={given.seed}")
    wrong = sum(
        _run(name, int(count or PARTS[name][0]), seed=given.seed, keep=given.keep)
        for name, count in named.items()
    )
    _write(f"\n{wrong} faults, {SEED_VARIABLE}={given.seed}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
