"""The source's name without its kind, which is a village's, a school's or a word as well.

It changes only where it means the town: a name that is no word and no province, as a
whole, behind ชาว or alone. Elsewhere it stays and a person decides. Imports its
neighbours, domain and model.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.borrow.adapt.parties import Names
from itasearch.borrow.adapt.wording import Ending, any_of, ending, is_in_words, is_whole, loosely
from itasearch.domain.offices import words
from itasearch.model.template import ChangeKind
from itasearch.text.thai.view import View

_QUESTION = "“{}” หมายถึงพื้นที่ของหน่วยงานต้นทางหรือไม่ ควรเปลี่ยนหรือคงไว้"
_SHORTEST = 2
_NEAR = 40
_PLAINLY_A_WORD = re.compile(r"(?:ความ|ไม่|เสีย|มาก)$")
_OPENS = re.compile(r"(?:^|[\s(\[\"'“‘«/,:–-])$")


def find_bare_names(view: View, source: Names, target: Names) -> Iterator[Finding]:
    """Occurrences of the name alone: changed where it is safe, else marked."""
    if source.kind is None or not target.full or len(source.own) < _SHORTEST:
        return
    for match in _pattern(source).finditer(view.text):
        start, end = match.span()
        safe = source.safe or "".join(match.group().split()) in source.sure
        before = view.text[max(0, start - _NEAR) : start]
        # A long name there is no other word, though the segmenter reads "ชาวเขา", "ดอนเมือง".
        plain = safe and _means_the_town(before) and ending(view, end) is Ending.YES
        if not plain and not is_whole(view, start, end):
            if safe or (source.rare and not is_in_words(view, start, end)):
                yield _doubtful(view, start, end)
            continue
        sure = safe and _means_the_town(before)
        if (sure or _are_its_people(before, source)) and ending(view, end) is not Ending.NO:
            yield Finding(
                start=start,
                end=end,
                rank=Rank.BARE_NAME,
                new=target.own or target.full,
                kind=ChangeKind.NAME,
                question=None if sure else _QUESTION.format(view.text[start:end]),
            )
        elif safe or not _is_plain_word(before):
            yield _doubtful(view, start, end)


def _doubtful(view: View, start: int, end: int) -> Finding:
    question = _QUESTION.format(view.text[start:end])
    return Finding(start=start, end=end, rank=Rank.BARE_NAME, question=question)


def _means_the_town(before: str) -> bool:
    if _third().search(before):
        return False
    return bool(_people().search(before) or _OPENS.search(before))


def _are_its_people(before: str, source: Names) -> bool:
    """ "ชาวคำบง": a short name that is rare and no word means the town there."""
    return source.rare and before.endswith("ชาว")


def _is_plain_word(before: str) -> bool:
    return bool(_PLAINLY_A_WORD.search(before))


@lru_cache(maxsize=256)
def _pattern(source: Names) -> re.Pattern[str]:
    spellings = sorted(source.spellings, key=lambda name: -len(name))
    return re.compile("|".join(map(loosely, spellings)) or "(?!)")


@cache
def _people() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('places', 'people'))})$")


@cache
def _third() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of(words('places', 'third'))})[ \t]?$")
