"""How much of a measure stands in another town's, by which LEAST_COPIED_SHARE is chosen.

Of all pairs of measures of different towns among the files, the shares of those that say the
same (enrich.copies.substance) and of the others.

    python bench/copied.py corpus/examples/* tests/data/alignment/reports/*.md
"""

import argparse
import sys
from itertools import permutations
from pathlib import Path

from itasearch.borrow.adapt.rows import adapted_to, target_of
from itasearch.borrow.advice import COMPARED_FIELDS, SHORTEST, share_of
from itasearch.config import ReadLimits
from itasearch.domain.words import segmenter
from itasearch.enrich.copies.substance import are_copies, substance
from itasearch.ingest.worker.parse import parse_file
from itasearch.model.drafts import Party
from itasearch.model.records import Measure

STEPS = (0.0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 1.0)
OWN = target_of("เทศบาลตำบลของเรา", 2570)


def neutral(measure: Measure, source: Party) -> str:
    """The measure's text in one and the same name and year."""
    texts = (measure.text(name) for name in COMPARED_FIELDS)
    return "\n".join(adapted_to(text, source, OWN).adapted for text in texts)


def main() -> None:
    """Tell the shares."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+", type=Path)
    cut = segmenter()
    found = []
    for file in parser.parse_args().files:
        for report in parse_file(file, limits=ReadLimits()).reports:
            source = Party(organisation=report.organisation, fiscal_year_be=report.fiscal_year_be)
            for one in report.measures:
                sense = substance(one, report.organisation, segmenter=cut)
                found.append((report.organisation, neutral(one, source), sense))
    shares: dict[bool, list[float]] = {True: [], False: []}
    for (ours, text, mine), (theirs, other_text, other) in permutations(found, 2):
        if ours is None or theirs is None or ours.name == theirs.name:
            continue
        if sum(map(len, cut.words(text))) >= SHORTEST:
            same = are_copies(mine, other, is_word=cut.is_word)
            shares[same].append(share_of(text, (other_text,)))
    for same, all_of_them in shares.items():
        told = ", ".join(f">={step}: {sum(s >= step for s in all_of_them)}" for step in STEPS)
        sys.stdout.write(f"{'same text' if same else 'other'}: {len(all_of_them)} pairs, {told}\n")


if __name__ == "__main__":
    main()
