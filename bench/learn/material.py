"""What is learned from: records and pairs of reports of bench/learning, in which a careful officer
says what belongs together; and the judged sets of tests/data/eval/examined."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from bench.compare_alignment import Judged
from itasearch import open_workspace
from itasearch.evaluate import DEPTH, read_qrels, read_queries
from itasearch.model.evaluation import JudgedQuery, Judgements
from itasearch.model.ranking import NO_FILTERS, Query
from itasearch.model.records import Measure, Report, ReportKind
from itasearch.model.source import SourceRef
from itasearch.search.query.plan import plan_query
from itasearch.search.searcher import Answer, answer
from itasearch.workspace import Workspace
from itasearch.workspace.parts import Parts

FOLDER = Path(__file__).parents[1] / "learning"


@dataclass(slots=True)
class Record:
    """A measure with the queries that it answers, and near misses, which do not answer them."""

    concept: str  #: of the glossary, by its id
    measure: Measure
    #: kind (see bench/learning/README.md) and text of each
    queries: list[tuple[str, str]] = field(default_factory=list)
    near_misses: list[Measure] = field(default_factory=list)


def measure(
    identifier: str, title: str, steps: str = "", circumstances: str = "", report: str = "learning"
) -> Measure:
    """A measure of the material; circumstances are timeframe, unit and results, between ";"."""
    parts = [part.strip() or None for part in circumstances.split(";", 2)]
    timeframe, responsible, results = (*parts, None, None)[:3]
    return Measure(
        id=identifier,
        report_id=report,
        title=title,
        steps=steps or None,
        timeframe=timeframe,
        responsible=responsible,
        results=results,
        source=SourceRef(path="", sha256=""),
    )


def records() -> list[Record]:
    """All records, in the order of file names and lines."""
    return [
        _record(f"{path.stem}-{number}", block)
        for path in sorted(FOLDER.glob("*.txt"))
        for number, block in enumerate(_blocks(path.read_text(encoding="utf-8")))
    ]


def _blocks(text: str) -> Iterator[list[tuple[str, str]]]:
    """Lines of each record as sign and text."""
    block: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        sign, _, rest = line.partition(" ")
        if sign == "#" and block:
            yield block
            block = []
        block.append((sign, rest.strip()))
    if block:
        yield block


def _record(identifier: str, block: Sequence[tuple[str, str]]) -> Record:
    head = dict(reversed(block))
    record = Record(
        concept=head["#"].partition("|")[0].strip(),
        measure=measure(identifier, head["T"], head.get("S", ""), head.get("P", "")),
    )
    for sign, text in block:
        if sign == "-":
            record.near_misses.append(measure(f"{identifier}-{len(record.near_misses)}", text))
        elif sign not in "#TSP":
            record.queries.append((sign, text))
    return record


def elsewhere() -> list[str]:
    """Queries that no measure of a local government answers, of all files of their folder."""
    paths = sorted((FOLDER / "elsewhere").glob("*.txt"))
    return [
        line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line
    ]


def report_pairs() -> list[Judged]:
    """All of bench/learning/pairs, in the order of file names and lines.

    A measure with several partners is covered by them.
    """
    paths = sorted((FOLDER / "pairs").glob("*.txt"))
    return [pair for path in paths for pair in _pairs(path.stem, path.read_text(encoding="utf-8"))]


def _pairs(name: str, text: str) -> Iterator[Judged]:
    for number, block in enumerate(f"\n{text}".split("\n= ")[1:], start=1):
        texts: dict[str, dict[str, str]] = {"A": {}, "B": {}}
        links: dict[str, list[tuple[str, str]]] = {"same": [], "maybe": [], "other": []}
        for line in filter(None, map(str.strip, block.splitlines()[1:])):
            first, second, rest = (*line.split(" ", 2), "")[:3]
            if first == ":":
                other, kind = rest.split()
                links[kind].append((second, other))
            else:
                texts[first[0]][f"{first} {second}"] = rest
        left, right = (_report(f"{name}-{number}{side}", texts[side]) for side in "AB")
        partners = Counter(row for link in links["same"] for row in link)
        several = {link for link in links["same"] if max(partners[row] for row in link) > 1}
        yield Judged(
            left=left,
            right=right,
            pairs=_indices(set(links["same"]) - several),
            maybe=_indices(set(links["maybe"])),
            covered=_indices(several),
        )


def _indices(links: set[tuple[str, str]]) -> frozenset[tuple[int, int]]:
    return frozenset((int(one[1:]) - 1, int(other[1:]) - 1) for one, other in links)


def _report(identifier: str, texts: dict[str, str]) -> Report:
    return Report(
        id=identifier,
        kind=ReportKind.RESULTS,
        organisation=None,
        fiscal_year_be=None,
        source=SourceRef(path="", sha256=""),
        media_type="text/plain",
        measures=tuple(_measures(identifier, texts)),
    )


def _measures(report: str, texts: dict[str, str]) -> Iterator[Measure]:
    rows = sorted({key.split()[0] for key in texts}, key=lambda row: int(row[1:]))
    for row in rows:
        title, steps, results = (texts.get(f"{row} {sign}", "") for sign in "TSP")
        indicator = int(texts.get(f"{row} I", 0)) or None
        made = measure(f"{report}-{row}", title, steps, results, report=report)
        yield replace(made, indicator=indicator)


HOMES = "BENCH_LEARN_HOMES"
"""In the environment, a folder in which the libraries of examined sets are kept for later parts."""
EXAMINED = Path(__file__).parents[2] / "tests" / "data" / "eval" / "examined"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSet:
    """A library with queries that are judged over it."""

    workspace: Workspace
    judgements: Judgements
    queries: tuple[JudgedQuery, ...]

    @property
    def parts(self) -> Parts:
        """Of the workspace."""
        return self.workspace._parts


@contextmanager
def examined_set(name: str) -> Iterator[JudgedSet]:
    """An examined set with its library in a folder of HOMES or, without, a temporary one."""
    folder = EXAMINED / name
    with tempfile.TemporaryDirectory() as temporary:
        home = Path(os.environ.get(HOMES, temporary), name)
        shutil.copytree(folder / "reports", home / "corpus", dirs_exist_ok=True)
        with open_workspace(home) as workspace:
            workspace.add([home / "corpus"])
            yield JudgedSet(
                workspace=workspace,
                judgements=read_qrels(folder / "judgements.qrels"),
                queries=read_queries(folder / "queries.tsv"),
            )


def examined_names() -> list[str]:
    """Of all examined sets, sorted."""
    return sorted(path.parent.name for path in EXAMINED.glob("*/judgements.qrels"))


def examined_sets() -> Iterator[tuple[str, JudgedSet]]:
    """All examined sets, by name; each is open until the next is asked for."""
    for name in examined_names():
        with examined_set(name) as judged:
            yield name, judged


def measures_of(judged: JudgedSet) -> list[Measure]:
    """All measures of the library of a judged set."""
    store = judged.parts.searcher.at_last_commit().tools.store
    held = store.measures(store.first_measures(NO_FILTERS, most=10**6))
    return [stored.measure for stored in held.values()]


def answer_to(text: str, parts: Parts) -> Answer:
    """The answer of the search, whether good or not."""
    tools = parts.searcher.at_last_commit().tools
    return answer(plan_query(Query(text=text, k=DEPTH), tools=tools), tools)
