"""HTML of the app, as pure functions: every text that comes from a file is escaped here.

Imports no streamlit, so that escaping can be tested by itself.
"""

from collections.abc import Sequence
from html import escape
from importlib.resources import files

STYLE = f"<style>{files('itasearch.ui').joinpath('style.css').read_text(encoding='utf-8')}</style>"


def text_html(text: str) -> str:
    """Plain text as HTML: escaped, line ends kept."""
    return escape(text).replace("\n", "<br>")


def highlighted_html(text: str, highlights: Sequence[tuple[int, int]]) -> str:
    """Text with [start, end) ranges marked; ranges may overlap or stand in any order."""
    parts, position = [], 0
    for start, end in sorted(highlights):
        start = max(start, position)
        if end <= start:
            continue
        parts += [text_html(text[position:start]), f"<mark>{text_html(text[start:end])}</mark>"]
        position = end
    return "".join([*parts, text_html(text[position:])])


def badge_html(text: str, *, kind: str = "", tip: str = "") -> str:
    """A small pill; kind is "", "sample" or "doubt"."""
    return f'<span class="ita-badge {escape(kind)}" title="{escape(tip)}">{escape(text)}</span>'


def field_html(name: str, text: str) -> str:
    """A field's name over its text."""
    return (
        f'<div class="ita-field"><span class="field">{escape(name)}</span>{text_html(text)}</div>'
    )


def passage_html(name: str, text: str, highlights: Sequence[tuple[int, int]]) -> str:
    """The passage that matched, marked."""
    body = highlighted_html(text, highlights)
    return f'<div class="ita-passage"><span class="field">{escape(name)}</span>{body}</div>'


def title_html(title: str, badges: Sequence[str], meta: str) -> str:
    """Head of a card: title, then badges and a line of facts."""
    return (
        f'<p class="ita-title">{escape(" ".join(title.split()))}</p>'
        f'<p class="ita-meta">{"".join(badges)}{escape(meta)}</p>'
    )


def quiet_html(text: str) -> str:
    """Small print."""
    return f'<p class="ita-quiet">{text_html(text)}</p>'


def outcome_html(state: str, what: str, reason: str, *, kind: str = "") -> str:
    """One line of an upload's outcome."""
    small = f'<br><span class="ita-quiet">{text_html(reason)}</span>' if reason else ""
    return (
        f'<div class="ita-outcome"><div class="state">{badge_html(state, kind=kind)}</div>'
        f'<div class="what">{escape(what)}{small}</div></div>'
    )
