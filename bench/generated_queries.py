"""Queries as officers and citizens type them, the same ones for the same seed.

A third of each kind is of the judged sets (tests/data/eval, those without an answer included:
people ask such, too), as long as there are any of the kind; misspelled ones also of
tests/data/misspellings.tsv. The others are composed: of what titles of the sample corpus are
about, of the glossary's English terms, of frames of questions, and with the usual mistakes of
typing (generate_words.toml). Judged queries repeat in a long list, composed ones hardly.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType

from bench.generated_texts import has_marks, things, word_lists
from itasearch.domain.glossary import glossary

_DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
_JUDGED = 1 / 3
_LONG = 25
"""Letters from which a Thai query is a long one."""


class QueryKind(StrEnum):
    """What a query is written like."""

    THAI_SHORT = "thai short"
    THAI_LONG = "thai long"
    ENGLISH = "english"
    MIXED = "mixed"
    MISSPELLED = "misspelled"


KIND_SHARES: Mapping[QueryKind, float] = MappingProxyType(
    {
        QueryKind.THAI_SHORT: 0.4,
        QueryKind.THAI_LONG: 0.25,
        QueryKind.ENGLISH: 0.1,
        QueryKind.MIXED: 0.1,
        QueryKind.MISSPELLED: 0.15,
    }
)
"""Shares of the kinds; chosen, for no log of queries is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedQuery:
    """A query and what it is written like."""

    text: str
    kind: QueryKind


def queries(seed: int, n: int) -> Iterator[GeneratedQuery]:
    """`n` queries; those of a smaller n come first."""
    chance = Random(f"{seed}/queries")
    kinds, weights = list(KIND_SHARES), list(KIND_SHARES.values())
    for _ in range(n):
        kind = chance.choices(kinds, weights=weights)[0]
        judged = _judged()[kind]
        text = chance.choice(judged) if chance.random() < _JUDGED else _composed(kind, chance)
        yield GeneratedQuery(text=text, kind=kind)


@cache
def _judged() -> Mapping[QueryKind, Sequence[str]]:
    found: dict[QueryKind, dict[str, None]] = {kind: {} for kind in QueryKind}
    for path in sorted((_DATA / "eval").glob("*/*.queries.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                found[_kind(row)][row["text"]] = None
    for line in (_DATA / "misspellings.tsv").read_text(encoding="utf-8").splitlines():
        typed, _, meant = line.partition("\t")
        if meant and not line.startswith("#"):
            found[QueryKind.MISSPELLED][typed] = None
    return {kind: tuple(texts) for kind, texts in found.items()}


def _kind(row: Mapping[str, str]) -> QueryKind:
    if row["type"] == "misspelled":
        return QueryKind.MISSPELLED
    match row["language"]:
        case "en":
            return QueryKind.ENGLISH
        case "mixed":
            return QueryKind.MIXED
        case _:
            return QueryKind.THAI_LONG if len(row["text"]) >= _LONG else QueryKind.THAI_SHORT


def _composed(kind: QueryKind, chance: Random) -> str:
    frames = word_lists()["queries"]
    match kind:
        case QueryKind.THAI_SHORT:
            return _thai(chance)
        case QueryKind.THAI_LONG:
            doing = chance.choice(word_lists()["titles"]["doings"])
            return chance.choice(frames["questions"]).format(doing + chance.choice(_things()))
        case QueryKind.ENGLISH:
            return chance.choice(frames["english"]).format(chance.choice(_names("english")))
        case QueryKind.MIXED:
            frame = chance.choice(frames["mixed"])
            return frame.format(english=chance.choice(_names("english")), thai=_thai(chance))
        case QueryKind.MISSPELLED:
            return _misspelled(chance)


def _thai(chance: Random) -> str:
    """A few words: a name of a concept, or two, or of what a title is about."""
    names = _names("thai")
    way = chance.random()
    if way < 0.4:
        return chance.choice(names)
    if way < 0.6:
        return " ".join(chance.sample(names, k=2))
    return chance.choice([thing for thing in _things() if len(thing) < _LONG])


@cache
def _things() -> tuple[str, ...]:
    return tuple(thing for thing in things() if not has_marks(thing))


@cache
def _names(language: str) -> tuple[str, ...]:
    """Names of the glossary's concepts, "thai" or "english"."""
    concepts = glossary().concepts
    return tuple(name for one in concepts for name in getattr(one, language))


def _misspelled(chance: Random) -> str:
    """A Thai query with one mistake that it can have."""
    mistakes: Sequence[Sequence[str]] = word_lists()["queries"]["mistakes"]
    while True:
        text = _thai(chance)
        fitting = [(meant, typed) for meant, typed in mistakes if meant in text]
        if fitting:
            meant, typed = chance.choice(fitting)
            return text.replace(meant, typed, 1)
