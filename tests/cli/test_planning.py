"""The verb plan."""

from pathlib import Path

from itasearch import open_workspace
from itasearch.text.thai.normalize import thai_digits
from itasearch.wording.plan import ACTION_NAMES
from tests.cli.conftest import run

TOWN = "เทศบาลเมืองบึงแก้วมรกต"


def test_each_proposal_is_a_row_with_reason_and_source(library_home: Path) -> None:
    ran = run("plan", TOWN, "--year", "2569", "--home", library_home)

    assert ran.code == 0
    with open_workspace(library_home) as workspace:
        plan = workspace.towns.plan(TOWN, year=2569)
    assert len(ran.rows) == len(plan.proposals)
    assert [row[0] for row in ran.rows].count("x") == len(plan.ticked)
    for row, one in zip(ran.rows, plan.proposals, strict=True):
        assert row[1] == ACTION_NAMES[one.action].en
        assert one.id in row[3]
        assert row[4]
        assert one.source.path.rpartition("/")[2] in row[5]
    assert "for 2569" in ran.err


def test_as_json_a_proposal_is_a_line(library_home: Path) -> None:
    ran = run("plan", TOWN, "--year", "๗๐", "--json", "--home", library_home)

    assert ran.objects
    for one in ran.objects:
        assert one["action"] in {"keep", "improve", "done", "resume", "borrow"}
        assert (one["organisation"]["name"], one["fiscal_year_be"]) == (TOWN, 2570)
        assert one["measure"]["source"] == one["source"]
        assert one["source"]["path"]
        assert one["reason"]
        assert [it["kind"] for it in one["reasons"]]


def test_a_draft_is_made_in_one_go(own_home: Path) -> None:
    ran = run("plan", TOWN, "--draft", "แผนเรา", "--home", own_home)

    with open_workspace(own_home) as workspace:
        draft = workspace.drafts.get(ran.out.strip())
        ticked = workspace.towns.plan(TOWN).ticked
    assert draft.name == "แผนเรา"
    assert len(draft.items) == len(ticked)


def test_a_file_is_written_in_one_go(library_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "plan.md"

    ran = run("plan", TOWN, "--to", file, "--home", library_home)

    assert ran.out.splitlines() == [str(file)]
    with open_workspace(library_home) as workspace:
        year = workspace.towns.plan(TOWN).fiscal_year_be
    assert f"ประจำปีงบประมาณ พ.ศ. {thai_digits(str(year))}" in file.read_text(encoding="utf-8")
    assert "measures written" in ran.err
    with open_workspace(library_home) as workspace:
        assert workspace.drafts.all() == ()
