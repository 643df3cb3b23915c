"""What each view of the app costs the server on a library of a size.

    python -m bench.views --home HOME [--runs 5]

HOME is a library with an index, as `bench.generate` and `itasearch build` make it; it is only
read. A view is opened by its address as in the tests (streamlit.testing), without a browser.
Each is opened once, which counts as the first time, and then --runs times in new sessions of
the same process; the median of these counts as again. Times are CPU of the process, with all of
Streamlit's own work, and with what AppTest adds to read the page back. SQL: statements
and rows fetched by one of the later openings. KiB: what the page sends to a browser.
"""

import argparse
import os
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from unittest.mock import patch

import streamlit as st
from sqlalchemy import Engine, event
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from itasearch import open_workspace
from itasearch.model.ranking import NO_FILTERS
from itasearch.model.records import ReportKind
from itasearch.workspace import Workspace

TIMEOUT = 600.0

QUERY = "งดรับของขวัญ"

MODULES = {
    "search": "search.view",
    "library": "library.view",
    "compare": "compare.view",
    "template": "draft.view",
    "matrix": "towns.matrix",
    "questions": "towns.questions",
    "neighbours": "towns.similar",
    "coverage": "towns.coverage",
    "town": "town",
    "plan": "plan",
    "watch": "watch.view",
    "sources": "library.sources",
    "evidence": "library.evidence",
}
"""The module of each view within itasearch.ui, by the view's address."""


@dataclass(slots=True)
class SqlWork:
    """SQL statements, and rows that they gave."""

    statements: int = 0
    rows: int = 0


@contextmanager
def sql_counted() -> Iterator[SqlWork]:
    """Count what is asked of SQLite by connections that are opened inside."""
    work = SqlWork()

    def row_made(_cursor: sqlite3.Cursor, row: tuple[object, ...]) -> tuple[object, ...]:
        work.rows += 1
        return row

    def connected(connection: sqlite3.Connection, _record: object) -> None:
        connection.row_factory = row_made

    def executed(*_given: object) -> None:
        work.statements += 1

    event.listen(Engine, "connect", connected)
    event.listen(Engine, "before_cursor_execute", executed)
    try:
        yield work
    finally:
        event.remove(Engine, "connect", connected)
        event.remove(Engine, "before_cursor_execute", executed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What opening a view costs."""

    view: str
    first: float  #: milliseconds of CPU
    again: float  #: median of the later times
    statements: int  #: of SQL
    rows: int  #: that they gave
    sent: int  #: bytes of the page


Address = tuple[str, Mapping[str, str | Sequence[str]]]


def addresses(workspace: Workspace) -> dict[str, Address]:
    """The views to open, by name, with values that the library has."""
    store = workspace._parts.store
    reports = [it for it in store.reports.all(NO_FILTERS) if it.organisation is not None]
    owners = [report.organisation for report in reports if report.organisation is not None]
    counts = Counter(owner.id for owner in owners)
    most = sorted(counts, key=lambda town: (-counts[town], town))
    ours, theirs, usual = most[0], most[1], most[len(most) // 2]
    province = next(owner.province for owner in owners if owner.province)
    plan = next(report for report in reports if report.kind is ReportKind.PLAN)
    half = str(len(reports) // 2)
    drafts = workspace.drafts.all()
    return {
        "search, empty": ("search", {}),
        "search, a query": ("search", {"q": QUERY}),
        "search, a query and filters": (
            "search",
            {"q": QUERY, "topic": "no_gift", "province": province, "organisation": ours},
        ),
        "compare, empty": ("compare", {}),
        "compare, two": ("compare", {"left": ours, "right": theirs}),
        "compare, years": ("compare", {"years": usual}),
        "compare, most years": ("compare", {"years": ours}),
        "matrix": ("matrix", {}),
        "matrix, likened": ("matrix", {"like": ours, "order": "likeness"}),
        "matrix, one province": ("matrix", {"province": province}),
        "similar towns": ("neighbours", {"org": ours}),
        "coverage": ("coverage", {"org": ours}),
        "town": ("town", {"id": ours}),
        "plan": ("plan", {"org": ours}),
        "library": ("library", {}),
        "library, narrowed": ("library", {"filter": f"{province} 2566"}),
        "library, in the middle": ("library", {"from": half}),
        "library, doubtful": ("library", {"doubtful": "1"}),
        "report": ("library", {"report": plan.id}),
        "review": ("library", {"report": plan.id, "check": "1"}),
        "draft": ("template", {"draft": drafts[0].id} if drafts else {}),
    }


def _sent(node: object) -> int:
    """Bytes of the elements of a page."""
    proto = getattr(node, "proto", None)
    own = proto.ByteSize() if proto is not None else 0
    return int(own) + sum(map(_sent, getattr(node, "children", {}).values()))


def opened(address: Address) -> AppTest:
    """A view, not yet run."""
    view, parameters = address
    # The language and the names that several towns share are read once a run, as in ui/main.py.
    script = (
        "from itasearch.ui.kit.language import in_one_language\n"
        "from itasearch.ui.kit.cards import namesakes_kept\n"
        f"from itasearch.ui.{MODULES[view]} import render\n"
        "with in_one_language(), namesakes_kept():\n    render()"
    )
    app = AppTest.from_string(script, default_timeout=TIMEOUT)
    for name, value in parameters.items():
        app.query_params[name] = value if isinstance(value, str) else list(value)
    return app


def cost(name: str, address: Address, *, runs: int, work: SqlWork) -> Cost:
    """Open a view once, then again `runs` times."""
    milliseconds = []
    for _ in range(1 + runs):
        app = opened(address)
        work.statements = work.rows = 0
        began = time.process_time()
        app.run()
        milliseconds.append(1000 * (time.process_time() - began))
        if app.exception or app.error:
            raise SystemExit(f"{name}: {app.exception or app.error}")
    return Cost(
        view=name,
        first=milliseconds[0],
        again=median(milliseconds[1:]),
        statements=work.statements,
        rows=work.rows,
        sent=_sent(app._tree),
    )


def main(arguments: Sequence[str]) -> None:
    """Open all views of a home and print what they cost."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args(arguments)
    os.environ["ITASEARCH_HOME"] = str(given.home.resolve())
    with open_workspace(given.home) as workspace:
        found = addresses(workspace)
    manifests = manifest_scanner.scan_component_manifests()
    with (
        # AppTest has a mock for every cookie; a browser that comes for the first time has none.
        patch.object(type(st.context), "cookies", property(lambda _context: {})),
        # A server reads the metadata of all installed packages once, AppTest each time.
        patch.object(manifest_scanner, "scan_component_manifests", lambda: manifests),
        sql_counted() as work,
    ):
        print(f"| view | first ms | again ms | SQL | rows | KiB |\n{'|---' * 6}|")
        for name, address in found.items():
            one = cost(name, address, runs=given.runs, work=work)
            print(
                f"| {one.view} | {one.first:,.0f} | {one.again:,.0f} | {one.statements:,} | "
                f"{one.rows:,} | {one.sent / 1024:,.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
