"""A PostgreSQL server of the tests' own: a cluster in a temporary folder, gone with them.

Its databases sort by the rules of the Thai language and the country, as those of an office's
server may: the store must not depend on them. Nothing is written to the disk for good.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Literal

import psycopg
import pytest
from psycopg import sql

from itasearch.store.sql import open_store

_PROGRAMS = Path("/usr/lib/postgresql")  #: Debian's servers, by version
_START_SECONDS = 60.0
_TEMPLATE = "empty_library"
_CLUSTER = (
    *("--auth=trust", "--username=itasearch", "--encoding=UTF8"),
    *("--locale=C", "--locale-provider=icu", "--icu-locale=th-TH"),
)
_UNWRITTEN = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "",
    "shared_buffers": "32MB",
    "max_connections": "200",
    "log_min_messages": "fatal",
}


def postgresql_programs() -> Path | None:
    """The folder of the newest server that is installed; None where there is none."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    versions = sorted(_PROGRAMS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return versions[-1].parent if versions else None


@dataclass(slots=True)
class PostgresServer:
    """A running server; its folder is its socket's, too."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))
    _made: bool = False
    _emptied: str | None = None

    def url(self, database: str) -> str:
        """What ITASEARCH_DATABASE_URL would be."""
        return f"postgresql+psycopg://itasearch@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of the driver itself, without transactions."""
        return psycopg.connect(
            host=str(self.folder), user="itasearch", dbname=database, autocommit=True
        )

    def new_database(self, *, template: str = "template1") -> str:
        """The name of a new database, without tables unless the template has some."""
        name = f"library_{next(self._numbers)}"
        self._create(name, template)
        return name

    def new_library(self) -> str:
        """The name of a new database that holds a library without reports."""
        if not self._made:
            self._create(_TEMPLATE, "template1")
            with open_store(self.url(_TEMPLATE)):
                pass
            self._made = True
        return self.new_database(template=_TEMPLATE)

    def empty_library(self) -> str:
        """The name of a library without reports, the same one emptied each time.

        A database of its own for each test takes 0.1 s, emptying one a thirtieth of that.
        """
        if self._emptied is None:
            self._emptied = self.new_library()
        else:
            self.empty(self._emptied)
        return self._emptied

    def empty(self, library: str) -> None:
        """Delete all rows of a library, whose revision then is another one."""
        with self.connect(library) as connection:
            connection.execute(
                "DO $$ DECLARE of_library text; BEGIN"
                " SET LOCAL session_replication_role = replica;"
                " FOR of_library IN SELECT tablename FROM pg_tables"
                "  WHERE schemaname = 'public' AND tablename <> 'schema_version' LOOP"
                "  EXECUTE format('DELETE FROM %I', of_library); END LOOP;"
                " FOR of_library IN SELECT sequencename FROM pg_sequences LOOP"
                "  EXECUTE format('ALTER SEQUENCE %I RESTART', of_library); END LOOP;"
                " UPDATE schema_version SET revision = md5(random()::text);"
                " END $$"
            )

    def _create(self, name: str, template: str) -> None:
        with self.connect() as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy").format(
                    sql.Identifier(name), sql.Identifier(template)
                )
            )


@contextmanager
def running_postgresql() -> Iterator[PostgresServer]:
    """A new server until the block ends; skips the test where none is installed, not under CI."""
    programs = postgresql_programs()
    if programs is None:
        if os.environ.get("CI"):
            pytest.fail("postgresql is not installed")
        pytest.skip("postgresql is not installed")
    folder = Path(tempfile.mkdtemp(prefix="itasearch-pg-"))
    account = _unprivileged()
    if account is not None:
        shutil.chown(folder, account, account)
    try:
        _run(
            [str(programs / "initdb"), "--pgdata", str(folder / "data"), "--no-sync", *_CLUSTER],
            account,
        )
        with _started(programs, folder, account):
            yield PostgresServer(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _started(programs: Path, folder: Path, account: str | None) -> Iterator[None]:
    options = [f"--{name.replace('_', '-')}={value}" for name, value in _UNWRITTEN.items()]
    command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), *options]
    # --pdeathsig: no server is left where the tests are killed.
    server = subprocess.Popen(
        [*_as(account, dies_with_us=True), *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        cwd="/",
    )
    try:
        _wait_for(server, folder)
        yield
    finally:
        server.send_signal(signal.SIGQUIT)  # at once: nothing in it is kept
        server.wait(timeout=60)


def _wait_for(server: "subprocess.Popen[bytes]", folder: Path) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(host=str(folder), user="itasearch", dbname="postgres").close()
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return


def _unprivileged() -> Literal["postgres", "nobody"] | None:
    """Whom the server runs as: it refuses to run as root."""
    import pwd

    if os.getuid() != 0:
        return None
    known = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _as(account: str | None, *, dies_with_us: bool = False) -> list[str]:
    """What a command begins with that runs as this account."""
    options = [f"--reuid={account}", f"--regid={account}", "--clear-groups"] if account else []
    if dies_with_us:
        options.append("--pdeathsig=QUIT")
    program = shutil.which("setpriv")
    return [program, *options] if program and options else []


def _run(command: Sequence[str], account: str | None) -> None:
    subprocess.run(
        [*_as(account), *command], check=True, capture_output=True, cwd="/", timeout=_START_SECONDS
    )
