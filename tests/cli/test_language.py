"""One language for all that is written for people: --lang, else the locale's."""

import re
import socket
from pathlib import Path

import pytest

from itasearch.cli.language import Language, language_of
from tests.cli.conftest import run
from tests.workspace.conftest import TOWN

THAI = "th_TH.UTF-8"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "th_TH.UTF-8"}, Language.THAI),
        ({"LANG": "th"}, Language.THAI),
        ({"LANG": "th_TH.UTF-8", "LC_ALL": "C"}, Language.ENGLISH),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "th_TH"}, Language.THAI),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "th_TH"}, Language.THAI),
        ({"LANG": "thx_XX"}, Language.ENGLISH),
        ({"LANG": ""}, Language.ENGLISH),
        ({}, Language.ENGLISH),
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
