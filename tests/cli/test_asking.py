from contextlib import AbstractContextManager
from pathlib import Path

from filelock import FileLock

from itasearch.model.records import TEXT_FIELDS
from tests.cli.conftest import run
from tests.workspace.conftest import TOWN

HIT_KEYS = [
    "query",
    "rank",
    "score",
    "signals",
    "measure",
    "organisation",
    "fiscal_year_be",
    "passage",
    "reason",
    "same_text",
    "more_copies",
    "source",
    "reworded",
    "total",
    "total_year_be",
]
MEASURE_KEYS = {"id", "number", "indicator", "source", *TEXT_FIELDS}


def test_search_prints_a_hit_a_line(library: Path) -> None:
    ran = run("search", "งดรับของขวัญ", "--home", library, "--json")

    best = ran.objects[0]
    assert ran.code == 0
    assert all(list(hit) == HIT_KEYS for hit in ran.objects)
    assert [hit["rank"] for hit in ran.objects] == list(range(1, len(ran.objects) + 1))
    assert set(best["measure"]) == MEASURE_KEYS
    assert best["organisation"]["name"] == TOWN
    assert best["source"] == best["measure"]["source"]
    assert best["source"]["path"].startswith("corpus/added/")
    text = best["passage"]["text"]
    assert "ประกาศนโยบายงดรับของขวัญ" in [
        text[start:end] for start, end in best["passage"]["highlights"]
    ]


def test_people_are_told_what_was_respelled_and_added(library: Path) -> None:
    ran = run("search", "งดรับของขวัน", "--home", library)

    assert "respelled: งดรับของขวัน → งดรับของขวัญ" in ran.err
    assert "--without" in ran.err
    assert "respelled" not in ran.out


def test_a_query_that_begins_with_a_minus_stands_behind_two(library: Path) -> None:
    ran = run("search", "--home", library, "--json", "--", "-ของขวัญ พัสดุ")

    assert ran.code == 0
    assert ran.objects[0]["query"] == "-ของขวัญ พัสดุ"


def test_nothing_found_is_one_line_and_no_failure(library: Path) -> None:
    ran = run("search", "xyzzy", "--mode", "phrase", "--home", library, "--json")

    (line,) = ran.objects
    assert ran.code == 0
    assert list(line) == ["query", "no_match", "nearest"]
    assert line["no_match"] is True


def test_queries_of_a_file_are_asked_in_order_and_one_that_cannot_be_stops_no_other(
    library: Path, tmp_path: Path
) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_text(f"\ufeffพัสดุ\n\n{'ก' * 100_000}\n  \nช่องทางร้องเรียน\n", encoding="utf-8")

    ran = run("search", "--queries", queries, "-k", "1", "--home", library, "--json")

    assert ran.code == 1
    assert [line["query"] for line in ran.objects] == ["พัสดุ", "ช่องทางร้องเรียน"]


def test_queries_that_are_no_text_are_an_error(library: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.txt"
    queries.write_bytes("พัสดุ".encode("cp874"))

    ran = run("search", "--queries", queries, "--home", library)

    assert ran.code == 1
    assert "UTF-8" in ran.err


def test_similar_leaves_the_measure_itself_out(library: Path) -> None:
    asked = run("search", "งดรับของขวัญ", "-k", "1", "--home", library, "--json").objects[0]

    ran = run("similar", asked["measure"]["id"], "--home", library, "--json")

    assert ran.code == 0
    found = [hit for line in ran.objects for hit in line.get("nearest", [line])]
    assert found
    assert asked["measure"]["id"] not in [hit["measure"]["id"] for hit in found]


def test_show_tells_a_measure_in_full(library: Path) -> None:
    hit = run("search", "พัสดุ", "-k", "1", "--home", library, "--json").objects[0]

    (measure,) = run("show", hit["measure"]["id"], "--home", library, "--json").objects
    plain = run("show", hit["measure"]["id"], "--home", library)

    assert hit["measure"].items() <= measure.items()
    assert measure["organisation"]["name"] == TOWN
    assert ["title", "อบรมงานพัสดุ"] in plain.rows


def test_search_does_not_wait_for_a_writer_and_says_so(home: Path, inbox: Path) -> None:
    run("add", inbox / "a.md", "--home", home)
    run("add", inbox / "b.md", "--no-build", "--home", home)
    lock: AbstractContextManager[object] = FileLock(home / "corpus" / "writer.lock")

    with lock:
        ran = run("search", "พัสดุ", "-k", "1", "--home", home, "--json")

    assert ran.objects[0]["measure"]["title"] == "อบรมงานพัสดุ"
    assert "behind" in ran.err


def test_a_name_that_was_not_added_cannot_be_left_out(library: Path) -> None:
    without = ("--without", "งดรับของขวัญ", "--without", "เรือเหาะ")

    ran = run("search", "งดรับของขวัน", *without, "--home", library, "--json")

    assert ran.code == 0
    assert "'เรือเหาะ' left nothing out" in ran.err
    assert "งดรับของขวัญ" not in ran.err and "respelled" not in ran.err


def test_suggestions_are_listed_with_what_they_are(library: Path) -> None:
    assert run("suggest", "ทต.สวน", "--home", library).rows == [["town", TOWN, "พะเยา"]]


def test_liked_measures_need_no_text(library: Path) -> None:
    first = run("search", "งดรับของขวัญ", "--home", library, "--json").objects[0]["measure"]["id"]

    ran = run("search", "--like", first, "--home", library, "--json")

    assert ran.code == 0
    assert ran.objects
    assert first not in [hit["measure"]["id"] for hit in ran.objects]
