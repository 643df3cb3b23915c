"""`itasearch note`, `tag` and `notes`."""

from pathlib import Path

from tests.cli.conftest import run
from tests.cli.test_export import measure_ids


def test_notes_are_made_listed_found_by_and_removed(library: Path) -> None:
    measure = measure_ids(library)[0]

    noted = run("note", measure, "ถามกองคลัง", "--json", "--home", library)
    run("tag", measure, "ดี", "ปี70", "--home", library)
    listed = run("notes", measure, "--json", "--home", library).objects
    found = run("search", "--tag", "ดี", "--json", "--home", library).objects
    removed = run("notes", "--remove", str(noted.objects[0]["number"]), "--home", library)

    assert [one["text"] for one in listed] == ["ถามกองคลัง", "ดี", "ปี70"]
    assert [one["measure"]["id"] for one in found] == [measure]
    assert "ถามกองคลัง" in removed.err
    assert len(run("notes", "--home", library).rows) == 2


def test_an_empty_note_is_wrong_usage(library: Path) -> None:
    assert run("note", measure_ids(library)[0], " ", "--home", library).code == 2


def test_notes_are_in_files_where_wished(library: Path, tmp_path: Path) -> None:
    measure = measure_ids(library)[0]
    run("note", measure, "ถามกองคลัง", "--home", library)
    run("tag", measure, "ดี", "--home", library)
    hits, plan = tmp_path / "hits.csv", tmp_path / "plan.md"
    wished = {}
    for option in ((), ("--notes",)):
        run("search", "--tag", "ดี", "-o", hits, *option, "--home", library)
        run("export", measure, "-o", plan, "--sources", *option, "--home", library)
        wished[option] = [one.read_text("utf-8-sig") for one in (hits, plan)]

    assert not any("ถามกองคลัง" in text for text in wished[()])
    assert all("ดี ·" in text and "ถามกองคลัง" in text for text in wished["--notes",])
