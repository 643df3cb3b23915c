"""Errors in Thai for who runs commands: what to do, and English only where it is marked."""

import re
from pathlib import Path

from itasearch import errors
from itasearch.errors import Message
from itasearch.wording.errors import error_label
from tests.cases import examples, literal

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


@examples(
    "errors", "errors of which who runs a command reads in Thai what to do", str, str, literal
)
def test_who_runs_a_command_reads_in_thai_what_to_do(
    name: str, message: str, values: dict[str, object]
) -> None:
    error = getattr(errors, name)(*filter(None, [message]), **values)
    reason = Message("its checksum does not fit{more}", more="")
    damaged = errors.IndexDamagedError(path="/srv/ita/rows.bin", reason=reason)
    for it in (error, damaged, lost(errors.Emptiness.NO_FILE)):
        text = error_label(it).text("th")
        assert "แจ้งผู้ดูแล" not in text
        assert re.search("itasearch [a-z]|คำสั่งเดิม|--replace|ITASEARCH_", text)
        assert not _ENGLISH.search(re.sub(r"\(รายละเอียด: .*\)", "", text))


def test_a_lost_library_names_what_is_left_of_it_in_thai() -> None:
    text = error_label(lost(errors.Emptiness.NO_BYTES)).text("th")

    for words in ("เป็นไฟล์ว่าง", "ไฟล์ต้นฉบับ 3 ไฟล์ใน /srv/ita/corpus/added", "รายงาน 2 ฉบับ"):
        assert words in text
    assert "ย้าย /srv/ita/corpus/added และ /srv/ita/index ไปที่อื่น" in text
