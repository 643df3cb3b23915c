"""What each weight and threshold of the search is worth: the search with other values of it.

    python bench/search_thresholds.py --set HOME QRELS QUERIES.tsv [--set …]

HOME is a library that is built (its index is only read). Of each value it prints mean nDCG@10,
on how many queries it is better and worse, and, of the speller's constants, how many more of
the misspellings of tests/data/misspellings.tsv are put right instead. Give it the tuning half,
never the figure half: a constant whose values change nothing there is chosen by hand.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from statistics import fmean
from unittest.mock import patch

from search_ablation import WHOLE, JudgedSet, judged_set

from itasearch.domain.glossary import glossary, query_terms
from itasearch.domain.words import segmenter
from itasearch.evaluate.evaluation import score_queries
from itasearch.model.evaluation.runs import Run, Scores
from itasearch.search.query.parse import parse_query
from itasearch.search.query.respell import applied, speller
from itasearch.search.query.vocabulary import Vocabulary
from itasearch.search.rank import second_stage
from itasearch.text.thai.normalize import squash

MISSPELLINGS = Path(__file__).resolve().parents[1] / "tests/data/misspellings.tsv"
QUERY, RANK = "itasearch.search.query", "itasearch.search.rank"
SPELLER = f"{QUERY}.respell"
VALUES: Mapping[str, Sequence[float]] = {
    f"{QUERY}.expand._LEAST_IDF_SHARE": (0.3, 0.9),
    f"{QUERY}.expand.IGNORED_WEIGHT": (0.0, 0.2),
    f"{QUERY}.expand.EVERYDAY_WEIGHT": (0.05, 1.0),
    f"{QUERY}.expand.PREFIXED_WEIGHT": (0.5, 1.0),
    f"{QUERY}.expand.SYNONYM_WEIGHT": (0.3, 0.9),
    f"{QUERY}.expand.RELATED_WEIGHT": (0.05, 0.6),
    f"{QUERY}.expand.MISSPELLED_WEIGHT": (0.05, 0.9),
    f"{QUERY}.needs._ADDED_WEIGHT": (0.5, 1.0),
    f"{QUERY}.needs._BESIDE_KNOWN_WEIGHT": (0.3, 1.0),
    f"{QUERY}.needs._FORM_WEIGHT": (0.5, 1.0),
    f"{QUERY}.needs._LEAST_NEED_WEIGHT": (0.4, 0.95),
    f"{QUERY}.plan.MEANING_SHARE": (0.0, 1.0),
    f"{QUERY}.plan._MOST_IDF_OF_OTHER_NAMES": (2.0, 20.0),
    f"{QUERY}.plan._LONGER_WORD_WEIGHT": (0.1, 1.0),
    f"{QUERY}.plan._LEAST_TOPIC_CONFIDENCE": (0.1, 0.7),
    f"{SPELLER}._MOST_COST": (1.25, 2.5),
    f"{SPELLER}._MOST_THAI_COST_PER_LETTER": (0.12, 0.25),
    f"{SPELLER}._MOST_LATIN_COST_PER_LETTER": (0.1, 0.25),
    f"{SPELLER}._MOST_COST_OF_KNOWN": (0.3, 1.0),
    f"{SPELLER}._SHORTEST_NAME_OF_KNOWN": (6, 99),
    f"{SPELLER}._MOST_COST_OF_MARK": (0.0, 0.6),
    f"{SPELLER}._SHORTEST_MARKED": (4, 99),
    f"{SPELLER}._LEAST_PASSAGES_OF_COMMON": (1, 20),
    f"{SPELLER}._SHORTEST_THAI": (3, 6),
    f"{SPELLER}._SHORTEST_LATIN": (4, 7),
    f"{SPELLER}._MOST_WORDS": (3, 12),
    f"{SPELLER}._COMPARED_TERMS": (2, 20),
    f"{SPELLER}._LEAST_RATIO": (50.0, 80.0),
    f"{SPELLER}._GAIN_LOSS_PER_COST": (0.0, 4.0),
    f"{SPELLER}._GAIN_LOSS_PER_SPACE": (0.0, 2.0),
    f"{SPELLER}._GAIN_OF_KNOWN": (0.5, 3.0),
    f"{SPELLER}._GAIN_PER_LETTER": (0.0, 0.2),
    f"{SPELLER}._SHORTEST_KEYS": (2, 8),
    f"{RANK}.second_stage._CANDIDATES": (24, 96),
    f"{RANK}.second_stage._KIN_CANDIDATES": (12, 48),
    f"{RANK}.second_stage._KIN_MODELS": (1, 6),
    f"{RANK}.second_stage._KIN_SCORE_POWER": (0, 6),
    f"{RANK}.second_stage._LONGEST_SHORT_WORD": (0, 8),
    f"{RANK}.second_stage._SEGMENTED_AROUND": (4, 40),
    f"{RANK}.second_stage._MOST_SEGMENTED": (1, 20),
    f"{RANK}.copies._MOST_SCORE_LOSS": (0.0, 0.2),
    "itasearch.search.searcher._FIRST_DEPTH": (100, 1_000),
    "itasearch.search.searcher._MEASURES_WITH_TRIGRAMS": (1, 10),
    "itasearch.domain.glossary._MOST_OTHER_WORDS": (0, 12),
    "itasearch.domain.glossary._MOST_CONCEPTS": (1, 5),
    "itasearch.domain.glossary._SHORTEST_STEM": (3, 8),
}


def ranked(sets: Sequence[JudgedSet]) -> Run:
    """The search's rankings of all queries of all sets, nothing denied."""
    query_terms.cache_clear()
    speller.cache_clear()
    second_stage._whole_word_count.cache_clear()
    return WHOLE.run(sets)


def put_right(sets: Sequence[JudgedSet]) -> int:
    """How many of the judged misspellings come out as they were meant."""
    vocabulary = Vocabulary(sets[0].parts.backend, segmenter())
    right = 0
    for line in MISSPELLINGS.read_text(encoding="utf-8").splitlines():
        typed, _, meant = line.partition("\t")
        if not line.startswith("#"):
            query = parse_query(typed, segmenter())
            found = speller(glossary(), segmenter()).respellings(query, vocabulary=vocabulary)
            right += squash(applied(found, query.text)) == squash(meant or typed)
    return right


def main(arguments: Sequence[str]) -> None:
    """Print a line for each value."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", nargs=3, action="append", required=True, type=Path)
    parser.add_argument("--only", default="", help="constants whose path has this in it")
    given = parser.parse_args(arguments)
    sets = [judged_set(*paths) for paths in given.set]
    judgements = {name: grades for one in sets for name, grades in one.judgements.items()}
    usual = score_queries(judgements, ranked(sets))
    spelled = put_right(sets)
    mean = fmean(one.ndcg_10 for one in usual.values())
    sys.stdout.write(f"as it is: {mean:.4f}, {spelled} misspellings put right\n")
    for path, values in VALUES.items():
        module, _, name = path.rpartition(".")
        for value in values if given.only in path else ():
            with patch.object(import_module(module), name, value):
                if module == SPELLER:
                    speller.cache_clear()
                    said = f"misspellings {put_right(sets) - spelled:+d}"
                else:
                    said = compared(usual, score_queries(judgements, ranked(sets)))
            sys.stdout.write(f"{path.removeprefix('itasearch.')} = {value}: {said}\n")
            sys.stdout.flush()


def compared(usual: Mapping[str, Scores], found: Mapping[str, Scores]) -> str:
    """How nDCG@10 changes in the mean, and on how many queries it grows and falls."""
    gains = [found[query].ndcg_10 - usual[query].ndcg_10 for query in usual]
    better, worse = sum(gain > 0 for gain in gains), sum(gain < 0 for gain in gains)
    return f"{fmean(gains):+.4f} ({better}/{worse})"


if __name__ == "__main__":
    main(sys.argv[1:])
