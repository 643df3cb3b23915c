"""Numbers of ITA disclosure items, which change from year to year: marked, never changed."""

import re
from collections.abc import Iterator

from itasearch.borrow.adapt.finders.dates import Move
from itasearch.borrow.adapt.findings import Finding, Rank
from itasearch.domain.rules import built_in_rules
from itasearch.model.form_check import DisclosureItem
from itasearch.text.thai.finding import View

_NUMBERED = re.compile(r"(?<![A-Za-z0-9])[Oo]\s?-?\s?(?P<number>[0-9]{1,2})(?![0-9A-Za-z])")


def find_items(view: View, move: Move) -> Iterator[Finding]:
    """Items whose number or title is another in the target's year, or not known there."""
    packs = built_in_rules().packs
    before = packs.get(move.source) if move.source else None
    after = packs.get(move.target) if move.target else None
    if before is None or after is None or before == after:
        return
    for match in _NUMBERED.finditer(view.text):
        number = int(match["number"])
        ids = {item.id: item for item in before.items if item.number == number}
        numbers = {item.number for item in after.items if item.id in ids}
        if numbers != {number}:
            question = _question(next(iter(ids.values()), None), before.fiscal_year_be, numbers)
            yield Finding(match.span(), Rank.FIGURE, question=question)


def _question(item: DisclosureItem | None, year: int, numbers: set[int]) -> str:
    of_year = f"เป็นเลขข้อของปี {year}" + (f" ({item.title})" if item else "")
    if not numbers:
        return f"{of_year} ปีของเราเป็นข้อใด"
    now = ", ".join(f"O{number}" for number in sorted(numbers))
    return f"{of_year} ปีของเราน่าจะเป็น {now} โปรดตรวจ"
