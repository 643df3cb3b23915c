"""`itasearch questions`: several questions of several towns."""

from pathlib import Path

from tests.cli.conftest import run


def test_questions_come_from_a_file_too(library: Path, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("ของขวัญ\n\nจริยธรรม\n", encoding="utf-8")

    ran = run("questions", "--queries", tmp_path / "q.txt", "--years", "--json", "--home", library)

    assert [one["question"] for one in ran.objects] == ["ของขวัญ", "จริยธรรม"]
    assert all(column["year"] for one in ran.objects for column in one["columns"])
