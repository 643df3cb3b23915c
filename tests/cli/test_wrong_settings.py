"""Settings that name no store, index or bucket: an error says which, and what a right one is."""

from pathlib import Path

import pytest

from tests.cli.conftest import Ran, run
from tests.ingest.fake_parser import report_text
from tests.workspace.conftest import TOWN

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
