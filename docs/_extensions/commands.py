"""The command reference: every verb with its options, from the command line itself."""

import re

import typer
from sphinx.application import Sphinx
from typer.cli import get_docs_for_click

from itasearch.cli.main import app

_PAGE = "reference/commands"
_LIST = re.compile(r"\*\*Commands\*\*:\n\n(?:\* .*\n)+\n")
"""What a verb has below it, each cut to a few words: sections follow, and the page lists them."""
_EXAMPLE = re.compile(r"^Example: (.+(?:\n.+)*)$", re.MULTILINE)
_CODE_OR_OPTION = re.compile(r"(`[^`]*`)|(--[a-z][a-z-]*)")


def command_reference() -> str:
    """All verbs in Markdown, a section each; those of `watch` and `sources` below theirs."""
    command = typer.main.get_command(app)
    context = typer.Context(command, info_name="itasearch")
    text: str = get_docs_for_click(obj=command, ctx=context, name="itasearch")
    _title, _, sections = text.partition("\n")
    sections = _EXAMPLE.sub(_as_code, _LIST.sub("", sections))
    return _CODE_OR_OPTION.sub(lambda found: found[1] or f"`{found[2]}`", sections)


def _as_code(example: re.Match[str]) -> str:
    return f"Example: `{' '.join(example[1].split())}`"


def _add_commands(_site: Sphinx, page: str, source: list[str]) -> None:
    if page == _PAGE:
        source[0] += command_reference()


def setup(site: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    site.connect("source-read", _add_commands)
    return {"parallel_read_safe": True}
