"""`itasearch export`: measures to a file in an organisation's own name."""

from pathlib import Path

import docx
import pytest

from itasearch import open_workspace
from tests.cli.conftest import run
from tests.workspace.conftest import CITY, TOWN

OWN = "เทศบาลตำบลเขาเขียว"


def report_ids(library: Path) -> list[str]:
    found = run("reports", "--json", "--home", library).objects
    return [report["id"] for report in found if report["organisation"]["name"] in (TOWN, CITY)]


def measure_ids(library: Path) -> list[str]:
    found = [run("show", one, "--json", "--home", library).objects for one in report_ids(library)]
    return [measure["id"] for (report,) in found for measure in report["measures"]]


@pytest.mark.parametrize("ending", ["docx", "xlsx", "csv", "md"])
def test_the_ending_names_the_format_and_sources_are_in_a_second_file(
    library: Path, tmp_path: Path, ending: str
) -> None:
    output, sources = tmp_path / f"แผน.{ending}", tmp_path / f"แผน-ที่มา.{ending}"

    ran = run("export", measure_ids(library)[0], "-o", output, "--home", library)

    assert (ran.code, ran.rows) == (0, [[str(output)]])
    assert output.stat().st_size > 100
    assert (str(sources) in ran.err) == sources.exists() == (ending != "xlsx")  # it has a sheet


@pytest.mark.parametrize("options", [["--address", "https://ita.example.go.th/app/"], []])
def test_a_footer_leads_to_the_draft_in_the_app_named_or_of_the_settings(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: list[str]
) -> None:
    other = "https://elsewhere.example" if options else "https://ita.example.go.th/app/"
    monkeypatch.setenv("ITASEARCH_URL", other)
    output, draft = tmp_path / "แผน.docx", a_draft(library)

    ran = run("export", "--draft", draft, "-o", output, "--home", library, "--footer", *options)

    assert ran.code == 0
    footer = docx.Document(str(output)).sections[0].footer
    assert footer.paragraphs[1].text == f"https://ita.example.go.th/app/template?draft={draft}"


def test_a_draft_without_measures_says_what_to_do(library: Path, tmp_path: Path) -> None:
    with open_workspace(library) as workspace:
        draft = workspace.drafts.new("แผนปีหน้า")

    ran = run("export", "--draft", draft, "-o", tmp_path / "แผน.docx", "--home", library)

    assert ran.code == 1
    assert "แผนปีหน้า" in ran.err and "itasearch plan" in ran.err
    assert not list(tmp_path.iterdir())


def a_draft(library: Path) -> str:
    """Id of a draft of the library's first two measures, one written over."""
    first, second, *_ = measure_ids(library)
    with open_workspace(library) as workspace:
        draft = workspace.drafts.new("แผนปีหน้า")
        workspace.drafts.add([second, first], draft_id=draft)
        workspace.drafts.edit(first, field="title", text="มาตรการของเรา", draft_id=draft)
        workspace.drafts.set_target(organisation=OWN, fiscal_year_be=2570, draft_id=draft)
    return draft


def test_a_drafts_id_without_its_option_is_told(library: Path, tmp_path: Path) -> None:
    draft = a_draft(library)

    ran = run("export", draft, "-o", tmp_path / "แผน.csv", "--home", library)

    assert ran.code == 2
    assert f"--draft {draft}" in ran.err


@pytest.mark.parametrize("name", ["ไม่มี.docx", "แผน.csv"])
def test_a_letterhead_that_is_no_word_file_is_refused(
    library: Path, tmp_path: Path, name: str
) -> None:
    (tmp_path / "แผน.csv").write_text("ก,ข", encoding="utf-8")
    output = tmp_path / "ผล.docx"

    ran = run(
        *("export", measure_ids(library)[0], "-o", output, "--home", library),
        *("--letterhead", tmp_path / name),
    )

    assert ran.code == 1
    assert name in ran.err
    assert not output.exists()


def test_a_draft_that_is_not_there_leads_to_the_list(library: Path, tmp_path: Path) -> None:
    ran = run("export", "--draft", "d0", "-o", tmp_path / "แผน.csv", "--home", library)

    assert (ran.code, list(tmp_path.iterdir())) == (1, [])
    assert "run: itasearch drafts" in ran.err
