"""Sentences about files that several packages show."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import gettempdir

import pytest

from itasearch.extract.mending import _MENDED
from itasearch.ingest.batch import lacking
from itasearch.ingest.web import download
from itasearch.model.records import DOUBTS
from itasearch.wording import messages
from itasearch.wording.language import in_language
from itasearch.wording.review import DOUBT_NAMES
from tests.cases import cases, examples, literal
from tests.thai_sentences import is_thai_sentence


@examples("label", "what the system refuses", literal, str)
def test_what_the_system_refuses_is_told_in_thai(said: tuple[object, ...], told: str) -> None:
    sentence = messages.refused_by_system(OSError(*said))

    assert told.format(tmp=gettempdir()) in sentence
    assert is_thai_sentence(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        *(
            value
            for name, value in vars(messages).items()
            if name.isupper() and name[0] != "_" and isinstance(value, str)
        ),
        messages.broken(),
        messages.broken("word/document.xml"),
        messages.too_large(50 * 1024**2),
        messages.ambiguous_name("แม่กา"),
    ],
)
def test_every_sentence_is_thai(sentence: str) -> None:
    assert is_thai_sentence(sentence) and " )" not in sentence


@pytest.mark.parametrize(
    "sentence",
    [
        *(download._refused(status) for status in (403, 404, 500)),
        *(download._NOT_WEB, download._ROBOTS, download._NO_ANSWER, download._NO_TRUST),
        messages.leads_within("http://10.0.0.1/"),
        download._too_slow("a").reason,
        f"เว็บไซต์ไม่ตอบภายใน 5 วินาที {download.LATER}",
        f"การเชื่อมต่อกับเว็บไซต์ขาดกลางคัน {download.LATER}",
        "ซ่อม" + ", ".join(f"{name} 2 แห่ง" for name in _MENDED.values()),
        *cases("label", "what a reader said"),
    ],
)
def test_what_a_site_or_a_reader_said_is_told_in_english_too(sentence: str) -> None:
    with in_language("en"):
        assert not any("ก" <= letter <= "๛" for letter in messages.reason_text(sentence))


_SENTENCE = re.compile(r"โปรด|จึง|ไม่ได้|ไม่พบ|มาตรการที่|อาจ")
_NO_SENTENCE = re.compile(r"[\\|\[\n]|^\S*$")


def _sentences(folder: str) -> Iterator[str]:
    """Thai sentences of a package's code, "5" for each value in them."""
    for path in sorted(Path(messages.__file__).parents[1].joinpath(folder).rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        inside = {id(part) for node in joined for part in node.values}
        for node in ast.walk(tree):
            parts: Sequence[ast.AST] = node.values if isinstance(node, ast.JoinedStr) else [node]
            text = "".join(
                part.value
                if isinstance(part, ast.Constant) and isinstance(part.value, str)
                else "5"
                for part in parts
            )
            if id(node) not in inside and _SENTENCE.search(text) and not _NO_SENTENCE.search(text):
                yield text


@pytest.mark.parametrize("folder", ["readers", "ingest", "store", "cli", "workspace"])
def test_every_sentence_of_reading_has_english(folder: str) -> None:
    with in_language("en"):
        english = {one: messages.reason_text(one) for one in _sentences(folder)}

    assert english
    assert [one for one, told in english.items() if re.search("[ก-๛]", told)] == []


def test_every_doubt_about_a_report_has_a_name() -> None:
    assert "ปีงบประมาณ" in (lacking(DOUBTS) or "")
    assert set(DOUBT_NAMES) == set(DOUBTS)


def test_what_is_quoted_of_a_file_stays_thai() -> None:
    with in_language("en"):
        told = messages.reason_text("ไม่รู้จักหัวคอลัมน์ “ปีงบประมาณ”, “ชื่อหน่วยงาน”")

    assert told == "columns with unknown heads: “ปีงบประมาณ”, “ชื่อหน่วยงาน”"


def test_a_quoted_name_stays_thai_behind_the_word_for_it() -> None:
    with in_language("en"):
        told = messages.reason_text(messages.ambiguous_name("ปากช่อง"))

    assert told == "the name “ปากช่อง” fits several organisations; add the province"
