"""How well measures of two reports are paired, against alignments made by hand.

    python bench/compare_alignment.py [--set NAME]… [--nearest]

Alignments lie in tests/data/alignment; the reports are those of its folders reports/, of
corpus/ and, where they are, of ../shared/seeds (alignments of other reports are left out
and named). A pair is right, wrong, or neither (`maybe`); a pair with a row of a cover is wrong, but
for the columns "lenient" and "precision". "With maybe" is the recall of pairs and maybe pairs
together. In brackets: of covers right, wrong and missed; of maybe pairs right and wrong. What
`python -m bench.learn pairs` learned is shown here on the sets that it learned from; it tells
itself how well each is aligned by what was learned on the others. `--nearest` lists
what is called the nearest of a measure without counterpart, to be read.
"""

import argparse
import math
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from itasearch.compare.pairing.align import Alignment, align
from itasearch.compare.pairing.meaning import Meanings
from itasearch.compare.reports import compare_reports
from itasearch.config import DEFAULT_ENCODER, ReadLimits
from itasearch.domain.words import segmenter
from itasearch.encoders import open_encoder
from itasearch.encoders.base import Encoder
from itasearch.enrich.passages import texts_of
from itasearch.enrich.topics import Classifier
from itasearch.errors import ReadError
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.records import TEXT_FIELDS, Report

ROOT = Path(__file__).parents[1]
ALIGNMENTS = ROOT / "tests" / "data" / "alignment"
SETS = sorted({path.parent.name for path in ALIGNMENTS.rglob("*.tsv")})
SOURCES = (ROOT / "corpus", ROOT.parent / "shared" / "seeds", *sorted(ALIGNMENTS.rglob("reports")))
Links = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What a method says of the measures of two reports, as indices."""

    pairs: Links
    maybe: Links
    covered: Links


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged(Aligned):
    """Two reports and what a person says of their measures."""

    left: Report
    right: Report


class Counts(NamedTuple):
    """Right, wrong and missed links."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """1 where nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """1 where there was nothing to find."""
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    @property
    def f1(self) -> float:
        """1 where there was nothing to find and nothing was found."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 1.0


# Reading -------------------------------------------------------------------------------------


def read_reports() -> dict[str, Report]:
    """The reports of all SOURCES, by id."""
    found: dict[str, Report] = {}
    for path in (path for folder in SOURCES for path in sorted(folder.rglob("*.*"))):
        try:
            reports = parse_file(path, limits=ReadLimits()).reports
        except ReadError:
            continue
        found |= {report.id: report for report in reports}
    return found


def read_judged(name: str, reports: Mapping[str, Report]) -> list[Judged]:
    """The alignments of a set; those of reports that are not here are named and left out."""
    judged = []
    for path in sorted((ALIGNMENTS / name).glob("*.tsv")):
        left, right = path.stem.split("--")
        if left in reports and right in reports:
            judged.append(_judged(path, reports[left], reports[right]))
        else:
            sys.stderr.write(f"left out, a report is not here: {path.stem}\n")
    return judged


def _judged(path: Path, left: Report, right: Report) -> Judged:
    ours = {measure.id: number for number, measure in enumerate(left.measures)}
    theirs = {measure.id: number for number, measure in enumerate(right.measures)}
    links: dict[str, set[tuple[int, int]]] = {"pair": set(), "maybe": set(), "covers": set()}
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        one, other, kind = line.split("\t")
        links[kind] |= {(ours[a], theirs[b]) for a in one.split(",") for b in other.split(",")}
    return Judged(
        left=left,
        right=right,
        pairs=frozenset(links["pair"]),
        maybe=frozenset(links["maybe"]),
        covered=frozenset(links["covers"]),
    )


# Methods -------------------------------------------------------------------------------------


def found_by(alignment: Alignment) -> Aligned:
    """An alignment as links."""
    return Aligned(
        pairs=frozenset((pair.left, pair.right) for pair in alignment.pairs),
        covered=frozenset(
            (i, j) for cover in alignment.covers for i in cover.left for j in cover.right
        ),
        maybe=frozenset((pair.left, pair.right) for pair in alignment.maybe),
    )


class LibraryMeanings(Meanings):
    """Knows how rare words are in these reports, as an index does."""

    def __init__(self, encoder: Encoder, reports: Iterable[Report]) -> None:
        super().__init__(encoder, classify=Classifier(encoder))
        measures = [
            {word for name in TEXT_FIELDS for word in segmenter().words(measure.text(name))}
            for report in reports
            for measure in report.measures
            if texts_of(measure)
        ]
        self._having = Counter(word for words in measures for word in words)
        self._measures = len(measures)

    def rarity(self, words: Collection[str]) -> Mapping[str, float]:
        """See Meanings."""
        most = math.log(1 + self._measures)
        return {
            word: math.log((1 + self._measures) / (1 + self._having[word])) / most for word in words
        }


# Judging -------------------------------------------------------------------------------------


def pair_counts(judged: Judged, found: Links, *, lenient: bool = False) -> Counts:
    """Pairs against the judged ones; `lenient`: a pair out of a cover counts neither way."""
    unjudged = judged.maybe | judged.covered if lenient else judged.maybe
    return _counts(judged.pairs, found, unjudged)


def cover_counts(judged: Judged, found: Aligned) -> Counts:
    """Measures in a cover against the judged ones."""
    return _counts(judged.covered, found.covered, judged.maybe)


def _counts(wanted: Links, found: Links, unjudged: Links) -> Counts:
    return Counts(
        right=len(found & wanted), wrong=len(found - wanted - unjudged), missed=len(wanted - found)
    )


def total(counts: Iterable[Counts]) -> Counts:
    """All counts together."""
    return Counts(*map(sum, zip(*counts, strict=True)))


# Telling -------------------------------------------------------------------------------------


def tell(name: str, judged: Sequence[Judged], meanings: Meanings) -> None:
    """Print the table of a set."""
    print(f"\n{name}: {len(judged)} pairs of reports")
    print(HEADER)
    ours = [found_by(align(one.left, one.right, meanings=meanings)) for one in judged]
    print(row("itasearch", judged, ours))
    for one, found in zip(judged, ours, strict=True):
        print(row(f"  {one.left.id}--{one.right.id}", [one], [found]))


HEADER = (
    f"{'':34}  F1 of pairs lenient   precision recall with maybe   "
    "right wrong missed   F1 of covers         maybe"
)


def row(label: str, judged: Sequence[Judged], found: Sequence[Aligned]) -> str:
    """How well these reports are aligned."""
    sides = list(zip(judged, found, strict=True))
    pairs = total(pair_counts(one, links.pairs) for one, links in sides)
    lenient = total(pair_counts(one, links.pairs, lenient=True) for one, links in sides)
    covers = total(cover_counts(one, links) for one, links in sides)
    maybe = total(pair_counts(one, links.maybe, lenient=True) for one, links in sides)
    with_maybe = (pairs.right + maybe.right) / max(1, pairs.right + pairs.missed)
    return (
        f"{label:34}  {pairs.f1:5.3f}  {lenient.f1:7.3f}  {lenient.precision:9.3f} "
        f"{pairs.recall:6.3f} {with_maybe:10.3f}   "
        f"{pairs.right:6} {pairs.wrong:5} {pairs.missed:6}   "
        f"{covers.f1:.3f} ({covers.right}/{covers.wrong}/{covers.missed}) "
        f"({maybe.right}/{maybe.wrong})"
    )


def tell_nearest(judged: Sequence[Judged], meanings: Meanings) -> None:
    """What is called the nearest of a measure without counterpart, to be read."""
    for one in judged:
        found = compare_reports(one.left, one.right, meanings=meanings)
        titles = {it.id: it.title for it in (*found.only_left, *found.only_right)}
        for name, near in found.nearest.items():
            if near.is_near:
                both = f"{titles[name]} // {near.measure.title}"
                sys.stdout.write(f"{near.similarity:.2f} {both}\n")


def main() -> None:
    """Run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", action="append", dest="sets", choices=SETS)
    parser.add_argument("--nearest", action="store_true")
    asked = parser.parse_args()
    reports = read_reports()
    meanings = LibraryMeanings(open_encoder(DEFAULT_ENCODER), reports.values())
    sets = {name: read_judged(name, reports) for name in asked.sets or SETS}
    for name, judged in sets.items():
        if asked.nearest:
            tell_nearest(judged, meanings)
        else:
            tell(name, judged, meanings)


if __name__ == "__main__":
    main()
