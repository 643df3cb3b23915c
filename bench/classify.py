"""How well topics and indicators of measures are guessed, against labels by hand.

    python bench/classify.py LABELS.tsv --home HOME… [--also LABELS.tsv] [--half tuning|figure]
        [--encoder NAME] [--learn] [--topics]

LABELS.tsv has measure_id, indicator (1–10 or -) and topics (comma separated or -).
The stated indicator of a measure is hidden from the classifier. The two baselines have
weights learned for them alone on the tuning half (and all of `--also`), as the classifier
has. `--learn` prints weights for domain/data/classification.toml, learned likewise.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import root
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_fscore_support
from sklearn.preprocessing import MultiLabelBinarizer

from itasearch import open_workspace
from itasearch.config import DEFAULT_ENCODER
from itasearch.domain.indicators import indicators
from itasearch.domain.topics import (
    ClassificationWeights,
    SignWeights,
    classification_weights,
    topics,
)
from itasearch.encoders import open_encoder
from itasearch.encoders.base import Encoder
from itasearch.enrich.passages import cut_passages
from itasearch.enrich.topics import SIGNS, Classifier, SignFinder, indicator_shares
from itasearch.errors import UnknownReportError
from itasearch.model.classification import Classification, IndicatorMark
from itasearch.model.passages import Passage
from itasearch.model.records import Measure, StoredMeasure

Floats = NDArray[np.float64]

TOPICS = tuple(one.id for one in topics())
INDICATORS = tuple(one.number for one in indicators())
SHARES = np.array([[one.indicators.get(i, 0.0) for i in INDICATORS] for one in topics()])
WORD_SIGNS = ("title", "early", "body", "headers", "rival")
VECTOR_SIGNS = ("similarity", "row_similarity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What a person says that a measure is about."""

    indicator: int | None
    topics: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A labelled measure with what the classifier is given of it."""

    measure: Measure
    stated: int | None  #: the indicator that its report states, hidden in `measure`
    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32]
    label: Label

    @property
    def is_tuning(self) -> bool:
        """Whether it is of the half that may be looked at and learned from, by its id alone."""
        return sha256(self.measure.id.encode()).digest()[0] % 2 == 0


def read_labels(path: Path) -> dict[str, Label]:
    """Labels by measure id."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines if line.strip())
    return {
        row[0]: Label(
            indicator=None if row[1].strip() == "-" else int(row[1]),
            topics=frozenset(t.strip() for t in row[2].split(",") if t.strip() not in {"", "-"}),
        )
        for row in rows
    }


def read_cases(labels: Mapping[str, Label], homes: Sequence[Path], encoder: Encoder) -> list[Case]:
    """The labelled measures that one of the homes has."""
    cases: dict[str, Case] = {}
    for home in homes:
        with open_workspace(home) as workspace:
            for identifier, label in labels.items():
                try:
                    shown = workspace.show(identifier)
                except UnknownReportError:
                    continue
                if isinstance(shown, StoredMeasure):
                    measure = replace(shown.measure, indicator=None, topics=())
                    passages = cut_passages(measure)
                    cases[identifier] = Case(
                        measure=measure,
                        stated=shown.measure.indicator,
                        passages=passages,
                        vectors=encoder.encode_passages([one.text for one in passages]),
                        label=label,
                    )
    return list(cases.values())


# Learning ------------------------------------------------------------------------------------


def learn_topics(signs: Floats, truth: Floats, used: Sequence[str]) -> SignWeights:
    """Shared weights by logistic regression over all pairs of measure and topic."""
    columns = [SIGNS.index(name) for name in used]
    x = signs[:, :, columns].reshape(-1, len(columns))
    model = LogisticRegression(C=100 / len(signs), tol=1e-8, max_iter=1000)
    model.fit(x, truth.reshape(-1))
    weights = dict(zip(used, map(float, model.coef_[0]), strict=True))
    return SignWeights(bias=float(model.intercept_[0]), **weights)


def learn_indicators(
    signs: Floats, sure: Floats, truth: Sequence[int | None], used: Sequence[str]
) -> SignWeights:
    """Shared weights by conditional logistic regression."""
    columns = [SIGNS.index(name) for name in used]
    spoken = np.array([indicator_shares(one, SHARES) for one in sure])
    x = np.concatenate([signs[:, :, columns], spoken[:, :, None]], axis=2)
    kept = [i for i, number in enumerate(truth) if number is not None]
    x, y = x[kept], np.array([INDICATORS.index(truth[i] or 0) for i in kept])

    def gradient(at: Floats) -> Floats:
        odds = x @ at
        p = np.exp(odds - odds.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        return np.asarray(np.einsum("ci,cif->f", p, x) / len(y) + 0.01 * at)

    at = root(gradient, np.zeros(len(columns) + 1)).x
    return SignWeights(**dict(zip([*used, "topics"], map(float, at), strict=True)))


def learn(cases: Sequence[Case], encoder: Encoder, used: Sequence[str]) -> ClassificationWeights:
    """All weights, learned on these cases, from these signs alone."""
    of_all = SignFinder(topics(), encoder)
    finders = (of_all, SignFinder(indicators(), encoder, trust=of_all.trust))
    topic_signs, indicator_signs = (
        np.array([finder.signs(c.measure, c.vectors, c.passages) for c in cases])
        for finder in finders
    )
    truth = np.array([[float(t in c.label.topics) for t in TOPICS] for c in cases])
    of_topics = learn_topics(topic_signs, truth, used)
    odds = of_topics.bias + topic_signs @ np.array([getattr(of_topics, name) for name in SIGNS])
    sure = np.asarray(1 / (1 + np.exp(-odds)))
    numbers = [c.label.indicator for c in cases]
    own = [name for name in used if name != "rival"]
    weights = ClassificationWeights(
        topics=of_topics,
        indicators=learn_indicators(indicator_signs, sure, numbers, own),
        topic_threshold=0.5,
        topic_threshold_without_encoder=0.325,
        least_topic=0.1,
        indicator_threshold=0.3,
        indicator_threshold_without_topic=0.5,
    )
    return with_thresholds(weights, cases, encoder)


def with_thresholds(
    weights: ClassificationWeights, cases: Sequence[Case], encoder: Encoder
) -> ClassificationWeights:
    """The threshold that gives the best F1 of topics, over pairs and over topics."""
    choices = []
    for threshold in np.arange(0.25, 0.6, 0.025):
        tried = replace(weights, topic_threshold=round(float(threshold), 3))
        made = guesses(cases, Classifier(encoder, weights=tried))
        of_topics, _ = scores(cases, made)
        choices.append((of_topics.macro_f1 + of_topics.micro_f1, tried))
    return max(choices, key=lambda one: one[0])[1]


# Measuring -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 of each value that occurs, their mean F1, and that over pairs."""

    by_value: Mapping[str, tuple[float, float, float, int]]
    macro_f1: float
    micro_f1: float


def score(truth: Sequence[frozenset[str]], made: Sequence[frozenset[str]]) -> Score:
    """Scores of sets of values; the mean is over values that occur in the truth."""
    values = MultiLabelBinarizer().fit([*truth, *made])
    sides = values.transform(truth), values.transform(made)
    by_value = precision_recall_fscore_support(*sides, zero_division=0.0)
    return Score(
        by_value=dict(zip(values.classes_, zip(*by_value, strict=True), strict=True)),
        macro_f1=float(by_value[2][by_value[3] > 0].mean()),
        micro_f1=f1_score(*sides, average="micro"),
    )


def guesses(cases: Sequence[Case], classifier: Classifier) -> list[Classification]:
    """What the classifier makes of each case."""
    return [classifier.classify(c.measure, c.vectors, c.passages) for c in cases]


def scores(cases: Sequence[Case], made: Sequence[Classification]) -> tuple[Score, Score]:
    """Scores of the topics and of the indicators."""
    labels = [case.label for case in cases]
    numbers = [frozenset([str(it.indicator)] if it.indicator else []) for it in labels]
    marks = [frozenset([str(it.indicator.number)] if it.indicator else []) for it in made]
    topics_made = [frozenset(it.topic for it in each.topics) for each in made]
    return score([it.topics for it in labels], topics_made), score(numbers, marks)


def as_shown(cases: Sequence[Case], made: Sequence[Classification]) -> tuple[Classification, ...]:
    """Guesses, but the indicator that the report states where it states one."""
    return tuple(
        one
        if case.stated is None
        else replace(one, indicator=IndicatorMark(number=case.stated, confidence=1.0))
        for case, one in zip(cases, made, strict=True)
    )


def as_toml(weights: ClassificationWeights) -> str:
    """The weights in the form of domain/data/classification.toml."""
    of_topics = {k: v for k, v in asdict(weights.topics).items() if k != "topics"}
    of_indicators = {k: v for k, v in asdict(weights.indicators).items() if k != "rival"}
    numbers = {name: value for name, value in asdict(weights).items() if isinstance(value, float)}
    thresholds = "".join(f"{name} = {value:.3f}\n" for name, value in numbers.items())
    return f"{thresholds}\n" + "\n".join(
        f"[{name}]\n" + "".join(f"{key} = {value:.3f}\n" for key, value in table.items())
        for name, table in (("topics", of_topics), ("indicators", of_indicators))
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--home", type=Path, nargs="+", required=True)
    parser.add_argument("--also", type=Path, help="labels that are learned from as a whole")
    parser.add_argument("--half", choices=("tuning", "figure"))
    parser.add_argument("--learn", action="store_true")
    parser.add_argument("--topics", action="store_true", help="P, R, F1 of each value")
    parser.add_argument("--encoder", default=DEFAULT_ENCODER)
    given = parser.parse_args()
    encoder = open_encoder(given.encoder)
    cases = read_cases(read_labels(given.labels), given.home, encoder)
    tuning = [case for case in cases if case.is_tuning]
    if given.also is not None:
        tuning += read_cases(read_labels(given.also), given.home, encoder)
    if given.learn:
        sys.stdout.write(as_toml(learn(tuning, encoder, SIGNS)))
        return
    wanted = [c for c in cases if given.half is None or c.is_tuning == (given.half == "tuning")]
    systems = {
        "classifier": classification_weights(),
        "words only": learn(tuning, encoder, WORD_SIGNS),
        "encoder only": learn(tuning, encoder, VECTOR_SIGNS),
    }
    write = sys.stdout.write
    write(f"{len(wanted)} measures\nsystem\ttopics macro\tmicro\tindicators macro\taccuracy\n")
    for name, weights in systems.items():
        made = guesses(wanted, Classifier(encoder, weights=weights))
        of_topics, of_indicators = scores(wanted, made)
        write(
            f"{name}\t{of_topics.macro_f1:.3f}\t{of_topics.micro_f1:.3f}"
            f"\t{of_indicators.macro_f1:.3f}\t{of_indicators.micro_f1:.3f}\n"
        )
    made = guesses(wanted, Classifier(encoder))
    _, stated = scores(wanted, as_shown(wanted, made))
    write(f"with stated ones\t\t\t{stated.macro_f1:.3f}\t{stated.micro_f1:.3f}\n")
    if given.topics:
        for each in scores(wanted, made):
            for value, (p, r, f1, count) in each.by_value.items():
                write(f"{value}\t{p:.2f}\t{r:.2f}\t{f1:.2f}\t{count}\n")


if __name__ == "__main__":
    main()
