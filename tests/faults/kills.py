"""SIGKILL during a verb: what was acknowledged is there, nothing is twice, the next verb goes on.

Half of the kills come at a counted step (see stopping), the others some milliseconds behind
one: inside of a library, a worker or the disk. A verb is given until it was killed so often as
is asked for; one that ends before its step says how many it takes, from which the next steps
are chosen.
"""

import shutil
import sqlite3
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from random import Random

from itasearch.model.library import ReportStatus
from itasearch.store.sql import open_store
from tests.faults.children import Attack, attacked
from tests.faults.history import VERBS, Held, History, Verb, held

_LONGEST_MOMENT = 0.15
"""Seconds between a step and a kill behind it, at most: a commit takes a few hundredths."""
_FIRST_STEPS = 150
"""Steps that a verb is taken to have where none was left to end: fewer than any has."""
_NO_STEP = 10**9  #: The step at which a verb is killed that is to end by itself


class Kills:
    """Kills one verb after the other; `killed` counts them by name, `faults` has what is wrong."""

    def __init__(
        self, folder: Path, chance: Random, *, verbs: Sequence[str] = VERBS, learns: bool = True
    ) -> None:
        """`learns`: whether the first of each verb is left to end, for the steps that it takes."""
        self._chance = chance
        self._learns = learns
        self._verbs = verbs
        self._history = History(folder, chance)
        self._steps: dict[str, int] = {}
        self.killed: Counter[str] = Counter()
        self.ended = 0
        self.left_over = 0
        self.faults: list[str] = []

    def run(self, kills: int) -> Iterator[str]:
        """Kill so often; a line for each kill."""
        number = 0
        while self.killed.total() < kills:
            name = self._verbs[number % len(self._verbs)]
            number += 1
            yield self._kill(self._history.verb(name))

    def _kill(self, verb: Verb) -> str:
        before = self._history.before
        after = self._history.expect(verb)
        most = self._steps.get(verb.name, _NO_STEP if self._learns else _FIRST_STEPS)
        step = most if most == _NO_STEP else self._chance.randint(1, most)
        moment = self._chance.uniform(0, _LONGEST_MOMENT) if self._chance.random() < 0.5 else None
        attack = attacked(step, self._history.tried, *verb.words, moment=moment)
        where = f"{verb.name}, step {step} of about {most}"
        where += "" if moment is None else f" and {moment * 1000:.0f} ms"
        if attack.reached:
            self.killed[verb.name] += 1
        else:
            self.ended += 1
            if attack.steps:
                self._steps[verb.name] = attack.steps
        faults = [*self._wrong(verb, attack, before, after), *self._history.finish(verb, after)]
        if verb.writes is not None:
            faults += _wrong_file(verb.writes, after, is_done=True)
            verb.writes.unlink()
            self.left_over += _clear(verb.writes.parent)
        self.faults += [f"{where}: {fault}" for fault in faults]
        return f"{where}: {'killed' if attack.reached else 'ended'}{' FAULT' if faults else ''}"

    def _wrong(self, verb: Verb, attack: Attack, before: Held, after: Held) -> Iterator[str]:
        found = held(self._history.tried)
        if not found.copies <= after.copies or not before.copies <= found.copies:
            yield "originals are lost, or there are others"
        if verb.name == "add":
            yield from _wrong_reports(attack, before, after, found)
        elif found.reports not in (before.reports, after.reports):
            yield f"neither as before nor as after: {found.differs_from(after)}"
        elif attack.lines and found.reports != after.reports:
            yield "acknowledged, and not done"
        if verb.writes is not None and (attack.lines or verb.writes.exists()):
            yield from _wrong_file(verb.writes, before, is_done=bool(attack.lines))


def _wrong_reports(attack: Attack, before: Held, after: Held, found: Held) -> Iterator[str]:
    """What is wrong with a library to which files were being added, one after the other."""
    acknowledged = {str(one["report_id"]) for one in attack.objects if one.get("report_id")}
    if lost := (set(before.reports) | acknowledged) - set(found.reports):
        yield f"lost: {', '.join(sorted(lost))}"
    for name, report in found.reports.items():
        if report not in (before.reports.get(name), after.reports.get(name)):
            yield f"not whole: {name}"


def _wrong_file(file: Path, of: Held, *, is_done: bool) -> Iterator[str]:
    """What is wrong with a copy of a library: it is whole, or there is none."""
    if not file.exists():
        yield f"no copy at {file.name}"
    elif file.suffix == ".zip":
        yield from _wrong_backup(file)
    else:
        with open_store(file) as store:
            found = {one.id for one in store.reports.all(statuses=tuple(ReportStatus))}
        if found != {*of.reports} and (found or is_done):
            yield f"{len(found)} of {len(of.reports)} reports in {file.name}"


def _wrong_backup(file: Path) -> Iterator[str]:
    with zipfile.ZipFile(file) as archive:
        if (broken := archive.testzip()) is not None:
            yield f"the backup is broken at {broken}"
        restored = file.with_suffix(".restored.db")
        with archive.open("corpus/library.db") as packed, restored.open("wb") as copy:
            shutil.copyfileobj(packed, copy)
    with closing(sqlite3.connect(restored)) as database:
        if (told := database.execute("PRAGMA integrity_check").fetchall()) != [("ok",)]:
            yield f"the store of the backup: {told[:1]}"
    for path in file.parent.glob(f"{restored.name}*"):
        path.unlink()


def _clear(folder: Path) -> int:
    """How much killed backups left beside their file; it is removed."""
    left = list(folder.iterdir())
    for path in left:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    return len(left)
