"""The verb effects."""

from pathlib import Path

import pytest

from itasearch.cli.labels import NO_CAUSE
from tests.cli.conftest import run
from tests.workspace.effects import GIFTS, TOOK_UP


def test_the_table_has_what_enough_towns_took_up_and_speaks_of_no_cause(many: Path) -> None:
    ran = run("effects", "--indicator", "0", "--home", many)

    head, *rows = ran.rows
    assert head[0] == "Topic or text"
    gifts = next(row for row in rows if row[0].startswith("no_gift"))
    assert gifts[1] == "total"
    assert gifts[-1] == "yes"
    assert any(row[0].startswith(GIFTS) for row in rows)
    assert NO_CAUSE.en in ran.err
    assert "looked at: " in ran.err
    assert "too few (fewer than 20 towns" in ran.err


def test_json_has_a_line_for_each_topic_and_score(many: Path) -> None:
    lines = run("effects", "--json", "--home", many).objects

    gifts = next(one for one in lines if (one["topic"], one["indicator"]) == ("no_gift", None))
    assert list(gifts) == [
        "topic",
        "measure_id",
        "indicator",
        "adopters",
        "others",
        "unmatched",
        "enough",
        "median_change",
        "difference",
        "interval",
        "p_value",
        "q_value",
        "beyond_chance",
    ]
    assert gifts["adopters"] + gifts["unmatched"] == TOOK_UP
    assert gifts["enough"] is gifts["beyond_chance"] is True
    change = gifts["median_change"]
    assert gifts["difference"] == pytest.approx(change["adopters"] - change["others"])
    assert gifts["interval"][0] <= gifts["difference"] <= gifts["interval"][1]
    few = next(one for one in lines if one["topic"] == "procurement")
    assert (few["enough"], few["median_change"], few["interval"]) == (False, None, None)
    assert few["beyond_chance"] is False
