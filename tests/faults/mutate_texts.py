"""Thai texts broken in small ways, through the functions that read, mend, cut and write them.

No text may make one fail, or take it longer than MOST_SECONDS. Seeds are lines and whole texts
of corpus/examples.
"""

import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from types import FrameType

from itasearch.domain.words import segmenter
from itasearch.errors import NotAReportError
from itasearch.extract.report import extract
from itasearch.text import timeframe, typed
from itasearch.text.dates import fiscal_year, months
from itasearch.text.repair import damage, lost_letters, mojibake, moved_marks, sara_am, spaces
from itasearch.text.thai import (
    characters,
    finding,
    lexicon,
    match,
    normalize,
    rtgs,
    stretches,
)
from itasearch.text.thai.characters import canonical
from itasearch.text.thai.rtgs import latin_sounds
from itasearch.text.thai.words import trigrams
from tests.extract.documents import HEAD, TITLE, TOWN, document, line, table
from tests.faults.mutate_files import EXAMPLES, mutated

MOST_SECONDS = 10.0
"""Processor seconds of one function on one text: a letter costs microseconds."""
_PIECES = (
    *("่" * 40, "ำ", "ํา", "เเ", "\u200b", "\ufffd", "\x00", "๒๕๖", "พ.ศ.", "ต.ค. ๖๖ – ก.ย. ", "|"),
    *(
        "ก" * 300,
        "เกา" * 100,
        "à¸",
        "ÃÒÂ§Ò¹",
        "1" * 40,
        "พ.ศ." * 30,
        "1. " * 20,
        "( " * 30,
        "\ud800",
        "\U0001f600",
        "1e999",
        " \n",
        "ไตรมาส ๑-",
        "(ก) ",
    ),
)
_MOST_LINES = 2_000
"""Letters of what is read as lines and as a cell of a report."""
_MOST_WORD = 40
"""Letters of what functions of single words are given."""


def _spans_are_within(text: str) -> None:
    for one in segmenter().spans(text):
        assert 0 <= one.start <= one.end <= len(text), one


def _normalize_settles(text: str) -> None:
    once = characters.canonical(text)
    assert characters.canonical(once) == once, "canonical changes what it gave"


def _extract(text: str) -> None:
    """As the lines of a report's cover, and in a cell."""
    lines = [line(one) for one in text[:_MOST_LINES].splitlines()]
    rows = [HEAD, (f"1. {text[:_MOST_WORD]}", text[:_MOST_LINES], "กองคลัง", "ตลอดปี")]
    with suppress(NotAReportError):
        extract(document(line(TITLE), line(TOWN), *lines, table(rows)))


def _mend_with_habits(text: str) -> None:
    habits = damage.survey([text])
    damage.mend(text, habits=habits)


def _of_word(function: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: function(text[:_MOST_WORD])


FUNCTIONS: Mapping[str, Callable[[str], object]] = {
    "canonical": canonical,
    "normalize": _normalize_settles,
    "arabic_digits": normalize.arabic_digits,
    "squash": normalize.squash,
    "words": lambda text: segmenter().words(text),
    "spans": _spans_are_within,
    "trigrams": trigrams,
    "similarity": lambda text: match.similarity(text[:200], text[100:400]),
    "thai_order": match.thai_order,
    "found_in": lambda text: finding.found_in([text], text[3:20]),
    "view": lambda text: (finding.view_of(text), finding.unspaced_view(text)),
    "stretches": lambda text: stretches.stretches(text, limit=50),
    "split_steps": stretches.split_steps,
    "moved_marks": lambda text: moved_marks.mend_moved_marks(canonical(text), suspected=True),
    "lost_letters": lambda text: lost_letters.put_back_letters(
        canonical(text), sara_am_likely=True
    ),
    "sara_am": lambda text: sara_am.mend_sara_am(canonical(text), lost_share=0.5, false_share=0.5),
    "redecode": mojibake.redecode,
    "mend": _mend_with_habits,
    "unread_share": lambda text: damage.unread_share([text]),
    "mixed_numbers": damage.mixed_numbers,
    "line_wraps": lambda text: spaces.line_wraps([characters.canonical(text)] * 3),
    "close_line_wraps": lambda text: spaces.close_line_wraps(
        characters.canonical(text), is_word=segmenter().is_word
    ),
    "parse_timeframe": lambda text: timeframe.parse_timeframe(text, 2566),
    "read_marks": timeframe.read_marks,
    "month_years": lambda text: list(months.month_years(text)),
    "year_mentions": fiscal_year.year_mentions,
    "short_years": fiscal_year.short_years,
    "periods": lambda text: (months.is_period(text), months.period_in(text)),
    "without_period": months.without_period,
    "keys": lambda text: (typed.as_thai_keys(text), typed.as_latin_keys(text)),
    "skeleton": _of_word(typed.skeleton),
    "slip_cost": lambda text: typed.slip_cost(text[:_MOST_WORD], text[5:_MOST_WORD], most=4.0),
    "sound": _of_word(typed.sound),
    "spelled_letters": _of_word(typed.spelled_letters),
    "latin_sounds": _of_word(latin_sounds),
    "transcribed": _of_word(lambda word: rtgs.transcribed(word, {})),
    "cheapest_cut": _of_word(lexicon.cheapest_cut),
    "extract": _extract,
}
"""Each function that a text of a file or of a person gets to, by its name."""


@dataclass(slots=True)
class TextFigures:
    """How many texts went through how many functions, and what must not be."""

    texts: int = 0
    slowest: tuple[float, str] = (0.0, "")
    faults: list[str] = field(default_factory=list)
    seconds: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        """The figures to be read by people."""
        seconds, name = self.slowest
        yield f"{self.texts} texts, {len(FUNCTIONS)} functions, slowest {seconds:.2f} s ({name})"
        yield from (f"FAULT {fault}" for fault in self.faults)


class TooLongError(Exception):
    """A function takes longer than MOST_SECONDS."""


def texts_of(count: int, *, seed: int) -> Iterator[str]:
    """So many broken texts: most a line, some a whole file."""
    files = [path for path in sorted(EXAMPLES.iterdir()) if path.suffix in (".txt", ".md", ".csv")]
    wholes = [path.read_text(encoding="utf-8", errors="replace") for path in files]
    lines = [line for whole in wholes for line in whole.splitlines() if line.strip()]
    for number in range(count):
        chance = random.Random(f"{seed}/text/{number}")
        text = chance.choice(wholes if chance.random() < 0.02 else lines)
        for _ in range(chance.randint(1, 3)):
            text = _mutated(text, chance, lines)
        yield text


def _mutated(text: str, chance: random.Random, lines: Sequence[str]) -> str:
    place = chance.randrange(len(text) + 1)
    end = min(len(text), place + chance.choice((1, 3, 20)))
    match chance.randrange(7):
        case 0:  # bytes of it: what a file with a wrong encoding gives
            return mutated(text.encode("utf-8", "replace"), chance).decode("utf-8", "replace")[
                :50_000
            ]
        case 1:
            return text[:place] + chance.choice(_PIECES) * chance.choice((1, 1, 8)) + text[place:]
        case 2:
            return text[:place] + text[end:]
        case 3:
            return text[:place] + text[place:end][::-1] + text[end:]
        case 4:
            letters = "".join(chr(chance.randrange(0x0E01, 0x0E5C)) for _ in range(end - place))
            return text[:place] + letters + text[end:]
        case 5:
            return text[:place] + chance.choice(lines)[: chance.randint(1, 200)] + text[place:]
        case _:
            return text.encode("utf-8", "replace").decode("latin-1")[:5_000]


def read_texts(count: int, *, seed: int) -> TextFigures:
    """Give so many broken texts to each function."""
    figures = TextFigures()
    for function in FUNCTIONS.values():
        function("มาตรการป้องกันการทุจริต")  # loads what is loaded once
    for number, text in enumerate(texts_of(count, seed=seed)):
        figures.texts += 1
        for name, function in FUNCTIONS.items():
            began = time.process_time()
            try:
                with _at_most(MOST_SECONDS):
                    function(text)
            except Exception as error:  # noqa: BLE001 (whatever comes is the finding)
                shown = f"{text[:80]!r} … {len(text)} letters"
                figures.faults.append(
                    f"{name}, text {number}: {type(error).__name__}: {error}: {shown}"
                )
            seconds = time.process_time() - began
            figures.seconds[name] += round(seconds * 1e6)
            figures.slowest = max(figures.slowest, (seconds, name))
    return figures


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raise TooLongError in what takes longer, where the system has such a clock."""

    def strike(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError(f"longer than {seconds:g} s")

    if sys.platform == "win32":
        yield
        return
    before = signal.signal(signal.SIGVTALRM, strike)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
