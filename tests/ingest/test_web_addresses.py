"""Lists of web addresses."""

from pathlib import Path

import pytest

from itasearch.ingest.web.sources import listed_addresses


def listed(folder: Path, text: str, *, name: str = "รายการ.txt") -> tuple[str, ...]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return listed_addresses(path)


@pytest.mark.parametrize("name", ["รายการ.txt", "รายการ.csv"])
def test_every_line_is_an_address(tmp_path: Path, name: str) -> None:
    text = "\ufeffhttps://a.example/1.pdf\n\n# เทศบาล\nHTTP://b.example/๒.pdf,\nhttps://a.example/1.pdf\n"

    assert listed(tmp_path, text, name=name) == (
        "https://a.example/1.pdf",
        "HTTP://b.example/๒.pdf",
    )


@pytest.mark.parametrize(
    "text", ["", "มาตรการ\nhttps://a.example", "https://a.example ดูที่นี่", "มาตรการ,https://a.example"]
)
def test_other_text_is_no_list(tmp_path: Path, text: str) -> None:
    assert listed(tmp_path, text) == ()


def test_other_files_are_no_lists(tmp_path: Path) -> None:
    assert listed(tmp_path, "https://a.example", name="ก.md") == ()
    assert listed_addresses(tmp_path) == ()
    assert listed_addresses(tmp_path / "ไม่มี.txt") == ()
