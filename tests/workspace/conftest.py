"""Homes with a real store and index, filled through a parser that needs no child process."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from itasearch.config import ReadLimits
from itasearch.ingest.batch import Parser
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.plan import Plan
from itasearch.model.records import NO_MARKS, Extraction, Marks, ReportKind
from itasearch.readers.base import PageProgress, no_progress
from itasearch.workspace import (
    Check,
    FilterNames,
    Workspace,
    library as filling,
    open_workspace,
    towns as planning,
)
from itasearch.workspace.index import index_is_stale
from itasearch.workspace.parts import Parts
from tests.ingest.fake_parser import FakeParser, report_text, results_text

TOWN = "เทศบาลตำบลสวนดอกไม้"
CITY = "เทศบาลเมืองทุ่งกว้าง"
HOSTILE = "งดรับของขวัญ <script>alert('1')</script> & ของกำนัล"


class ReaderHere:
    """Reads real files in this process: one of its own takes seconds to begin."""

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        return parse_file(path, limits=ReadLimits(), marks=marks, on_page=on_page)


class ResultsParser(FakeParser):
    """Reads a file called results as a report whose rows all say this of what became of them."""

    def __init__(self, said: str) -> None:
        super().__init__()
        self.said = said

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        extraction = super().parse(path, on_page=on_page)
        if "results" not in path.name:
            return extraction
        (report,) = extraction.reports
        rows = tuple(replace(row, results=self.said) for row in report.measures)
        report = replace(report, kind=ReportKind.RESULTS, measures=rows)
        return replace(extraction, reports=(report,))


@contextmanager
def parsing_with(parser: Parser) -> Iterator[None]:
    """Make every workspace parse with it."""

    @contextmanager
    def isolated(_of: ReadLimits | Parts) -> Iterator[Parser]:
        yield parser

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(filling, "isolated_parser", isolated)
        patch.setattr(Parts, "parser", isolated)
        yield


@contextmanager
def library_of(
    reports: Sequence[tuple[str, int, Sequence[str]]], home: Path, *, scored: str
) -> Iterator[Workspace]:
    """An empty home with reports (organisation, year, titles) added; `scored` has ITA results."""
    inbox = home / "in"
    for name, year, titles in reports:
        write_report(inbox, *titles, name=f"{name}-{year}", organisation=name, year=year)
    (inbox / "ita.csv").write_text(results_text(scored), encoding="utf-8")
    with open_workspace(home) as opened:
        with parsing_with(FakeParser()):  # no longer: it is every workspace's of the process
            opened.add([inbox])
        yield opened


def write_report(
    folder: Path, *titles: str, name: str = "new", organisation: str = TOWN, year: int | None = 2566
) -> Path:
    """A file of one report."""
    folder.mkdir(exist_ok=True)
    path = folder / f"{name}.md"
    path.write_text(report_text(*titles, organisation=organisation, year=year), encoding="utf-8")
    return path


def report_of(workspace: Workspace, town: str, *, year: int | None = None) -> str:
    """Id of a report in use of a town, the newest, or that of a year."""
    filters = FilterNames(organisations=(town,), fiscal_years=() if year is None else (year,))
    return workspace.library.reports(filters)[0].id


def measure_ids(workspace: Workspace) -> list[str]:
    """Ids of all measures, report by report."""
    reports = [workspace.library.report(one.id) for one in workspace.library.reports()]
    return [measure.id for report in reports for measure in report.measures]


def check_of(workspace: Workspace, name: str) -> Check:
    """One of doctor's checks."""
    (check,) = (one for one in workspace.care.doctor() if one.name == name)
    return check


def is_stale(workspace: Workspace) -> bool:
    """Whether its index lacks reports, has others, or cannot be opened."""
    return index_is_stale(workspace._parts)


def fill_inbox(folder: Path) -> Path:
    """Two reports, a doubtful one, ITA results, and a file that is none of these."""
    folder.mkdir()
    texts = {
        "a.md": report_text("ประกาศนโยบายงดรับของขวัญ", "อบรมงานพัสดุ", organisation=TOWN, year=2566),
        "b.md": report_text("เปิดช่องทางร้องเรียนออนไลน์", organisation=CITY, year=2567),
        "ita.csv": results_text(TOWN),
        "news.txt": "ข่าวประชาสัมพันธ์",
        "unnamed.md": report_text("จัดทำคู่มือการใช้ทรัพย์สินของราชการ"),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def parser() -> Iterator[FakeParser]:
    """The parser that every workspace of the test uses."""
    fake = FakeParser()
    with parsing_with(fake):
        yield fake


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder of files to add."""
    return fill_inbox(tmp_path / "inbox")


@pytest.fixture
def workspace(tmp_path: Path, parser: FakeParser) -> Iterator[Workspace]:
    """An empty library."""
    with open_workspace(tmp_path / "home") as opened:
        yield opened


@pytest.fixture
def filled(workspace: Workspace, inbox: Path) -> Workspace:
    """The library with all of the inbox, for tests that change it."""
    workspace.add([inbox])
    return workspace


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    """The library with all of the inbox, shared by tests that only ask it."""
    folder = tmp_path_factory.mktemp("library")
    inbox = fill_inbox(folder / "inbox")
    with open_workspace(folder / "home") as opened:
        with parsing_with(FakeParser()):
            opened.add([inbox])
        yield opened


@pytest.fixture(scope="module")
def in_2567() -> Iterator[None]:
    """The year of a plan depends on today."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(planning, "this_fiscal_year", lambda: 2567)
        yield


@pytest.fixture(scope="session")
def sampled(library_home: Path) -> Iterator[Workspace]:
    """The sample library, only asked."""
    with open_workspace(library_home) as opened:
        yield opened


@pytest.fixture
def own(own_home: Path) -> Iterator[Workspace]:
    """A sample library of one's own, to be changed."""
    with open_workspace(own_home) as opened:
        yield opened


@pytest.fixture(scope="session")
def sample_plan(sampled: Workspace) -> Callable[[str], Plan]:
    """The plan that a sample town of this name makes next in 2567; each is made once."""
    ids = {one.organisation.name: one.organisation.id for one in sampled.library.organisations()}

    @cache
    def plan(town: str) -> Plan:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(planning, "this_fiscal_year", lambda: 2567)
            return sampled.towns.plan(ids[town])

    return plan
