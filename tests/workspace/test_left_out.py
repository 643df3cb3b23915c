"""A report that raises where it is worked on is left out there and named; all others go on."""

import logging
from pathlib import Path
from typing import Any

import pytest

from itasearch import indexing
from itasearch.backends.local import LocalBackend
from itasearch.boundary import leaving_out
from itasearch.enrich.copies import CopyGroups
from itasearch.enrich.passages import cut_passages
from itasearch.enrich.topics import Classifier
from itasearch.errors import StoreError
from itasearch.model.library import Stage
from itasearch.search.explain import QueryMarker
from itasearch.store.reports import queries
from itasearch.workspace import Workspace
from tests.tools.raising import failing
from tests.workspace.conftest import CITY, TOWN, is_stale, report_of, write_report

BAD, GOOD = "จัดซื้อครุภัณฑ์", "ประกาศนโยบายงดรับของขวัญ"


def broken(*_args: object, **_values: object) -> None:
    raise RuntimeError("no encoder")


STAGES = [
    (indexing, "cut_passages"),  # cut
    (CopyGroups, "marks"),  # enrich
    (Classifier, "classify"),
    (LocalBackend, "add"),  # index
]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    for name, title in ((TOWN, GOOD), (CITY, BAD)):
        write_report(tmp_path / "inbox", title, name=name, organisation=name)
    return tmp_path / "inbox"


@pytest.mark.parametrize(("place", "name"), STAGES, ids=lambda one: str(one))
def test_a_report_that_cannot_be_indexed_is_left_out_and_named(
    workspace: Workspace,
    inbox: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    place: Any,
    name: str,
) -> None:
    monkeypatch.setattr(place, name, failing(getattr(place, name), BAD))

    workspace.add([inbox])

    bad = report_of(workspace, CITY)
    assert [(one.report.id, one.stage) for one in workspace.review.faults()] == [(bad, Stage.INDEX)]
    assert [hit.measure.title for hit in workspace.search("ของขวัญ").hits] == [GOOD]
    assert "ValueError: ล้ม" in caplog.text
    assert not is_stale(workspace)


@pytest.fixture
def faulty(workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    with monkeypatch.context() as patch:
        patch.setattr(indexing, "cut_passages", failing(cut_passages, BAD))
        workspace.add([inbox])
    return workspace


def indexed(workspace: Workspace) -> int:
    return len(workspace._parts.backend.reader().fingerprints())


def test_readiness_counts_a_report_that_is_left_out(faulty: Workspace) -> None:
    assert (faulty.care.readiness().is_ready, faulty.care.readiness().left_out) == (True, 1)


@pytest.mark.parametrize("again", ["reread", "rebuild", "version"])
def test_a_report_that_was_left_out_is_tried_again(
    faulty: Workspace, monkeypatch: pytest.MonkeyPatch, again: str
) -> None:
    assert faulty.build().added == 0
    if again == "reread":
        faulty.review.reread([report_of(faulty, CITY)])
    elif again == "version":
        for module in (indexing, queries):
            monkeypatch.setattr(module, "VERSION", "0.1.1")
        assert faulty.index.refresh()
    else:
        faulty.build(rebuild=True)

    assert indexed(faulty) == 2
    assert faulty.review.faults() == ()


def test_what_every_report_raises_is_no_fault_of_theirs(
    workspace: Workspace, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Classifier, "classify", broken)

    with pytest.raises(RuntimeError, match="no encoder"):
        workspace.add([inbox])
    assert workspace.review.faults() == ()


def test_what_the_library_refuses_is_no_fault_of_a_report(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)

    with pytest.raises(StoreError), leaving_out("r1", Stage.SHOW, lambda *_: None):
        raise StoreError("gone")
    assert not caplog.records


@pytest.fixture
def several(workspace: Workspace, inbox: Path) -> Workspace:
    write_report(inbox, GOOD, "อบรมคุณธรรมจริยธรรม", organisation="เทศบาลตำบลท่าข้าม")
    workspace.add([inbox])
    assert workspace.review.faults() == ()
    return workspace


def stages(workspace: Workspace) -> list[tuple[str, Stage]]:
    return [(one.report.id, one.stage) for one in workspace.review.faults()]


def test_what_every_hit_raises_is_no_fault_of_the_reports(
    several: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QueryMarker, "snippet", broken)

    with pytest.raises(RuntimeError, match="no encoder"):
        several.search("จัดซื้อครุภัณฑ์ งดรับของขวัญ")
    assert stages(several) == []
