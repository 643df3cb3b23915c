"""The class Label, one text of the app or the command line in both languages; texts cut short."""

import re
import unicodedata
from dataclasses import dataclass
from string import Formatter

from itasearch.text.thai.stretches import beginning

_COUNTED = re.compile("(,?)([a-z][a-z ]*)s")
"""Format of a number with what it counts: ",new reports"."""


class _Counting(Formatter):
    """Fills "{count:,new reports}" with "1 new report" or "1,200 new reports"."""

    def format_field(self, value: object, format_spec: str) -> str:
        counted = _COUNTED.fullmatch(format_spec)
        if counted is None:
            return format(value, format_spec)
        return f"{value:{counted[1]}} {counted[2]}{'' if value == 1 else 's'}"


_FORMATTER = _Counting()


@dataclass(frozen=True, slots=True)
class Label:
    """One label in both languages.

    What a number counts is a part of its place in the English one, in the plural:
    "{count:reports}" is "1 report" where there is one.
    """

    th: str
    en: str

    def text(self, language: str, **values: object) -> str:
        """The label in "th" or "en" with its placeholders filled."""
        return (
            _FORMATTER.format(self.en, **values) if language == "en" else self.th.format(**values)
        )


def shortened(text: str, length: int) -> str:
    """Text on one line, `length` code points at most with "…" at the end of what was cut.

    It is cut at a space, else between clusters: no Thai mark loses its letter. Characters that XML
    and mail headers cannot hold are left out; invisible ones (between Thai words, or turning the
    direction of writing) leave no blank.
    """
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join("".join(map(_printable, line)).split())
    return line if len(line) <= length else f"{beginning(line, limit=max(0, length - 1))}…"


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "
