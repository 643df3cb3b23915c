"""How much injected damage is mended, and how much of what is changed is right.

    python bench/mend_damage.py [FILE…]

Prints the table of docs/formats.md ("What text is mended"). Without files the texts
are sample reports of corpus/ other than those on which failures were studied,
but for the rules on spaces, which were checked on all; they are invented, some 20,000
letters, so a real file will do otherwise. FILE: any clean Thai text.

Each kind of damage, as PDF converters, OCR and wrong tables do it, takes a clean line, a source of
chance and the rate (of places that could be damaged), and gives the damaged line with the spans of
the clean line that were hit. It is written from how such tools work, not from the rules that mend.
"""

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from itasearch.config import ReadLimits
from itasearch.domain.words import segmenter
from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Table
from itasearch.readers.detect import read_document
from itasearch.text.repair.damage import UNREADABLE, mend, mixed_numbers, survey, unread_share
from itasearch.text.repair.spaces import close_line_wraps, line_wraps
from itasearch.text.thai.characters import canonical

Change = tuple[int, int, str]  #: A span of the clean line and what stands there instead

_C, _M, _T = "ก-ฮ", "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e", "\u0e48-\u0e4b"
_AM = re.compile(f"(?P<tone>[{_T}]?)ำ")
_LEG = re.compile(f"(?<=[{_C}{_T}])า")
_CLUSTER = re.compile(f"(?P<base>[{_C}])(?P<marks>[{_M}]{{1,3}})(?P<next>[{_C}])(?![{_M}])")
_MARKED = re.compile(f"[{_C}](?P<marks>[{_M}]{{1,3}})")
_LONG_RUN = re.compile("[ก-ฺเ-๎]{8,}")
_THAI_NUMBER = re.compile("[๐-๙]{2,}")
_THAI = re.compile("[ก-๛]")
_UNDEFINED = re.compile("[^ -~ก-๛]")


@dataclass(frozen=True, slots=True)
class Injected:
    """A damaged line and the spans of the clean line that were hit."""

    text: str
    spans: tuple[tuple[int, int], ...]


Damage = Callable[[str, random.Random, float], Injected]


def _applied(line: str, changes: Iterator[Change], chance: random.Random, rate: float) -> Injected:
    pieces, spans, position = [], [], 0
    for start, end, new in changes:
        if start < position or chance.random() >= rate:
            continue
        pieces += [line[position:start], new]
        spans.append((start, end))
        position = end
    return Injected("".join([*pieces, line[position:]]), tuple(spans))


def each(pattern: str | re.Pattern[str], forms: Callable[[re.Match[str]], Sequence[str]]) -> Damage:
    """Damage of what a pattern finds, each place in one of these forms."""
    places = re.compile(pattern)

    def damage(line: str, chance: random.Random, rate: float) -> Injected:
        found = ((match, forms(match)) for match in places.finditer(line))
        changes = (
            (*match.span(), texts[0] if len(texts) == 1 else chance.choice(texts))
            for match, texts in found
        )
        return _applied(line, changes, chance, rate)

    return damage


def _split_am(match: re.Match[str]) -> Sequence[str]:
    tone = match["tone"]
    return f"{tone} า", f" {tone}า" if tone else " า", f"{tone} ำ", f"{tone} า"


def _decomposed_am(match: re.Match[str]) -> Sequence[str]:
    tone = match["tone"]
    return f"{tone}\u0e4dา", f"\u0e4d{tone}า", f"{tone}า\u0e4d"


def _moved(match: re.Match[str]) -> str:
    """The last mark of a cluster over the next letter: "จดัทำ"."""
    return f"{match['base']}{match['marks'][:-1]}{match['next']}{match['marks'][-1]}"


def _doubled(match: re.Match[str]) -> Sequence[str]:
    """A cluster drawn over itself: "เจ้าหน้าทที่ี่"."""
    base, marks = match[0][0], match["marks"]
    one_by_one = base * 2 + "".join(mark * 2 for mark in marks)
    # ทที่ี่: base, base, all marks, all marks.
    return one_by_one, base * 2 + marks * 2, base + marks + marks


def mixed_digits(line: str, chance: random.Random, rate: float) -> Injected:
    """Some digits of a Thai number as Arabic ones."""

    def changes() -> Iterator[Change]:
        for match in _THAI_NUMBER.finditer(line):
            number = match.group()
            cut = chance.randrange(1, len(number))
            arabic = "".join(str(int(digit)) for digit in number[cut:])
            yield match.start(), match.end(), number[:cut] + arabic

    return _applied(line, changes(), chance, rate)


dropped_marks = each(_MARKED, lambda match: [match[0][0] + kept for kept in (" ", " ", "")])
"""Marks lost, or a space in their place: "การบร หารความเส ยง"."""


def wrapped(line: str, chance: random.Random, rate: float) -> Injected:
    """A space where a narrow cell's line ended: at a word's end, about every 1/rate letters."""
    width, column, spaces = max(2, round(1 / rate)), 0, list[Change]()
    words = [(s.start, s.end) for s in segmenter().spans(line) if _THAI.match(line[s.start])]
    for (start, end), (following, _) in pairwise(words):
        column += end - start
        if column >= width * chance.uniform(0.7, 1.0) and end == following:
            spaces.append((end, end, " "))
            column = 0
    return _applied(line, iter(spaces), chance, 1.1)


def misdecoded(*tables: str) -> Damage:
    """Damage that writes a line by one table and reads it by the next, again and again."""

    def damage(line: str, chance: random.Random, rate: float) -> Injected:
        clean = _UNDEFINED.sub("", line)
        if clean != line or not _THAI.search(line) or chance.random() >= rate:
            return Injected(line, ())
        text = line
        for written, read in zip(tables[::2], tables[1::2], strict=True):
            # As a tool reads bytes: what the table lacks becomes the C1 control of that byte.
            pairs = ((bytes([byte]).decode(read, "ignore"), byte) for byte in text.encode(written))
            text = "".join(letter or chr(byte) for letter, byte in pairs)
        return Injected(text, ((0, len(line)),))

    return damage


_AM_DECOMPOSED, _AM_SPLIT = each(_AM, _decomposed_am), each(_AM, _split_am)
_RING_LOST, _RING_FALSE = each("ำ", lambda _: ["า"]), each(_LEG, lambda _: ["ำ"])
_MOVED_WITH_SPACE = each(_CLUSTER, lambda match: [f"{_moved(match)} "])

KINDS: tuple[tuple[str, Damage, float], ...] = (
    ("ำ decomposed", _AM_DECOMPOSED, 0.5),
    ("ำ split", _AM_SPLIT, 0.5),
    ("ำ split, every one", _AM_SPLIT, 1.0),
    ("ำ lost its ring", _RING_LOST, 0.3),
    ("ำ lost its ring, every one", _RING_LOST, 1.0),
    ("า read as ำ", _RING_FALSE, 0.1),
    ("า read as ำ, every one", _RING_FALSE, 1.0),
    ("marks moved by one place, space after", _MOVED_WITH_SPACE, 0.2),
    ("marks moved by one place, space after, every one", _MOVED_WITH_SPACE, 1.0),
    ("marks moved by one place", each(_CLUSTER, lambda match: [_moved(match)]), 0.2),
    ("U+FFFD for ำ", each("ำ", lambda _: ("\ufffd", "\ufffdา")), 0.5),
    ("U+FFFD for another mark", each(f"[{_M}]", lambda _: ["\ufffd"]), 0.1),
    ("U+FFFD for a letter", each("[ก-ะาเ-ไ]", lambda _: ["\ufffd"]), 0.03),
    ("doubled cluster", each(_MARKED, _doubled), 0.2),
    # Bold made by printing twice: "แแผผนน".
    ("every letter twice", each(_LONG_RUN, lambda m: ["".join(c * 2 for c in m[0])]), 0.3),
    ("TIS-620 as Latin-1", misdecoded("tis-620", "latin-1"), 0.5),
    ("TIS-620 as Windows-1252", misdecoded("tis-620", "cp1252"), 0.5),
    ("TIS-620 as Mac Roman", misdecoded("tis-620", "mac-roman"), 0.5),
    ("UTF-8 as Latin-1", misdecoded("utf-8", "latin-1"), 0.5),
    ("UTF-8 as Windows-1252", misdecoded("utf-8", "cp1252"), 0.5),
    ("UTF-8 as Mac Roman", misdecoded("utf-8", "mac-roman"), 0.5),
    ("UTF-8 as Latin-1, twice", misdecoded(*("utf-8", "latin-1") * 2), 0.5),
    ("UTF-8 as Windows-1252, twice", misdecoded(*("utf-8", "cp1252") * 2), 0.5),
    ("UTF-8 as TIS-620", misdecoded("utf-8", "cp874"), 0.5),
    ("space at a line's end", wrapped, 1 / 24),
)
"""Kinds of damage, each with its rate."""

_CORPUS = Path(__file__).parents[1] / "corpus"
_HELD_OUT = ("bang-lamphu", "bueng-kaeo", "khlong-phaya", "ko-sai", "suan-tan", "wiang-")
_DAMAGED = ("don-saba", "tha-kwian", "than-chan-hom_2564", "mae-ka")
"""Sample reports that show damage: no clean text."""

_SEED, _ROUNDS = 1, 3
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


def measure(lines: list[str], kind: Damage, rate: float, mending: Mending) -> Tally:
    """Inject one kind of damage into clean lines and count what mending makes of it."""
    tally, chance = Tally(), random.Random(_SEED)
    for _ in range(_ROUNDS):
        damaged = [kind(line, chance, rate) for line in lines]
        mended = mending([injected.text for injected in damaged])
        for line, injected, result in zip(lines, damaged, mended, strict=True):
            _count(tally, line, injected, result)
    return tally


def found_numbers(lines: list[str]) -> Tally:
    """Numbers of two scripts: found, and found in clean lines."""
    chance, tally = random.Random(_SEED), Tally()
    for line in lines:
        injected = mixed_digits(line, chance, 0.5)
        found = mixed_numbers(_mended([injected.text])[0])
        tally.hit += len(injected.spans)
        tally.restored += min(found, len(injected.spans))
        tally.wrong += max(0, found - len(injected.spans))
    return tally


def found_dropped(lines: list[str], rate: float) -> Tally:
    """Documents of some 3,000 letters that dropped marks: told, and clean ones told wrongly."""
    chance, tally = random.Random(_SEED), Tally()
    for document in _documents(lines * _ROUNDS):
        dropped = [dropped_marks(line, chance, rate).text for line in document]
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


def _count(tally: Tally, line: str, injected: Injected, mended: str) -> None:
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


def _is_rewritten(line: str, injected: Injected, mended: str, span: tuple[int, int]) -> bool:
    """Whether mending changed the place `span` of the clean line and it is still not right."""
    changed = [op for op in Levenshtein.opcodes(injected.text, mended) if op.tag != "equal"]
    return any(
        change.dest_start <= op.dest_end and op.dest_start <= change.dest_end
        for op in Levenshtein.opcodes(line, mended)
        if op.tag != "equal" and span[0] <= op.src_end and op.src_start <= span[1]
        for change in changed
    )


def corpus_lines() -> list[str]:
    """Clean lines of the sample reports, in order, each once."""
    paths = sorted(
        path for path in _CORPUS.rglob("*") if path.suffix != ".csv" or "_25" in path.name
    )
    lines = dict[str, None]()
    for path in paths:
        if not path.is_file() or path.name == "README.md" or path.name.startswith(_DAMAGED):
            continue
        if path.name.startswith(_HELD_OUT):
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
    asked = parser.parse_args()
    lines = corpus_lines()
    if asked.files:
        texts = (path.read_text(encoding="utf-8") for path in asked.files)
        lines = [canonical(" ".join(line.split())) for text in texts for line in text.split("\n")]
        lines = [line for line in dict.fromkeys(lines) if len(line) > 3]
    print(f"{len(lines):,} lines, {sum(map(len, lines)):,} code points\n")
    print("| kind | rate | places | precision | recall |\n|---|---|---|---|---|")
    for name, kind, rate in KINDS:
        mending = _closed if kind is wrapped else _mended
        tally = measure(lines, kind, rate, mending)
        print(f"| {name} | {rate:.0%} | {tally.row()} |", flush=True)
    print(f"| digits of two scripts in a number (found) | 50% | {found_numbers(lines).row()} |")
    for rate in (0.1, 0.2, 0.3):
        tally = found_dropped(lines, rate)
        print(f"| marks dropped (document told) | {rate:.0%} | {tally.row()} |", flush=True)


if __name__ == "__main__":
    main()
