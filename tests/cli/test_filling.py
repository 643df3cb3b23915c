import signal
from pathlib import Path

import pytest

from tests.cli.conftest import run
from tests.encoders.tiny_models import make_encoder, make_reranker
from tests.ingest.fake_parser import report_text
from tests.ingest.web_server import body, web_site
from tests.workspace.conftest import CITY, TOWN

OUTCOME_KEYS = [
    "path",
    "outcome",
    "report_id",
    "organisation",
    "fiscal_year_be",
    "measures",
    "reason",
    "missing",
    "reworded",
]


def test_add_prints_an_outcome_a_line_and_fails_for_a_refused_file(home: Path, inbox: Path) -> None:
    ran = run("add", inbox, "--home", home, "--json")

    assert ran.code == 1
    assert all(list(outcome) == OUTCOME_KEYS for outcome in ran.objects)
    kinds = {Path(outcome["path"]).name: outcome["outcome"] for outcome in ran.objects}
    assert kinds == {
        "a.md": "added",
        "b.md": "added",
        "ita.csv": "added",
        "news.txt": "refused",
        "unnamed.md": "needs_review",
    }


def test_files_left_to_workers_are_read_by_one_and_listed(
    home: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signal, "signal", lambda *_: None)  # the tests' process keeps its own

    (queued,) = run("add", inbox / "a.md", "--queue", "--home", home, "--json").objects
    assert run("reports", "--home", home, "--json").objects == []
    worked = run("work", "--until-empty", "--home", home, "--json").objects
    listed = run("work", "--list", "--home", home, "--json").objects

    assert [(one["kind"], one["state"]) for one in worked] == [("read", "done"), ("index", "done")]
    assert worked[0]["job"] == queued["job"]
    assert listed == worked[::-1]
    assert [one["id"] for one in run("reports", "--home", home, "--json").objects] == worked[0][
        "report_ids"
    ]


@pytest.mark.slow
def test_another_encoder_is_remembered_and_told(home: Path, inbox: Path, tmp_path: Path) -> None:
    encoder = make_encoder(tmp_path / "model")
    run("add", inbox, "--home", home)

    built = run("build", "--encoder", encoder, "--home", home)
    (stats,) = run("stats", "--json", "--home", home).objects
    found = run("search", "งดรับของขวัญ", "-k", "1", "--json", "--home", home)

    assert built.code == 0
    assert "index: 3 of 3" in built.err
    assert stats["encoder"] == str(encoder)
    assert found.objects[0]["measure"]["title"] == "ประกาศนโยบายงดรับของขวัญ"


@pytest.mark.slow
def test_a_reranker_may_be_taken_for_one_run(home: Path, inbox: Path, tmp_path: Path) -> None:
    reranker = make_reranker(tmp_path / "model")
    run("add", inbox, "--home", home)
    asked = ("search", "งดรับของขวัญ", "-k", "1", "--json", "--home", home)

    (with_it,) = run(*asked, "--reranker", reranker).objects
    (without,) = run(*asked).objects

    assert 0 < with_it["signals"]["reranker"] < 1
    assert "reranker" not in without["signals"]


def test_remove_takes_a_report_away(home: Path, inbox: Path) -> None:
    (added,) = run("add", inbox / "a.md", "--home", home, "--json").objects

    ran = run("remove", added["report_id"], "--home", home, "--json")

    assert (ran.code, ran.objects[0]["status"]) == (0, "removed")
    assert run("reports", "--home", home).out == ""


def test_parse_prints_reports_and_refusals(home: Path, inbox: Path) -> None:
    ran = run("parse", inbox, "--home", home, "--json")

    by_kind = {line["outcome"]: line for line in ran.objects}
    assert ran.code == 1
    assert list(by_kind["refused"]) == ["path", "outcome", "reason"]
    assert by_kind["read"]["organisation"]["name"] in {TOWN, CITY}
    assert by_kind["needs_review"]["source"]["path"] == str(inbox / "unnamed.md")
    assert by_kind["needs_review"]["measures"][0]["source"]["path"] == str(inbox / "unnamed.md")
    assert by_kind["needs_review"]["measures"][0]["title"] == "จัดทำคู่มือการใช้ทรัพย์สินของราชการ"
    assert not home.exists()


def test_parse_for_people_tells_what_is_missing(home: Path, inbox: Path) -> None:
    ran = run("parse", inbox / "unnamed.md", "--home", home)

    assert ran.code == 0
    assert "missing: organisation" in ran.out


def test_parse_says_in_english_why_a_file_is_refused(home: Path, inbox: Path) -> None:
    ran = run("parse", inbox / "none.md", "--home", home)

    assert ran.code == 1
    assert ran.out.endswith(": refused: there is no such file; check its name and folder\n")


def test_missing_files_are_refused_and_the_rest_is_done(home: Path, inbox: Path) -> None:
    ran = run("add", inbox / "none.md", inbox / "b.md", "--home", home, "--json")

    assert ran.code == 1
    assert [outcome["outcome"] for outcome in ran.objects] == ["refused", "added"]


def test_an_empty_folder_is_said_to_be_one(home: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    ran = run("add", tmp_path / "empty", "--home", home)

    assert (ran.code, ran.out) == (0, "")
    assert "no files" in ran.err


def test_add_takes_web_addresses_where_they_are_allowed(home: Path, inbox: Path) -> None:
    with web_site() as site:
        site.answers["/a.md"] = body((inbox / "a.md").read_bytes())
        url = f"{site.url}/a.md"
        closed = run("add", url, "--home", home, "--json")
        opened = run("add", url, "--allow-private", "--home", home, "--json")

    assert (closed.code, closed.objects[0]["outcome"]) == (1, "refused")
    assert [(one["path"], one["outcome"]) for one in opened.objects] == [(url, "added")]
    (report,) = run("reports", "--home", home, "--json").objects
    assert any(url in warning for warning in report["warnings"])


def test_a_parsed_report_of_an_invented_town_is_marked(tmp_path: Path) -> None:
    town = "เทศบาลตำบลธารจันทร์หอม"
    file = tmp_path / "ก.md"
    file.write_text(report_text("ประกาศนโยบาย", organisation=town, year=2566), encoding="utf-8")

    assert f"Phayao (Sample) · {town}" in run("parse", file).out


def test_an_index_that_was_left_to_build_is_built_once(home: Path, inbox: Path) -> None:
    run("add", inbox / "a.md", "--no-build", "--home", home)

    first, second = run("build", "--home", home, "--json"), run("build", "--home", home)
    whole = run("build", "--rebuild", "--home", home, "--json")

    assert (first.objects[0]["added"], first.objects[0]["removed"]) == (1, 0)
    assert second.out == "the index is up to date\n"
    assert whole.objects[0]["added"] == 1


@pytest.mark.parametrize("words", [("build", "--encoder"), ("search", "ของขวัญ", "--reranker")])
def test_a_model_that_cannot_be_opened_is_named(
    home: Path, inbox: Path, words: tuple[str, ...]
) -> None:
    run("add", inbox / "a.md", "--home", home)

    ran = run(*words, "./no-such-model", "--home", home)

    assert ran.code == 1
    assert "no-such-model" in ran.err
