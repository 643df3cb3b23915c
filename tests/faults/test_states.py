"""Store and index as state machines: any order of verbs, with ends in between, beside a model.

A kill is what the next process meets: nobody closed store and index, and what was staged and
not committed is gone. `make faults` runs more and longer orders (ITASEARCH_FAULT_STATES).
"""

import os
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from itasearch.backends.base import SearchBackend
from itasearch.backends.local import LocalBackend, create_local_backend
from itasearch.domain.words import segmenter
from itasearch.errors import UnknownCorrectionError
from itasearch.indexing import recipe, update
from itasearch.model.corrections import Correction, EditCell, SetFiscalYear
from itasearch.model.library import ProgressEvent, ReportStatus
from itasearch.model.passages import WeightedTerm
from itasearch.model.records import Extraction, Report
from itasearch.store.sql import SqlStore, open_store
from tests.store.examples import a_report, file_source, town
from tests.test_indexing import CountingEncoder

EXAMPLES = int(os.environ.get("ITASEARCH_FAULT_STATES", "6"))
NAMES = ("กระถิน", "ขนุน", "คูน", "จามจุรี", "ชมพู่")
_ENCODER = CountingEncoder()
_RECIPE = recipe(_ENCODER, segmenter=segmenter(), vector_index="Flat")


class KilledError(Exception):
    """The process ended here."""


@dataclass
class Known:
    """What the model knows of a report: as it was read, and what people did."""

    read: Report
    removed: bool = False
    made: list[tuple[Correction, bool]] = field(default_factory=list)

    def steps(self) -> list[str | None]:
        """Of each measure, the last edit in force or what was read."""
        edits = {
            one.measure_id: one.text
            for one, in_force in self.made
            if in_force and isinstance(one, EditCell)
        }
        return [edits.get(one.id, one.steps) for one in self.read.measures]

    def year(self) -> int | None:
        """The last correction in force or what was read."""
        years = [
            one.fiscal_year_be
            for one, in_force in self.made
            if in_force and isinstance(one, SetFiscalYear)
        ]
        return years[-1] if years else self.read.fiscal_year_be


class Library(RuleBasedStateMachine):
    """A store and the index that follows it."""

    known: dict[str, Known]

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="itasearch-states-"))
        self.left = ExitStack()  # what killed processes had open: the system closes it, we do
        self.known = {}
        self.edits = 0
        self.built = False
        create_local_backend(self.folder / "search", recipe=_RECIPE).close()
        self.open()

    def open(self) -> None:
        self.opened = ExitStack()
        self.store: SqlStore = self.opened.enter_context(open_store(self.folder / "library.db"))
        self.backend: SearchBackend = LocalBackend(self.folder / "search", recipe=_RECIPE)
        self.opened.callback(self.backend.close)

    def teardown(self) -> None:
        if hasattr(self, "opened"):
            self.opened.close()
            self.left.close()
            shutil.rmtree(self.folder)

    @rule(name=st.sampled_from(NAMES), count=st.integers(1, 3))
    def add(self, name: str, count: int) -> None:
        owner = town(f"เทศบาลตำบลบ้าน{name}")
        year = 2560 + NAMES.index(name)
        titles = [f"มาตรการ {name} ข้อ {number} {count}" for number in range(count)]
        read = a_report(file_source(f"{name}{count}"), owner, year=year + 20 * count, titles=titles)
        self.store.intake.add(Extraction(reports=(read,)), read.source, media_type=read.media_type)
        known = self.known.setdefault(read.id, Known(read=read))
        known.removed = False
        self.built = False

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        report = data.draw(st.sampled_from(sorted(self.known)))
        self.store.intake.remove(report)
        self.known[report].removed = True
        self.built = False

    @precondition(lambda self: self.known)
    @rule(data=st.data(), of_year=st.booleans())
    def correct(self, data: st.DataObject, of_year: bool) -> None:
        report = data.draw(st.sampled_from(sorted(self.known)))
        measure = data.draw(st.sampled_from(self.known[report].read.measures)).id
        self.edits += 1
        one: Correction = EditCell(
            measure_id=measure, field="steps", text=f"ประชุมครั้งที่ {self.edits}"
        )
        if of_year:
            one = SetFiscalYear(fiscal_year_be=2600 + self.edits % 100)
        self.store.corrections.correct(report, [one])
        self.known[report].made.append((one, True))
        self.built = False

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        report = data.draw(st.sampled_from(sorted(self.known)))
        made = self.known[report].made
        in_force = [place for place, (_, is_in_force) in enumerate(made) if is_in_force]
        if not in_force:
            with pytest.raises(UnknownCorrectionError):
                self.store.corrections.undo(report)
            return
        self.store.corrections.undo(report)
        made[in_force[-1]] = (made[in_force[-1]][0], False)
        self.built = False

    @precondition(lambda self: self.known)
    @rule(data=st.data(), word=st.sampled_from(("กองคลัง", "สำนักปลัด")))
    def reread(self, data: st.DataObject, word: str) -> None:
        known = self.known[data.draw(st.sampled_from(sorted(self.known)))]
        measures = tuple(replace(one, responsible=word) for one in known.read.measures)
        known.read = replace(known.read, measures=measures)
        extraction = Extraction(reports=(known.read,), media_type=known.read.media_type)
        self.store.intake.reread(extraction, known.read.source, reading_version=2)
        self.built = False

    @rule()
    def build(self) -> None:
        update(self.store.reports, self.backend, _ENCODER, segmenter=segmenter())
        self.built = True

    @rule(after=st.integers(0, 2))
    def killed_build(self, after: int) -> None:
        def progress(event: ProgressEvent) -> None:
            if event.done > after:
                raise KilledError

        try:
            update(
                self.store.reports, self.backend, _ENCODER, segmenter=segmenter(), progress=progress
            )
            self.built = True
        except KilledError:
            self.kill()

    @rule()
    def reopen(self) -> None:
        self.opened.close()
        self.open()

    @rule()
    def kill(self) -> None:
        self.left.push(self.opened.pop_all())
        self.open()

    @invariant()
    def the_store_is_as_the_model(self) -> None:
        if not hasattr(self, "known"):
            return
        held = {one.id: one for one in self.store.reports.all(statuses=tuple(ReportStatus))}
        assert set(held) == set(self.known)
        for name, known in self.known.items():
            removed = held[name].status is ReportStatus.REMOVED
            assert removed == known.removed
            report = self.store.reports.get(name)
            assert [one.title for one in report.measures] == [
                one.title for one in known.read.measures
            ]
            assert [one.steps for one in report.measures] == known.steps()
            assert [one.responsible for one in report.measures] == [
                one.responsible for one in known.read.measures
            ]
            assert report.fiscal_year_be == known.year()
            made = [
                (one.correction, one.undone_at is None) for one in self.store.corrections.all(name)
            ]
            assert made == known.made

    @invariant()
    def the_index_is_as_the_store_once_it_is_built(self) -> None:
        if not getattr(self, "built", False):
            return
        assert dict(self.backend.reader().fingerprints()) == dict(self.store.reports.fingerprints())
        active = {name: one for name, one in self.known.items() if not one.removed}
        measures = [each.id for one in active.values() for each in one.read.measures]
        assert self.backend.reader().measure_count() == len(measures)
        assert len(self.backend.reader().measure_vectors(measures)) == len(measures)
        for name in NAMES:
            query = (WeightedTerm(text=name),)
            found = {hit.measure_id for hit in self.backend.reader().search_text(query, k=99)}
            assert found == {one for one in measures if self._is_of(one, name)}

    def _is_of(self, measure: str, name: str) -> bool:
        return any(
            each.id == measure and name in each.title
            for one in self.known.values()
            for each in one.read.measures
        )


Library.TestCase.settings = settings(
    max_examples=EXAMPLES,
    stateful_step_count=25,
    derandomize="ITASEARCH_FAULT_STATES" not in os.environ,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestLibrary = Library.TestCase
