"""A wrong command line is described in the language of the run, and ends with exit code 2."""

import os
import re
from pathlib import Path

import pytest
import typer

from itasearch.cli.language import Language
from itasearch.cli.options import readable_file
from itasearch.cli.usage import typed_language
from tests.cli.conftest import run

THAI = "th_TH.UTF-8"
WRONG = {
    "no second side": (("compare", "ทต.แม่กา"), "error: B: two sides are compared"),
    "no such verb": (("serch", "ของขวัญ"), "error: there is no verb 'serch'; nearest: search"),
    "no such verb of watch": (("watch", "zzz"), "error: there is no verb 'zzz'\n"),
    "no such option": (
        ("search", "--yaer", "2566"),
        "error: there is no option --yaer; nearest",
    ),
    "no such short option": (("search", "-z"), "error: there is no option -z\n"),
    "no value": (("search", "ของขวัญ", "-k"), "error: -k needs a value behind it\n"),
    "a flag's value": (("search", "--json=1"), "error: --json takes no value\n"),
    "no argument": (("show",), "error: ID is missing\n"),
    "too many arguments": (
        ("show", "r1", "(x)", "r2"),
        "error: more than the verb takes: (x) r2",
    ),
    "too little": (("search", "x", "-k", "0"), "error: --limit / -k: 0 is less than 1, the least"),
    "too much": (("matrix", "--least", "101"), "error: --least: 101 is more than 100, the most"),
    "no number": (("search", "x", "-k", "สิบ"), "error: --limit / -k: 'สิบ' is no number"),
    "no choice": (("search", "x", "--mode", "y"), "error: --mode: 'y' is none of 'hybrid', 'sem"),
    "no file": (("adapt", "--jsonl", "zzz.jsonl"), "error: --jsonl: there is no file zzz.jsonl"),
    "no format": (("search", "x", "-o", "x.pdf"), "error: --output: its ending '.pdf' names no f"),
    "no host": (("serve", "--allow-host", "a/b"), "error: --allow-host: 'a/b' is no host name"),
    "no query": (("judge", " ", "r1-t1r1"), "error: TEXT: a query has text"),
    "no town alone": (("watch", "add", "ก", "--town", "ข"), "error: --town goes with neither TEXT"),
    "a file as home": (("stats", "--home", __file__), f"error: --home: {__file__} is a file"),
}


@pytest.mark.parametrize(("line", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_in_english(line: tuple[str, ...], message: str, home: Path) -> None:
    ran = run("--home", home, *line)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_pipe_is_a_file_that_can_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "คำค้น"
    os.mkfifo(pipe)

    assert readable_file(pipe) == pipe
    with pytest.raises(typer.BadParameter):
        readable_file(tmp_path)


@pytest.mark.parametrize("line", [line for line, _ in WRONG.values()], ids=WRONG)
def test_no_line_of_it_is_english_in_thai(line: tuple[str, ...], home: Path) -> None:
    ran = run("--home", home, *line, locale=THAI)

    first, *rest = ran.err.splitlines()
    assert ran.code == 2
    assert first.startswith("ผิดพลาด: ")
    assert all(re.search("[ก-๛]", one) for one in rest)
    assert not re.search("Usage|Error|Invalid|argument|Option ", ran.err)


@pytest.mark.parametrize(
    ("wrong", "english", "thai"),
    [
        ((), "error: give at least one correction", "ผิดพลาด: โปรดระบุสิ่งที่จะแก้"),
        (("--confirm", "zzz"), "error: no doubt 'zzz'; one of ", "ผิดพลาด: ไม่มี 'zzz' ใช้ได้: "),
        (("--column", "ไม่มี=steps"), "error: no column 'ไม่มี'; ", "ผิดพลาด: ไม่มีคอลัมน์ 'ไม่มี' "),
        (("--column", "ก=zzz"), "error: no text field 'zzz'; one of ", "ผิดพลาด: ไม่มี 'zzz' ใช้ได้: "),
    ],
)
def test_a_correction_that_cannot_be_made_is_said_in_the_language(
    wrong: tuple[str, ...], english: str, thai: str, library: Path
) -> None:
    report_id = str(run("reports", "--json", "--home", library).objects[0]["id"])

    for locale, message in (("C.UTF-8", english), (THAI, thai)):
        ran = run("correct", report_id, *wrong, "--home", library, locale=locale)

        assert ran.code == 2
        assert ran.err.startswith(message)


def test_usage_and_help_of_the_verb_follow() -> None:
    ran = run("compare", "ทต.แม่กา", "--lang", "th", locale="C.UTF-8")

    assert ran.err.splitlines() == [
        "ผิดพลาด: B: โปรดระบุสองฝ่าย หรือฝ่ายเดียวกับ --years",
        "วิธีใช้: itasearch compare [OPTIONS] {A} [B]",
        "ดูตัวเลือกทั้งหมด: itasearch compare --help",
    ]


def test_no_verb_at_all_shows_the_help_and_is_wrong_usage() -> None:
    for line in ((), ("--lang", "th")):
        ran = run(*line)

        assert (ran.code, ran.out) == (2, "")
        assert "Commands:" in ran.err


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (("search", "x"), None),
        (("--lang", "th", "search", "x"), Language.THAI),
        (("search", "x", "--lang=en"), Language.ENGLISH),
        (("--lang", "th", "search", "x", "--lang", "en"), Language.ENGLISH),
        (("--lang=th", "search", "x", "--lang", "en"), Language.ENGLISH),
        (("search", "x", "--lang", "fr"), None),
        (("search", "x", "--lang"), None),
        (("search", "--", "--lang", "th"), None),
    ],
)
def test_the_language_is_read_before_the_line_is(
    line: tuple[str, ...], found: Language | None
) -> None:
    assert typed_language(line) is found


def test_how_a_verb_is_used_names_no_home_that_was_typed(home: Path) -> None:
    assert "usage: itasearch coverage [OPTIONS]" in run("coverage", "--home", home).err
