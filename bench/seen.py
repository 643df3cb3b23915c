"""How soon a running app shows a report that a command has added, or has removed.

    python -m bench.seen --home HOME [--times 5] [--json]

HOME is any indexed library; it is changed and changed back. `itasearch serve` runs on it with two
WebSocket sessions, as browsers open them: one on the search page, one in the library. Each time
`itasearch add` takes one generated CSV report of a few measures, whose titles have words that no
other report has; from the end of the command on both sessions ask at the same time as a user
would, the one with these words, the other with the file's name in the list's filter, again
until the report is there. Then `itasearch remove` takes it out, and both ask until it is gone.
What stays of a run are the removed reports' files and history, as for every removed report.

A page shows a report when a message of its run has it, and shows that it is gone when its
script has finished without one. Before each command both sessions ask the same, so that what the
same pages take when nothing has changed is known. Times are wall-clock, of the app processor
time (Linux, macOS; needs psutil).
"""

import argparse
import asyncio
import csv
import hashlib
import io
import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from statistics import median

import psutil

from bench.generate import as_csv, reports
from bench.generated_texts import word_lists
from bench.scale import ROOT
from bench.users import Session, fault, processor_seconds, server, session_at
from itasearch.model.records import report_id
from tests.tools.server import served

_SEED = 1_000_003
"""Of reports that are in no library of bench.scale."""
_MEASURES = 3
_WARMING = 3
_MOST_RUNS = 20
"""Of a page within which a change must be seen."""
_LIBRARY = "library"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Until both pages were right, in seconds.

    Attributes:
        search: until the search page was, as `library`.
        processor: of the app.
        runs: of the app's script.
    """

    search: float
    library: float
    processor: float
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A command, and how the app followed.

    Attributes:
        verb: "add" or "remove".
        command: seconds that it took.
        before: both pages before it, with nothing changed.
        after: from its end on.
    """

    verb: str
    command: float
    before: Asked
    after: Asked


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """A report to add: its file, its id, and the words of its titles."""

    file: Path
    id: str
    words: str


def new_report(folder: Path, chance: Random) -> NewReport:
    """Write a report that no library has."""
    generated = next(iter(reports(seed=_SEED, measures=_MEASURES)))
    syllables = word_lists()["names"]
    name = "".join(chance.choice(syllables[part]) for part in ("heads", "middles", "tails") * 2)
    rows = list(csv.reader(io.StringIO(as_csv(generated).decode("utf-8-sig"))))
    for row in rows[-len(generated.measures) :]:
        row[1] = f"ตรวจเยี่ยม{name} ครั้งที่ {row[0]}"
        row[2] = f"{row[2]} ณ {name}"
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(rows)
    content = file.getvalue().encode("utf-8-sig")
    digest = hashlib.sha256(content).hexdigest()
    path = folder / f"new-{digest[:12]}.csv"
    path.write_bytes(content)
    # In quotation marks, for its syllables may name a district of the library.
    return NewReport(file=path, id=report_id(digest), words=f'"ตรวจเยี่ยม{name}"')


class App:
    """A running app with one session on each page."""

    def __init__(self, process: psutil.Process, search: Session, library: Session) -> None:
        self._process = process
        self._search, self._library = search, library

    async def until(self, report: NewReport, *, there: bool) -> Asked:
        """Ask both pages until they show the report, or no longer do."""
        processor, began = processor_seconds(self._process), time.perf_counter()
        (search, runs), (library, more) = await asyncio.gather(
            _until(self._search, {"q": report.words}, "", report.id, there=there),
            _until(self._library, {"filter": report.file.name}, _LIBRARY, report.id, there=there),
        )
        return Asked(
            search=search - began,
            library=library - began,
            processor=processor_seconds(self._process) - processor,
            runs=runs + more,
        )


async def _until(
    session: Session, query: Mapping[str, str], page: str, wanted: str, *, there: bool
) -> tuple[float, int]:
    """(when the page was right, runs of the script); SystemExit if it is not in _MOST_RUNS."""
    for runs in range(1, _MOST_RUNS + 1):
        seen = None
        async for message, _ in session.messages(query, page=page):
            if wrong := fault(message):
                raise SystemExit(f"the page {page or 'search'!r} failed: {wrong}")
            if seen is None and wanted in message.delta.new_element.html.body:
                seen = time.perf_counter()
        if (seen is not None) == there:
            return seen or time.perf_counter(), runs
    raise SystemExit(f"{_MOST_RUNS} runs of the page {page or 'search'!r} did not show the change")


async def _command(home: Path, verb: str, argument: str) -> float:
    """Seconds that a command took."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "itasearch", verb, argument, "--home", str(home)]
    running = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    if await running.wait():
        raise SystemExit(f"itasearch {verb} ended with {running.returncode}")
    return time.perf_counter() - began


async def _changes(url: str, home: Path, times: int) -> list[Change]:
    found = []
    chance = Random(time.time_ns())  # each run adds reports that no other has added
    process = server()
    with tempfile.TemporaryDirectory() as folder:
        async with session_at(url) as search, session_at(url) as library:
            app = App(process, search, library)
            for number in range(_WARMING + times):
                report = new_report(Path(folder), chance)
                if number < _WARMING:
                    await app.until(report, there=False)
                    continue
                for verb, argument in (("add", str(report.file)), ("remove", report.id)):
                    before = await app.until(report, there=verb == "remove")
                    command = await _command(home, verb, argument)
                    after = await app.until(report, there=verb == "add")
                    found.append(Change(verb=verb, command=command, before=before, after=after))
    return found


_COLUMNS: Mapping[str, Callable[[Change], float]] = {
    "command s": lambda one: one.command,
    "search page s": lambda one: one.after.search,
    "library page s": lambda one: one.after.library,
    "app CPU s": lambda one: one.after.processor,
    "runs": lambda one: one.after.runs,
    "unchanged: search s": lambda one: one.before.search,
    "library s": lambda one: one.before.library,
    "CPU s": lambda one: one.before.processor,
}


def main(arguments: Sequence[str]) -> None:
    """Add and remove, as often as asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one object a change")
    given = parser.parse_args(arguments)
    home = given.home.resolve()
    with served(home) as url:
        changes = asyncio.run(_changes(url, home, given.times))
    if given.json:
        for change in changes:
            print(json.dumps(asdict(change)))
    else:
        _print(changes)


def _print(changes: Sequence[Change]) -> None:
    print(f"| | {' | '.join(_COLUMNS)} |")
    print("|---" * (len(_COLUMNS) + 1) + "|")
    for verb in ("add", "remove"):
        of_verb = [one for one in changes if one.verb == verb]
        for name, choose in (("median", median), ("longest", max)):
            values = (choose(list(map(column, of_verb))) for column in _COLUMNS.values())
            print(f"| {verb}, {name} | {' | '.join(f'{value:.2f}' for value in values)} |")


if __name__ == "__main__":
    main(sys.argv[1:])
