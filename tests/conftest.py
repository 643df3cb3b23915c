"""A library of the whole sample corpus, read and indexed as a person would have it.

Rooms below the app test on small homes of their own (tests/workspace/conftest.py);
views and browser tests need real reports of several towns, and a server has no fakes.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, process_time
from types import SimpleNamespace
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from itasearch import encoders, open_workspace, temporary
from itasearch.config import DEFAULT_ENCODER, ReadLimits
from itasearch.encoders import open_encoder
from itasearch.encoders.base import Encoder
from itasearch.ingest.web import download
from itasearch.ingest.worker.isolation import Isolation
from itasearch.model.library import OutcomeKind
from itasearch.wording.language import set_fallback
from tests.ingest.web_server import Site, web_site
from tests.real_reports import SHARED, left_out, needs_shared
from tests.tools.postgresql import PostgresServer, running_postgresql

if TYPE_CHECKING:
    from tests.tools.s3 import S3Server

CORPUS = Path(__file__).parents[1] / "corpus"

# Hypothesis fails an example after 0.2 s and slow generation by the clock: not on a busy machine.
settings.register_profile(
    "untimed", parent=settings(), deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("fast", parent=settings.get_profile("untimed"), max_examples=20)

_SLOW_FOLDERS = frozenset({"e2e", "faults", "release"})
_SLOW_FIXTURES = frozenset({"postgresql", "milvus_file", "s3", "misbehaving"})
"""Servers of the tests' own, and workers that end badly: a process each."""
_SLOW_PARAMETERS = ("postgresql", "milvus")
"""Parts of parameters of fixtures that start one of these servers."""
_COSTLY = "processor seconds"
_MOST_CPU_S = 5.0
"""Processor seconds of a test that is not marked slow. Those of more are named at the end and do
not fail: machines differ by two and more, and a first use imports a library or a model."""


@pytest.fixture(autouse=True)
def _in_thai() -> None:
    # A command or a page that ran before leaves its language to the process.
    set_fallback(lambda: "th")


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples where the slow tests are left out."""
    fast = config.option.markexpr == "not slow"
    settings.load_profile("fast" if fast else "untimed")


# First: pytest leaves items out by their markers in this hook, too.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark slow tests by what they ask for; skip what needs real reports where they are absent."""
    for item in items:
        if not SHARED.is_dir() and item.get_closest_marker(needs_shared.name):
            item.add_marker(pytest.mark.skip(reason="../shared is absent"))
        if not item.get_closest_marker("fast") and _asks_for_much(item):
            item.add_marker(pytest.mark.slow)


def _asks_for_much(item: pytest.Item) -> bool:
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    called = getattr(item, "callspec", None)
    parameters = " ".join(map(str, called.params.values())) if called else ""
    return (
        folder in _SLOW_FOLDERS
        or bool(_SLOW_FIXTURES & set(getattr(item, "fixturenames", ())))
        or any(name in parameters for name in _SLOW_PARAMETERS)
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Note the processor time of a test of the fast set that is none; others do not slow it."""
    before = process_time()
    yield
    seconds = process_time() - before
    if seconds > _MOST_CPU_S and not item.get_closest_marker("slow"):
        item.user_properties.append((_COSTLY, f"{seconds:.1f}"))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """Say after all other summaries what was left out without the real reports, and what costs."""
    yield
    if line := left_out(terminalreporter.getreports("skipped")):
        terminalreporter.write_line(line, yellow=True)
    for report in terminalreporter.getreports("passed"):
        if report.when == "call" and (seconds := dict(report.user_properties).get(_COSTLY)):
            line = f"{report.nodeid}: {seconds} processor seconds: mark it slow, or make it cheaper"
            terminalreporter.write_line(line, yellow=True)


_ENCODER = open_encoder(DEFAULT_ENCODER)


def _open_encoder(name: str) -> Encoder:
    return _ENCODER if name == DEFAULT_ENCODER else open_encoder(name)


@pytest.fixture(scope="session", autouse=True)
def _one_encoder() -> Iterator[None]:
    """Give every workspace of this process the same encoder, so that its model is loaded once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(encoders, "open_encoder", _open_encoder)
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_leftovers_of_others() -> Iterator[None]:
    """Let no command find what tests killed: in this process, or in those of tests beside it."""
    # A short path: a socket's name has a hundred letters at most.
    with (
        TemporaryDirectory(prefix="ita-", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        own, of_children = Path(folder) / "own", Path(folder) / "children"
        own.mkdir()
        of_children.mkdir()
        patch.setattr(temporary, "system_folder", lambda: own)
        patch.setenv("TMPDIR", str(of_children))
        yield


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """This process' copy of a folder that the first process of the run made."""
    base = factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(f"{made}.lock"):
        if not made.is_dir():
            folder = factory.mktemp(name)
            make(folder)
            folder.rename(made)
        return Path(shutil.copytree(made, factory.mktemp(name), dirs_exist_ok=True))


def _read_corpus(home: Path) -> None:
    shutil.copytree(
        CORPUS, home / "corpus", ignore=shutil.ignore_patterns("library.db*", "*.lock", "added")
    )
    with open_workspace(home) as workspace:
        outcomes = workspace.add([home / "corpus"])
    assert {outcome.kind for outcome in outcomes} == {OutcomeKind.ADDED}, outcomes


@pytest.fixture(scope="session")
def library_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that holds all of corpus/, indexed; read only."""
    return made_once(tmp_path_factory, "library", _read_corpus)


@pytest.fixture
def own_home(library_home: Path, tmp_path: Path) -> Path:
    """A copy of the library that the test may change."""
    return Path(shutil.copytree(library_home, tmp_path / "home"))


@pytest.fixture
def site() -> Iterator[Site]:
    """A web site of the test's own; what it answers is put in."""
    with web_site() as opened:
        yield opened


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses between requests that were to be made, in seconds, and are not waited for."""
    made: list[float] = []
    monkeypatch.setattr(download, "time", SimpleNamespace(sleep=made.append, monotonic=monotonic))
    return made


@pytest.fixture(scope="module")
def isolation() -> Iterator[Isolation]:
    """A process that reads files, with the limits of a new installation."""
    with Isolation(limits=ReadLimits()) as opened:
        yield opened


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgresServer]:
    """A PostgreSQL server of the tests' own; skips where the package is absent."""
    with running_postgresql() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql: PostgresServer) -> str:
    """The URL of a PostgreSQL library without reports; its tables stay as they are."""
    return postgresql.url(postgresql.empty_library())


@pytest.fixture(scope="session")
def milvus_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that Milvus Lite keeps open until the process ends."""
    return tmp_path_factory.mktemp("milvus") / "index.db"


@pytest.fixture
def milvus_url(milvus_file: Path) -> str:
    """The address of a library in it that has no index."""
    return f"{milvus_file}#test_{uuid4().hex}"


@pytest.fixture(scope="session")
def s3() -> "Iterator[S3Server]":
    """An S3 server of the tests' own."""
    from tests.tools.s3 import running_s3  # takes a second

    with running_s3() as server:
        yield server


@pytest.fixture
def s3_url(s3: "S3Server", monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a part of a new bucket, which this process finds by its environment."""
    for name, value in s3.environment.items():
        monkeypatch.setenv(name, value)
    return f"s3://{s3.bucket()}/ita/library"
