"""The judged sets of tests/data/eval/examined: libraries with judged queries."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from itasearch import open_workspace
from itasearch.config import load_settings
from itasearch.evaluate.evaluation import DEPTH, read_qrels, read_queries
from itasearch.model.evaluation import JudgedQuery, Judgements
from itasearch.model.ranking import Query
from itasearch.search.query.plan import plan_query
from itasearch.search.searcher import Answer, answer
from itasearch.workspace.parts import Parts

EXAMINED = Path(__file__).parents[2] / "tests" / "data" / "eval" / "examined"


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSet:
    """A library with queries that are judged over it."""

    parts: Parts
    judgements: Judgements
    queries: tuple[JudgedQuery, ...]


@contextmanager
def examined_sets() -> Iterator[dict[str, JudgedSet]]:
    """Libraries of all examined sets in a temporary folder, by name; each takes some seconds."""
    with tempfile.TemporaryDirectory() as temporary:
        found = {}
        for folder in sorted(path.parent for path in EXAMINED.glob("*/judgements.qrels")):
            home = Path(temporary) / folder.name
            shutil.copytree(folder / "reports", home / "corpus")
            with open_workspace(home) as workspace:
                workspace.add([home / "corpus"])
            found[folder.name] = JudgedSet(
                parts=Parts(load_settings(home)),
                judgements=read_qrels(folder / "judgements.qrels"),
                queries=read_queries(folder / "queries.tsv"),
            )
        yield found


def answer_to(text: str, parts: Parts) -> Answer:
    """The answer of the search, whether good or not."""
    tools = parts.searcher.at_last_commit().tools
    return answer(plan_query(Query(text=text, k=DEPTH), tools=tools), tools)
