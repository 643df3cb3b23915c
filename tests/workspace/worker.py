"""A worker as a process: `python -m tests.workspace.worker HOME URL LEASE DIES_AT`.

It reads by the parser of tests, prints each file that it begins, and with DIES_AT of 1 or more
stays at that file until it is killed. URL "-" is the home's own SQLite file.
"""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event

from itasearch.model.records import NO_MARKS, Extraction, Marks
from itasearch.readers.base import PageProgress, no_progress
from itasearch.workspace import Workspace, open_workspace
from tests.ingest.fake_parser import FakeParser
from tests.workspace.conftest import parsing_with


@dataclass
class StuckParser(FakeParser):
    """Stays at the file with this number, from 1; 0 for none."""

    dies_at: int = 0

    def parse(
        self, path: Path, *, marks: Marks = NO_MARKS, on_page: PageProgress = no_progress
    ) -> Extraction:
        sys.stdout.write(f"{path.name}\n")
        sys.stdout.flush()
        if len(self.parsed) + 1 == self.dies_at:
            Event().wait()
        return super().parse(path, on_page=on_page)


def main(home: str, url: str, lease: str, dies_at: str) -> None:
    """Work until nothing is left."""
    with open_workspace(Path(home)) as opened:
        settings = replace(opened.settings, database_url=None if url == "-" else url)
    with Workspace(settings) as workspace, parsing_with(StuckParser(dies_at=int(dies_at))):
        workspace.jobs.work(until_empty=True, lease_seconds=float(lease))


if __name__ == "__main__":
    main(*sys.argv[1:])
