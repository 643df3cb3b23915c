"""`itasearch questions`: several questions of several towns."""

from pathlib import Path

from tests.cli.conftest import run
from tests.workspace.conftest import CITY, TOWN


def test_each_question_is_a_row_and_each_town_a_column(library: Path) -> None:
    ran = run("questions", "ของขวัญ", "เรือดำน้ำ", "--home", library)

    head, *rows = ran.rows[1:4]
    assert ran.code == 0
    assert head[0] == "Question"
    assert {TOWN, CITY} <= {one.rpartition("· ")[2] for one in head[2:]}
    assert [row[0] for row in rows] == ["ของขวัญ", "เรือดำน้ำ"]


def test_questions_come_from_a_file_too(library: Path, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("ของขวัญ\n\nจริยธรรม\n", encoding="utf-8")

    ran = run("questions", "--queries", tmp_path / "q.txt", "--years", "--json", "--home", library)

    assert [one["question"] for one in ran.objects] == ["ของขวัญ", "จริยธรรม"]
    assert all(column["year"] for one in ran.objects for column in one["columns"])
