"""Notes on measures: one a measure, kept with it when its file is read again."""

from dataclasses import replace
from pathlib import Path

import pytest

from itasearch.errors import NotAllowedError, UnknownReportError
from itasearch.model.library import LONGEST_NOTE
from itasearch.model.people import NOBODY, THIS_COMPUTER, Person
from itasearch.model.records import Extraction
from itasearch.store.sql import open_store
from itasearch.workspace import Workspace
from tests.store.examples import a_report, file_source
from tests.workspace.conftest import measure_ids

READER = Person(id="u1", name="สมชาย")


def test_a_measure_has_one_note_until_it_is_emptied(filled: Workspace) -> None:
    first, other, *_ = measure_ids(filled)

    filled.notes.write(first, "ถามกองคลังก่อนใช้")
    filled.notes.write(first, " ถามแล้ว ใช้ได้ ")
    filled.notes.write(other, "ตัวอย่างดี")

    assert filled.notes.texts([first, other]) == {first: "ถามแล้ว ใช้ได้", other: "ตัวอย่างดี"}
    filled.notes.write(first, "")
    assert filled.notes.texts([first, other]) == {other: "ตัวอย่างดี"}


def test_readers_see_notes_visitors_do_not_and_neither_writes(filled: Workspace) -> None:
    first, *_ = measure_ids(filled)
    filled.notes.write(first, "ถามกองคลังก่อนใช้")

    assert filled.acting_as(READER).notes.texts([first]) == {first: "ถามกองคลังก่อนใช้"}
    assert filled.acting_as(NOBODY).notes.texts([first]) == {}
    for person in (READER, NOBODY):
        with pytest.raises(NotAllowedError):
            filled.acting_as(person).notes.write(first, "ก")


def test_a_note_that_is_too_long_or_of_no_measure_is_refused(filled: Workspace) -> None:
    first, *_ = measure_ids(filled)
    filled.notes.write(first, "ก" * LONGEST_NOTE)

    with pytest.raises(ValueError, match="4000 letters"):
        filled.notes.write(first, "ก" * (LONGEST_NOTE + 1))
    with pytest.raises(UnknownReportError):
        filled.notes.write("r000-t1r1", "หมายเหตุ")


def test_a_note_follows_its_measure_when_the_file_is_read_again(tmp_path: Path) -> None:
    source = file_source("แผน")
    report = a_report(source)
    with open_store(tmp_path / "library.db") as store:
        store.intake.add(Extraction(reports=(report,)), source, media_type="text/plain")
        second = report.measures[1]
        store.notes.write(second.id, "ดี", title=second.title, by=THIS_COMPUTER)
        moved = tuple(
            replace(measure, id=f"{report.id}-t1r{place + 20}")
            for place, measure in enumerate(report.measures)
        )
        again = Extraction(reports=(replace(report, measures=moved),))

        store.intake.reread(again, source, reading_version=9)

        assert store.notes.texts([measure.id for measure in moved]) == {moved[1].id: "ดี"}


def test_of_two_measures_of_one_title_each_keeps_its_note_when_read_again(tmp_path: Path) -> None:
    source = file_source("แผน")
    report = a_report(source)
    first, second = report.measures[:2]
    twins = (first, replace(second, title=first.title))
    with open_store(tmp_path / "library.db") as store:
        read = Extraction(reports=(replace(report, measures=twins),))
        store.intake.add(read, source, media_type="text/plain")
        store.notes.write(second.id, "ดี", title=first.title, by=THIS_COMPUTER)
        mended = (replace(first, steps="ลงทะเบียนทุกครั้ง"), twins[1])
        again = Extraction(reports=(replace(report, measures=mended),))

        store.intake.reread(again, source, reading_version=9)

        assert store.notes.texts([first.id, second.id]) == {second.id: "ดี"}
