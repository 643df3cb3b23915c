"""Generated pages through the layout: none may raise, none may lose or repeat a letter.

Documents of one to three pages are made of paragraphs, lists behind bullets and numbers, ruled and
borderless tables, footnotes in small type, columns of prose, headers and footers, and text turned
in the margins, in the file's order or as OCR gives them.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from itasearch.ingest.worker.parse import KNOWLEDGE
from itasearch.model.source import Block, PageReading, SourceRef, Table
from itasearch.readers.layout.page import Letter, Page, Rule
from itasearch.readers.layout.reading_order import Layout, blocks_of
from tests.cases import cases

WIDTH, HEIGHT = 595.0, 842.0
_WORDS = [str(word) for word in cases("layout", "words of generated pages")]
_BULLETS = ("•", "-", "–", "▪", "○", "\uf0b7", "✓")


@dataclass(slots=True)
class Drawing:
    """A page while it is made: what is drawn next begins at `top`."""

    chance: random.Random
    letters: list[Letter] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    top: float = 60.0
    run: int = 0

    def text(self, text: str, left: float, base: float, *, size: float = 12, turn: int = 0) -> None:
        """Letters of one line in the frame of its direction; marks are with their letter."""
        self.run += 1
        for letter in text:
            if letter > "\u0e30" and self.letters and letter in "ัิีึืฺุู็่้๊๋์ํ":
                self.letters[-1].text += letter
                continue
            right = left + 0.55 * size
            self.letters.append(Letter(letter, left, right, base, size, run=self.run, turn=turn))
            left = right

    def words(self, most: int) -> str:
        """A few words with blanks between."""
        return " ".join(self.chance.choices(_WORDS, k=self.chance.randint(1, most)))


def _paragraph(page: Drawing) -> None:
    for _ in range(page.chance.randint(1, 4)):
        page.text(page.words(6), page.chance.choice((70, 70, 100)), page.top)
        page.top += page.chance.choice((16, 18, 22))


def _list(page: Drawing) -> None:
    left, gap = page.chance.choice((60, 80, 120)), page.chance.choice((10, 18, 30))
    bullet = page.chance.choice((*_BULLETS, "๑.", "1)", "(1)"))
    for _ in range(page.chance.randint(2, 9)):
        page.text(bullet, left, page.top)
        page.text(page.words(4), left + gap, page.top)
        page.top += 18
        if page.chance.random() < 0.3:
            page.text(page.words(3), left + gap, page.top)
            page.top += 18


def _table(page: Drawing) -> None:
    ruled = page.chance.random() < 0.5
    columns, rows = page.chance.randint(2, 5), page.chance.randint(1, 6)
    edges = [60 + 480 * number / columns for number in range(columns + 1)]
    begin = page.top
    for _ in range(rows):
        if ruled:
            page.rules.append(Rule(start=(edges[0], page.top), end=(edges[-1], page.top)))
        lines = [page.chance.randint(0, 3) for _ in range(columns)]
        for column, count in enumerate(lines):
            for line in range(count):
                text = page.words(2)[: int((480 / columns - 10) / 6.6)]
                page.text(text, edges[column] + 4, page.top + 14 + 16 * line)
        page.top += 16 * max(1, *lines) + 8
    if ruled:
        page.rules.append(Rule(start=(edges[0], page.top), end=(edges[-1], page.top)))
        page.rules += [Rule(start=(x, begin), end=(x, page.top)) for x in edges]
    page.top += 20


def _columns(page: Drawing) -> None:
    for _ in range(page.chance.randint(3, 9)):
        for left in (60, 320):
            page.text(page.words(3)[:34], left, page.top)
        page.top += 17


def _footnotes(page: Drawing) -> None:
    page.top = max(page.top, page.chance.choice((600, 720)))
    page.rules.append(Rule(start=(60, page.top), end=(200, page.top)))
    for number in range(1, page.chance.randint(2, 4)):
        page.top += 13
        page.text(str(number), 60, page.top - 4, size=6)
        page.text(page.words(4), 68, page.top, size=9)
    page.top += 20


def _margin(page: Drawing) -> None:
    """Text turned in a margin, over a part of the page's height or all of it."""
    turn = page.chance.choice((90, 270))
    side = page.chance.choice((25.0, 575.0))
    begin = page.chance.uniform(40, 600)
    if turn == 270:
        page.text(page.words(5), begin, -side, turn=turn)
    else:
        page.text(page.words(5), -begin - 200, side, turn=turn)


def _frame(page: Drawing) -> None:
    page.text(page.words(3), 60, 30)
    page.text(f"- {page.chance.randint(1, 40)} -", 290, 825)


_PIECES: tuple[Callable[[Drawing], None], ...] = (
    *(_paragraph, _paragraph, _list, _list, _table, _table, _columns, _footnotes, _margin, _frame),
)


def pages_of(seed: int) -> list[Page]:
    """The pages of a document; the same seed makes the same ones."""
    chance = random.Random(seed)
    in_file_order = chance.random() < 0.7
    pages = []
    for number in range(1, chance.randint(1, 3) + 1):
        drawing = Drawing(chance, top=chance.choice((50.0, 60.0, 120.0)))
        for piece in chance.sample(_PIECES, chance.randint(1, 6)):
            piece(drawing)
        letters = drawing.letters
        if not in_file_order:
            letters = sorted(letters, key=lambda letter: (letter.base, letter.left))
        pages.append(
            Page(
                reading=PageReading(number=number),
                width=WIDTH,
                height=max(HEIGHT, drawing.top),
                letters=letters,
                in_file_order=in_file_order,
                rules=tuple(drawing.rules),
            )
        )
    return pages


def read(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks of pages as a PDF's are read."""
    layout, source = Layout(KNOWLEDGE), SourceRef(path="", sha256="")
    return blocks_of(
        [layout.of(page) for page in pages], source=source, named_field=KNOWLEDGE.named_field
    )


def lost(pages: Sequence[Page], blocks: Sequence[Block]) -> tuple[Counter[str], Counter[str]]:
    """Thai and Latin letters that no block has, and those that blocks have too often."""
    drawn = Counter(
        char for page in pages for letter in page.letters for char in letter.text if char.isalpha()
    )
    held = Counter(char for text in _texts(blocks) for char in text if char.isalpha())
    return drawn - held, held - drawn


def _texts(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if not isinstance(block, Table):
            yield block.text
            continue
        merged = {
            (row, column)
            for merge in block.merges
            for row in range(merge.first_row, merge.last_row + 1)
            for column in range(merge.first_column, merge.last_column + 1)
            if (row, column) != (merge.first_row, merge.first_column)
        }
        for row, cells in enumerate(block.rows):
            yield from (text for at, text in enumerate(cells) if (row, at) not in merged)
