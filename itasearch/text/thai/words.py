"""Thai text cut into words, each with its place in the text as given.

Thai writes no spaces between words; nlpo3, pythainlp's newmm in Rust, finds them by dictionary: the
same words, four times as fast. Index and query must be cut by the same Segmenter (its `name` goes
into the index manifest), so all that makes two spellings one word is decided here:

- words are normalised, casefolded, with Arabic digits; "20,000" is 20000;
- dots fall out of abbreviations: ป.ป.ช. and ปปช are one word;
- a hyphen separates: "E-Service" is e + service, and so is "eService" where
  "e-service" is among the extra words;
- one Latin letter and the number after it are one word: O42;
- ๆ, ฯ, punctuation and white space are no words.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from importlib.metadata import version
from typing import NamedTuple

import nlpo3

from itasearch.disk import naming
from itasearch.temporary import TemporaryFolder
from itasearch.text.thai import characters
from itasearch.text.thai.lexicon import thai_word_set
from itasearch.text.thai.normalize import arabic_digits, squash

_LIBRARY, _LIST = version("nlpo3"), version("pythainlp")
_RULES = "1"  # changes with every change of the rules below, so that an index notices

LONGEST_RUN = 1_000  # longest stretch that is cut in one go; bounds the work on hostile text

_TRAILING = f"{characters.MARKS}{characters.FOLLOW_VOWELS}{characters.VARIANT_MARKS}"
_LETTERS = f"{characters.CONSONANTS}{characters.LEAD_VOWELS}{characters.VARIANT_LETTERS}{_TRAILING}"
_RUN_LETTERS = f"{_LETTERS}{characters.INVISIBLE}"
_DOTTED = f"[{characters.CONSONANTS}]\\.(?:[{characters.CONSONANTS}]{{1,3}}\\.)+"
_TOKEN = re.compile(
    rf"(?P<skip>ฯลฯ)"
    rf"|(?P<abbreviation>{_DOTTED}(?:[{characters.CONSONANTS}](?![{_RUN_LETTERS}]))?"
    rf"|(?<![{_RUN_LETTERS}])(?:[{characters.CONSONANTS}]\.[{characters.CONSONANTS}](?![{_RUN_LETTERS}])"
    rf"|(?:[{characters.CONSONANTS}]{{1,4}}\.)+))"
    rf"|(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)*)"
    rf"|(?P<item>(?<![^\W\d_])[A-Za-z]\d+)"
    # The run gives back its last letter when an abbreviation begins with it.
    rf"|(?P<thai>[{_LETTERS}][{_RUN_LETTERS}]*(?!(?<=[{characters.CONSONANTS}])\.(?:[{characters.CONSONANTS}]{{1,3}}\.)+))"
    rf"|(?P<foreign>[^\W\d_{_RUN_LETTERS}ๆฯ](?:[^\W\d_{_LETTERS}ๆฯ]|[\u0300-\u036f{characters.INVISIBLE}])*)"
)
_CLUSTER = re.compile(
    f"[{characters.LEAD_VOWELS}](?:[{characters.INVISIBLE}]*[{characters.LEAD_VOWELS}])*[{_TRAILING}{characters.INVISIBLE}]*"
    f"|.[{_TRAILING}{characters.INVISIBLE}]*",
    re.DOTALL,
)
_WORTHLESS = re.compile(f"[{_TRAILING}]*")


STRETCH = re.compile("[^ \\t\\n]+")  #: No word goes on behind a blank
_CACHED_STRETCHES = 32_768  # stretches whose words are kept, 20,000 of them names of concepts
_LONGEST_CACHED = 150  # code points of such a stretch; if all have so many they take 150 MB


class WordSpan(NamedTuple):
    """A word and its [start, end) code points; a tuple, for hundreds are made a search."""

    word: str
    start: int
    end: int


class Segmenter:
    """Cuts text into words; share one object: its dictionary takes a while to build."""

    def __init__(self, extra_words: Iterable[str] = ()) -> None:
        """Add domain terms to pythainlp's list; "e-service" among them splits "eservice"."""
        self._extra = frozenset(filter(None, (_key(word) for word in extra_words)))
        self._cached_spans = lru_cache(_CACHED_STRETCHES)(lambda text: tuple(self._spans(text)))

    @cached_property
    def name(self) -> str:
        """Which segmenter this is, for the index manifest; equal names cut equally."""
        digest = hashlib.sha256("\n".join(sorted(self._extra)).encode()).hexdigest()[:8]
        return f"nlpo3@{_LIBRARY}+{_LIST}/{_RULES}/{digest}"

    def is_word(self, text: str) -> bool:
        """Whether `text` is one word of the list or one of the extra words."""
        key = _key(text)
        return key in thai_word_set() or key in self._extra

    def words(self, text: str) -> tuple[str, ...]:
        """The words of `text`, in order."""
        return tuple([word for part in STRETCH.findall(text) for word, _, _ in self._cut(part)])

    def spans(self, text: str) -> list[WordSpan]:
        """The words of `text` with their places, in order; they do not overlap."""
        return [
            WordSpan(word, at + start, at + end)
            for part in STRETCH.finditer(text)
            for at in (part.start(),)
            for word, start, end in self._cut(part.group())
        ]

    def _cut(self, stretch: str) -> Sequence[WordSpan]:
        is_short = len(stretch) <= _LONGEST_CACHED
        return self._cached_spans(stretch) if is_short else self._spans(stretch)

    def _spans(self, text: str) -> list[WordSpan]:
        spans: list[WordSpan] = []
        # Then all of its runs are, and need no look each.
        is_clean = characters.canonical(text) == text
        for match in _TOKEN.finditer(text):
            kind, token, start = match.lastgroup, match.group(), match.start()
            if kind == "thai":
                spans += self._thai_spans(token, start, is_clean=is_clean)
            elif kind == "foreign":
                spans += self._foreign_spans(token, start)
            elif kind == "abbreviation":
                spans.append(WordSpan(token.replace(".", ""), start, match.end()))
            elif kind == "number":
                number = arabic_digits(token).replace(",", "")
                spans.append(WordSpan(number, start, match.end()))
            elif kind == "item":
                spans.append(WordSpan(arabic_digits(token).casefold(), start, match.end()))
        return spans

    def _foreign_spans(self, token: str, start: int) -> Iterator[WordSpan]:
        word = characters.canonical(characters.canonical(token).casefold())
        parts = self._solid_forms.get(word)
        if parts is None or len(word) != len(token):
            yield WordSpan(word, start, start + len(token))
            return
        for part in parts:
            yield WordSpan(part, start, start + len(part))
            start += len(part)

    def _thai_spans(self, run: str, start: int, *, is_clean: bool) -> list[WordSpan]:
        spans: list[WordSpan] = []
        for chunk in _chunks(run):
            clean = chunk if is_clean else characters.canonical(chunk)
            # Offset in `clean` -> offset in `chunk`, where it may be cut; None: the same anywhere.
            places = None if clean == chunk else _places(chunk)
            word, first, end = "", 0, 0
            for token in nlpo3.segment(clean, self._dictionary, safe=True):
                word += token
                end += len(token)
                if places is not None and end not in places:
                    continue
                if not _WORTHLESS.fullmatch(word):
                    span = (first, end) if places is None else (places[first], places[end])
                    spans.append(WordSpan(word, start + span[0], start + span[1]))
                word, first = "", end
            start += len(chunk)
        return spans

    @cached_property
    def _dictionary(self) -> str:
        """Loads the dictionary; nlpo3 keeps it by name, for good."""
        with TemporaryFolder() as folder:
            path = folder.path / "words.txt"
            words = "\n".join(sorted(thai_word_set() | self._extra))
            with naming(path):
                path.write_text(words, encoding="utf-8")
            # A second load under the same name does nothing, and would load the same words.
            nlpo3.load_dict(str(path), self.name)
        return self.name

    @cached_property
    def _solid_forms(self) -> dict[str, tuple[str, ...]]:
        hyphenated = (re.split(r"[-\u2010\u2011]", word) for word in self._extra if word.isascii())
        return {"".join(parts): tuple(parts) for parts in hyphenated if len(parts) > 1}


def trigrams(text: str) -> tuple[str, ...]:
    """Character trigrams of the squashed text, in order; a shorter text is its own one."""
    key = squash(text)
    if len(key) <= 3:
        return (key,) if key else ()
    return tuple([key[i : i + 3] for i in range(len(key) - 2)])


def _key(text: str) -> str:
    return characters.canonical(arabic_digits(text).casefold()).strip()


def _chunks(run: str) -> Iterator[str]:
    start = 0
    while len(run) - start > LONGEST_RUN:
        piece = run[start : start + LONGEST_RUN]
        last = max(match.start() for match in _CLUSTER.finditer(piece))
        end = start + (last or LONGEST_RUN)
        yield run[start:end]
        start = end
    yield run[start:]


def _places(run: str) -> dict[int, int]:
    """Offset in canonical(run) -> offset in run, at every boundary of clusters."""
    places, clean = {0: 0}, 0
    for match in _CLUSTER.finditer(run):
        clean += len(characters.canonical(match.group()))
        places[clean] = match.end()
    return places
