"""Errors in Thai for who runs commands: what to do, and English only where it is marked."""

import re
from pathlib import Path

import pytest

from itasearch import errors
from itasearch.errors import ItaSearchError, Message
from itasearch.wording.errors import error_label

HOME = Path("/srv/ita")
_ENGLISH = re.compile(r"\b(the|is|are|of|not|no|it|its|run|has|does|from|or|and)\b")


def lost(emptiness: errors.Emptiness) -> errors.LibraryMissingError:
    """The error of a library of which originals and an index are left."""
    return errors.LibraryMissingError(
        path="/srv/ita/corpus/library.db",
        emptiness=emptiness,
        home=HOME,
        originals=3,
        originals_in="/srv/ita/corpus/added",
        indexed=2,
    )


@pytest.mark.parametrize(
    "error",
    [
        lost(errors.Emptiness.NO_FILE),
        errors.LibraryDamagedError(path="/srv/ita/library.db", reason="file is not a database"),
        errors.LibraryGoneError(path="/srv/ita/library.db"),
        errors.LibraryAbsentError(home=HOME, path="/srv/ita/library.db"),
        errors.LibraryPresentError(home=HOME),
        errors.AnotherComputerError(computer="office-2"),
        errors.StoreUnreadableError(path="/srv/ita/library.db", reason="disk I/O error"),
        errors.StoreError("no such table: measure"),
        errors.IndexDamagedError(
            path="/srv/ita/rows.bin", reason=Message("its checksum does not fit{more}", more="")
        ),
        errors.IndexDamagedError(path="/srv/ita/rows.bin", reason="it is cut"),
        errors.IndexUnreachableError(address="http://milvus:19530", reason="it is not there"),
        errors.BackendError("Milvus refuses: it is full"),
        errors.EncoderError("it is no model"),
        errors.EvaluationError(path=HOME / "q.tsv", line=3, reason="it has no columns"),
        errors.OriginalsError(url="s3://ita", reason="it is not there"),
        errors.RolesError(place="ITASEARCH_ROLE_NAMES", reason="no role"),
        errors.ItaSearchError("it is not known"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_who_runs_a_command_reads_in_thai_what_to_do(error: ItaSearchError) -> None:
    text = error_label(error).text("th")

    assert "แจ้งผู้ดูแล" not in text
    assert re.search("itasearch [a-z]|คำสั่งเดิม|--replace|ITASEARCH_", text)
    assert not _ENGLISH.search(re.sub(r"\(รายละเอียด: .*\)", "", text))


def test_a_lost_library_names_what_is_left_of_it_in_thai() -> None:
    text = error_label(lost(errors.Emptiness.NO_BYTES)).text("th")

    for words in ("เป็นไฟล์ว่าง", "ไฟล์ต้นฉบับ 3 ไฟล์ใน /srv/ita/corpus/added", "รายงาน 2 ฉบับ"):
        assert words in text
    assert "ย้าย /srv/ita/corpus/added และ /srv/ita/index ไปที่อื่น" in text
