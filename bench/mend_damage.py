"""How much injected damage is mended, and how much of what is changed is right.

    python bench/mend_damage.py [--tuned] [--seed N] [FILE…]

Prints the table of docs/formats.md ("What text is mended"). Without files the texts
are sample reports of corpus/ other than those (--tuned) on which failures were studied,
but for the rules on spaces, which were checked on all; they are invented, some 20,000
letters, so a real file will do otherwise. FILE: any clean Thai text.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import injected_damage as damage
from rapidfuzz.distance import Levenshtein

from itasearch.config import ReadLimits
from itasearch.domain.words import segmenter
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Table
from itasearch.readers.detect import read_document
from itasearch.text.repair.damage import UNREADABLE, mend, mixed_numbers, survey, unread_share
from itasearch.text.repair.spaces import close_line_wraps, line_wraps
from itasearch.text.thai.characters import canonical

_CORPUS = Path(__file__).parents[1] / "corpus"
_HELD_OUT = ("bang-lamphu", "bueng-kaeo", "khlong-phaya", "ko-sai", "suan-tan", "wiang-")
_DAMAGED = ("don-saba", "tha-kwian", "than-chan-hom_2564", "mae-ka")
"""Sample reports that show damage: no clean text."""

_ROUNDS = 3
_DOCUMENT = 3_000
_BLANKS = re.compile(" +")


@dataclass(slots=True)
class Tally:
    """Places hit, places as they were before, and wrong changes."""

    hit: int = 0
    restored: int = 0
    wrong: int = 0

    def row(self) -> str:
        recall = f"{self.restored / self.hit:.1%}" if self.hit else "–"
        changed = self.restored + self.wrong
        precision = f"{self.restored / changed:.1%}" if changed else "–"
        return f"{self.hit:,} | {precision} | {recall}"


Mending = Callable[[list[str]], list[str]]
"""Mends the lines of one document, each by itself, with what the document tells."""


def _mended(lines: list[str]) -> list[str]:
    habits = survey(lines)
    return [_BLANKS.sub(" ", mend(line, habits=habits).text).strip() for line in lines]


def _closed(lines: list[str]) -> list[str]:
    mended, is_word = _mended(lines), segmenter().is_word
    wraps = line_wraps(mended)
    return [close_line_wraps(line, is_word=is_word, wraps=wraps)[0] for line in mended]


_KINDS: tuple[tuple[str, damage.Damage, float, Mending], ...] = (
    ("ำ decomposed", damage.decomposed_am, 0.5, _mended),
    ("ำ split", damage.split_am, 0.5, _mended),
    ("ำ split, every one", damage.split_am, 1.0, _mended),
    ("ำ lost its ring", damage.lost_ring, 0.3, _mended),
    ("ำ lost its ring, every one", damage.lost_ring, 1.0, _mended),
    ("า read as ำ", damage.false_ring, 0.1, _mended),
    ("า read as ำ, every one", damage.false_ring, 1.0, _mended),
    ("marks moved by one place, space after", damage.moved_with_space, 0.2, _mended),
    ("marks moved by one place, space after, every one", damage.moved_with_space, 1.0, _mended),
    ("marks moved by one place", damage.moved, 0.2, _mended),
    ("U+FFFD for ำ", damage.replaced_am, 0.5, _mended),
    ("U+FFFD for another mark", damage.replaced_mark, 0.1, _mended),
    ("U+FFFD for a letter", damage.replaced_letter, 0.03, _mended),
    ("doubled cluster", damage.doubled, 0.2, _mended),
    ("every letter twice", damage.printed_twice, 0.3, _mended),
    ("TIS-620 as Latin-1", damage.misdecoded("tis-620", "latin-1"), 0.5, _mended),
    ("TIS-620 as Windows-1252", damage.misdecoded("tis-620", "cp1252"), 0.5, _mended),
    ("TIS-620 as Mac Roman", damage.misdecoded("tis-620", "mac-roman"), 0.5, _mended),
    ("UTF-8 as Latin-1", damage.misdecoded("utf-8", "latin-1"), 0.5, _mended),
    ("UTF-8 as Windows-1252", damage.misdecoded("utf-8", "cp1252"), 0.5, _mended),
    ("UTF-8 as Mac Roman", damage.misdecoded("utf-8", "mac-roman"), 0.5, _mended),
    ("UTF-8 as Latin-1, twice", damage.misdecoded(*("utf-8", "latin-1") * 2), 0.5, _mended),
    ("UTF-8 as Windows-1252, twice", damage.misdecoded(*("utf-8", "cp1252") * 2), 0.5, _mended),
    ("UTF-8 as TIS-620", damage.misdecoded("utf-8", "cp874"), 0.5, _mended),
    ("space at a line's end", damage.wrapped, 1 / 24, _closed),
)


def measure(
    lines: list[str], kind: damage.Damage, rate: float, mending: Mending, seed: int
) -> Tally:
    """Inject one kind of damage into clean lines and count what mending makes of it."""
    tally, chance = Tally(), random.Random(seed)
    for _ in range(_ROUNDS):
        damaged = [kind(line, chance, rate) for line in lines]
        mended = mending([injected.text for injected in damaged])
        for line, injected, result in zip(lines, damaged, mended, strict=True):
            _count(tally, line, injected, result)
    return tally


def found_numbers(lines: list[str], seed: int) -> Tally:
    """Numbers of two scripts: found, and found in clean lines."""
    chance, tally = random.Random(seed), Tally()
    for line in lines:
        injected = damage.mixed_digits(line, chance, 0.5)
        found = mixed_numbers(_mended([injected.text])[0])
        tally.hit += len(injected.spans)
        tally.restored += min(found, len(injected.spans))
        tally.wrong += max(0, found - len(injected.spans))
    return tally


def found_dropped(lines: list[str], rate: float, seed: int) -> Tally:
    """Documents of some 3,000 letters that dropped marks: told, and clean ones told wrongly."""
    chance, tally = random.Random(seed), Tally()
    for document in _documents(lines * _ROUNDS):
        dropped = [damage.dropped_marks(line, chance, rate).text for line in document]
        tally.hit += 1
        tally.restored += unread_share(_mended(dropped)) >= UNREADABLE
        tally.wrong += unread_share(_mended(document)) >= UNREADABLE
    return tally


def _documents(lines: list[str]) -> Iterator[list[str]]:
    document = list[str]()
    for line in lines:
        document.append(line)
        if sum(map(len, document)) >= _DOCUMENT:
            yield document
            document = []


def _count(tally: Tally, line: str, injected: damage.Injected, mended: str) -> None:
    still = set[tuple[int, int]]()
    stray = 0
    for op in Levenshtein.opcodes(line, mended):
        if op.tag == "equal":
            continue
        touched = [
            span for span in injected.spans if span[0] <= op.src_end and op.src_start <= span[1]
        ]
        still.update(touched)
        stray += not touched
    tally.hit += len(injected.spans)
    tally.restored += len(injected.spans) - len(still)
    # A place that was changed to something wrong, and what was right before.
    tally.wrong += stray + sum(_is_rewritten(line, injected, mended, span) for span in still)


def _is_rewritten(line: str, injected: damage.Injected, mended: str, span: tuple[int, int]) -> bool:
    """Whether mending changed the place `span` of the clean line and it is still not right."""
    changed = [op for op in Levenshtein.opcodes(injected.text, mended) if op.tag != "equal"]
    return any(
        change.dest_start <= op.dest_end and op.dest_start <= change.dest_end
        for op in Levenshtein.opcodes(line, mended)
        if op.tag != "equal" and span[0] <= op.src_end and op.src_start <= span[1]
        for change in changed
    )


def corpus_lines(*, tuned: bool) -> list[str]:
    """Clean lines of the sample reports, in order, each once."""
    paths = sorted(
        path for path in _CORPUS.rglob("*") if path.suffix != ".csv" or "_25" in path.name
    )
    lines = dict[str, None]()
    for path in paths:
        if not path.is_file() or path.name == "README.md" or path.name.startswith(_DAMAGED):
            continue
        if path.name.startswith(_HELD_OUT) is not tuned:
            lines.update(dict.fromkeys(_lines(path)))
    return list(lines)


def _lines(path: Path) -> Iterator[str]:
    for block in read_document(path, limits=ReadLimits(), knowledge=KNOWLEDGE).blocks:
        texts = (
            [cell for row in block.rows for cell in row]
            if isinstance(block, Table)
            else [block.text]
        )
        for text in texts:
            for line in re.sub("<[^<>]*>", "\n", text).split("\n"):
                clean = canonical(" ".join(line.split()))
                if len(clean) > 3:
                    yield clean


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--tuned", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    lines = corpus_lines(tuned=asked.tuned)
    if asked.files:
        texts = (path.read_text(encoding="utf-8") for path in asked.files)
        lines = [canonical(" ".join(line.split())) for text in texts for line in text.split("\n")]
        lines = [line for line in dict.fromkeys(lines) if len(line) > 3]
    print(f"{len(lines):,} lines, {sum(map(len, lines)):,} code points\n")
    print("| kind | rate | places | precision | recall |\n|---|---|---|---|---|")
    for name, kind, rate, mending in _KINDS:
        tally = measure(lines, kind, rate, mending, asked.seed)
        print(f"| {name} | {rate:.0%} | {tally.row()} |", flush=True)
    print(f"| digits of two scripts in a number (found) | 50% | {found_numbers(lines, 1).row()} |")
    for rate in (0.1, 0.2, 0.3):
        tally = found_dropped(lines, rate, asked.seed)
        print(f"| marks dropped (document told) | {rate:.0%} | {tally.row()} |", flush=True)


if __name__ == "__main__":
    main()
