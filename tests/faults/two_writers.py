"""Two processes that write to one home at once, and often one of them is killed.

Both wait for each other (see workspace.index.writing). What each was given is done once, by
whoever is left or by the same command again.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from tests.faults.children import started, until_stopped
from tests.faults.history import Held, History, Verb, held, index_fault, run

_SECONDS = 300  #: Longest that two verbs may take on a busy machine
_LATEST_STEP = 400
"""Steps after which the one that is killed dies at the latest: about those of its verb."""


class TwoWriters:
    """Gives two verbs at a time; `faults` has what is wrong."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self._chance = chance
        self._history = History(folder, chance)
        self.killed = 0
        self.faults: list[str] = []

    def run(self, rounds: int) -> Iterator[str]:
        """So many pairs, one of every other pair killed; a line for each."""
        for number in range(rounds):
            yield self._together(kill=number % 2 == 1)

    def _together(self, *, kill: bool) -> str:
        history, second = self._history, self._chance.choice(("add", "correct", "build"))
        verbs = [history.verb("add")]
        after = history.expect(verbs[0])
        verbs.append(history.verb(second))
        if "--rebuild" not in verbs[1].words and verbs[1].name == "build":
            verbs[1] = Verb(words=("build", "--rebuild", "--json"))
        if verbs[1].name == "correct":
            # Of a report that both homes have: what the other one adds may not be there yet.
            verbs[1] = Verb(words=self._of_before(verbs[1].words), repeats=False)
        after = history.expect(verbs[1])
        where = " beside ".join(" ".join(verb.words[:2]) for verb in verbs)
        self.faults += [f"{where}: {fault}" for fault in self._wrong(verbs, after, kill=kill)]
        self.faults += [
            f"{where}: {fault}" for fault in history.finish(Verb(words=("build",)), after)
        ]
        return f"{where}{', the first killed' if kill else ''}"

    def _of_before(self, words: tuple[str, ...]) -> tuple[str, ...]:
        report = self._chance.choice(sorted(self._history.before.reports))
        return ("correct", report, "--year", str(self._chance.randint(2570, 2619)), words[-1])

    def _wrong(self, verbs: list[Verb], after: Held, *, kill: bool) -> Iterator[str]:
        home = self._history.tried
        step = self._chance.randint(1, _LATEST_STEP) if kill else 0
        first, other = started(step, home, *verbs[0].words), started(0, home, *verbs[1].words)
        if kill:
            if until_stopped(first)[0]:
                first.kill()
            self.killed += 1
        first.communicate(timeout=_SECONDS)
        other.communicate(timeout=_SECONDS)
        if other.returncode:
            yield f"the other one ended with {other.returncode}"
        if kill:
            run(home, *verbs[0].words)
        elif first.returncode:
            yield f"the first one ended with {first.returncode}"
        run(home, "search", "ของขวัญ", "--json")
        if (found := held(home)) != after:
            yield f"another library than one after the other: {found.differs_from(after)}"
        if fault := index_fault(home):
            yield fault
