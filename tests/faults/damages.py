"""Bytes of the store or the index changed: each verb says so, or answers as before.

A damage may hit bytes that nothing reads: then nothing changes. Else every verb either answers
as on the whole library or ends with a message, `doctor` fails, and what is derived is mended by
`build` or `build --rebuild`. What must not be: an end of the process, a traceback, another
answer than before that `doctor` calls ok.
"""

import json
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.damage import overwrite, swap
from tests.faults.history import QUERY, History, index_fault
from tests.faults.messages import wrong_of_message
from tests.faults.verbs import Given, given

_ASKING = ("reports --json", f"search {QUERY} -k 50 --json", "stats --json")
_MENDING = ("build --json", f"search {QUERY} -k 50 --json", "build --rebuild --json")
_VERBS = (*_ASKING, "doctor --json", *_MENDING, *_ASKING)
_STORE_SHARE = 0.5
"""Share of the damages that hit the store; the index has many files, and can be built anew."""
_NEVER_READ = (".lock",)  #: Ends of the names of files without content


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What was done to which file."""

    path: Path
    what: str

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


class Damages:
    """Damages one copy of a library after the other; `faults` has what is wrong."""

    def __init__(self, folder: Path, chance: Random) -> None:
        self._folder = folder
        self._chance = chance
        history = History(folder, chance, reports=12)
        for name in ("correct", "remove", "correct"):
            history.finish(verb := history.verb(name), history.expect(verb))
        self._whole = history.calm
        self._answers = _answers(given(self._whole, *_ASKING))
        self.outcomes: Counter[str] = Counter()
        self.faults: list[str] = []

    def run(
        self, damages: int, damage_to: Callable[[Path, Random], "Damage"] | None = None
    ) -> Iterator[str]:
        """So many damages, each by `damage_to`, or else at random; a line for each."""
        for number in range(damages):
            home = Path(shutil.copytree(self._whole, self._folder / f"damaged{number}"))
            damage = (damage_to or damaged)(home, self._chance)
            outcome, faults = self._outcome(home, damage)
            self.outcomes[outcome] += 1
            self.faults += [f"{damage}: {fault}" for fault in faults]
            shutil.rmtree(home)
            yield f"{damage}: {outcome}"

    def _outcome(self, home: Path, damage: Damage) -> tuple[str, list[str]]:
        """What became of it in a word, and what is wrong with that."""
        found = given(home, *_VERBS)
        faults = [
            f"{one.verb}: {one.fault.strip().splitlines()[-1][:300]}" for one in found if one.fault
        ]
        for one in found:
            if one.code not in (0, 1) and not one.fault:
                faults.append(f"{one.verb}: exit code {one.code}")
            if one.code == 1 and not one.fault and not one.verb.startswith("doctor"):
                faults += [f"{one.verb}: {wrong}" for wrong in wrong_of_message(one.err, home)]
        if len(found) < len(_VERBS) or any(one.fault for one in found):
            return "FAULT", faults
        said = _is_said(found[: len(_ASKING) + 1])
        same = self._same(found[: len(_ASKING)])
        mended = self._same(found[-len(_ASKING) :])
        if not same and not said:
            faults.append("other answers than before, and doctor finds nothing")
        if damage.path.parts[0] == "index" and not mended:
            faults.append("build --rebuild does not mend it")
        if mended and (wrong := index_fault(home)):
            faults.append(wrong)
        if faults:
            return "FAULT", faults
        return ("unchanged" if same else "said") + (
            ", mended" if mended else ", needs a backup"
        ), []

    def _same(self, found: list[Given]) -> bool:
        """Whether all verbs that answered did so as on the whole library."""
        return all(one.code == 0 for one in found) and _answers(found) == self._answers


def _is_said(found: list[Given]) -> bool:
    """Whether a verb ended with a message, or doctor with a fault."""
    return any(one.code for one in found)


def _answers(found: list[Given]) -> list[list[str]]:
    """What verbs answered, in any order; of hits the measures, whatever their score."""
    return [sorted(map(_answer, one.out.splitlines())) for one in found]


def _answer(line: str) -> str:
    answer = json.loads(line)
    return json.dumps(answer.get("measure", answer), sort_keys=True)


def damaged(home: Path, chance: Random) -> Damage:
    """Change bytes of one file of the store or the index of `home`, or take it away."""
    is_store = chance.random() < _STORE_SHARE
    files = [path for path in (home / "index").rglob("*") if _may_be_hit(path)]
    path = home / "corpus" / "library.db" if is_store else chance.choice(sorted(files))
    data = path.read_bytes()
    place = chance.randrange(len(data))
    what = chance.choice(("bit", "bit", "bytes", "zeros", "cut", "gone"))
    match what:
        case "bit":
            overwrite(path, place, bytes([data[place] ^ 1 << chance.randrange(8)]))
        case "bytes":
            overwrite(path, place, chance.randbytes(len(data[place : place + 16])))
        case "zeros":
            overwrite(path, place, bytes(len(data[place : place + 4096])))
        case "cut":
            swap(path, data[:place])
        case _:
            path.unlink()
    return Damage(path=path.relative_to(home), what=f"{what} at {place} of {len(data)}")


def _may_be_hit(path: Path) -> bool:
    return path.is_file() and path.stat().st_size > 0 and not path.name.endswith(_NEVER_READ)
