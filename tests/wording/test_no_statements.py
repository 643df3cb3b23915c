"""No phrase of the interface states what became of a measure, or what is to be done with it."""

import re

import pytest
from babel.messages.pofile import read_po

from itasearch.wording.label import LOCALES

_OUTCOMES = re.compile(
    r"\b(?:not (?:all )?done|undone|not finished|in part|postponed|put off|given up|handed over"
    r"|cancelled|merged|done by|carried out|better|worse|could take|take over|should)\b"
    r"|ไม่ได้ดำเนินการ|ดำเนินการแล้ว|แล้วเสร็จ|ทำได้บางส่วน|เลื่อนไป(?!ทาง)|งดหรือ|ยกเลิกหรือ|ควรยุติ|ควรปรับปรุง"
    r"|ดีกว่า|แย่กว่า|อาจพิจารณานำมาใช้|ยังจำเป็นต้อง",
    re.IGNORECASE,
)
_ALLOWED = {
    "Merged of {count:measures}": "a row of a draft that the person made of several",
    "This row is no longer in the draft: somebody took it out or merged it meanwhile": "a draft",
    "This was undone already": "an action of the person",
    "Undone": "an action of the person",
    "undone": "an action of the person",
    "undone: {correction}": "an action of the person",
    "correction {correction} was undone before; nothing was changed": "an action of the person",
    "Who checks gifts that are handed over?": "an example of a question",
    "better": "a comparison of figures: of two searches that are evaluated",
    "worse": "a comparison of figures: of two searches that are evaluated",
    "note: {report} is not used; {better} is the better version of it": "which file is read",
}
"""Phrases with such a word that state nothing of a measure, and why."""


def test_no_phrase_states_what_became_of_a_measure() -> None:
    with (LOCALES / "th" / "LC_MESSAGES" / "itasearch.po").open("rb") as file:
        phrases = {str(it.id): str(it.string) for it in read_po(file) if it.id}

    found = {en for en, th in phrases.items() if _OUTCOMES.search(en) or _OUTCOMES.search(th)}

    assert sorted(found - {*_ALLOWED}) == []
    assert {*_ALLOWED} <= {*phrases}


@pytest.mark.parametrize("phrase", ["3 measures were not done", "โปรดพิจารณาว่ายังจำเป็นต้องดำเนินการ"])
def test_a_statement_is_found(phrase: str) -> None:
    assert _OUTCOMES.search(phrase)
