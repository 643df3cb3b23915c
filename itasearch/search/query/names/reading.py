"""What a stretch of a query may be read as, before it is a filter."""

import re
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass

from itasearch.model.ranking import NO_FILTERS, Filters, NameKind
from itasearch.model.records import Organisation, ReportKind

OF_ITA = (NameKind.INDICATOR, NameKind.ITEM)

LETTER = re.compile(r"[ก-๎]|\w")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words from `start` to `end` may be read as."""

    start: int
    end: int
    kind: NameKind
    name: str  #: for people; of what is not held as typed
    _: KW_ONLY
    filters: Filters = NO_FILTERS  #: what it restricts alone
    towns: tuple[Organisation, ...] = ()  #: those that it names
    of_district: tuple[Organisation, ...] = ()  #: those of the district of the same name
    held: bool = True  #: whether the library has reports of it; of an item, whether it is known
    is_bare: bool = False  #: whether no word announces the name
    is_doubtful: bool = False  #: see UnderstoodName
    keeps_words: bool = False  #: whether it stays in the words that are searched
    choices: tuple[str, ...] = ()  #: texts that name each of several readings
    documents: tuple[tuple[ReportKind, tuple[int, ...]], ...] = ()  #: see UnderstoodName
    is_confirmed: bool = True  #: see UnderstoodName

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it has words of a stretch."""
        return self.start < end and start < self.end

    def is_beside(self, start: int, end: int) -> bool:
        """Whether one letter, a blank as a rule, is between it and a stretch."""
        return 1 in (start - self.end, self.start - end)


def ends_with(text: str, listed: Sequence[str]) -> str:
    """The end of `text` that is one of these words, with the blanks behind it; "" for none."""
    stripped = text.rstrip()
    for ending in listed:
        if stripped.endswith(ending):
            return ending + text[len(stripped) :]
    return ""
