"""Makes a record, or compares two."""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.tools.record import inputs
from tests.tools.record.comparing import META, differences, items, unshared_jobs
from tests.tools.record.making import ENVIRONMENT, Run, chosen_jobs, record
from tests.tools.record.names import ROOT

_SEEDS = ROOT.parent / "shared" / "seeds"


def _meta(folder: Path) -> dict[str, Any]:
    if not (folder / META).exists():
        raise SystemExit(f"{folder} is no whole record: it has no {META}; make it again")
    found: dict[str, Any] = json.loads((folder / META).read_text(encoding="utf-8"))
    return found


def compare(before: Path, after: Path, *, lines: int) -> bool:
    """Print what differs.

    Returns:
        Whether anything does.
    """
    first, second = map(_meta, (before, after))
    say = sys.stdout.write
    if first["date"][:4] != second["date"][:4]:
        say("note: the records are of two calendar years; lists of years in the app differ\n")
    for job in unshared_jobs(before, after):
        say(f"note: only one record has {job}\n")
    for one in (first, second):
        for job in one["failed"]:
            say(f"note: {job} failed at {one['commit'][:10]}\n")
    count = 0
    for found in differences(before, after, lines=lines):
        count += 1
        say(f"{found.change}: {found.item}\n")
        for line in found.diff:
            say(f"    {line}\n")
        if found.cut:
            say(f"    … {found.cut} lines more\n")
    say(f"{count} of {len(items(before) | items(after))} items differ\n")
    return bool(count or first["failed"] or second["failed"])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.tools.record", description=__doc__)
    parser.add_argument("out", type=Path, nargs="?", help="folder of the record")
    parser.add_argument("--only", nargs="+", default=(), metavar="PART", help="PART or PART/JOB")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--inputs", type=Path, help="generated inputs; default: beside OUT")
    parser.add_argument("--seeds", type=Path, default=_SEEDS, help="real reports")
    parser.add_argument("--compare", type=Path, nargs=2, metavar=("BEFORE", "AFTER"))
    parser.add_argument("--lines", type=int, default=12, help="of each diff")
    parser.add_argument("--list", action="store_true", help="print the jobs")
    given = parser.parse_args()
    if given.compare:
        raise SystemExit(int(compare(*given.compare, lines=given.lines)))
    jobs = chosen_jobs(given.only)
    if given.list:
        sys.stdout.write("\n".join(jobs) + "\n")
        return
    if given.out is None:
        parser.error("name the folder of the record, or --compare two")
    _record(given, jobs)


def _record(given: argparse.Namespace, jobs: Sequence[str]) -> None:
    for name in [one for one in os.environ if one.startswith("ITASEARCH_")]:
        del os.environ[name]
    os.environ |= ENVIRONMENT
    out = given.out.resolve()
    out.mkdir(parents=True, exist_ok=True)
    made = (given.inputs or out.with_name("record-inputs")).resolve()
    inputs.prepare(made)
    seeds = given.seeds.resolve() if given.seeds.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="record-") as folder:
        shared = Path(folder).resolve() / "homes"
        shared.mkdir()
        temporary = Path(folder).resolve() / "temporary"
        temporary.mkdir()
        os.environ["TMPDIR"] = str(temporary)  # no command says what another run left
        run = Run(out=out, homes=shared, inputs=made, seeds=seeds)
        finished = record(out, jobs, workers=given.jobs, given=run)
    failed = [one.job for one in finished if one.failure is not None]
    sys.stderr.write(f"{len(items(out))} items in {out}\n")
    if failed:
        raise SystemExit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
