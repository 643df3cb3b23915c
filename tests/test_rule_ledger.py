"""The ledger of rules, on a module of a few lines."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import itasearch
from bench import rule_ledger
from bench.rule_ledger import Case, Number, Traced
from itasearch.model.records import Extraction
from itasearch.model.source import Paragraph, SourceDocument, SourceRef

TINY = '''
"""Warns of long paragraphs."""
_LONGEST = 8
_LEAST_SHARE: float = 0.6
_MOST_TEXT = 10_000
_BITS = 0x10
_PAIR = (1, 2)
_SURE = True
_NONE = 0
_AT_LOAD = 3
_MARK = "=" * _AT_LOAD


def warnings(text, make):
    if len(text) > _MOST_TEXT:
        raise ValueError(text)
    share = text.count("ก") / len(text)
    long = len(text) > 2 * _LONGEST
    few = share + _NONE < _LEAST_SHARE
    return make(warnings=tuple(w for w, on in (("long", long), ("few", few)) if on))
'''


@pytest.fixture
def numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Number]:
    """Those of itasearch.tiny, which reads the documents of this test."""
    (tmp_path / "tiny.py").write_text(TINY, encoding="utf-8")
    monkeypatch.setattr(itasearch, "__path__", [*itasearch.__path__, str(tmp_path)])
    monkeypatch.setattr(itasearch, "tiny", None, raising=False)
    monkeypatch.setitem(sys.modules, "itasearch.tiny", None)  # taken out again
    del sys.modules["itasearch.tiny"]
    tiny = importlib.import_module("itasearch.tiny")
    warnings: Callable[..., Extraction] = tiny.warnings

    def read(document: SourceDocument) -> Extraction:
        (block,) = document.blocks
        assert isinstance(block, Paragraph)
        return warnings(block.text, Extraction)

    monkeypatch.setattr(rule_ledger, "extract", read)
    return {number.name.removeprefix("tiny."): number for number in rule_ledger.numbers_of("tiny")}


def _case(text: str, scorer: rule_ledger.Scorer | None = None) -> Case:
    source = SourceRef(sha256="0" * 64, path="รายงาน.txt")
    document = SourceDocument(
        source=source, media_type="text/plain", blocks=(Paragraph(text=text, source=source),)
    )
    return Case(name=text, document=document, scorer=scorer)


def test_numbers_are_constants_of_one_number(numbers: dict[str, Number]) -> None:
    tried = {name: [rule.value for rule in one.rules] for name, one in numbers.items()}

    assert tried == {
        "_LONGEST": [4, 16],
        "_LEAST_SHARE": [0.3, 1.0],
        "_MOST_TEXT": [5_000, 20_000],
        "_NONE": [],
        "_AT_LOAD": [],
    }


@pytest.mark.parametrize(
    ("value", "others"),
    [(1, (0, 2)), (5, (2, 10)), (-4, (-2, -8)), (0.8, (0.4, 1.0)), (1.5, (0.75, 3.0))],
)
def test_half_and_double_keep_the_kind_of_number(value: float, others: tuple[float, float]) -> None:
    assert rule_ledger.half_and_double(value) == others


@pytest.mark.usefixtures("numbers")
def test_the_table_of_numbers_counts_changed_documents(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [_case("กขคง" * 5), _case("กข", lambda read: -len(read.warnings)), _case("กข")]
    monkeypatch.setattr(rule_ledger, "cases_of", lambda *_: cases)
    monkeypatch.setattr(sys, "argv", ["rule_ledger", "--numbers", "tiny"])

    rule_ledger.main()

    lines = capsys.readouterr().out.splitlines()
    assert lines[-5:] == [
        "| `tiny._LONGEST` | 8 | 3 | 4 | 0 | 0 | 16 | 1 | 1 | กขคงกขคงกขคงกขคงกขคง |",
        "| `tiny._LEAST_SHARE` | 0.6 | 3 | 0.3 | 2 | 2 (1 better) | 1.0 | 0 | 0 | กข |",
        "| `tiny._MOST_TEXT` | 10000 | 3 | 5000 | 0 | 0 | 20000 | 0 | 0 | – |",
        "",
        "Not tried (0, or used by no function when it is called): tiny._NONE, tiny._AT_LOAD",
    ]


@pytest.mark.parametrize(
    ("use", "noted"),
    [
        (lambda number: number > 1, set()),
        (lambda number: number > 3, {"half"}),
        (lambda number: number + 1 > 4.5, {"half"}),
        (lambda number: 3 * number - 1 >= 12, {"double"}),
        (lambda number: number - number == 0, set()),
        (lambda number: max(number, 3) > 1, {"half"}),
        (lambda number: "กขคงจ"[:number], {"half", "double"}),
        (lambda number: f"{number}", {"half", "double"}),
    ],
)
def test_a_traced_number_notes_what_another_value_decides_otherwise(
    use: Callable[[Traced], object], noted: set[str]
) -> None:
    found: set[str] = set()

    assert use(Traced(4, {"half": 2, "double": 8}, found.add)) == use(4)  # type: ignore[arg-type]
    assert found == noted


def test_a_number_that_must_be_plain_counts_where_it_is_used(
    numbers: dict[str, Number], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[[SourceDocument], Extraction] = vars(rule_ledger)["extract"]
    tiny = sys.modules["itasearch.tiny"]

    def needing_int(document: SourceDocument) -> Extraction:
        assert isinstance(vars(tiny)["_LONGEST"], int)
        return read(document)

    monkeypatch.setattr(rule_ledger, "extract", needing_int)
    tried, case = [one for one in numbers.values() if one.rules], _case("กก")
    rule_ledger.fired([case], [])

    found = rule_ledger.deciding([case], tried, {one.name: [case] for one in tried})

    decided = {rule.name for one in tried for rule in one.rules if found[rule.name]}
    assert decided == {rule.name for rule in numbers["_LONGEST"].rules}
    assert vars(tiny)["_LONGEST"] == 8


def test_every_rule_of_the_list_can_be_turned_off() -> None:
    rules = list(rule_ledger.listed_rules())

    assert all(rule.neutral is not None for rule in rules)
    assert "extract.headers.columns._counted_period" in {rule.name for rule in rules}
