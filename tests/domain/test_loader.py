"""Tables of TOML files as dataclasses."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import pytest

from itasearch.domain import loader
from itasearch.domain.loader import as_record, records, records_of_folder
from tests.cases import examples, literal


class Kind(StrEnum):
    CITY = "city"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    name: str
    aliases: tuple[str, ...] = ()
    whole: bool = False
    kind: Kind = Kind.OTHER


def test_tables_become_dataclasses_in_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    finance = {"name": "กองคลัง", "aliases": ["คลัง"], "whole": True, "kind": "city"}
    table = {"office": [finance, {"name": "กองช่าง"}]}
    monkeypatch.setattr(loader, "load_toml", lambda _name: table)

    first, second = records("offices.toml", "office", Office)

    assert first == Office(name="กองคลัง", aliases=("คลัง",), whole=True, kind=Kind.CITY)
    assert first.kind is Kind.CITY
    assert second == Office(name="กองช่าง")
    assert records("offices.toml", "office", Office)[0] is first


@examples("loader", "what is no office", literal)
def test_what_is_no_table_is_named_with_its_file(entry: Mapping[str, object]) -> None:
    with pytest.raises(ValueError, match=r"offices\.toml: .* is no Office"):
        as_record("offices.toml", entry, Office)


def test_the_files_of_a_folder_are_read_in_the_order_of_their_names(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "data" / "offices"
    folder.mkdir(parents=True)
    for name, office in (("works", "กองช่าง"), ("finance", "กองคลัง")):
        text = f'[[office]]\nname = "{office}"\n'
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(loader, "files", lambda _package: tmp_path)

    found = records_of_folder("offices", "office", Office)

    assert [office.name for office in found] == ["กองคลัง", "กองช่าง"]
