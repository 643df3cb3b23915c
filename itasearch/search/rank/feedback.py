"""More like these measures: Rocchio on vectors and on words.

A measure counts by its mean direction and by its words, which are added to the query plan; a
search for what is similar to one measure is a plan of nothing else.

Source: Rocchio, "Relevance Feedback in Information Retrieval", in Salton, "The SMART
Retrieval System", 1971.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from itasearch.backends.base import Vectors
from itasearch.model.ranking import SearchMode
from itasearch.model.records import Measure
from itasearch.search.query.plan import WEIGHTS, QueryPlan, SignalWeights, Tools
from itasearch.search.query.vocabulary import Vocabulary, topical

KINDRED_WEIGHTS = dict.fromkeys(SearchMode, WEIGHTS[SearchMode.PHRASE]) | {
    SearchMode.HYBRID: SignalWeights(semantic=0.65, words=0.35),
    SearchMode.SEMANTIC: WEIGHTS[SearchMode.SEMANTIC],
}
"""What each signal counts in a search by nothing but liked measures."""

_LIKE_WEIGHT = 0.8  # liked measures together; the query weighs 1; by hand, as Rocchio

_FIELDS = ("title", "steps", "results", "outcomes")
_LONGEST_TEXT = 1_500  # code points of these that are segmented


def steered(plan: QueryPlan, liked: Sequence[Measure], tools: Tools) -> QueryPlan:
    """`plan` turned towards the liked measures.

    A retriever that the plan leaves out stays out, but an empty plan gets vectors and words;
    measures that are not indexed steer by words only.
    """
    if not liked:
        return plan
    is_empty = plan.vector is None and plan.words is None
    vector, words = plan.vector, plan.words
    if is_empty or vector is not None:
        rows = tools.reader.measure_vectors([measure.id for measure in liked])
        shares = np.full(len(liked), _LIKE_WEIGHT / len(liked), dtype=np.float32)
        parts: Vectors = shares @ rows
        total: Vectors = parts if vector is None else parts + _unit(vector[0])
        vector = _unit(total)[None, :] if total.any() else None
    if is_empty or words is not None:
        words = _steered_words(words or {}, liked, tools.vocabulary)
    return replace(plan, vector=vector, words=words, most_words=None)


def _steered_words(
    own: Mapping[str, float], liked: Sequence[Measure], vocabulary: Vocabulary
) -> Mapping[str, float]:
    weights: defaultdict[str, float] = defaultdict(float)
    share = _LIKE_WEIGHT / len(liked)
    texts = [(dict.fromkeys(_words(measure, vocabulary), 1.0), share) for measure in liked]
    for terms, share in ((own, 1.0), *texts):
        # Each text counts alike, however many words it has.
        total = sum(weight * vocabulary.idf(word) for word, weight in terms.items())
        for word, weight in terms.items() if total else ():
            weights[word] += share * weight / total
    return {word: weight for word, weight in weights.items() if weight > 0}


def _words(measure: Measure, vocabulary: Vocabulary) -> Iterator[str]:
    text = " ".join(map(measure.text, _FIELDS))[:_LONGEST_TEXT]
    return filter(vocabulary.knows, topical(vocabulary.segmenter.words(text)))


def _unit(vector: Vectors) -> Vectors:
    length = float(np.linalg.norm(vector))
    unit: Vectors = (vector / length if length else vector).astype(np.float32)
    return unit
