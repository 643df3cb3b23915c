"""The verb coverage."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.model.corrections import SetTopics
from itasearch.model.records import Extraction
from itasearch.store.sql import open_store
from tests.cli.conftest import run
from tests.store.examples import TITLES, a_report, file_source, town

OURS = "เทศบาลตำบลของเรา"
GIFTS = ("ประกาศเจตนารมณ์นโยบายไม่รับของขวัญ", "ทำทะเบียนของขวัญที่ได้รับ", "ติดป้ายงดรับของฝากทุกจุด")
OTHERS = tuple(f"เทศบาลตำบลข้างเคียง{letter}" for letter in "กขค")


@pytest.fixture
def towns(tmp_path: Path) -> Path:
    """Ours without, and three similar towns with a measure on gifts besides what all do."""
    home = tmp_path / "home"
    shared = TITLES[1:3]
    with open_store(home / "corpus" / "library.db") as store:
        for name in (OURS, *OTHERS):
            source = file_source(name)
            titles = shared if name == OURS else [GIFTS[OTHERS.index(name)], *shared]
            report = a_report(source, town(name), year=2566, titles=titles)
            report = replace(report, measures=tuple(replace(m, steps="-") for m in report.measures))
            store.intake.add(Extraction(reports=(report,)), source, media_type=report.media_type)
            topics = [
                SetTopics(measure_id=m.id, topics=("no_gift" if m.title in GIFTS else "hr",))
                for m in report.measures
            ]
            store.corrections.correct(report.id, topics)
    return home


def test_coverage_as_json_is_one_object(towns: Path) -> None:
    (found,) = run("coverage", OURS, "--year", "2566", "--json", "--home", towns).objects

    assert list(found) == [
        "organisation",
        "fiscal_year_be",
        "touched",
        "gaps",
        "neighbours",
        "checks",
        "notes",
        "reworded",
        "doubled",
    ]
    assert {"axis": "topics", "key": "hr", "measures": 2} in found["touched"]
    (gap,) = (one for one in found["gaps"] if one["key"] == "no_gift")
    assert len(gap["examples"]) == 3
    (check,) = found["checks"]
    assert check["report_id"].startswith("r")
    parts = check["measures"][0]["parts"]
    assert parts["steps"] == {"standing": "missing", "field": None, "start": 0, "end": 0}
