"""Errors in Thai for who runs commands: what to do, and English only where it is marked."""

import re

from itasearch import errors
from itasearch.errors import Message
from itasearch.wording.errors import error_label
from tests.cases import examples, literal

_ENGLISH = re.compile(r"\b(the|is|are|of|not|no|it|its|run|has|does|from|or|and)\b")


@examples(
    "errors", "errors of which who runs a command reads in Thai what to do", str, str, literal
)
def test_who_runs_a_command_reads_in_thai_what_to_do(
    name: str, message: str, values: dict[str, object]
) -> None:
    error = getattr(errors, name)(*filter(None, [message]), **values)
    reason = Message("its checksum does not fit{more}", more="")
    damaged = errors.IndexDamagedError(path="/srv/ita/rows.bin", reason=reason)
    for it in (error, damaged):
        text = error_label(it).text("th")
        assert "แจ้งผู้ดูแล" not in text
        assert re.search("itasearch [a-z]|คำสั่งเดิม|--replace|ITASEARCH_", text)
        assert not _ENGLISH.search(re.sub(r"\(รายละเอียด: .*\)", "", text))
