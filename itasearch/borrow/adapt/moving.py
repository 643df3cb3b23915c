"""By how many years a text moves, and which of its years do. Imports numerals only."""

from dataclasses import dataclass

from itasearch.borrow.adapt.numerals import as_printed

NEAR_YEARS = 3
"""Years so near to the source's fiscal year belong to its work; older ones are its history."""

HISTORY = "ปีนี้เป็นเหตุการณ์ของหน่วยงานต้นทางหรือไม่ ควรแก้หรือตัดออก"
UNKNOWN = "ไม่ทราบปีงบประมาณของต้นทางหรือของเรา ควรเป็นปีใด"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """From which fiscal year (BE) to which; None where one is not known."""

    source: int | None
    target: int | None

    @property
    def known(self) -> bool:
        """Whether years can move at all."""
        return self.source is not None and self.target is not None

    def is_near(self, year: int) -> bool:
        """Whether `year` moves."""
        return self.source is not None and abs(year - self.source) <= NEAR_YEARS

    def year(self, year: int) -> int:
        """What `year` becomes."""
        if self.source is None or self.target is None or not self.is_near(year):
            return year
        return year + self.target - self.source

    def printed(self, year: int, old: str) -> str | None:
        """`old`, which prints `year`, as it becomes; None where it stays."""
        moved = self.year(year)
        return None if moved == year else as_printed(moved, old)

    def question(self, year: int) -> str | None:
        """What a person must decide of a year that is no law's and no plan's."""
        if not self.known:
            return UNKNOWN
        return None if self.is_near(year) else HISTORY
