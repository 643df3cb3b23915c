"""Verbs that search and show: names in a query, topics, rules, rankings."""

from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from itasearch.enrich.quotations import quotations
from itasearch.exports.answer import answer_tables
from itasearch.exports.words import written_in_lines
from itasearch.model.ranking import (
    Hit,
    Query,
    Ranking,
    SameText,
    Snippet,
)
from itasearch.model.records import Measure, ReportKind
from itasearch.model.source import SourceRef
from itasearch.wording.language import in_language
from tests.cases import examples, tupled
from tests.cli.conftest import run
from tests.cli.test_draft import measure_ids
from tests.workspace.conftest import TOWN


def test_search_prints_a_hit_a_line(library: Path) -> None:
    ran = run("search", "งดรับของขวัญ", "--home", library, "--json")

    best = ran.objects[0]
    assert ran.code == 0
    assert [hit["rank"] for hit in ran.objects] == list(range(1, len(ran.objects) + 1))
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


def test_an_answer_without_nearest_measures_promises_none(library: Path) -> None:
    ran = run("search", "O25 ปี 2569", "--home", library)

    assert ran.rows[1:] == [] and "Nothing answers" in ran.err
    assert "measures below" not in ran.err


def test_a_town_that_is_not_there_is_named(library: Path) -> None:
    ran = run("search", "งดรับของขวัญ ทต.ขามทะเลสอ", "--home", library, "--json")

    assert "no reports of ทต.ขามทะเลสอ in the library" in ran.err
    assert ran.objects[0]["not_held"] == ["ทต.ขามทะเลสอ"]
    assert ran.objects[0]["organisation"]["name"] == TOWN


@pytest.fixture
def measure_id(home: Path, inbox: Path) -> str:
    """Id of a measure about gifts."""
    run("add", inbox / "a.md", "--home", home)
    (hit,) = run("search", "งดรับของขวัญ", "-k", "1", "--json", "--home", home).objects
    return str(hit["measure"]["id"])


def shown(home: Path, measure_id: str) -> dict[str, str]:
    rows = run("show", measure_id, "--home", home).rows
    return {row[0]: row[1] for row in rows}


def test_topics_as_json_are_counted_inside_filters(library: Path) -> None:
    found = run("topics", "--year", "2567", "--json", "--home", library).objects

    counts = {one["id"]: one["measures"] for one in found}
    assert (counts["no_gift"], counts["complaints"]) == (0, 1)
    assert all(one["definition"] and one["thai_definition"] for one in found)


def test_topics_and_indicator_are_put_right_and_the_corrections_undone(
    home: Path, measure_id: str
) -> None:
    said = ("--topic", "บริหารงานบุคคล, ethics", "--indicator", "การใช้อำนาจ")
    ran = run("correct", measure_id, *said, "--home", home)
    assert ran.code == 0

    fields = shown(home, measure_id)
    assert fields["indicator"] == "3 Exercise of power (corrected)"
    assert fields["topics"].count("(corrected)") == 2
    thai = run("show", measure_id, "--lang", "th", "--home", home).rows
    assert [row[0] for row in thai[:6]] == ["รหัส", "หน่วยงาน", "ปี", "ลำดับ", "ตัวชี้วัด", "เรื่อง"]
    report_id = measure_id.partition("-")[0]
    told = f"Topics of “{measure_id}”: Human resources, Ethics and discipline"
    assert told in run("review", report_id, "--home", home).out

    for _ in range(2):
        run("undo", report_id, "--home", home)
    assert "(guess" in shown(home, measure_id)["topics"]


@examples("command_lines", "what does not exist is refused", tupled, int)
def test_what_does_not_exist_is_refused(
    said: tuple[str, str], code: int, home: Path, measure_id: str
) -> None:
    ran = run("correct", measure_id, *said, "--home", home)

    assert ran.code == code
    assert ("itasearch topics" in ran.err) == (code == 1)
    assert "(guess" in shown(home, measure_id)["topics"]


def test_all_years_are_listed_with_where_they_are_from(tmp_path: Path) -> None:
    ran = run("rules", "--home", tmp_path)

    assert [row[0] for row in ran.rows[1:]] == [str(year) for year in range(2569, 2562, -1)]
    assert ran.rows[1][1:4] == ["22 of 26", "O25", "O26"]


def test_rules_as_json(tmp_path: Path) -> None:
    years = run("rules", "--json", "--home", tmp_path).objects
    items = run("rules", "2566", "--json", "--home", tmp_path).objects

    assert years[0]["fiscal_year_be"] == 2569 and years[0]["complete"] is False
    assert years[0]["required"]["plan"] == ["steps", "timeframe", "responsible", "follow_up"]
    assert len(items) == 43 and items[38]["item"] == "O39" and items[38]["confirmed"] is True
    assert items[41]["former"] == []
    assert items[41]["shows"] and items[41]["period"] == "this_year"


SOURCE = SourceRef(path="corpus/added/0123456789ab-แผน.docx", sha256="0" * 64, row_number=3)


HIT = Hit(
    rank=1,
    score=1.0,
    signals=(),
    measure=Measure(id="r1-t1r3", report_id="r1", title="ยืมเต็นท์", source=SOURCE),
    organisation=None,
    fiscal_year_be=2568,
    passage=Snippet(field="title", text="ยืมเต็นท์"),
    reason="พบคำ “ยืม”",
)


def copy_of(year: int) -> SameText:
    return SameText(
        measure_id=f"r{year}-t1r3", organisation=None, fiscal_year_be=year, source=SOURCE
    )


def rows_of(*hits: Hit, answering: int = 1) -> list[list[str]]:
    ranking = Ranking(
        query=Query(text="ยืม"), hits=hits, weights={"words": 1.0}, answering=answering
    )
    with in_language("en"), written_in_lines(as_lines=True):
        made = answer_tables(ranking, about={}, names={})
    return [*made.tables[0].grid.texts()][1:]


def test_a_copy_is_called_by_its_kind_and_a_plan_has_what_its_results_say() -> None:
    copies = (
        replace(copy_of(2567), kind=ReportKind.RESULTS),
        replace(copy_of(2568), kind=ReportKind.PLAN),
    )

    row = replace(HIT.measure, id="r9-t1", results="ไม่ได้ดำเนินการ")
    hit = replace(HIT, quotations=quotations(HIT.measure, row), same_text=copies)
    ((_, what, _),) = rows_of(hit)

    assert "Results: “ไม่ได้ดำเนินการ”" in what
    assert what.endswith("Unknown organisation 2567 (Results); Unknown organisation 2568 (Plan)")


ASKED = "งดรับของขวัญ"


@pytest.fixture
def judged(library: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Judgements that call the first hit right, and a query that nothing answers."""
    (first, *_) = run("search", ASKED, "--home", library, "--json").objects
    qrels, queries = tmp_path / "qrels", tmp_path / "queries.tsv"
    lines = [f"q1 0 {first['measure']['id']} 3", "q2 0 elsewhere 0"]
    qrels.write_text("\n".join(lines), encoding="utf-8")
    queries.write_text(f"q1\t{ASKED}\tth\twords\nq2\tzeppelin\ten\tnone\n", encoding="utf-8")
    return qrels, queries


@pytest.mark.slow
def test_relevant_measures_that_the_library_lacks_are_told(
    library: Path, judged: tuple[Path, Path]
) -> None:
    qrels, queries = judged
    with qrels.open("a", encoding="utf-8") as file:
        file.writelines(f"\nq1 0 nosuch{number} 2" for number in range(4))

    ran = run("eval", qrels, "--queries", queries, "--home", library)

    assert "4 of the relevant measures are not in this library" in ran.err
    assert "nosuch0, nosuch1, nosuch2, …" in ran.err
    assert "elsewhere" not in ran.err


def test_a_note_is_written_shown_and_removed(library: Path) -> None:
    measure = measure_ids(library)[0]

    (noted,) = run("note", measure, "ถามกองคลัง", "--json", "--home", library).objects

    assert noted == {"measure_id": measure, "note": "ถามกองคลัง"}
    assert run("note", measure, "--home", library).rows == [["ถามกองคลัง"]]
    assert run("note", measure, "", "--home", library).rows == []
    assert run("note", measure, "ก" * 5000, "--home", library).code == 2


def test_notes_are_in_files_where_wished(library: Path, tmp_path: Path) -> None:
    measure = measure_ids(library)[0]
    run("note", measure, "ถามกองคลัง", "--home", library)
    (shown,) = run("show", measure, "--json", "--home", library).objects
    hits = tmp_path / "hits.csv"
    wished = {}
    for option in ((), ("--notes",)):
        run("search", shown["title"], "-o", hits, *option, "--home", library)
        wished[option] = hits.read_text("utf-8-sig")

    assert "ถามกองคลัง" not in wished[()]
    assert "ถามกองคลัง" in wished["--notes",]
