"""How fast two reports are compared in a warm process, on a library of generated reports.

    python bench/compare_speed.py [--reports 2000] [--pairs 200] [--home DIR]

One report in fifty is a long list of guidelines (118 rows), the others are tables of six
to fourteen rows; texts are put together at random. Without --home the library is built
in a temporary folder, which takes minutes; its vectors and topics are drawn at random,
which changes nothing in the time that comparing takes. Before each comparison all that is
kept of texts seen before is forgotten, for the made reports say the same 2,400 sentences
again and again, which real ones do not; "again" compares the same pairs with it kept.
Processor time stands beside the wall's: it tells what a busy machine hides.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from itasearch import open_workspace
from itasearch.backends.local import create_local_backend
from itasearch.compare.difference.spans import comparable_text, tokens, word_spans
from itasearch.compare.pairing.signals import lines
from itasearch.compare.pairing.terms import terms
from itasearch.config import DEFAULT_ENCODER, load_settings
from itasearch.domain.topics import topics
from itasearch.domain.words import segmenter
from itasearch.encoders import open_encoder
from itasearch.encoders.base import Encoder, Vectors
from itasearch.enrich.topics.classify import Classifier
from itasearch.indexing import recipe, update
from itasearch.model.classification import Classification, IndicatorMark, TopicMark
from itasearch.model.passages import Passage
from itasearch.model.records import (
    Extraction,
    Measure,
    Organisation,
    OrganisationType,
    Report,
    ReportKind,
    report_id,
)
from itasearch.model.source import SourceRef
from itasearch.store.sql import open_store
from itasearch.workspace import Workspace


class Cache(Protocol):
    """What lru_cache makes of a function."""

    def cache_clear(self) -> None:
        """Forget everything."""


CACHES: tuple[Cache, ...] = (word_spans, terms, tokens, comparable_text, lines)
LONG_EVERY, LONG_ROWS = 50, 118
PROVINCES = ("ตาก", "ระนอง", "น่าน", "สตูล", "เลย", "ตรัง", "แพร่", "ยโสธร")
ACTS = (
    "จัดทำ", "ทบทวน", "เผยแพร่", "ประกาศ", "ปรับปรุง", "ตรวจสอบ", "อบรม", "สำรวจ",
    "รายงาน", "แต่งตั้ง", "ติดตาม", "ประชุมชี้แจง",
)  # fmt: skip
THINGS = (
    "คู่มือการปฏิบัติงาน", "แผนจัดซื้อจัดจ้าง", "นโยบายไม่รับของขวัญ", "ช่องทางร้องเรียนการทุจริต",
    "แผนใช้จ่ายงบประมาณ", "ทะเบียนคุมทรัพย์สิน", "ความพึงพอใจของผู้รับบริการ", "คุณธรรมจริยธรรมบุคลากร",
    "ความเสี่ยงการทุจริต", "บริการออนไลน์", "ข้อมูลบนเว็บไซต์", "คำสั่งมอบหมายงาน", "การยืมพัสดุ",
    "เกณฑ์ประเมินผลการปฏิบัติงาน", "ผังขั้นตอนการให้บริการ", "เวทีประชาคมหมู่บ้าน", "การใช้รถส่วนกลาง",
    "แผนปฏิบัติการป้องกันการทุจริต", "ผลประโยชน์ทับซ้อน", "การเบิกจ่ายค่าเดินทาง",
)  # fmt: skip
WAYS = (
    "ให้ทุกกองทราบ", "ทางเว็บไซต์และไลน์", "ทุกไตรมาส", "ต่อที่ประชุมสภา", "ให้ประชาชนตรวจสอบได้",
    "ตามระเบียบ", "ภายใน ๗ วัน", "ร่วมกับผู้นำชุมชน", "ก่อนสิ้นปีงบประมาณ", "อย่างน้อยปีละ ๒ ครั้ง",
)  # fmt: skip
UNITS = ("สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษา", "หน่วยตรวจสอบภายใน")
TIMES = ("ต.ค. ๖๕ - ก.ย. ๖๖", "ตลอดปีงบประมาณ ๒๕๖๖", "ไตรมาส ๒", "ภายในเดือนมีนาคม ๒๕๖๖", "รายเดือน")


def made_report(number: int) -> Report:
    """The report of this number: always the same."""
    chance = random.Random(number)
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    source = SourceRef(path=f"corpus/{number}.md", sha256=digest)
    rows = LONG_ROWS if number % LONG_EVERY == 0 else chance.randint(6, 14)
    return Report(
        id=report_id(digest),
        source=source,
        media_type="text/markdown",
        organisation=Organisation(
            name=f"เทศบาลตำบลบ้านลำดับที่{number}",
            type=OrganisationType.SUBDISTRICT_MUNICIPALITY,
            province=chance.choice(PROVINCES),
        ),
        fiscal_year_be=2566,
        kind=ReportKind.RESULTS,
        measures=tuple(_made_measure(chance, digest, row, source) for row in range(1, rows + 1)),
    )


def _made_measure(chance: random.Random, digest: str, row: int, source: SourceRef) -> Measure:
    return Measure(
        id=f"{report_id(digest)}-l{row}",
        report_id=report_id(digest),
        number=str(row),
        title=_sentence(chance),
        steps="\n".join(f"{n}. {_sentence(chance)}" for n in range(1, chance.randint(3, 6))),
        timeframe=chance.choice(TIMES),
        responsible=chance.choice(UNITS),
        results=f"{_sentence(chance)} {chance.randrange(99)} ครั้ง",
        outcomes=_sentence(chance),
        source=replace(source, line_number=row),
    )


def _sentence(chance: random.Random) -> str:
    return f"{chance.choice(ACTS)}{chance.choice(THINGS)}{chance.choice(WAYS)}"


class DrawnEncoder:
    """Draws vectors at random under the name of the real encoder: as long to compare."""

    def __init__(self, real: Encoder) -> None:
        self.name, self.dim = real.name, real.dim
        self._chance = np.random.default_rng(0)

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        return self.encode_passages(texts)

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        """See Encoder."""
        rows = self._chance.standard_normal((len(texts), self.dim), dtype=np.float32)
        unit: Vectors = rows / np.linalg.norm(rows, axis=1, keepdims=True)
        return unit


class DrawnTopics:
    """Draws a topic and an indicator a measure, under the version of the real classifier."""

    def __init__(self, version: str) -> None:
        self.version = version
        self._topics = [one.id for one in topics()]

    def classify(
        self, measure: Measure, _vectors: Vectors, _passages: Sequence[Passage]
    ) -> Classification:
        """See Classify."""
        chance = random.Random(measure.id)
        return Classification(
            topics=(TopicMark(topic=chance.choice(self._topics), confidence=0.7),),
            indicator=IndicatorMark(number=chance.randint(1, 10), confidence=0.7),
        )


def fill(home: Path, reports: int) -> None:
    """Store and index the reports anew, with drawn vectors and topics."""
    began = time.perf_counter()
    real = open_encoder(DEFAULT_ENCODER)
    encoder, classify = DrawnEncoder(real), DrawnTopics(Classifier(real).version)
    with open_store(home / "corpus" / "library.db") as store:
        for number in range(reports):
            report = made_report(number)
            if not store.has_source(report.source.sha256):
                store.add(Extraction(reports=(report,)), report.source, media_type="text/markdown")
        settings = load_settings(home)
        built = recipe(
            encoder,
            segmenter=segmenter(),
            vector_index=settings.vector_index,
            classify=classify,
        )
        with closing(create_local_backend(settings.index, recipe=built)) as backend:
            update(store, backend, encoder, segmenter=segmenter(), classify=classify)
            measures = backend.measure_count()
    took = time.perf_counter() - began
    sys.stderr.write(f"{reports} reports, {measures} measures in {took:.0f} s\n")


def is_to_fill(home: Path) -> bool:
    """Whether the home has no library yet, or an index of an older form."""
    if not (home / "corpus" / "library.db").exists():
        return True
    with open_workspace(home) as workspace:
        return workspace.index_is_stale()


def timed(
    workspace: Workspace, pairs: Sequence[tuple[str, str]], *, caches: Sequence[Cache] = ()
) -> tuple[list[float], list[float]]:
    """Milliseconds of each comparison by the wall's clock and of the processor, sorted.

    The caches are emptied before each one.
    """
    wall, processor = [], []
    for left, right in pairs:
        for cache in caches:
            cache.cache_clear()
        began, worked = time.perf_counter(), time.process_time()
        workspace.compare(left, right)
        wall.append(1000 * (time.perf_counter() - began))
        processor.append(1000 * (time.process_time() - worked))
    return sorted(wall), sorted(processor)


@contextmanager
def filled(home: Path | None, reports: int) -> Iterator[Path]:
    """A home with that many reports; without one of its own it is gone at the end."""
    with tempfile.TemporaryDirectory() as folder:
        chosen = home or Path(folder)
        if is_to_fill(chosen):
            fill(chosen, reports)
        yield chosen


def tell_header() -> None:
    """Print the line over those of `tell`."""
    header = f"{'median':>7} {'95 %':>7} {'most':>7}"
    print(f"{'milliseconds: wall, processor':38} {header}   {header}")


def tell(name: str, times: tuple[list[float], list[float]]) -> None:
    """Print median, 95th percentile and maximum of both clocks."""
    shown = [
        f"{found[len(found) // 2]:7.0f} {found[int(len(found) * 0.95)]:7.0f} {found[-1]:7.0f}"
        for found in times
    ]
    print(f"{name:38} {shown[0]}   {shown[1]}")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--home", type=Path)
    asked = parser.parse_args()
    with filled(asked.home, asked.reports) as home:
        ids = [made_report(number).id for number in range(asked.reports)]
        long = ids[::LONG_EVERY]
        short = [one for one in ids if one not in set(long)]
        chance = random.Random(0)
        kinds = {
            "tables of 6-14 rows": (short, short),
            "a table and 118 guidelines": (short, long),
            "twice 118 guidelines": (long, long),
        }
        with open_workspace(home) as workspace:
            workspace.compare(short[0], short[1])
            tell_header()
            for name, (one, other) in kinds.items():
                drawn = [(chance.choice(one), chance.choice(other)) for _ in range(asked.pairs)]
                pairs = [(left, right) for left, right in drawn if left != right]
                tell(name, timed(workspace, pairs, caches=CACHES))
                timed(workspace, pairs[:50])
                tell(f"{name}, again", timed(workspace, pairs[:50]))


if __name__ == "__main__":
    main()
