"""The Thai of the texts in the code: `python -m release.catalogue` brings the catalogue up to date.

A new text gets an entry without Thai, one that the code has no longer goes; entries are sorted and
name no lines, so that two branches merge. The .mo is what the package reads.
"""

import ast
import sys
from collections.abc import Collection, Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "itasearch"
PO = PACKAGE / "wording" / "locale" / "th" / "LC_MESSAGES" / "itasearch.po"
MO = PO.with_suffix(".mo")

_LABELS = frozenset({"Label", "phrase"})
_MESSAGES = frozenset({"Message", "Error"})
"""Calls with a text: of Label, the context may follow it; those of errors, with their values."""
_HEADERS = [
    ("Project-Id-Version", "itasearch"),
    ("Language", "th"),
    ("MIME-Version", "1.0"),
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Transfer-Encoding", "8bit"),
    ("Plural-Forms", "nplurals=1; plural=0;"),
]
"""Without dates and versions: two branches would differ."""
_ONE_LANGUAGE = frozenset(
    {"better", "choices", "count", "file", "folder", "name", "pace", "path", "report"}
)
"""Placeholders that one language may leave out: where English has an id, Thai has a file."""


class _Catalog(Catalog):
    """A catalogue whose headers never change."""

    mime_headers = property(lambda _self: _HEADERS, lambda _self, _headers: None)


def texts_of(
    code: bytes, calls: Collection[str] = _LABELS | _MESSAGES
) -> Iterator[tuple[str, str]]:
    """(context, English) of each text in a module's code.

    By the syntax tree: Babel's own extraction reads no call within an f-string.
    """
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
        name = "Error" if name.endswith("Error") and node.keywords else name
        texts = [getattr(arg, "value", None) for arg in node.args]
        if name in calls and texts and isinstance(texts[0], str):
            yield (str(texts[1]) if name == "Label" and len(texts) > 1 else ""), texts[0]


def texts_in_code(
    calls: Collection[str] = _LABELS | _MESSAGES,
) -> set[tuple[str, str]]:
    """(context, English) of all texts of the package."""
    found: set[tuple[str, str]] = set()
    for path in PACKAGE.rglob("*.py"):
        code = path.read_bytes()
        if any(f"{name}(".encode() in code for name in calls):
            found.update(texts_of(code, calls))
    return found - {("", "")}


def thai_by_text(stored: bytes) -> dict[tuple[str, str], str]:
    """The Thai of a .po file by (context, English)."""
    catalog = read_po(BytesIO(stored))
    return {
        (message.context or "", str(message.id)): str(message.string)
        for message in catalog
        if message.id
    }


def catalogue_of(thai: dict[tuple[str, str], str]) -> Catalog:
    """The catalogue, sorted by its English."""
    catalog = _Catalog(locale="th", header_comment="# Thai of itasearch's texts.", fuzzy=False)
    for (context, english), text in sorted(thai.items(), key=lambda item: (item[0][1], item[0][0])):
        message = catalog.add(english, text, context=context or None)
        message.flags.clear()
    return catalog


def po_bytes(catalog: Catalog) -> bytes:
    """The catalogue as a .po file: no line wrapped."""
    file = BytesIO()
    write_po(file, catalog, width=0, no_location=True)
    return file.getvalue()


def mo_bytes(catalog: Catalog) -> bytes:
    """The catalogue as the file that gettext reads."""
    file = BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def _places(text: str) -> set[str]:
    return {name for _text, name, _format, _conversion in Formatter().parse(text) if name}


def faults(thai: dict[tuple[str, str], str]) -> list[str]:
    """What is wrong with the Thai: missing, or with other placeholders than the English.

    An error in Thai may leave out what its English shows, such as an id.
    """
    wrong, of_errors = [], texts_in_code(_MESSAGES)
    for (context, english), text in thai.items():
        more, less = _places(text) - _places(english), _places(english) - _places(text)
        if not text:
            wrong.append(f"no Thai: {english!r}")
        elif more - _ONE_LANGUAGE or (less - _ONE_LANGUAGE and (context, english) not in of_errors):
            wrong.append(f"other placeholders: {english!r}: {text!r}")
    return wrong


def main() -> int:
    """Bring the .po and the .mo up to date.

    Returns:
        1 where a text lacks its Thai or has other placeholders.
    """
    thai = thai_by_text(PO.read_bytes()) if PO.exists() else {}
    catalog = catalogue_of({text: thai.get(text, "") for text in texts_in_code()})
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(catalog))
    MO.write_bytes(mo_bytes(catalog))
    wrong = faults(thai_by_text(PO.read_bytes()))
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
