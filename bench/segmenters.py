"""pythainlp's newmm beside nlpo3's, on the texts of reports: speed and agreement.

    pip install nlpo3
    python bench/segmenters.py [--rounds N] [FILE…]

Both get the domain's dictionary and the same stretches of Thai, in turns, so that the
ratio of their times is paired. Without files the texts are the gold parses of corpus/.
Prints the figures of docs/query-language.md.
"""

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import nlpo3
from pythainlp.tokenize.newmm import segment
from pythainlp.util import Trie

from itasearch.domain.words import domain_words
from itasearch.text.thai.lexicon import thai_word_set
from itasearch.text.thai.normalize import normalize

_GOLD = Path(__file__).parents[1] / "tests" / "data" / "gold"
_THAI = re.compile("[ก-ฮะ-ฺเ-ๅ็-๎]{2,}")
_DICTIONARY = "itasearch"

Cut = Callable[[str], list[str]]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=9)
    asked = parser.parse_args()
    runs = _runs(asked.files or sorted(_GOLD.glob("*.json")))
    newmm, other = _cuts()
    same, shared, of_newmm, of_other = _agreement(runs, newmm, other)
    ratios = _ratios(runs, newmm, other, rounds=asked.rounds)
    print(f"{len(runs):,} stretches of Thai, {sum(map(len, runs)):,} letters")
    print(f"cut alike: {same / len(runs):.2%} of the stretches")
    print(
        f"boundaries: {shared / of_other:.2%} of nlpo3's are newmm's, "
        f"{shared / of_newmm:.2%} of newmm's are nlpo3's"
    )
    print(
        f"time of nlpo3 / newmm: median {statistics.median(ratios):.2f}, "
        f"{min(ratios):.2f}–{max(ratios):.2f} in {len(ratios)} paired rounds"
    )


def _runs(files: Sequence[Path]) -> list[str]:
    texts = (normalize(path.read_text(encoding="utf-8")) for path in files)
    return [run for text in texts for run in _THAI.findall(text)]


def _cuts() -> tuple[Cut, Cut]:
    words = sorted(thai_word_set() | set(domain_words()))
    trie = Trie(words)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.txt"
        path.write_text("\n".join(words), encoding="utf-8")
        nlpo3.load_dict(str(path), _DICTIONARY)
    return (
        lambda text: segment(text, trie, safe_mode=True),
        lambda text: nlpo3.segment(text, _DICTIONARY, safe=True),
    )


def _agreement(runs: Sequence[str], newmm: Cut, other: Cut) -> tuple[int, int, int, int]:
    """Stretches cut alike, boundaries that both have, of newmm, of the other."""
    same = shared = of_newmm = of_other = 0
    for run in runs:
        one, two = _ends(newmm(run)), _ends(other(run))
        same += one == two
        shared += len(one & two)
        of_newmm += len(one)
        of_other += len(two)
    return same, shared, of_newmm, of_other


def _ends(tokens: Sequence[str]) -> set[int]:
    ends, end = set(), 0
    for token in tokens:
        end += len(token)
        ends.add(end)
    return ends


def _ratios(runs: Sequence[str], newmm: Cut, other: Cut, *, rounds: int) -> list[float]:
    return [_seconds(runs, other) / _seconds(runs, newmm) for _ in range(rounds)]


def _seconds(runs: Sequence[str], cut: Cut) -> float:
    start = time.perf_counter()
    for run in runs:
        cut(run)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
