"""One language for all that is written for people; wrong command lines and settings in it."""

import os
import re
import shlex
import socket
from pathlib import Path

import pytest
import typer

from itasearch.cli.faults import typed_language
from itasearch.cli.options import readable_file
from itasearch.cli.output import language_of
from tests.cases import cases, examples, tupled
from tests.cli.conftest import run
from tests.workspace.conftest import TOWN

THAI = "th_TH.UTF-8"


WRONG = [
    *cases("command_lines", "wrong lines and how the message begins"),
    (f"stats --home {__file__}", f"error: --home: {__file__} is a file"),
]


@pytest.mark.parametrize(("line", "message"), WRONG)
def test_what_is_wrong_is_said_with_how_to_go_on_in_the_language(
    line: str, message: str, home: Path
) -> None:
    english, thai = (
        run("--home", home, *shlex.split(line), locale=locale) for locale in ("C.UTF-8", THAI)
    )

    assert (english.code, english.out, thai.code) == (2, "", 2)
    assert english.err.startswith(message)
    assert not home.exists()
    first, *rest = thai.err.splitlines()
    assert first.startswith("ผิดพลาด: ")
    assert all(re.search("[ก-๛]", one) for one in rest)
    of_typer = re.search("No such|Option|Missing|extra|Invalid", message) is not None
    assert (re.search("No such|Option|Missing|extra|Invalid", first) is not None) == of_typer


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with a name")
def test_a_pipe_is_a_file_that_can_be_read(tmp_path: Path) -> None:
    pipe = tmp_path / "คำค้น"
    os.mkfifo(pipe)

    assert readable_file(pipe) == pipe
    with pytest.raises(typer.BadParameter):
        readable_file(tmp_path)


@examples("command_lines", "corrections that cannot be made", str, str, tupled)
def test_a_correction_that_cannot_be_made_is_said_in_the_language(
    english: str, thai: str, wrong: tuple[str, ...], library: Path
) -> None:
    report_id = str(run("reports", "--json", "--home", library).objects[0]["id"])

    for locale, message in (("C.UTF-8", english), (THAI, thai)):
        ran = run("correct", report_id, *wrong, "--home", library, locale=locale)

        assert ran.code == 2
        assert ran.err.startswith(message)


def test_no_verb_at_all_shows_the_help_and_is_wrong_usage() -> None:
    for line in ((), ("--lang", "th")):
        ran = run(*line)

        assert (ran.code, ran.out) == (2, "")
        assert "Commands:" in ran.err


@examples("command_lines", "lines and their language")
def test_the_language_is_read_before_the_line_is(line: str, found: str) -> None:
    assert (typed_language(line.split()) or "-") == found


@examples("command_lines", "locales and their language")
def test_the_locale_chooses(variables: str, expected: str) -> None:
    assert language_of(dict(re.findall(r"(\w+)=(\S*)", variables))) == expected


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


@pytest.mark.parametrize("line", cases("command_lines", "verbs that say much in either language"))
def test_what_a_verb_says_is_in_one_language_and_a_pipe_the_same_in_both(
    line: str, library: Path
) -> None:
    command = line.format(TOWN=TOWN).split()
    thai, english = (run(*command, "--home", library, locale=one) for one in (THAI, "C.UTF-8"))

    assert thai.out == english.out
    assert all(re.search("[ก-๛]", line) for line in thai.err.splitlines())
    assert all(re.search("[a-z]{3}", line) for line in english.err.splitlines())


DATABASE, INDEX, ORIGINALS = (
    f"ITASEARCH_{name}_URL" for name in ("DATABASE", "INDEX", "ORIGINALS")
)


def test_the_option_of_a_command_is_named_in_place_of_a_variable(empty: Path) -> None:
    ran = run("move", "--to", "s3://[x", "--home", empty)

    assert ran.code == 1
    assert "--to is 's3://[x'" in ran.err and "postgresql+psycopg://" in ran.err
