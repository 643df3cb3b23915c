"""A folder that is no library, damage and backups on the command line: what is said and done."""

from pathlib import Path

import pytest

from tests.cases import cases
from tests.cli.conftest import run
from tests.damage import current_rows, flip
from tests.workspace.test_leftovers import left_behind

VERBS = [str(line) for line in cases("command_lines", "verbs on a lost library")]
MAKING = ("add", "work", "serve", "sample")
READING = [one for one in VERBS if one.split()[0] not in MAKING]


def filled_in(verb: str, *, inbox: Path, out: Path) -> list[str]:
    """The words of a verb with its placeholders filled."""
    values = {"INBOX": str(inbox), "REPORT": "r0123456789ab", "MEASURE": "r0123456789ab-t1r2"}
    words = [values.get(word, word) for word in verb.split()]
    return [word.replace("OUT", str(out)) for word in words]


@pytest.mark.parametrize("verb", READING)
def test_a_mistyped_home_is_no_empty_library(
    verb: str, inbox: Path, out: Path, tmp_path: Path
) -> None:
    home = tmp_path / "mistyped"

    ran = run(*filled_in(verb, inbox=inbox, out=out), "--home", home)

    assert (ran.code, ran.out) == (1, "")
    for words in (str(home / "corpus" / "library.db"), "itasearch add", "itasearch sample"):
        assert words in ran.err
    assert not home.exists()


@pytest.mark.parametrize("named_by", ["option", "variable"])
def test_a_named_home_without_a_library_is_a_fault_for_doctor(
    named_by: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "mistyped"
    option = ("--home", home) if named_by == "option" else ()
    if named_by == "variable":
        monkeypatch.setenv("ITASEARCH_HOME", str(home))

    ran = run("doctor", "--json", *option)

    checks = {one["name"]: one for one in ran.objects}
    assert (ran.code, checks["store"]["status"]) == (1, "fail")
    assert str(home) in checks["store"]["message"]
    assert "itasearch add" in checks["store"]["remedy"]
    assert not home.exists()


def test_doctor_of_a_fresh_installation_warns_that_there_is_no_library_yet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ITASEARCH_HOME", raising=False)
    monkeypatch.chdir(tmp_path)

    ran = run("doctor", "--json")

    checks = {one["name"]: one["status"] for one in ran.objects}
    assert (ran.code, checks["store"]) == (0, "warn")
    assert [*tmp_path.iterdir()] == []


def test_doctor_repairs_a_damaged_index(own: Path) -> None:
    file = current_rows(own)
    flip(file, -1)
    searched = run("search", "ของขวัญ", "--home", own)
    found = {one["name"]: one for one in run("doctor", "--json", "--home", own).objects}

    mended = run("doctor", "--repair", "--home", own)

    assert searched.code == 1
    assert str(file) in searched.err
    assert f"itasearch doctor --home {own} --repair" in searched.err
    assert found["index"]["status"] == "fail"
    assert str(file) in found["index"]["message"]
    assert mended.code == 0
    assert run("search", "ของขวัญ", "--home", own).code == 0


@pytest.mark.parametrize(("spoken", "words"), [("en", "is damaged"), ("th", "เสียหาย")])
def test_a_damaged_database_is_named_by_every_verb(own: Path, spoken: str, words: str) -> None:
    store = own / "corpus" / "library.db"
    store.write_bytes(b"no database " * 500)

    for verb in (["search", "ของขวัญ"], ["stats"], ["build"], ["backup", str(own / "a.zip")]):
        ran = run(*verb, "--home", own, "--lang", spoken)

        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(("error: ", "ผิดพลาด: "))
        for expected in (str(store), words, "itasearch restore"):
            assert expected in ran.err


def test_next_commands_name_the_home_that_was_typed(own: Path, tmp_path: Path) -> None:
    (own / "corpus" / "library.db").write_bytes(b"no database " * 500)

    typed = run("search", "ของขวัญ", "--home", own)
    told = run("doctor", "--home", own)
    missing = run("reports", "--home", tmp_path / "nowhere")

    assert "itasearch restore FILE --home DIR" in typed.err
    assert told.code == 1 and "itasearch restore FILE --home DIR" in told.out
    assert missing.err.count("--home") == 3  # none of them doubled


def test_a_restoring_is_in_the_log_of_the_library_that_came_back(own: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "library.zip", tmp_path / "new"
    run("backup", file, "--home", own)

    restored = run("restore", file, "--home", new)

    (done,) = run("log", "--kind", "restore", "--json", "--home", new).objects
    assert restored.code == 0
    assert (done["title"], done["person_id"], done["failed"]) == ("library.zip", "", False)
    assert run("log", "--kind", "restore", "--json", "--home", own).objects == []


def test_a_backup_is_restored_into_an_empty_home(own: Path, tmp_path: Path) -> None:
    file, new = tmp_path / "library.zip", tmp_path / "new"
    written = run("backup", file, "--home", own)
    refused = run("restore", file, "--home", own)
    restored = run("restore", file, "--json", "--home", new)

    assert (written.code, written.rows) == (0, [[str(file)]])
    assert refused.code == 1 and "empty folder" in refused.err
    assert (restored.code, restored.objects[0]["path"]) == (0, str(new))
    assert run("reports", "--home", new).out == run("reports", "--home", own).out
    assert run("search", "ของขวัญ", "--home", new).code == 0


def test_a_backup_that_lacks_an_original_is_told_of(own: Path, tmp_path: Path) -> None:
    lost = run("reports", "--json", "--home", own).objects[0]["source"]["path"]
    (own / lost).unlink()

    written = run("backup", tmp_path / "library.zip", "--home", own)

    assert (written.code, (tmp_path / "library.zip").is_file()) == (1, True)
    assert lost in written.err


def test_what_a_killed_verb_left_is_deleted_by_a_repair(own: Path, tmp_path: Path) -> None:
    left = left_behind(own / "corpus", tmp_path)

    ran = run("doctor", "--repair", "--home", own)

    assert str(left) in ran.err
    assert not left.exists()
