"""How fast the index is built and asked, and what the encoder's threads do.

    python bench/index_speed.py [measures]      default 2000

Texts are put together at random from the words of such reports; times are
wall-clock on this machine, of one run after a warm-up.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from itasearch.backends.local import create_local_backend
from itasearch.domain.words import segmenter
from itasearch.encoders.use import UseEncoder, worker_count
from itasearch.indexing import recipe, update
from itasearch.model.passages import TextQuery, WeightedTerm
from itasearch.model.ranking import NO_FILTERS, Filters
from itasearch.model.records import (
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
    StoredMeasure,
    report_of,
)
from itasearch.model.source import SourceRef
from itasearch.text.thai.words import trigrams

_SOURCE = SourceRef(path="bench", sha256="0" * 64)
_EACH_REPORT = 10
_PROVINCES = ("ตาก", "ระนอง", "น่าน", "สตูล", "เลย")
_PARTS = [
    "ประชาสัมพันธ์ช่องทางร้องเรียน",
    "จัดอบรมคุณธรรมจริยธรรม",
    "เผยแพร่แผนจัดซื้อจัดจ้าง",
    "แต่งตั้งคณะทำงาน",
    "จัดทำคู่มือการปฏิบัติงาน",
    "ประกาศงดรับของขวัญ",
    "รายงานผลต่อผู้บริหาร",
    "ตรวจสอบการใช้ทรัพย์สิน",
    "สำรวจความพึงพอใจ",
    "ปรับปรุงเว็บไซต์ให้เป็นปัจจุบัน",
    "เปิดโอกาสให้ประชาชนมีส่วนร่วม",
    "ทุกไตรมาส",
    "ภายในเดือนมีนาคม",
    "กองคลังและสำนักปลัด",
    "ไม่พบข้อร้องเรียน",
    "ผู้รับบริการพึงพอใจมากขึ้น",
    "ลดขั้นตอนการให้บริการ",
]


class _Store:
    """Invented reports behind the verbs that indexing uses."""

    def __init__(self, measures: int) -> None:
        chance = random.Random(1)
        self._reports: dict[str, Report] = {}
        while len(self._reports) * _EACH_REPORT < measures:
            report = _report(f"r{len(self._reports)}", chance)
            self._reports[report.id] = report

    def fingerprints(self) -> dict[str, str]:
        return dict.fromkeys(self._reports, "1")

    def revision(self) -> str:
        return "1"

    def report(self, report_id: str) -> Report:
        return self._reports[report_id]

    def measures(self, measure_ids: Sequence[str]) -> dict[str, StoredMeasure]:
        found = {}
        for name in measure_ids:
            report = self._reports[report_of(name)]
            item = next(item for item in report.measures if item.id == name)
            found[name] = StoredMeasure(
                measure=item, organisation=report.organisation, fiscal_year_be=2566
            )
        return found


def _report(name: str, chance: random.Random) -> Report:
    def text(items: int) -> str:
        lines = (" ".join(chance.choices(_PARTS, k=3)) for _ in range(items))
        return "\n".join(f"{line} {chance.randrange(999)}" for line in lines)

    town = Organisation(
        id=f"o{name}",
        name=f"เทศบาลตำบลทดลอง {name}",
        type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
        province=chance.choice(_PROVINCES),
    )
    measures = tuple(
        Measure(
            id=f"{name}-l{number}",
            report_id=name,
            title=text(1),
            steps=text(6),
            timeframe="ต.ค. 2565 - ก.ย. 2566",
            responsible="สำนักปลัด",
            results=text(4),
            outcomes=text(2),
            source=_SOURCE,
        )
        for number in range(_EACH_REPORT)
    )
    return Report(
        id=name,
        source=_SOURCE,
        media_type="text/plain",
        organisation=town,
        fiscal_year_be=2566,
        kind=ReportKind.RESULTS,
        measures=measures,
    )


def _milliseconds(act: Callable[[], object], *, times: int) -> float:
    act()
    began = time.perf_counter()
    for _ in range(times):
        act()
    return (time.perf_counter() - began) / times * 1000


def _encoder_figures(encoder: UseEncoder) -> None:
    chance = random.Random(2)
    sentences = [f"{' '.join(chance.choices(_PARTS, k=3))} {i}" for i in range(2000)]
    model = encoder._model()
    for threads in (1, worker_count(), 2 * worker_count()):
        model.threads = threads
        one = _milliseconds(lambda: encoder.encode_queries(["งดรับของขวัญ"]), times=50)
        print(f"encoder, {threads} BLAS threads: a query {one:.2f} ms")
    model.threads = 1
    many = _milliseconds(lambda: encoder.encode_passages(sentences), times=1)
    print(f"encoder, {worker_count()} workers: {2_000_000 / many:.0f} sentences/s")


def main(measures: int) -> None:
    encoder, words = UseEncoder(), segmenter()
    _encoder_figures(encoder)
    store = _Store(measures)
    with tempfile.TemporaryDirectory() as folder:
        made = recipe(encoder, segmenter=words, vector_index="Flat")
        with create_local_backend(Path(folder) / "search", recipe=made) as backend:
            done = update(store, backend, encoder, segmenter=words)
            print(
                f"build: {backend.measure_count()} measures of {done.added} reports, "
                f"{done.passages} passages encoded, {done.seconds:.1f} s"
            )
            vector = encoder.encode_queries(["งดรับของขวัญทุกเทศกาล"])
            text = TextQuery(
                words=tuple(WeightedTerm(text=word) for word in words.words("งดรับของขวัญทุกเทศกาล")),
                trigrams=tuple(WeightedTerm(text=part) for part in trigrams("งดรับของขวัญทุกเทศกาล")),
            )
            for name, limit in (
                ("no filter", NO_FILTERS),
                ("province", Filters(provinces=("ตาก",))),
            ):
                near = _milliseconds(
                    lambda: backend.search_vectors(vector, k=200, filters=limit),  # noqa: B023
                    times=50,
                )
                full = _milliseconds(
                    lambda: backend.search_text(text, k=200, filters=limit),  # noqa: B023
                    times=50,
                )
                print(f"query, {name}: vectors {near:.2f} ms, text {full:.2f} ms")
            again = update(store, backend, encoder, segmenter=words)
            print(f"nothing to do: {again.seconds * 1000:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
