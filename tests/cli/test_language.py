"""One language for all that is written for people; wrong command lines and settings in it."""

import os
import re
import socket
from pathlib import Path

import pytest
import typer

from itasearch.cli.faults import typed_language
from itasearch.cli.language import language_of
from itasearch.cli.options import readable_file
from itasearch.wording.language import Language
from tests.cli.conftest import Ran, run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import TOWN

THAI = "th_TH.UTF-8"


WRONG = {
    "no second side": (("compare", "ทต.แม่กา"), "error: B: two sides are compared"),
    "no such verb": (("serch", "ของขวัญ"), "error: No such command 'serch'. Did you mean 'search'"),
    "no such option": (
        ("search", "--yaer", "2566"),
        "error: No such option: --yaer (Possible options: ",
    ),
    "no value": (("search", "ของขวัญ", "-k"), "error: Option '-k' requires an argument.\n"),
    "a flag's value": (("search", "--json=1"), "error: Option '--json' does not take a value.\n"),
    "no argument": (("show",), "error: Missing argument 'ID'.\n"),
    "too many arguments": (
        ("show", "r1", "(x)", "r2"),
        "error: Got unexpected extra argument(s) ((x) r2)",
    ),
    "too little": (("search", "x", "-k", "0"), "error: Invalid value for '--limit' / '-k'"),
    "no port": (("serve", "--port", "99999"), "error: Invalid value for '--port'"),
    "no indicator": (("effects", "--indicator", "11"), "error: Invalid value for '--indicator'"),
    "no choice": (("search", "x", "--mode", "y"), "error: Invalid value for '--mode'"),
    "no file": (("adapt", "--jsonl", "zzz.jsonl"), "error: --jsonl: there is no file zzz.jsonl"),
    "no format": (("search", "x", "-o", "x.pdf"), "error: --output: its ending '.pdf' names no f"),
    "no format of a plan": (("plan", "ก", "--to", "x.pdf"), "error: --to: its ending '.pdf' names"),
    "no format of years": (
        ("compare", "ก", "--years", "-o", "x.docx"),
        "error: --output: its ending '.docx' names no format; use .xlsx, .csv",
    ),
    "no year to add": (("add", "x.md", "--year", "ปีหน้า"), "error: --year: 'ปีหน้า' is no fiscal y"),
    "no name to add": (("add", "x.md", "--organisation", " - "), "error: --organisation: ' - ' is"),
    "no name of a draft": (("plan", "ก", "--draft", " "), "error: --draft: a draft needs a name"),
    "no rows": (("export", "-o", "x.csv"), "error: ID…: name measures, reports or a --draft"),
    "rows and a draft": (
        ("export", "r1", "--draft", "d0", "-o", "x.csv"),
        "error: --draft: it takes the place of ID…",
    ),
    "a draft of a year": (
        ("export", "--draft", "d0", "--year", "2570", "-o", "x.csv"),
        "error: --draft: a draft has its own organisation and year",
    ),
    "no words": (("search", "--order", "year"), "error: TEXT: give TEXT, a filter or --queries"),
    "no questions": (("questions",), "error: QUESTION…: give questions, or --queries"),
    "no building": (("add", "x.md", "--queue", "--no-build"), "error: --queue: it does not go w"),
    "both ways": (("judge", "ก", "r1", "--not", "--undo"), "error: --not and --undo exclude each"),
    "a long query": (("judge", "ก" * 501, "r1"), "error: TEXT: "),
    "marks alone": (("judgements", "--export", "x.txt"), "error: --export and --queries belong"),
    "clearing and more": (("judgements", "--clear", "--json"), "error: --clear goes with no other"),
    "mail as json": (("watch", "--mail", "--json"), "error: --mail or --webhook and --json excl"),
    "a year of a town": (
        ("watch", "add", "--town", "ก", "--year", "2566"),
        "error: --town goes with neither TEXT nor filters",
    ),
    "like nobody": (("matrix", "--order", "likeness"), "error: --like: likeness to which"),
    "no band": (("matrix", "--least", "90", "--most-total", "80"), "error: --least: 90 is above"),
    "differences as json": (
        ("compare", "ก", "ข", "--differences", "--json"),
        "error: --json gives all of a comparison",
    ),
    "years of two": (("compare", "ก", "ข", "--years"), "error: --years takes one organisation and"),
    "no host": (("serve", "--allow-host", "a/b"), "error: --allow-host: 'a/b' is no host name"),
    "no query": (("judge", " ", "r1-t1r1"), "error: TEXT: a query has text"),
    "a file as home": (("stats", "--home", __file__), f"error: --home: {__file__} is a file"),
}


@pytest.mark.parametrize(("line", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_in_english(line: tuple[str, ...], message: str, home: Path) -> None:
    ran = run("--home", home, *line)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(message)
    assert not home.exists()


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
        (("--lang", "th", "search", "x"), "th"),
        (("search", "x", "--lang=en"), "en"),
        (("--lang", "th", "search", "x", "--lang", "en"), "en"),
        (("--lang=th", "search", "x", "--lang", "en"), "en"),
        (("search", "x", "--lang", "fr"), None),
        (("search", "x", "--lang"), None),
        (("search", "--", "--lang", "th"), None),
    ],
)
def test_the_language_is_read_before_the_line_is(
    line: tuple[str, ...], found: Language | None
) -> None:
    assert typed_language(line) == found


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "th_TH.UTF-8"}, "th"),
        ({"LANG": "th"}, "th"),
        ({"LANG": "th_TH.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "th_TH"}, "th"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "th_TH"}, "th"),
        ({"LANG": "thx_XX"}, "en"),
        ({"LANG": ""}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_chooses(environment: dict[str, str], expected: Language) -> None:
    assert language_of(environment) is expected


@pytest.mark.parametrize(
    ("options", "locale", "message"),
    [
        ([], THAI, "ในคลังไม่มีปีงบประมาณ “1200”"),
        ([], "C.UTF-8", "no fiscal year '1200' in the library"),
        (["--lang", "en"], THAI, "no fiscal year '1200' in the library"),
        (["--lang", "th"], "C.UTF-8", "ในคลังไม่มีปีงบประมาณ “1200”"),
    ],
)
def test_an_impossible_year_is_named_in_the_language(
    options: list[str], locale: str, message: str, library: Path
) -> None:
    command = ("search", "งดรับของขวัญ", "--year", "1200", "--home", library)

    behind, before = run(*command, *options, locale=locale), run(*options, *command, locale=locale)

    assert (behind.code, before.code) == (1, 1)
    assert message in behind.err
    assert before.err == behind.err


def test_no_line_of_a_thai_search_is_english(library: Path) -> None:
    ran = run("search", "งดรับของขวัน ทต.แม่กา", "--home", library, locale=THAI)

    assert ran.err
    assert all(re.search("[ก-๛]", line) for line in ran.err.splitlines())
    assert not re.search("respelled|added for|understood|to leave", ran.err)


@pytest.mark.parametrize(("locale", "words"), [(THAI, "มีโปรแกรมอื่นใช้อยู่"), ("C.UTF-8", "is taken")])
def test_serve_names_the_option_when_the_port_is_taken(locale: str, words: str, home: Path) -> None:
    with socket.socket() as other:
        other.bind(("localhost", 0))
        other.listen()
        port = other.getsockname()[1]

        ran = run("serve", "--port", str(port), "--home", home, locale=locale)

    assert ran.code == 1
    assert words in ran.err
    chosen = re.search(r"--port (\d+)", ran.err)
    assert str(port) in ran.err and chosen is not None and int(chosen[1]) != port
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    "command",
    [
        ("town", TOWN),
        ("similar-towns", TOWN),
        ("coverage", TOWN),
        ("matrix",),
        ("effects",),
        ("review",),
        ("judgements",),
        ("stats",),
        ("reports",),
        ("reports", "--json"),
        ("topics",),
        ("sample", "--empty"),
    ],
    ids=lambda command: command[0],
)
def test_what_a_verb_says_is_in_one_language_and_a_pipe_the_same_in_both(
    command: tuple[str, ...], library: Path
) -> None:
    thai, english = (run(*command, "--home", library, locale=one) for one in (THAI, "C.UTF-8"))

    assert thai.out == english.out
    assert all(re.search("[ก-๛]", line) for line in thai.err.splitlines())
    assert all(re.search("[a-z]{3}", line) for line in english.err.splitlines())


DATABASE, INDEX, ORIGINALS = (
    f"ITASEARCH_{name}_URL" for name in ("DATABASE", "INDEX", "ORIGINALS")
)


def ran_with(setting: str, value: str, *args: str | Path, locale: str = "C.UTF-8") -> Ran:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(setting, value)
        return run(*args, locale=locale)


@pytest.mark.parametrize("value", ["http://[x", "s3://[x", "ftp://ita:secret@h:abc/x"])
@pytest.mark.parametrize(
    ("setting", "verb", "example"),
    [
        (DATABASE, "stats", "postgresql+psycopg://"),
        (INDEX, "build", "http://milvus"),
        (ORIGINALS, "add", "s3://BUCKET/PREFIX"),
    ],
)
def test_a_wrong_address_is_named_with_a_right_one(
    tmp_path: Path, setting: str, verb: str, example: str, value: str
) -> None:
    report = tmp_path / "a.md"
    report.write_text(report_text("งดรับของขวัญ", organisation=TOWN, year=2566), encoding="utf-8")
    files = [report] if verb == "add" else []
    for locale in ("C.UTF-8", "th_TH.UTF-8"):
        ran = ran_with(setting, value, verb, *files, "--home", tmp_path, locale=locale)

        text = ran.out + ran.err
        assert ran.code == 1
        assert setting in text and example in text
        assert "secret" not in text


def test_the_option_of_a_command_is_named_in_place_of_a_variable(empty: Path) -> None:
    ran = run("move", "--to", "s3://[x", "--home", empty)

    assert ran.code == 1
    assert "--to is 's3://[x'" in ran.err and "postgresql+psycopg://" in ran.err
