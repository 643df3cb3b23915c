"""The verb topics, topics and indicator in show, and putting them right."""

from pathlib import Path

import pytest

from itasearch.domain.topics import topics
from tests.cli.conftest import run


@pytest.fixture
def measure_id(home: Path, inbox: Path) -> str:
    """Id of a measure about gifts."""
    run("add", inbox / "a.md", "--home", home)
    (hit,) = run("search", "งดรับของขวัญ", "-k", "1", "--json", "--home", home).objects
    return str(hit["measure"]["id"])


def shown(home: Path, measure_id: str) -> dict[str, str]:
    rows = run("show", measure_id, "--home", home).rows
    return {row[0]: row[1] for row in rows}


def test_topics_are_listed_with_their_counts(library: Path) -> None:
    rows = run("topics", "--home", library).rows

    assert rows[0] == ["Topic", "Thai", "English", "Measures"]
    assert [row[0] for row in rows[1:]] == [one.id for one in topics()]
    assert ["no_gift", "งดรับของขวัญ", "No gift policy", "1"] in rows


def test_show_says_that_a_guess_is_one(home: Path, measure_id: str) -> None:
    fields = shown(home, measure_id)

    assert fields["topics"].startswith("งดรับของขวัญ · No gift policy (guess, ")
    assert fields["indicator"].startswith("10 การป้องกันการทุจริต (guess, ")
    (found,) = run("show", measure_id, "--json", "--home", home).objects
    assert found["indicator"] is None
    assert found["classification"]["topics"][0]["topic"] == "no_gift"
    assert found["classification"]["indicator"]["origin"] == "guessed"


def test_topics_and_indicator_are_put_right_and_the_corrections_undone(
    home: Path, measure_id: str
) -> None:
    said = ("--topic", "บริหารงานบุคคล, ethics", "--indicator", "การใช้อำนาจ")
    ran = run("correct", measure_id, *said, "--home", home)
    assert ran.code == 0

    fields = shown(home, measure_id)
    assert fields["indicator"] == "3 การใช้อำนาจ (corrected)"
    assert fields["topics"].count("(corrected)") == 2
    report_id = measure_id.partition("-")[0]
    told = f"Topics of “{measure_id}”: Human resources, Ethics and discipline"
    assert told in run("review", report_id, "--home", home).out

    for _ in range(2):
        run("undo", report_id, "--home", home)
    assert "(guess" in shown(home, measure_id)["topics"]
