"""The ledger of rules, on a module of a few lines."""

import importlib
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import itasearch
from bench import rule_ledger
from bench.rule_ledger import Case
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
def numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let itasearch.tiny read the documents of this test."""
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


def _case(text: str, scorer: rule_ledger.Scorer | None = None) -> Case:
    source = SourceRef(sha256="0" * 64, path="รายงาน.txt")
    document = SourceDocument(
        source=source, media_type="text/plain", blocks=(Paragraph(text=text, source=source),)
    )
    return Case(name=text, document=document, scorer=scorer)


@pytest.mark.parametrize(
    ("value", "others"),
    [(1, (0, 2)), (5, (2, 10)), (-4, (-2, -8)), (0.8, (0.4, 1.0)), (1.5, (0.75, 3.0))],
)
def test_half_and_double_keep_the_kind_of_number(value: float, others: tuple[float, float]) -> None:
    assert rule_ledger.half_and_double(value) == others


@pytest.mark.usefixtures("numbers")
def test_the_ledger_counts_changed_documents(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [_case("กขคง" * 5), _case("กข", lambda read: -len(read.warnings)), _case("กข")]
    monkeypatch.setattr(rule_ledger, "cases_of", lambda *_: cases)
    monkeypatch.setattr(sys, "argv", ["rule_ledger", "--numbers", "tiny"])

    rule_ledger.main()

    lines = [line.split() for line in capsys.readouterr().out.splitlines()[3:]]
    assert [(line[0], line[2], line[4], line[6]) for line in lines] == [
        ("tiny._LONGEST", "8", "4", "0"),
        ("tiny._LONGEST", "8", "16", "1"),
        ("tiny._LEAST_SHARE", "0.6", "0.3", "2"),
        ("tiny._LEAST_SHARE", "0.6", "1.0", "0"),
        ("tiny._MOST_TEXT", "10000", "5000", "0"),
        ("tiny._MOST_TEXT", "10000", "20000", "0"),
    ]


def test_every_rule_of_the_list_can_be_turned_off() -> None:
    rules = list(rule_ledger.listed_rules())

    assert all(rule.neutral is not None for rule in rules)
    assert "extract.headers.columns._counted_period" in {rule.name for rule in rules}
