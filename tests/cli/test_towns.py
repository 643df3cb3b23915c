"""The verbs town, matrix, similar-towns, coverage and questions."""

from pathlib import Path

from itasearch import open_workspace
from itasearch.text.thai.normalize import thai_digits
from itasearch.wording.plan import KIND_NAMES
from tests.cases import examples, tupled
from tests.cli.conftest import run
from tests.workspace.conftest import TOWN


def test_the_matrix_as_json_is_a_row_a_line_with_all_columns(library: Path) -> None:
    ran = run("matrix", "--axis", "indicators", "--least", "80", "--json", "--home", library)

    (row,) = ran.objects
    assert row["organisation"]["name"] == TOWN
    assert list(row["indicators"]) == list(map(str, range(1, 11)))
    cell = row["indicators"]["10"]
    assert len(cell["measures"]) == cell["guessed"] == 1
    assert 0 <= cell["depth"] <= 1
    assert (row["total"], row["total_year_be"], row["likeness"]) == (90.0, 2566, None)


@examples("command_lines", "what the library has not is refused", tupled)
def test_what_the_library_has_not_is_refused(line: tuple[str, ...], library: Path) -> None:
    assert run(*line, "--home", library).code == 1


@examples("command_lines", "answers that are written to a file")
def test_an_answer_is_written_to_a_file_and_named(line: str, library: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    ran = run(*line.format(TOWN=TOWN).split(), "--output", file, "--home", library)

    assert ran.out == f"{file}\n"
    assert TOWN in file.read_text(encoding="utf-8-sig")


def test_questions_come_from_a_file_too(library: Path, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("ของขวัญ\n\nจริยธรรม\n", encoding="utf-8")

    ran = run("questions", "--queries", tmp_path / "q.txt", "--json", "--home", library)

    assert [one["question"] for one in ran.objects] == ["ของขวัญ", "จริยธรรม"]
    assert all(town["town"]["name"] for one in ran.objects for town in one["towns"])


def test_a_town_is_one_object(library: Path) -> None:
    ran = run("town", TOWN, "--json", "--home", library)

    (found,) = ran.objects
    assert found["organisation"]["name"] == TOWN
    assert [one["fiscal_year_be"] for one in found["reports"]] == [2566]
    assert [one["total"] for one in found["ita_results"]] == [90.0]
    assert found["measures"] == 2
    (topics,) = found["topics"]
    assert topics["topics"]["no_gift"] == 1
    assert {"similar", "weak", "gaps", "notes"} <= found.keys()
    assert found["copies"]["earlier"] == found["copies"]["later"] == []


def test_coverage_is_one_object(library: Path) -> None:
    (found,) = run("coverage", TOWN, "--json", "--home", library).objects

    assert found["organisation"]["name"] == TOWN
    assert found.keys() >= {"fiscal_year_be", "touched", "gaps", "neighbours", "notes"}
    (check,) = found["checks"]
    assert check["report_id"].startswith("r")
    assert check["measures"][0]["parts"]["steps"].keys() == {"standing", "field", "start", "end"}


PLANNED = "เทศบาลเมืองบึงแก้วมรกต"


def test_each_row_of_a_plan_has_its_quotations_and_source(library_home: Path) -> None:
    ran = run("plan", PLANNED, "--year", "2569", "--home", library_home)

    assert ran.code == 0
    with open_workspace(library_home) as workspace:
        plan = workspace.towns.plan(PLANNED, year=2569)
    assert len(ran.rows) == len(plan.rows)
    for row, one in zip(ran.rows, plan.rows, strict=True):
        assert row[1] == KIND_NAMES[one.kind].en
        assert one.id in row[2]
        assert row[3].count("“") >= len(one.measure.quotations)
        assert one.measure.measure.source.path.rpartition("/")[2] in row[4]
    assert "for 2569" in ran.err


def test_as_json_a_row_of_a_plan_is_a_line(library_home: Path) -> None:
    ran = run("plan", PLANNED, "--year", "๗๐", "--json", "--home", library_home)

    assert ran.objects
    for one in ran.objects:
        assert one["kind"] in {"ours", "gap", "example"}
        assert (one["organisation"]["name"], one["fiscal_year_be"]) == (PLANNED, 2570)
        assert one["measure"]["source"] == one["source"]
        assert one["source"]["path"]
        assert all(it["text"] and it["source"] for it in one["quotations"])


def test_a_draft_is_made_in_one_go(own_home: Path) -> None:
    ran = run("plan", PLANNED, "--draft", "แผนเรา", "--home", own_home)

    with open_workspace(own_home) as workspace:
        draft = workspace.drafts.get(ran.out.strip())
        ours = workspace.towns.plan(PLANNED).ours
    assert draft.name == "แผนเรา"
    assert len(draft.items) == len(ours)


def test_a_file_is_written_in_one_go(library_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"

    ran = run("plan", PLANNED, "--to", file, "--home", library_home)

    assert ran.out.splitlines() == [str(file)]
    with open_workspace(library_home) as workspace:
        year = workspace.towns.plan(PLANNED).fiscal_year_be
        assert workspace.drafts.all() == ()
    assert f"ประจำปีงบประมาณ พ.ศ. {thai_digits(str(year))}" in file.read_text(encoding="utf-8")
    assert "measures written" in ran.err


def test_sources_of_a_plan_are_a_second_file_unless_they_are_left_out(
    library_home: Path, tmp_path: Path
) -> None:
    file, sources = tmp_path / "plan.md", tmp_path / "plan-sources.md"

    run("plan", PLANNED, "--to", file, "--no-sources", "--home", library_home)
    assert not sources.exists()

    run("plan", PLANNED, "--to", file, "--home", library_home)
    assert sources.exists()
