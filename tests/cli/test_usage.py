"""A wrong command line is described in the language of the run, and ends with exit code 2."""

import os
import re
from pathlib import Path

import pytest
import typer

from itasearch.cli.faults import typed_language
from itasearch.cli.language import Language
from itasearch.cli.options import readable_file
from tests.cli.conftest import run

THAI = "th_TH.UTF-8"
WRONG = {
    "no second side": (("compare", "ทต.แม่กา"), "error: B: two sides are compared"),
    "no such verb": (("serch", "ของขวัญ"), "error: No such command 'serch'. Did you mean 'search'"),
    "no such verb of watch": (("watch", "zzz"), "error: No such command 'zzz'.\n"),
    "no such option": (
        ("search", "--yaer", "2566"),
        "error: No such option: --yaer (Possible options: ",
    ),
    "no such short option": (("search", "-z"), "error: No such option: -z\n"),
    "no value": (("search", "ของขวัญ", "-k"), "error: Option '-k' requires an argument.\n"),
    "a flag's value": (("search", "--json=1"), "error: Option '--json' does not take a value.\n"),
    "no argument": (("show",), "error: Missing argument 'ID'.\n"),
    "too many arguments": (
        ("show", "r1", "(x)", "r2"),
        "error: Got unexpected extra argument(s) ((x) r2)",
    ),
    "too little": (("search", "x", "-k", "0"), "error: Invalid value for '--limit' / '-k'"),
    "too much": (("matrix", "--least", "101"), "error: Invalid value for '--least'"),
    "no number": (("search", "x", "-k", "สิบ"), "error: Invalid value for '--limit' / '-k'"),
    "no choice": (("search", "x", "--mode", "y"), "error: Invalid value for '--mode'"),
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


@pytest.mark.parametrize("name", WRONG)
def test_what_itasearch_finds_is_in_thai_and_so_is_how_to_go_on(name: str, home: Path) -> None:
    line, message = WRONG[name]
    ran = run("--home", home, *line, locale=THAI)

    first, *rest = ran.err.splitlines()
    assert ran.code == 2
    assert first.startswith("ผิดพลาด: ")
    assert all(re.search("[ก-๛]", one) for one in rest)
    of_typer = re.search("No such|Option|Missing|extra|Invalid", message) is not None
    assert (re.search("No such|Option|Missing|extra|Invalid", first) is not None) == of_typer


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
