"""The verb topics, topics and indicator in show, and putting them right."""

from pathlib import Path

import pytest

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


def test_topics_as_json_are_counted_inside_filters(library: Path) -> None:
    found = run("topics", "--year", "2567", "--json", "--home", library).objects

    counts = {one["id"]: one["measures"] for one in found}
    assert (counts["no_gift"], counts["complaints"]) == (0, 1)
    assert all(one["definition"] and one["thai_definition"] for one in found)


def test_topics_and_indicator_are_put_right_and_the_corrections_undone(
    home: Path, measure_id: str
) -> None:
    said = ("--topic", "บริหารงานบุคคล, ethics", "--indicator", "การใช้อำนาจ")
    ran = run("correct", measure_id, *said, "--home", home)
    assert ran.code == 0

    fields = shown(home, measure_id)
    assert fields["indicator"] == "3 Exercise of power (corrected)"
    assert fields["topics"].count("(corrected)") == 2
    report_id = measure_id.partition("-")[0]
    told = f"Topics of “{measure_id}”: Human resources, Ethics and discipline"
    assert told in run("review", report_id, "--home", home).out

    for _ in range(2):
        run("undo", report_id, "--home", home)
    assert "(guess" in shown(home, measure_id)["topics"]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("--topic", "ไม่มีเรื่องนี้"), 1),
        (("--topic", "hr,ethics,budget,revenue"), 2),
        (("--indicator", "11"), 2),
        (("--indicator", "ความสุข"), 2),
    ],
)
def test_what_does_not_exist_is_refused(
    home: Path, measure_id: str, said: tuple[str, str], code: int
) -> None:
    ran = run("correct", measure_id, *said, "--home", home)

    assert ran.code == code
    assert ("itasearch topics" in ran.err) == (code == 1)
    assert "(guess" in shown(home, measure_id)["topics"]


def test_topics_are_left_to_a_guess_again(home: Path, measure_id: str) -> None:
    run("correct", measure_id, "--topic", "hr", "--indicator", "๓", "--home", home)

    run("correct", measure_id, "--topic", "-", "--indicator", "-", "--home", home)

    fields = shown(home, measure_id)
    assert "(guess" in fields["topics"] and "(guess" in fields["indicator"]
