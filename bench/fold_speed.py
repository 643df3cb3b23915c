"""How long a search takes over a library in which towns copy from each other, and grouping.

    python bench/fold_speed.py [reports]        default 2000

Each report takes ten measures of a stock that all share, so that most hits have dozens
of copies; one in four is changed by a step. Times are medians on this machine.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import numpy as np

from itasearch.backends.base import Vectors
from itasearch.backends.local import create_local_backend
from itasearch.domain.words import segmenter
from itasearch.encoders.use import UseEncoder
from itasearch.indexing import recipe, update
from itasearch.model.ranking import Query
from itasearch.model.records import (
    Extraction,
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
    measure_id,
    report_id,
)
from itasearch.model.source import SourceRef
from itasearch.search import searcher as searching
from itasearch.search.rank.copies import group_copies
from itasearch.search.searcher import Searcher
from itasearch.store.sql import open_store

_ACTS = ["จัดทำ", "ทบทวน", "เผยแพร่", "ตรวจสอบ", "ประชาสัมพันธ์", "อบรม", "ประเมิน", "ติดตาม"]
_THINGS = [
    "ช่องทางร้องเรียนการทุจริต",
    "นโยบายไม่รับของขวัญ",
    "แผนจัดซื้อจัดจ้าง",
    "ทะเบียนคุมทรัพย์สินของทางราชการ",
    "คู่มือการให้บริการ",
    "ประมวลจริยธรรม",
    "ระบบบริการออนไลน์",
    "แผนบริหารความเสี่ยง",
    "การมีส่วนร่วมของประชาชน",
    "ข้อมูลบนเว็บไซต์",
]
_HOW = ["ทุกไตรมาส", "ร่วมกับผู้นำชุมชน", "ผ่านเสียงตามสาย", "โดยคณะทำงาน", "ต่อหน้าพนักงาน", "ภายใน 7 วัน"]
_QUERIES = [
    "งดรับของขวัญ",
    "จัดซื้อจัดจ้าง",
    "complaint channels",
    "ทะเบียนทรัพย์สิน",
    "บริการ online",
    "ประเมินความเสี่ยงการทุจริต",
    "อบรมจริยธรรมพนักงาน",
    "การมีส่วนร่วม",
]
_STOCK = 240
_ROUNDS = 5


class _RememberingEncoder:
    """The packaged encoder, each text once: the stock is small, the library large."""

    def __init__(self) -> None:
        self._encoder = UseEncoder()
        self._known: dict[str, Vectors] = {}
        self.name, self.dim = self._encoder.name, self._encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoder.encode_queries(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        self._known |= dict(zip(new, self._encoder.encode_passages(new), strict=True))
        rows = [self._known[text] for text in texts]
        return np.stack(rows) if rows else self._encoder.encode_passages([])


def _stock(chance: random.Random) -> list[tuple[str, str, str]]:
    """(title, steps, results) of the measures that towns choose from."""

    def sentence() -> str:
        return f"{chance.choice(_ACTS)}{chance.choice(_THINGS)} {chance.choice(_HOW)}"

    return [
        (sentence(), "\n".join(sentence() for _ in range(4)), f"ดำเนินการแล้ว {sentence()}")
        for _ in range(_STOCK)
    ]


def _report(number: int, stock: Sequence[tuple[str, str, str]], chance: random.Random) -> Report:
    digest = f"{number:064x}"[::-1]
    name = report_id(digest)
    source = SourceRef(path=f"{number}.txt", sha256=digest)
    measures = []
    for row, (title, steps, results) in enumerate(chance.sample(stock, k=10), start=1):
        if chance.random() < 1 / 4:
            steps = f"{steps}\n{chance.choice(_ACTS)}{chance.choice(_THINGS)}"
        place = SourceRef(path=source.path, sha256=digest, table_number=1, row_number=row)
        measures.append(
            Measure(
                id=measure_id(name, place),
                report_id=name,
                title=title,
                steps=steps,
                results=results,
                source=place,
            )
        )
    return Report(
        id=name,
        source=source,
        media_type="text/plain",
        organisation=Organisation(
            name=f"เทศบาลตำบลเมืองที่{number // 4}ทดลอง",
            type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
            province="ตาก",
        ),
        fiscal_year_be=2564 + number % 4,
        kind=ReportKind.RESULTS,
        measures=tuple(measures),
    )


def _milliseconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def main(reports: int) -> None:
    chance = random.Random(1)
    stock = _stock(chance)
    encoder, words = _RememberingEncoder(), segmenter()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "library.db") as store:
        for number in range(reports):
            report = _report(number, stock, chance)
            extraction = Extraction(reports=(report,))
            store.add(extraction, report.source, media_type="text/plain")
        made = recipe(encoder, segmenter=words, vector_index="Flat")
        with create_local_backend(Path(folder) / "search", recipe=made) as backend:
            done = update(store, backend, encoder, segmenter=words)
            print(
                f"{backend.measure_count()} measures of {done.added} reports, {done.seconds:.1f} s"
            )
            searcher = Searcher(store, backend, encoder, segmenter=words)
            _time(searcher)


def _time(searcher: Searcher) -> None:
    grouping: list[float] = []

    def timed(*given: object, **named: object) -> object:
        began = time.perf_counter()
        try:
            return group_copies(*given, **named)  # type: ignore[arg-type]
        finally:
            grouping.append((time.perf_counter() - began) * 1000)

    setattr(searching, "group_copies", timed)  # noqa: B010  # it is imported there, not exported
    searcher.search(Query(text="อุ่นเครื่อง"))
    grouping.clear()
    times, copies = [], []
    for _ in range(_ROUNDS):
        for text in _QUERIES:
            query = Query(text=text)
            times.append(_milliseconds(lambda: searcher.search(query)))  # noqa: B023
            copies += [len(hit.same_text) for hit in searcher.search(query).hits]
    print(
        f"a search {median(times):.1f} ms, of it grouping copies {median(grouping):.1f} ms; "
        f"{sum(copies) / max(len(copies), 1):.0f} copies a hit"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
