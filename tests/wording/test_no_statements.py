"""No phrase of the interface states what became of a measure, or what is to be done with it."""

import ast
import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po

from itasearch.wording.label import LOCALES

_PACKAGE = LOCALES.parents[1]

_OUTCOMES = re.compile(
    r"\b(?:not (?:all )?done|undone|not finished|in part|postponed|put off|given up|handed over"
    r"|cancelled|merged|dropped|done by|carried out|better|worse|could take|take over|should)\b"
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


_COMPARISON_AND_PLAN = ("wording/comparison.py", "exports/comparison.py", "wording/plan.py")
_WITHOUT_VALUES = {
    "Not found since an earlier year": "a difference: which reports have a measure",
    "Cells have the words of the reports. Underlined: words that the other cell lacks; cells that"
    " differ without a line differ for the most part. “Only names, years or writing differ”: names"
    " of towns, fiscal years, spelling, how a time, figure or unit is written, or one side says"
    " “none” and the other nothing": "how differences of shown texts are marked",
    "Only names, years or writing differ": "a difference of shown texts",
    "Pairs with the most fields that differ": "a heading of counts",
    "(blank in all measures of this report)": "a difference: which report has a field",
    "(“-” or not stated)": "an empty field beside a shown text",
    "fiscal year not known": "what the library lacks",
    "Only pairs that differ, the biggest difference first": "which rows are shown",
    "Indicator, topics and source": "a header",
    "Indicators that the reports state": "a header",
    "Pairs of which both state it": "a header of counts",
    "similar towns have it": "the badge of a row whose counts stand below",
    "The library has no report of this organisation": "what the library lacks",
    "The last scores by indicator in the library are not of the year before the plan": "years",
    "The last report in the library is not of the year before the plan": "years",
    "Our own plan of this year is in the library already": "what the library has",
    "Reports of ours that are samples do not count: there are real ones": "what the library has",
    "There is nothing to list. Add our own reports and ITA results, and reports of similar towns": (
        "what the library lacks"
    ),
    "No row of the list is ours: choose the rows": "what the library lacks",
    "the one similar town is an invented sample": "what the library has",
}
"""Sentences of comparisons and plans that hold no quotation, count or number, and what they say."""


def texts_of(file: str) -> Iterator[str]:
    """The texts that a module has; of an f-string its fixed parts, with {} for each value."""
    tree = ast.parse((_PACKAGE / file).read_text(encoding="utf-8"))
    joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    parts = {id(part) for node in joined for part in node.values}
    for template in joined:
        pieces = (it.value if isinstance(it, ast.Constant) else "{}" for it in template.values)
        yield "".join(map(str, pieces))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
            yield node.value


def phrases_of(file: str) -> Iterator[str]:
    """The English texts of all labels and phrases that a module writes."""
    for node in ast.walk(ast.parse((_PACKAGE / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = next(iter(node.args), None)
            if node.func.id in ("Label", "phrase") and isinstance(first, ast.Constant):
                yield str(first.value)


def test_sentences_of_comparisons_and_plans_have_values_or_are_known_to_state_nothing() -> None:
    phrases = {text for file in _COMPARISON_AND_PLAN for text in phrases_of(file)}

    assert {it for it in phrases if "{" not in it and len(it.split()) > 3} == {*_WITHOUT_VALUES}


@pytest.mark.parametrize(
    "file", sorted(str(it.relative_to(_PACKAGE)) for it in _PACKAGE.glob("borrow/document/*.py"))
)
def test_no_text_of_a_document_states_what_became_of_a_measure(file: str) -> None:
    thai = [text for text in texts_of(file) if re.search("[ก-ฮ]", text)]

    assert [text for text in thai if _OUTCOMES.search(text)] == []


@pytest.mark.parametrize("phrase", ["3 measures were not done", "โปรดพิจารณาว่ายังจำเป็นต้องดำเนินการ"])
def test_a_statement_is_found(phrase: str) -> None:
    assert _OUTCOMES.search(phrase)
