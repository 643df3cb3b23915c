"""Two homes with one history: verbs in random order, which faults meet on one of them.

Each verb is first given on the home that nothing disturbs: what that holds before and after it
is all that the other one may hold, whatever happened to it meanwhile. Ids are made of the
files' digests and places, so that they are the same in both. What runs undisturbed runs in
this process, with readers and an encoder that are opened once.
"""

import hashlib
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from itasearch import encoders
from itasearch.config import load_settings
from itasearch.encoders import open_encoder
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.workspace import Workspace, open_workspace
from itasearch.workspace.index import index_is_stale
from itasearch.workspace.parts import Parts
from tests.cli import conftest as cli
from tests.workspace.conftest import ReaderHere, parsing_with

VERBS = ("add", "build", "correct", "undo", "remove", "backup", "reread", "move")
"""What writes to store, originals or index, or copies them. Not among them: `work` and `sample`,
which store files as `add` does; `doctor --repair`, which builds; what writes a row of a table of
its own (drafts, judge, watch, people, keys), as `correct` does."""
TOWNS = tuple(
    f"ตัวอย่าง{one}{two}{three}" for three in "มรล" for one in "กขคงจฉชซญ" for two in "ดตถทธนบปม"
)
_FIRST_YEAR = 2560
_ROWS = (
    "ประกาศเจตนารมณ์งดรับของขวัญ | ผู้บริหารลงนามและแจ้งทุกกอง | ต.ค. | สำนักปลัด",
    "เปิดช่องทางร้องเรียนบนเว็บไซต์ | ตั้งผู้รับเรื่องและตอบภายในเจ็ดวัน | ตลอดปีงบประมาณ | นิติการ",
    "เผยแพร่แผนจัดซื้อจัดจ้าง | ลงประกาศทุกเดือนพร้อมราคากลาง | รายเดือน | กองคลัง",
    "อบรมจริยธรรมแก่เจ้าหน้าที่ | จัดอบรมหนึ่งวันและทดสอบความเข้าใจ | ไตรมาส ๒ | งานบุคคล",
)
QUERY = "งดรับของขวัญ"
_FEWEST = 4  #: Reports that stay in force: a library that is nearly empty shows little
_MOST_FILES = 4  #: Files that one `add` is given


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What a home holds, without times and numbers that count up."""

    reports: Mapping[str, tuple[object, ...]]  #: by id, with status, measures and corrections
    copies: frozenset[str]  #: digests of the originals in corpus/added

    def differs_from(self, other: "Held") -> str:
        """Ids of the reports that the two have otherwise, or not both; "" for none."""
        every = {*self.reports, *other.reports}
        unlike = (one for one in every if self.reports.get(one) != other.reports.get(one))
        return ", ".join(sorted(unlike))


@dataclass(frozen=True, slots=True, kw_only=True)
class Verb:
    """A verb as it is typed, without --home."""

    words: tuple[str, ...]
    repeats: bool = True  #: whether giving it again once it is done changes nothing
    writes: Path | None = None  #: the file that it writes outside of the home

    @property
    def name(self) -> str:
        """Which one it is."""
        return self.words[0]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Verbs of this process read files in it, and open the encoder once."""
    with parsing_with(ReaderHere()), pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "open_encoder", cache(open_encoder))
        yield


def report_text(number: int) -> str:
    """A report of four measures; of no two numbers are town and year the same."""
    town, year = TOWNS[number % len(TOWNS)], _FIRST_YEAR + number // len(TOWNS)
    rows = "\n".join(
        f"| {place}. {row.replace(' | ', f' ครั้งที่ {number} | ', 1)} |"
        for place, row in enumerate(_ROWS, start=1)
    )
    return (
        f"# มาตรการส่งเสริมคุณธรรม ประจำปีงบประมาณ พ.ศ. {year}\n\n"
        f"เทศบาลตำบล{town} อำเภอเมือง จังหวัดพะเยา\n\n"
        "| มาตรการ | วิธีดำเนินการ | ระยะเวลา | ผู้รับผิดชอบ |\n"
        f"|---|---|---|---|\n{rows}\n"
    )


def run(home: Path, *words: str) -> cli.Ran:
    """Give a verb in this process, without a fault."""
    found = cli.run(*words, "--home", home)
    assert found.code == 0, found.err
    return found


def held(home: Path) -> Held:
    """What a home holds now."""
    with open_workspace(home) as workspace:
        reports = workspace.library.reports(statuses=tuple(ReportStatus))
        found = {one.id: _held_report(workspace, one) for one in reports}
    return Held(reports=found, copies=copies(home))


def _held_report(workspace: Workspace, summary: ReportSummary) -> tuple[object, ...]:
    report = workspace.library.report(summary.id)
    owner = report.organisation and replace(report.organisation, id="")
    made = workspace.review.corrections(summary.id)
    corrections = tuple((one.correction, one.undone_at is None, one.placed) for one in made)
    return summary.status, summary.replaced_by, replace(report, organisation=owner), corrections


def copies(home: Path) -> frozenset[str]:
    """Digests of the files in corpus/added, each of which must be what its name says."""
    found = [path for path in (home / "corpus" / "added").glob("*") if path.name[0] != "."]
    digests = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}
    wrong = [path.name for path, digest in digests.items() if path.name[:12] != digest[:12]]
    assert wrong == [], wrong
    return frozenset(digests.values())


def index_fault(home: Path) -> str:
    """In what the index is not as the store is; "" where both agree."""
    parts = Parts(load_settings(home))
    try:
        store, backend = parts.store, parts.backend
        fingerprints = store.reports.fingerprints()
        measures = [
            one.id for report in store.reports.each(list(fingerprints)) for one in report.measures
        ]
        if index_is_stale(parts) or dict(backend.reader().fingerprints()) != dict(fingerprints):
            return "the index has other reports than the store"
        if backend.reader().measure_count() != len(measures) or len(set(measures)) != len(measures):
            count = backend.reader().measure_count()
            return f"{count} measures in the index, {len(measures)} in the store"
        if len(backend.reader().measure_vectors(measures)) != len(measures):
            return "measures without a vector"
        return ""
    finally:
        parts.close()


class History:
    """A home that nothing disturbs (`calm`), another one, and the verbs that both are given."""

    def __init__(self, folder: Path, chance: Random, *, reports: int = 6) -> None:
        self._folder = folder
        self._chance = chance
        self._numbers = iter(range(len(TOWNS) * 100))
        self._edits = 0
        self.calm, self.tried = folder / "calm", folder / "tried"
        run(self.calm, *self._add(reports).words)
        shutil.copytree(self.calm, self.tried)
        self.before = held(self.calm)  #: what both hold before the verb that comes

    def verb(self, name: str) -> Verb:
        """A verb of this name; where it has nothing to do now, another one that has."""
        make: dict[str, Callable[[], Verb]] = {
            "add": lambda: self._add(self._chance.randint(1, _MOST_FILES)),
            "build": self._build,
            "correct": self._correct,
            "undo": self._undo,
            "remove": self._remove,
            "backup": self._backup,
            "reread": lambda: Verb(words=("reread", self._active(), "--json")),
            "move": self._move,
        }
        return make[name]()

    def expect(self, verb: Verb) -> Held:
        """Give it to the calm home; what both must hold afterwards."""
        if verb.name == "build" and "--rebuild" not in verb.words:
            shutil.rmtree(self.tried / "index")
        run(self.calm, *verb.words)
        if verb.writes is not None:
            verb.writes.unlink()
        return held(self.calm)

    def finish(self, verb: Verb, after: Held) -> list[str]:
        """Give the verb to the tried home once more where it was not done; what is wrong then."""
        if verb.repeats or held(self.tried) != after:
            run(self.tried, *verb.words)
        found = held(self.tried)
        faults = []
        if found != after:
            faults.append(f"after {verb.name} again: {found.differs_from(after) or 'originals'}")
        run(self.tried, "search", QUERY, "-k", "1", "--json")
        if fault := index_fault(self.tried):
            faults.append(f"after {verb.name} again: {fault}")
        self._start_again(after, anew=bool(faults))
        return faults

    def _start_again(self, after: Held, *, anew: bool) -> None:
        """What comes next begins from two equal homes."""
        if anew:
            shutil.rmtree(self.tried)
            shutil.copytree(self.calm, self.tried)
        self.before = after

    def _add(self, count: int) -> Verb:
        numbers = [next(self._numbers) for _ in range(count)]
        inbox = self._folder / f"inbox{numbers[0]}"
        inbox.mkdir(parents=True)
        for number in numbers:
            path = inbox / f"{number:04}.md"
            path.write_text(report_text(number), encoding="utf-8")
        return Verb(words=("add", str(inbox), "--json"))

    def _build(self) -> Verb:
        rebuild = ("--rebuild",) if self._chance.random() < 0.5 else ()
        return Verb(words=("build", *rebuild, "--json"))

    def _correct(self) -> Verb:
        report = self._active()
        self._edits += 1
        if self._chance.random() < 0.4:
            year = str(2570 + self._edits % 50)
            return Verb(words=("correct", report, "--year", year, "--json"), repeats=False)
        with open_workspace(self.calm) as workspace:
            measure = self._chance.choice(workspace.library.report(report).measures).id
        edit = f"steps=ประชุมชี้แจงครั้งที่ {self._edits}"
        return Verb(words=("correct", measure, "--set", edit, "--json"), repeats=False)

    def _undo(self) -> Verb:
        with open_workspace(self.calm) as workspace:
            corrected = [
                report.id
                for report in workspace.library.reports()
                if any(one.undone_at is None for one in workspace.review.corrections(report.id))
            ]
        if not corrected:
            return self._correct()
        words = ("undo", self._chance.choice(corrected), "--json")
        return Verb(words=words, repeats=False)

    def _remove(self) -> Verb:
        if len(self._active_ids()) <= _FEWEST:
            return self._add(2)
        return Verb(words=("remove", self._active(), "--json"), repeats=False)

    def _backup(self) -> Verb:
        folder = self._folder / "backups"
        folder.mkdir(exist_ok=True)
        file = folder / "library.zip"
        return Verb(words=("backup", str(file)), writes=file)

    def _move(self) -> Verb:
        folder = self._folder / "moved"
        folder.mkdir(exist_ok=True)
        file = folder / "library.db"
        return Verb(words=("move", "--to", str(file), "--json"), writes=file)

    def _active(self) -> str:
        return self._chance.choice(self._active_ids())

    def _active_ids(self) -> list[str]:
        with open_workspace(self.calm) as workspace:
            return sorted(one.id for one in workspace.library.reports())
