"""The class Label: one text of the app or the command line in Thai and English."""

import re
from dataclasses import dataclass
from string import Formatter

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
