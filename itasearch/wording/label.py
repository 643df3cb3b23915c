"""The class Label, one text of the app or the command line in both languages; texts cut short.

English is in the code, Thai in the catalogue that `python -m release.catalogue` keeps in step.
"""

import gettext
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from string import Formatter
from sys import maxsize
from typing import TYPE_CHECKING

from itasearch.text.thai.stretches import beginning

if TYPE_CHECKING:
    from itasearch.text.thai.words import WordSpan

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
_SLOT = re.compile(r"(?P<before>(?:(?<=ของ) )?)(?P<slot>\{(?P<name>\w+)\})(?P<thai>(?=[ก-๎]))?")
"""A placeholder, the blank between "ของ" and it, and whether Thai letters follow."""
_OF_REPORT = re.compile(
    r"(?:(?<!ต้น)ฉบับของ |(?<=[ก-๎])(?<!แผ่นงาน) )?(?P<slot>\{(?P<name>name|other|left|right)\})"
    r"(?: (?!จำนวน|ซึ่ง)(?=[ก-๎]))?"
)
_KIND = re.compile("แผน|รายงานผล")
"""What a report may be named by: a plan has no "ฉบับ", and no blanks around it."""


@cache
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("itasearch", LOCALES, ["th"])


@dataclass(frozen=True, slots=True)
class Label:
    """One text in both languages: its English, by which the catalogue has the Thai.

    "{count:reports}" is "1 report" where there is one. `context`, in small letters, distinguishes
    texts that are the same in English alone; `values` of placeholders are given before the rest.
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

        def of_report(match: re.Match[str]) -> str:
            is_kind = _KIND.fullmatch(str(texts.get(match["name"], "")))
            return match["slot"] if is_kind else match[0]

        def with_blanks(match: re.Match[str]) -> str:
            value = str(texts.get(match["name"], ""))
            before = "" if value.startswith("ปีงบประมาณ") else match["before"]
            behind = " " if value.endswith(")") and match["thai"] is not None else ""
            return f"{before}{match['slot']}{behind}"

        # Only the phrase changes: a value, such as a quoted text, is filled in as it is.
        thai = _SLOT.sub(with_blanks, _OF_REPORT.sub(of_report, self.th))
        return thai.format(**texts)

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
    """Text on one line, `length` code points at most, cut at a space, else between clusters, with
    "…".

    Characters that XML and mail headers cannot hold are left out; invisible ones leave no blank.
    """
    line = " ".join(text.split())
    if not line.isprintable():
        line = " ".join("".join(map(_printable, line)).split())
    return line if len(line) <= length else f"{beginning(line, limit=max(0, length - 1))}…"


_LONGEST_WORD = 30  # code points behind a cut in which its word ends; by hand


def quoted(text: str, length: int = maxsize) -> str:
    """A quotation on one line, `length` code points at most, cut as `_at_word` cuts."""
    from itasearch.text.repair.spaces import on_one_line  # with word lists

    line = on_one_line(text)
    return _at_word(shortened(line, max(length, len(line))), length)


def _at_word(line: str, length: int) -> str:
    """A line cut at a space, else behind a word, and not within a count or a date, with "…"; "…"
    where nothing fits."""
    if len(line) <= length:
        return line
    cuts = [word.end for word in _words(line[: length + _LONGEST_WORD]) if word.end < length]
    parts = ((end, _number_before().search(line, max(0, end - _LONGEST_WORD), end)) for end in cuts)
    ends = [end for end, number in parts if number is None or number["year"]] or cuts
    spaces = [end for end in ends if end >= length // 2 and line[end] == " "]
    return f"{line[: max(spaces or ends, default=0)]}…"


@cache
def _number_before() -> re.Pattern[str]:
    """A number, with its month, of which what is counted or the year is behind it."""
    from itasearch.text.dates.months import MONTH

    number = rf"(?<![0-9๐-๙.,])[0-9๐-๙][0-9๐-๙.,]*(?:\s?{MONTH})?"
    return re.compile(rf"(?:(?P<year>(?:{MONTH}|ปี|พ\.ศ\.)\s?{number})|{number}|วันที่|ร้อยละ)\s?\Z")


def _words(line: str) -> Sequence["WordSpan"]:
    from itasearch.domain.words import segmenter  # which loads the word lists

    return segmenter().spans(line)


def _printable(character: str) -> str:
    if character.isprintable():
        return character
    return "" if unicodedata.category(character) == "Cf" else " "
