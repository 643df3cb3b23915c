"""Web sites of made-up towns, in the manners of real ones: described in tests/data/sites/.

A `[reports]` table has what a gatherer should find, `[others]` what it should leave. `{drive}` is
another server, `{site}` the site itself.
"""

import csv
import io
import tomllib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from docx import Document
from openpyxl import Workbook

from tests.ingest.web_server import Answer, Asked, Site, body, redirect, web_site

FOLDER = Path(__file__).parents[1] / "data" / "sites"
NAMES = sorted(path.stem for path in FOLDER.glob("*.toml"))
TOWN = "เทศบาลตำบลบ้านทุ่งหลวง จังหวัดเชียงราย"
_DOCUMENTS = tomllib.loads((FOLDER.parent / "site_documents.toml").read_text("utf-8"))


@dataclass(frozen=True)
class MadeSite:
    """A running site; `expected` are the digests of files with reports."""

    site: Site
    drive: Site
    expected: frozenset[str]


@cache
def document(kind: str, year: int = 2566, form: str = "docx", *, mark: str = "") -> bytes:
    """A file of a kind of document, as small as it may be; `mark` makes another one of it."""
    town = "" if kind == "office" else TOWN
    made = _DOCUMENTS[kind]
    title = f"{town} {made['title']} ประจำปีงบประมาณ พ.ศ. {year}"
    rows = [
        made["columns"],
        *([c.format(f"{year} {mark}".strip()) for c in row] for row in made["rows"]),
    ]
    out = io.BytesIO()
    if form == "xlsx":
        book = Workbook()
        for row in ((title,), *rows):
            book.active.append(row)
        book.save(out)
    elif form == "csv":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return text.getvalue().encode("utf-8-sig")
    elif form == "html":
        cells = "".join("<tr><td>" + "<td>".join(row) for row in rows)
        return f"<!DOCTYPE html><title>{title}</title><h1>{title}</h1><table>{cells}".encode()
    else:
        paper = Document()
        paper.add_paragraph(title)
        if kind != "news":
            table = paper.add_table(rows=0, cols=len(rows[0]))
            for row in rows:
                for cell, value in zip(table.add_row().cells, row, strict=True):
                    cell.text = value
        paper.save(out)
    return out.getvalue()


@contextmanager
def made_site(name: str) -> Iterator[MadeSite]:
    """The site of that name, running."""
    made: dict[str, Any] = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    with web_site() as site, web_site() as drive:
        encoding = made.get("encoding", "utf-8")
        expected: set[str] = set()

        def filled(text: str) -> str:
            return text.replace("{drive}", drive.url).replace("{site}", site.url)

        for path, markup in made.get("pages", {}).items():
            site.answers[path] = _changing(filled(markup).encode(encoding))
        for start, markup in made.get("endless", {}).items():
            site.beginnings[start] = _endless(start, markup)
        for path, target in made.get("redirects", {}).items():
            site.answers[path] = redirect(filled(target))
        if "robots" in made:
            site.answers["/robots.txt"] = body(made["robots"].encode())
        if missing := made.get("missing"):
            is_page = missing.startswith("<")
            site.otherwise = body(missing.encode(encoding)) if is_page else redirect(missing)
        for host, table in ((site, "reports"), (drive, "drive")):
            for path, one in made.get(table, {}).items():
                form = one.get("form") or _form(path)
                data = document(one["kind"], one["year"], form, mark=path)
                host.answers[path] = _changing(data)
                expected.add(sha256(data).hexdigest())
        for path, kind in made.get("others", {}).items():
            site.answers[path] = _changing(document(kind, form=_form(path)))
        for path, kinds in made.get("archives", {}).items():
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                for kind in kinds:
                    archive.writestr(f"{kind}.docx", document(kind))
            site.answers[path] = _changing(out.getvalue())
            expected.add(sha256(out.getvalue()).hexdigest())
        yield MadeSite(site, drive, frozenset(expected))


def _form(path: str) -> str:
    ending = path.rpartition(".")[2]
    return ending if ending in {"csv", "xlsx", "docx"} else "docx"


def _changing(data: bytes) -> Answer:
    """An answer with an ETag; 304 for who has it."""
    tag = f'"{hash(data) & 0xFFFFFFFF:x}"'

    def answer(asked: Asked) -> None:
        if asked.headers.get("If-None-Match") == tag:
            asked.reply(b"", status=304)
        else:
            asked.reply(data, headers={"ETag": tag})

    return answer


def _endless(start: str, markup: str) -> Answer:
    def answer(asked: Asked) -> None:
        number = asked.path.removeprefix(start)
        following = str(int(number) + 1) if number.isdigit() else ""
        asked.reply(markup.replace("{next}", following).encode())

    return answer
