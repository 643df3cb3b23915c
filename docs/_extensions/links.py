"""Links and pages that lie outside docs/, where the site has them.

In the repository README.th.md, CONTRIBUTING.md and others lie where people look for them; a page of
docs/ that holds nothing but a link to such a file becomes that file. A link to another file of the
repository, which the site does not have, names its path instead.
"""

import os
import re
from pathlib import Path

from sphinx.application import Sphinx

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
_WHOLE = re.compile(r"\[[^\]]+\]\((?P<path>[^)\s]+)\)\s*")
"""All that a page holds which becomes another file."""
_LINK = re.compile(
    r"\[(?P<text>[^\]]*)\]\((?P<path>[^):#\s]+)(?P<heading>#[^)\s]*)?\)"
    r'|src="(?P<source>[^":]+)"'
)


def replaced_page(page: Path) -> Path | None:
    """The file that a page of docs/ becomes, None for a page of its own."""
    found = _WHOLE.fullmatch(page.read_text(encoding="utf-8"))
    return None if found is None else (page.parent / found["path"]).resolve()


def pages_of_files() -> dict[Path, Path]:
    """Which page a file outside docs/ is in the site; README.md is the first one."""
    found = {replaced_page(page): page for page in DOCS.rglob("*.md")}
    pages = {file: page for file, page in found.items() if file is not None}
    return {**pages, ROOT / "README.md": DOCS / "index.md"}


def relinked(text: str, *, file: Path, page: Path, pages: dict[Path, Path]) -> str:
    """The text of a file as that of a page: each link leads to the same place from there."""

    def led(match: re.Match[str]) -> str:
        given = match["path"] or match["source"]
        target = (file.parent / given).resolve()
        if not target.exists():
            return match[0]  # MyST warns of it
        target = pages.get(target, target)
        if not target.is_relative_to(DOCS):
            return f"{match['text']} (`{target.relative_to(ROOT).as_posix()}`)"
        path = Path(os.path.relpath(target, page.parent)).as_posix()
        if match["source"]:
            return f'src="{path}"'
        return f"[{match['text']}]({path}{match['heading'] or ''})"

    return _LINK.sub(led, text)


def _relink(site: Sphinx, name: str, source: list[str]) -> None:
    page = DOCS / f"{name}.md"
    file = replaced_page(page)
    if file is not None:
        site.env.note_dependency(str(file))
        source[0] = file.read_text(encoding="utf-8")
    source[0] = relinked(source[0], file=file or page, page=page, pages=pages_of_files())


def setup(site: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    site.connect("source-read", _relink)
    return {"parallel_read_safe": True}
