"""The class Label, one text of the app or the command line in both languages; texts cut short.

English is in the code, Thai in one catalogue of gettext: locale/th/LC_MESSAGES/itasearch.po, which
`python -m release.catalogue` keeps in step with the code.
"""

import gettext
import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter

from itasearch.text.thai.stretches import beginning

LOCALES = Path(__file__).with_name("locale")  #: Folder of the catalogues

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


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("itasearch", LOCALES, ["th"])


@dataclass(frozen=True, slots=True)
class Label:
    """One text in both languages: its English, by which the catalogue has the Thai.

    What a number counts is a part of its placeholder, in the plural: "{count:reports}" is
    "1 report" where there is one.

    Attributes:
        context: distinguishes texts that are the same in English alone; in small letters.
        values: of placeholders, given before the rest.
    """

    en: str
    context: str = ""
    values: tuple[tuple[str, object], ...] = ()

    @property
    def th(self) -> str:
        """The Thai, its placeholders not filled; the English where the catalogue lacks it."""
        if self.context:
            return _catalogue().pgettext(self.context, self.en)
        return _catalogue().gettext(self.en) if self.en else ""

    def text(self, language: str, **values: object) -> str:
        """The label in "th" or "en" with its placeholders filled; a label as value, likewise."""
        texts = {
            name: value.text(language) if isinstance(value, Label) else value
            for name, value in (*self.values, *values.items())
        }
        if language == "en":
            return _FORMATTER.format(self.en, **texts)
        # Where reports are named by their years; a town's abbreviation keeps the blank before it.
        return self.th.format(**texts).replace("ของ ปีงบประมาณ", "ของปีงบประมาณ")

    def __str__(self) -> str:
        return self.text("en")

    def filled(self, **values: object) -> "Label":
        """The label with values for its placeholders."""
        return replace(self, values=tuple(values.items()))


@dataclass(frozen=True, slots=True)
class DataLabel(Label):
    """A label of data, such as the name of a topic: the catalogue has nothing of it."""

    thai: str = ""

    @property
    def th(self) -> str:
        """The Thai that the data have."""
        return self.thai


def data_label(thai: str, english: str) -> DataLabel:
    """A label of two texts, in which nothing is a placeholder."""
    thai, english = (text.replace("{", "{{").replace("}", "}}") for text in (thai, english))
    return DataLabel(english, thai=thai)


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


_CONTRAST = re.compile(
    r"(?<!ตั้ง)แต่(?!ละ|ง(?!าน))|(?:ยัง|แล้ว)ไม่|คง(?:ค้าง|เหลือ)|ที่เหลือ|จากเป้าหมาย|\b(?:but|not yet)\b"
)


def quoted(text: str, length: int) -> str:
    """A quotation, `shortened`; what contrasts with its beginning ("แต่ยังไม่…") is not cut off."""
    line = shortened(text, max(length, len(text)))
    half = length // 2
    contrast = None if len(line) <= length else _CONTRAST.search(line, half)
    if contrast is None:
        return shortened(line, length)
    start = contrast.start()
    return (
        f"{shortened(line[:start], half).rstrip('…')}… {shortened(line[start:], length - half - 2)}"
    )


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "
