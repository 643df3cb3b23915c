"""Notes and tags of measures: kept, found by, and kept with their measure when it is read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.errors import NotAllowedError, UnknownNoteError, UnknownReportError
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
    assert filled.notes.tags() == {"ปี70": 2, "ตัวอย่าง ดี": 1}


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


def test_an_unknown_measure_has_no_notes(filled: Workspace) -> None:
    with pytest.raises(UnknownReportError):
        filled.notes.add("r000-t1r1", "หมายเหตุ")


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
