from functools import cache
from pathlib import Path

from hypothesis import given, strategies as st

from itasearch.domain.glossary import glossary
from itasearch.domain.words import segmenter
from itasearch.search.query.parse import parse_query
from itasearch.search.query.respell import Respelling, applied, best_together, speller
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.text.thai.normalize import squash
from tests.cases import examples
from tests.search.fakes import MemoryBackend

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "data" / "gold"
LEAST_PUT_RIGHT = 0.95
LEAST_LEFT_ALONE = 0.98


class WordList(MemoryBackend):
    """A backend that knows words and nothing else."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known

    def measure_count(self) -> int:
        return 1_000

    def document_frequency(self, word: str) -> int:
        return 5 if word in self.known else 0


@cache
def known_words() -> frozenset[str]:
    """Words of the reports of corpus/, as their gold parses have them."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(GOLD.glob("*.json")))
    return frozenset(word for text in texts for word in segmenter().words(text))


def respellings(text: str, *, without: tuple[str, ...] = ()) -> tuple[Respelling, ...]:
    vocabulary = Vocabulary(WordList(known_words()), segmenter())
    query = parse_query(text, segmenter())
    return speller(glossary(), segmenter()).respellings(
        query, vocabulary=vocabulary, without=without
    )


def put_right(text: str) -> str:
    return applied(respellings(text), parse_query(text, segmenter()).text)


def judged() -> list[tuple[str, str]]:
    """(typed, meant) of the judged list; meant is "" where nothing is wrong."""
    lines = (ROOT / "tests" / "data" / "misspellings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return [(typed, meant) for typed, _, meant in rows]


def test_nearly_all_judged_slips_are_put_right() -> None:
    slips = [(typed, meant) for typed, meant in judged() if meant]

    right = [typed for typed, meant in slips if squash(put_right(typed)) == squash(meant)]

    assert len(right) / len(slips) >= LEAST_PUT_RIGHT


def test_right_and_unknown_words_are_left_alone() -> None:
    fine = [typed for typed, meant in judged() if not meant]

    changed = [typed for typed in fine if respellings(typed)]

    assert 1 - len(changed) / len(fine) >= LEAST_LEFT_ALONE, changed


@examples("respell", "a query and what it is put right to")
def test_a_query_is_put_right_or_left_alone(typed: str, meant: str) -> None:
    assert put_right(typed) == meant


def test_a_term_that_was_switched_off_is_not_taken() -> None:
    assert respellings("ร้องเรยน", without=("ร้องเรียน",)) == ()
    assert respellings("รองเรียน", without=("ร้องเรียน",)) == ()


def test_a_stretch_knows_its_place() -> None:
    query = parse_query("ช่องทาง ร้องเรยน", segmenter())

    (found,) = respellings("ช่องทาง ร้องเรยน")

    assert query.text[found.start : found.end] == "ร้องเรยน"


@given(st.text(alphabet="กขคงจดตนบปมยรลวสหอะาิีุูเแโใไ่้์abcd ", min_size=1, max_size=30))
def test_stretches_lie_in_the_query_and_do_not_overlap(text: str) -> None:
    query = parse_query(f"{text} ทุจริต", segmenter())

    found = respellings(f"{text} ทุจริต")

    ends = [0] + [one.end for one in found]
    assert all(0 <= before <= one.start < one.end for before, one in zip(ends, found, strict=False))
    assert all(one.end <= len(query.text) for one in found)


def candidate(start: int, end: int, gain: float) -> Respelling:
    return Respelling(start=start, end=end, term=f"{start}-{end}", gain=gain)


def test_stretches_that_do_not_overlap_are_all_taken() -> None:
    one, other = candidate(0, 2, 1.0), candidate(2, 3, 0.5)

    assert best_together([other, one]) == (one, other)


def test_of_overlapping_stretches_those_that_gain_most_are_taken() -> None:
    whole, left, right = candidate(0, 4, 3.0), candidate(0, 2, 1.0), candidate(2, 4, 1.5)

    assert best_together([whole, left, right]) == (whole,)


def test_nothing_is_taken_where_there_is_nothing() -> None:
    assert best_together([]) == ()
