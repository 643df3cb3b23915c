"""The piece of a measure that answers, and the words in it that do.

The index does not keep texts, so the passage is cut again from the measure, by
the same rule and length as for the index. Imports model, text and its
neighbours.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from itasearch.model.passages import PASSAGE_LENGTH, ROW_FIELD
from itasearch.model.ranking import Snippet
from itasearch.model.records import TEXT_FIELDS, Measure
from itasearch.text.normalize import arabic_digits
from itasearch.text.stretches import stretches
from itasearch.text.words import Segmenter, WordSpan

_SEMANTIC_BONUS = 0.5
"""What being nearest in meaning is worth, in shares of all that words could earn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a field."""

    field: str
    ordinal: int
    text: str


class Marker:
    """Finds a query's words in texts; made once a query, used for every hit."""

    def __init__(self, weights: Mapping[str, float], *, segmenter: Segmenter) -> None:
        """`weights`: what each word is worth, by the word as the segmenter gives it."""
        self._weights = weights
        self._segmenter = segmenter
        longest_first = sorted(weights, key=lambda word: (-len(word), word))
        pattern = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(pattern) if pattern else None
        self._marked: dict[str, tuple[WordSpan, ...]] = {}

    def worth(self, text: str) -> float:
        """What the words in `text` are worth together, each counted once."""
        return sum(self._weights[word] for word in self._seen(text))

    def snippet(self, measure: Measure, *, nearest: tuple[str, int] | None) -> Snippet:
        """The piece of `measure` with the most of the query, its words marked.

        Args:
            measure: its text fields are cut into pieces.
            nearest: (field, ordinal) of the passage nearest in meaning, which wins
                over pieces with few of the words; None when it is not known.
        """
        pieces = list(_pieces(measure))
        if not pieces:
            return Snippet(field=ROW_FIELD, text="")
        bonus = _SEMANTIC_BONUS * sum(self._weights.values()) or 1.0

        def value(piece: Piece) -> float:
            return self.worth(piece.text) + bonus * ((piece.field, piece.ordinal) == nearest)

        best = max(pieces, key=value)
        return Snippet(field=best.field, text=best.text, highlights=self._highlights(best.text))

    def found(self, text: str, *, among: Collection[str]) -> tuple[str, ...]:
        """Those of the words `among` that stand in `text`, as written there, each once."""
        spans = (span for span in self._spans(text) if span.word in among)
        return tuple(dict.fromkeys(text[span.start : span.end] for span in spans))

    def _highlights(self, text: str) -> tuple[tuple[int, int], ...]:
        """Places of the words; adjacent ones are one place."""
        places: list[tuple[int, int]] = []
        for span in self._spans(text):
            if places and text[places[-1][1] : span.start].strip() == "":
                places[-1] = (places[-1][0], span.end)
            else:
                places.append((span.start, span.end))
        return tuple(places)

    def _spans(self, text: str) -> tuple[WordSpan, ...]:
        if text not in self._marked:
            spans = self._segmenter.spans(text) if self._seen(text) else ()
            self._marked[text] = tuple(span for span in spans if span.word in self._weights)
        return self._marked[text]

    def _seen(self, text: str) -> set[str]:
        # Much faster than cutting the text into words; those are asked for the winner only.
        if self._pattern is None:
            return set()
        return set(self._pattern.findall(arabic_digits(text).casefold()))


def _pieces(measure: Measure) -> Iterator[Piece]:
    for field in TEXT_FIELDS:
        text = measure.text(field)
        for ordinal, (start, end) in enumerate(stretches(text, limit=PASSAGE_LENGTH)):
            yield Piece(field=field, ordinal=ordinal, text=text[start:end])
