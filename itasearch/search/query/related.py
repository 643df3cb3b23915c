"""Concepts related to a word that neither index nor glossary knows: lodging to guesthouse.

The encoder compares the word with each concept, its usual names and its gloss. What is found is
searched with the weight of a related name and shown as one; it makes the word no known one.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from itasearch.domain.glossary import Concept, Glossary
from itasearch.encoders.base import Encoder, Vectors
from itasearch.search.query.expand import Bridge, Expansion, with_related
from itasearch.search.query.needs import rarity
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.text.thai.words import Segmenter

# Measured on 355 judged queries, with all concepts and with 30 % hidden at random: nDCG@10 .8744
# to .8774 (of it .0003 by common English words), and .8582 to .8605 over three draws.
_LEAST_COSINE = 0.45
"""Least cosine of a word and a concept that is added; at 0.4 twice as many concepts are added, at
0.5 the gain in nDCG is half as large."""
_MOST_CONCEPTS = 8  # nearest concepts of which the first that the index has a name of is taken
_MOST_NAMES = 4  # names of a concept that are searched
_MOST_WORDS = 2  # words of a query that are compared, the rarest; 3 rank no better
_LEAST_RARITY = 0.5  # of a word that is compared: everyday language names no concept
_SHORTEST_WORD = 3  # letters of a word that is compared


class RelatedConcepts:
    """Compares words with the concepts of a glossary; safe to share. Its vectors take 5 MB."""

    def __init__(self, glossary: Glossary, encoder: Encoder) -> None:
        """Broad concepts are left out: their names are everyday words."""
        self._concepts = tuple(one for one in glossary.concepts if not one.broad)
        self._encoder = encoder

    @cached_property
    def _vectors(self) -> Vectors:
        """Of the concepts, in their order; takes about a second at the first unknown word."""
        texts = (" ".join((*c.thai[:1], *c.english[:1], c.gloss)) for c in self._concepts)
        return self._encoder.encode_queries(list(texts))

    def nearest(self, vector: Vectors) -> tuple[Concept, ...]:
        """The concepts nearest to a word's vector (shape (dim,)), nearest first; () for none."""
        if not self._concepts:
            return ()
        cosines = self._vectors @ vector
        near = np.flatnonzero(cosines >= _LEAST_COSINE).tolist()
        best = sorted(near, key=lambda place: -cosines[place])[:_MOST_CONCEPTS]
        return tuple(self._concepts[place] for place in best)


def unknown_words(expansion: Expansion, segmenter: Segmenter) -> tuple[str, ...]:
    """Words that neither index nor glossary knows and that say what is asked, the rarest first."""
    named = {word for bridge in expansion.bridges for word in segmenter.words(bridge.typed)}
    unknown = [word for word in expansion.missing if word not in named and _is_compared(word)]
    return tuple(sorted(unknown, key=lambda word: -rarity(word))[:_MOST_WORDS])


def with_related_concepts(
    expansion: Expansion,
    concepts: Mapping[str, Sequence[Concept]],
    *,
    vocabulary: Vocabulary,
    without: Collection[str] = (),
) -> Expansion:
    """`expansion` with names of what is related to its unknown words.

    Args:
        concepts: by these words, the nearest first.
    """
    bridges = []
    for word, found in concepts.items():
        concept, names = _first_indexed(found, vocabulary)
        if concept is not None and names[0] not in without:
            related = replace(concept, only_related=True)
            bridges.append(
                Bridge(typed=word, concept=related, places=(), added=names, shown=names[:1])
            )
    return with_related(expansion, bridges, vocabulary=vocabulary) if bridges else expansion


def _is_compared(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and not word.isnumeric() and rarity(word) >= _LEAST_RARITY


def _first_indexed(
    concepts: Sequence[Concept], vocabulary: Vocabulary
) -> tuple[Concept | None, tuple[str, ...]]:
    """The first concept that the index has names of, with some of these."""
    for concept in concepts:
        names = [
            name
            for name in concept.terms
            if (words := vocabulary.topical_words(name)) and vocabulary.knows_all(words)
        ]
        if names:
            return concept, tuple(names[:_MOST_NAMES])
    return None, ()
