"""Notes and tags of measures: kept, found by, and kept with their measure when it is read again."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from itasearch.errors import EvaluationError, NotAllowedError, UnknownNoteError, UnknownReportError
from itasearch.evaluate import read_qrels, read_queries
from itasearch.model import library
from itasearch.model.evaluation import LONGEST_QUESTION, ExportedJudgements
from itasearch.model.people import NOBODY, Person, Role
from itasearch.model.records import Extraction
from itasearch.store.sql import open_store
from itasearch.workspace import FilterNames, Workspace
from tests.store.examples import a_report, file_source
from tests.workspace.conftest import measure_ids


def test_notes_and_tags_are_kept_in_order(filled: Workspace) -> None:
    measure, other, *_ = measure_ids(filled)

    note = filled.notes.add(measure, "ถามกองคลังก่อนใช้")
    tags = filled.notes.tag(measure, ["ปี70", " ตัวอย่าง  ดี ", "ปี70"])
    again = filled.notes.tag(measure, ["ปี70"])
    filled.notes.tag(other, ["ปี70"])

    assert [one.text for one in tags] == ["ปี70", "ตัวอย่าง ดี"]
    assert again == ()
    assert filled.notes.all([measure]) == (note, *tags)
    assert [*filled.notes.tags().items()] == [("ปี70", 2), ("ตัวอย่าง ดี", 1)]
    texts = {measure: "#ปี70 · #ตัวอย่าง ดี · ถามกองคลังก่อนใช้", other: "#ปี70"}
    assert filled.notes.texts([measure, other]) == texts
    assert {one.measure_id for one in filled.notes.all()} == {measure, other}


def test_a_note_has_a_bounded_length_and_a_measure_so_many(
    filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure, *_ = measure_ids(filled)
    monkeypatch.setattr(library, "MOST_NOTES", 2)

    for text in ("", " ", "ก" * (library.LONGEST_NOTE + 1)):
        with pytest.raises(ValueError, match="letters"):
            filled.notes.add(measure, text)
    with pytest.raises(ValueError, match="letters"):
        filled.notes.tag(measure, ["ดี", "ก" * (library.LONGEST_TAG + 1)])
    with pytest.raises(UnknownReportError):
        filled.notes.add("r000-t1r1", "หมายเหตุ")
    filled.notes.add(measure, "ก" * library.LONGEST_NOTE)
    filled.notes.tag(measure, ["ก" * library.LONGEST_TAG])
    with pytest.raises(ValueError, match="at most 2"):
        filled.notes.add(measure, "ก")


def test_a_search_is_narrowed_to_tags(filled: Workspace) -> None:
    measure, *others = measure_ids(filled)
    filled.notes.tag(measure, ["ดี"])
    names = FilterNames(tags=("ดี",))
    title = filled.library.measures([measure])[0].measure.title

    listed = filled.search("ปี 2566", filters=names)
    found = filled.search(title, filters=names)

    assert [hit.measure.id for hit in listed.hits] == [measure]
    assert [hit.measure.id for hit in (found.hits or found.nearest)] == [measure]
    assert others


def test_only_the_maker_or_an_administrator_removes_a_note(filled: Workspace) -> None:
    maker, reader = (Person(id=one, name=one, role=Role.READER) for one in ("ก", "ข"))
    made = filled.acting_as(maker).notes.add(measure_ids(filled)[0], "ของฉัน")

    with pytest.raises(NotAllowedError):
        filled.acting_as(reader).notes.remove(made.number)
    filled.notes.remove(made.number)

    with pytest.raises(UnknownNoteError):
        filled.notes.remove(made.number)


def test_a_note_follows_its_measure_when_the_file_is_read_again(tmp_path: Path) -> None:
    source = file_source("แผน")
    report = a_report(source)
    by = Person(id="", name="", role=Role.ADMINISTRATOR)
    with open_store(tmp_path / "library.db") as store:
        store.intake.add(Extraction(reports=(report,)), source, media_type="text/plain")
        second = report.measures[1]
        store.notes.add(second.id, ["ดี"], title=second.title, is_tag=True, by=by)
        moved = tuple(
            replace(one, id=f"{report.id}-t1r{place + 20}")
            for place, one in enumerate(report.measures)
        )
        again = Extraction(reports=(replace(report, measures=moved),))

        store.intake.reread(again, source, reading_version=9)

        assert store.notes.tagged(["ดี"]) == (moved[1].id,)


def test_of_two_measures_of_one_title_each_keeps_its_note_when_read_again(tmp_path: Path) -> None:
    source = file_source("แผน")
    report = a_report(source)
    first, second = report.measures[:2]
    twins = (first, replace(second, title=first.title))
    with open_store(tmp_path / "library.db") as store:
        read = Extraction(reports=(replace(report, measures=twins),))
        store.intake.add(read, source, media_type="text/plain")
        store.notes.add(second.id, ["ดี"], title=first.title, is_tag=True, by=NOBODY)
        mended = (replace(first, steps="ลงทะเบียนทุกครั้ง"), twins[1])
        again = Extraction(reports=(replace(report, measures=mended),))

        store.intake.reread(again, source, reading_version=9)

        assert store.notes.tagged(["ดี"]) == (second.id,)


GIFTS, WORKS = "งดรับของขวัญ", "อบรม e-GP"


def hits(own: Workspace, question: str = GIFTS) -> list[str]:
    return [hit.measure.id for hit in own.search(question, k=3).hits]


def test_a_mark_is_kept_with_the_question_whatever_its_blanks(own: Workspace) -> None:
    first, second, third = hits(own)
    own.judgements.judge(f"  {GIFTS}\n", first, sought=True)
    own.judgements.judge(GIFTS, second, sought=False)
    own.judgements.judge(GIFTS, third, sought=True)
    own.judgements.judge(GIFTS, third, sought=None)

    assert own.judgements.judged(GIFTS, [first, second, third]) == {first: True, second: False}
    (kept,) = (one for one in own.judgements.all() if one.sought)
    assert kept.question == GIFTS
    assert kept.title == own.library.measures([first])[0].measure.title


def test_what_cannot_be_kept_is_refused(own: Workspace) -> None:
    with pytest.raises(UnknownReportError, match="nowhere"):
        own.judgements.judge(GIFTS, "nowhere", sought=True)
    with pytest.raises(ValueError, match="501 characters; at most 500"):
        own.judgements.judge("ก" * (LONGEST_QUESTION + 1), hits(own)[0], sought=True)
    with pytest.raises(ValueError, match="empty"):
        own.judgements.judge(" ", hits(own)[0], sought=True)

    own.judgements.note_unanswered("ก" * (LONGEST_QUESTION + 1))
    assert own.judgements.judged(" ", hits(own)) == {}
    assert (own.judgements.all(), own.judgements.unanswered()) == ((), ())


def test_exported_files_hold_what_was_judged_as_eval_reads_it(
    own: Workspace, tmp_path: Path
) -> None:
    first, second, _ = hits(own)
    own.judgements.judge(GIFTS, first, sought=True)
    own.judgements.judge(GIFTS, second, sought=False)
    own.judgements.judge(WORKS, first, sought=True)
    own.judgements.judge("เลี้ยงสุนัข", second, sought=False)
    qrels, queries = tmp_path / "qrels.txt", tmp_path / "queries.tsv"

    written = own.judgements.export(qrels, queries=queries)

    assert written == ExportedJudgements(questions=2, judgements=3, left_out=1)
    texts = {one.text: one for one in read_queries(queries)}
    assert {one.text: one.language for one in texts.values()} == {GIFTS: "th", WORKS: "mixed"}
    grades = read_qrels(qrels)
    assert grades[texts[GIFTS].id] == {first: 1, second: 0}
    assert grades[texts[WORKS].id] == {first: 1}
    with ZipFile(BytesIO(own.judgements.render())) as archive:
        assert archive.read("qrels.txt") == qrels.read_bytes()
        assert archive.read("queries.tsv") == queries.read_bytes()


def test_without_a_hit_that_was_sought_there_is_nothing_to_measure(
    own: Workspace, tmp_path: Path
) -> None:
    own.judgements.judge(GIFTS, hits(own)[0], sought=False)
    qrels, queries = tmp_path / "qrels.txt", tmp_path / "queries.tsv"

    with pytest.raises(EvaluationError, match="no hit is marked"):
        own.judgements.evaluate()
    with pytest.raises(EvaluationError, match="no hit is marked"):
        own.judgements.export(qrels, queries=queries)
    with pytest.raises(ValueError, match="give both files"):
        own.judgements.evaluate(qrels)
    assert not qrels.exists()
    assert not queries.exists()
