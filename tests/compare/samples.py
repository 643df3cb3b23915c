"""Small reports and made-up meanings for the tests of compare."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any
from zlib import crc32

import numpy as np

from itasearch.compare.pairing.align import AlignedPair
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.pairing.terms import terms
from itasearch.compare.reports import compared_pairs
from itasearch.encoders.base import Vectors
from itasearch.model.comparison import MaybePair, Pair
from itasearch.model.records import Measure, Organisation, OrganisationType, Report, ReportKind
from itasearch.model.source import SourceRef

TOWN = Organisation(
    name="เทศบาลตำบลดงมะไฟ",
    type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
    district="โคกศรี",
    province="สกลนคร",
)
VILLAGE = Organisation(
    name="องค์การบริหารส่วนตำบลบ้านหนองแสง",
    type=OrganisationType.SUBDISTRICT_ADMINISTRATIVE_ORGANISATION,
    province="อุดรธานี",
)


def measure(title: str, **fields: Any) -> Measure:
    """A measure with these texts or indicator; `report` gives it its place."""
    source = SourceRef(path="", sha256="")
    return Measure(id="", report_id="", title=title, source=source, **fields)


def in_doubt(left: Measure, right: Measure, *, similarity: float = 0.4) -> MaybePair:
    """Two measures that may do the same, each the only one of its report."""
    pair = paired(left, right, similarity=similarity)
    return MaybePair.of(replace(pair, left=left, right=right))


def paired(left: Measure, right: Measure, *, similarity: float) -> Pair:
    pairs = [AlignedPair(left=0, right=0, similarity=similarity)]
    (pair,) = compared_pairs(pairs, left=report("left", left), right=report("right", right))
    return pair


def report(
    identifier: str,
    *measures: Measure | str,
    organisation: Organisation | None = None,
    year: int | None = 2566,
) -> Report:
    """A report with these measures, or measures of these titles."""
    source = SourceRef(path=f"{identifier}.md", sha256=identifier)
    return Report(
        id=identifier,
        source=source,
        media_type="text/markdown",
        organisation=organisation,
        fiscal_year_be=year,
        kind=ReportKind.PLAN,
        measures=tuple(
            _placed(one, identifier, number) for number, one in enumerate(measures, start=1)
        ),
    )


def _placed(one: Measure | str, identifier: str, number: int) -> Measure:
    return replace(
        measure(one) if isinstance(one, str) else one,
        id=f"{identifier}-l{number}",
        report_id=identifier,
        number=str(number),
        source=SourceRef(path=f"{identifier}.md", sha256=identifier, line_number=number),
    )


WHOLE = measure(
    "เผยแพร่แผนและผลการจัดซื้อจัดจ้าง",
    steps="๑. ลงแผนจัดซื้อจัดจ้างประจำปีบนเว็บไซต์\n๒. ลงประกาศเชิญชวนและราคากลาง\n"
    "๓. สรุปผลการจัดซื้อจัดจ้างรายเดือนตามแบบ สขร.๑\n"
    "๔. ให้ประชาชนร่วมสังเกตการณ์การตรวจรับพัสดุ",
)
"""Three of its four steps stand in MAIN_PART, the last one in SMALL_PART."""

MAIN_PART = measure(
    "เผยแพร่แผนและผลจัดซื้อจัดจ้าง",
    steps="๑. ลงแผนจัดซื้อจัดจ้างบนเว็บไซต์\n๒. ลงประกาศเชิญชวนและราคากลาง\n"
    "๓. สรุปผลการจัดซื้อจัดจ้างรายเดือน สขร.๑",
)
SMALL_PART = measure("ประชาชนร่วมสังเกตการณ์ตรวจรับพัสดุ", steps="เชิญประชาชนสังเกตการณ์การตรวจรับพัสดุ")


class FakeMeanings(Meanings):
    """Directions by title: measures of one topic mean the same, all others are unrelated."""

    def __init__(
        self,
        topics: Mapping[str, int],
        judged: Mapping[frozenset[str], bool] = MappingProxyType({}),
    ) -> None:
        self._by_title = topics
        self._same = judged

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        rows = np.zeros((len(measures), 64), dtype=np.float32)
        for row, one in enumerate(measures):
            topic = self._by_title.get(one.title)
            rows[row, row + 16 if topic is None else topic] = 1
        return rows

    def topics(self, measures: Sequence[Measure]) -> Sequence[Mapping[str, float]]:
        return [
            {} if one.title not in self._by_title else {str(self._by_title[one.title]): 1.0}
            for one in measures
        ]

    def matters(self, directions: Vectors) -> Vectors:
        return directions[:, :0]

    def rarity(self, words: Collection[str]) -> Mapping[str, float]:
        return dict.fromkeys(words, 1.0)

    def judged(self, measures: Sequence[Measure]) -> Mapping[frozenset[str], bool]:
        return self._same


class WordMeanings(FakeMeanings):
    """What has many words of title and steps in common means the same; these titles to a share,
    and are of one topic."""

    def __init__(self, alike: Sequence[str] = (), *, share: float = 0.0) -> None:
        super().__init__(dict.fromkeys(alike, 1))
        self._alike, self._share = alike, share

    def directions(self, measures: Sequence[Measure]) -> Vectors:
        rows = np.zeros((len(measures), 2_048), dtype=np.float32)
        for row, one in zip(rows, measures, strict=True):
            for word in terms(one, TOWN).task_words:
                row[1 + crc32(word.encode()) % (len(row) - 1)] = 1
            row /= max(float(np.linalg.norm(row)), 1.0)
            if one.title in self._alike:
                row *= np.sqrt(1 - self._share)
                row[0] = np.sqrt(self._share)
        return rows


IN_PARTS = WordMeanings([WHOLE.title, SMALL_PART.title], share=0.45)
