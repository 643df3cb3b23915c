"""What nobody foresaw is a sentence and exit code 1; its traceback is in the log."""

import logging
import sys
from pathlib import Path

import pytest

from itasearch import indexing
from itasearch.cli.main import main
from itasearch.workspace import Workspace
from itasearch.workspace.library import Library
from tests.ingest.fake_parser import FakeParser, report_text
from tests.workspace.conftest import TOWN, parsing_with


def run(*line: str) -> int:
    with pytest.MonkeyPatch.context() as patch, parsing_with(FakeParser()):
        patch.setattr(sys, "argv", ["itasearch", *line])
        with pytest.raises(SystemExit) as end:
            main()
    return int(end.value.code or 0)


@pytest.fixture(autouse=True)
def _no_log_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger("itasearch"), "handlers", [])


def broken(*_args: object, **_values: object) -> None:
    raise ZeroDivisionError("ล้ม")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "home" / "corpus").mkdir(parents=True)
    return tmp_path / "home"


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "nobody foresaw"), ("th", "โปรแกรมขัดข้องโดยไม่คาดคิด")]
)
def test_what_nobody_foresaw_is_a_sentence_and_in_the_log(
    home: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    words: str,
) -> None:
    monkeypatch.setattr(Workspace, "search", broken)
    run("sample", "--home", str(home))

    assert run("search", "ของขวัญ", "--home", str(home), "--lang", lang) == 1

    shown = capsys.readouterr().err
    assert words in shown
    assert str(home / "errors.log") in shown
    assert "Traceback" not in shown
    assert "Traceback" in (home / "errors.log").read_text(encoding="utf-8")


def test_without_a_library_the_log_is_a_temporary_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Library, "parse", broken)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "a.md").write_text(report_text("ก", organisation=TOWN, year=2566))

    assert run("parse", str(tmp_path / "a.md"), "--home", str(tmp_path / "none")) == 1

    assert "Traceback" not in capsys.readouterr().err
    assert "ZeroDivisionError" in (tmp_path / "itasearch-errors.log").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_indexed_is_named_with_what_to_do(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = report_text("อบรมงานพัสดุ", organisation=TOWN, year=2566)
    (home / "a.md").write_text(text, encoding="utf-8")
    monkeypatch.setattr(indexing, "cut_passages", broken)

    for verb in (("add", str(home / "a.md")), ("build",)):
        assert run(*verb, "--home", str(home), "--lang", "en") == 1
        shown = capsys.readouterr().err
        assert f"({TOWN} 2566) cannot be indexed" in shown
        assert "read it again: itasearch reread --home" in shown

    assert run("review", "--home", str(home), "--lang", "en") == 0
    assert "cannot be indexed" in capsys.readouterr().out
