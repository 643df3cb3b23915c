"""What outcomes tell: Thai, with the value, and what to do."""

from datetime import UTC, datetime

import pytest

from itasearch.errors import AmbiguousOrganisationError, StoreError, UnknownValueError
from itasearch.ingest.batch import came_from, joined, lacking, not_stored, version_in_use
from itasearch.model.library import ReportStatus, ReportSummary
from itasearch.model.records import ReportKind
from itasearch.model.source import SourceRef
from itasearch.store.base import Superseded, Why
from tests.thai_sentences import is_thai_sentence


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            AmbiguousOrganisationError(name="แม่กา", candidates=["ทต.แม่กา จ.พะเยา", "อบต.แม่กา"]),
            "“แม่กา” ตรงกับหลายหน่วยงาน (ทต.แม่กา จ.พะเยา, อบต.แม่กา)",
        ),
        (
            UnknownValueError(field="province", value="พะเยว", nearest=["พะเยา"]),
            "ไม่รู้จัก “พะเยว” ที่ใกล้เคียงคือ พะเยา",
        ),
        (UnknownValueError(field="province", value="ฮ", nearest=[]), "ไม่รู้จัก “ฮ” โปรด"),
        (StoreError("database is locked"), "โปรดแจ้งผู้ดูแลระบบ (รายละเอียด: database is locked)"),
    ],
)
def test_what_the_store_refuses_is_told_in_thai(error: StoreError, told: str) -> None:
    sentence = not_stored(error)

    assert told in sentence
    assert is_thai_sentence(sentence)


def test_every_missing_field_has_a_thai_name() -> None:
    told = lacking(("organisation", "fiscal_year_be", "columns"))

    assert told is not None
    assert is_thai_sentence(told)


def test_notes_that_are_not_there_leave_nothing() -> None:
    assert joined(None, lacking(()), None) is None
    assert joined("ก", None, "ข") == "ก · ข"


def test_where_a_file_came_from_is_told_without_the_folder_of_its_archive() -> None:
    assert came_from("https://a.example/ก.pdf") == "ดาวน์โหลดจาก “https://a.example/ก.pdf”"
    assert came_from("/tmp/x/รวม.ZIP/ปี/ก.pdf") == "ไฟล์นี้มาจาก “รวม.ZIP/ปี/ก.pdf”"


def a_summary(*, replaced_by: str | None = None) -> ReportSummary:
    return ReportSummary(
        id="rใหม่",
        organisation=None,
        fiscal_year_be=2567,
        kind=ReportKind.PLAN,
        measures=6,
        confidence=0.9,
        source=SourceRef(path="ก.jpg", sha256="0" * 64),
        missing=(),
        warnings=(),
        status=ReportStatus.SUPERSEDED if replaced_by else ReportStatus.ACTIVE,
        replaced_by=replaced_by,
        added_at=datetime(2026, 1, 5, tzinfo=UTC),
        media_type="image/jpeg",
    )


@pytest.mark.parametrize("why", Why)
def test_of_two_versions_it_is_told_which_stands_and_why(why: Why) -> None:
    waits = version_in_use(
        a_summary(replaced_by="rเดิม"), [Superseded(report_id="rใหม่", by="rเดิม", why=why)]
    )
    stands = version_in_use(a_summary(), [Superseded(report_id="rเดิม", by="rใหม่", why=why)])

    for told in (waits, stands):
        assert told is not None
        assert "(rเดิม)" in told
        assert is_thai_sentence(told.replace("rเดิม", ""))


def test_what_only_the_version_not_used_has_is_told() -> None:
    gone = Superseded(report_id="rเดิม", by="rใหม่", corrected=True, longer=True)

    told = version_in_use(a_summary(), [gone])

    assert told is not None
    assert "การแก้ไขด้วยมือ" in told
    assert "มาตรการมากกว่า" in told
