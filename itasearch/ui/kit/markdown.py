"""Pieces of Markdown for Streamlit, with nothing left in a text to interpret."""

import re

_MARKDOWN = re.compile(r"([\\`*_\[\]#|<>$:~&^@]|^[+\-=]|(?<=www)\.)", re.IGNORECASE)
"""What Markdown may interpret within one line; nothing else, for screen readers read the
backslashes of labels."""
_COUNT = re.compile(r"(?<=[0-9]) (?=[ก-ฮเ-ไ])")
"""The blank between a number and the Thai noun that it counts, where no line is to end."""
_LIST_NUMBER = re.compile(r"^(\d{1,9})([.)])")


def plain(text: str) -> str:
    """Text for a place that Streamlit reads as Markdown, with nothing left to interpret."""
    escaped = _MARKDOWN.sub(r"\\\1", _COUNT.sub("\u00a0", " ".join(text.split())))
    return _LIST_NUMBER.sub(r"\1\\\2", escaped)


_COLOURS = {"": "gray", "strong": "blue", "notice": "orange", "doubt": "red", "sound": "green"}


def link(text: str, href: str) -> str:
    """A link; page.js follows those to views without loading the page anew."""
    return f"[{plain(text)}]({href})"


def badge(text: str, kind: str = "") -> str:
    """A badge; kind is "", "strong", "notice", "doubt" or "sound"."""
    return f":{_COLOURS[kind]}-badge[{plain(text)}]"
