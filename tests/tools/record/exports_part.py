"""Every file that the product writes: Word and Excel part by part, the others as they are."""

import hashlib
import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import TypeAlias

import docx

from tests.tools.record.names import make_drafts, measure_ids
from tests.tools.record.normal import Normaliser
from tests.tools.record.place import Jobs, Place, run, shown

Given: TypeAlias = tuple[str | Path, ...]
"""Arguments of a command."""

_FORMATS = ("docx", "xlsx", "csv", "md", "json")
_DOCUMENTS = ("table", "plan", "results")
_REPORTS = ("r10f553287ea0", "r5f411290977d", "r3d3e714971b1")
"""A table, guidelines in prose, and a sample with many columns."""

_KNOWN_TOWN, _OWN_TOWN = "เทศบาลตำบลคำบง", "เทศบาลตำบลทดสอบใจดี"
_TARGETS: dict[str, tuple[str, ...]] = {
    "as-it-is": (),
    "known": ("--organisation", "ทต.คำบง", "--year", "2569"),
    "new": ("--organisation", _OWN_TOWN, "--year", "2027"),
}
_BETWEEN_TAGS = re.compile(r">\s*<")
_LETTERHEADS: dict[str, tuple[str, ...]] = {
    "whole": (
        *("เรื่อง {{ title }} ของ{{ organisation }} ปี {{ year }}", "{{ analysis }}"),
        *("{{ table }}", "{{ signatures }}", "{{ sources }}"),
    ),
    "table": ("ประกาศ", "{{ table }}"),
    "unknown": ("{{ mayor }}", "{{ table }}"),
    "without": ("ปี {{ year }}",),
    "broken": ("{% if %}", "{{ table }}"),
}


def unpacked(data: bytes, normaliser: Normaliser) -> str:
    """The parts of an Office file by name, XML with a tag a line, others as digests."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = sorted(archive.namelist())
        parts = [f"## {name}\n{_part(name, archive.read(name), normaliser)}" for name in names]
    return "\n\n".join(parts)


def _part(name: str, data: bytes, normaliser: Normaliser) -> str:
    if not name.endswith((".xml", ".rels", ".vml")):
        return f"{len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}"
    return normaliser.text(_BETWEEN_TAGS.sub(">\n<", data.decode("utf-8")))


def contents(path: Path, normaliser: Normaliser) -> str:
    """What a written file holds; "" for one that was not written."""
    if not path.exists():
        return "not written"
    data = path.read_bytes()
    if data.startswith(b"PK"):
        return unpacked(data, normaliser)
    mark = "byte order mark\n" if data.startswith(b"\xef\xbb\xbf") else ""
    ends = "lines end with \\r\\n\n" if b"\r\n" in data else ""
    return mark + ends + normaliser.lines(data.decode("utf-8-sig"))


def _export(place: Place, name: str, ending: str, *arguments: str | Path) -> None:
    target = place.work / f"written.{ending}"
    target.unlink(missing_ok=True)
    ran = run(*arguments, "-o", target)
    normaliser = place.normaliser()
    place.write(name, f"{shown(ran, normaliser)}\n\n{contents(target, normaliser)}")


def reports(place: Place) -> None:
    """Reports and measures by ids: every format, document and target."""
    home = place.home("corpus")
    for ending, document, (target, named) in product(_FORMATS, _DOCUMENTS, _TARGETS.items()):
        name = f"{ending}/{document} {target}"
        given: Given = ("--home", home, "export", *_REPORTS, "--document", document, *named)
        _export(place, name, ending, *given)
    measures = measure_ids(home, _REPORTS[0])[:3]
    for ending in _FORMATS:
        given = ("--home", home, "export", *measures, "--no-sources", *_TARGETS["known"])
        _export(place, f"{ending}/measures without sources", ending, *given)
    _export(place, "format named", "txt", "--home", home, "export", *measures, "--format", "md")


def drafts(place: Place) -> None:
    """Drafts: every format and document, with their list."""
    home = place.own_home("corpus")
    rows = tuple(one for report in _REPORTS for one in measure_ids(home, report)[:4])
    edited, bare = make_drafts(home, rows, (_KNOWN_TOWN, 2569))
    front = ("--home", home)
    listed = (run(*front, "drafts", "--json"), run(*front, "drafts"))
    drawn = run(*front, "drafts", terminal=True)
    normaliser = place.normaliser()
    place.write("list", "\n\n".join(shown(one, normaliser) for one in (*listed, drawn)))
    for ending, document in product(_FORMATS, _DOCUMENTS):
        given = (*front, "export", "--document", document, "--draft")
        _export(place, f"{ending}/edited {document}", ending, *given, edited)
        _export(place, f"{ending}/bare {document}", ending, *given, bare)
    _export(place, "edited by default", "docx", *front, "export", "--draft", edited)


def letterheads(place: Place) -> None:
    """Own letterheads: placeholders filled in, and those that are refused."""
    home = place.home("corpus")
    for name, lines in _LETTERHEADS.items():
        paper = place.work / f"{name}.docx"
        _write_letterhead(paper, lines)
        for document in _DOCUMENTS:
            given = ("--home", home, "export", _REPORTS[0], "--letterhead", paper)
            options = ("--document", document, *_TARGETS["known"])
            _export(place, f"{name} {document}", "docx", *given, *options)
    own = ("--letterhead", place.work / "table.docx")
    _export(place, "into a workbook", "xlsx", "--home", home, "export", _REPORTS[0], *own)


def _write_letterhead(path: Path, lines: tuple[str, ...]) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "ที่ทำการ {{ organisation }}"
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))


def comparisons(place: Place) -> None:
    """Comparisons as Word and Excel files."""
    home = place.home("corpus")
    for ending, (name, options) in product(("docx", "xlsx"), _narrowings()):
        given: Given = ("--home", home, "compare", "ทต.แม่กา@2566", "ทต.ขามทะเลสอ", *options)
        _export(place, f"{ending}/{name}", ending, *given)
        given = ("--home", home, "compare", "ra42f553b2a5d", "r9832fac17551", *options)
        _export(place, f"{ending}/years of a town {name}", ending, *given)


def _narrowings() -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "whole", ()
    yield "differences", ("--differences",)
    yield "topic", ("--topic", "procurement")
    yield "json too", ("--json",)


JOBS: Jobs = {
    "reports": reports,
    "drafts": drafts,
    "letterheads": letterheads,
    "comparisons": comparisons,
}
