"""The verb `evaluate`: this library's search on a judged set, beside its own halves."""

from collections.abc import Sequence
from pathlib import Path

from itasearch.evaluate.evaluation import DEPTH, evaluate, fused_by_rank, run_of
from itasearch.evaluate.trec_files import read_qrels, read_queries, read_run
from itasearch.model.evaluation import Evaluation, JudgedQuery, Judgements, Run
from itasearch.model.library import Progress, ProgressEvent
from itasearch.model.ranking import Query, SearchMode
from itasearch.workspace import asking
from itasearch.workspace.parts import Parts
from itasearch.workspace.values import NO_FILTER_NAMES


def evaluated(
    parts: Parts,
    qrels: Path,
    *,
    queries: Path,
    mode: SearchMode,
    compare: Path | None,
    progress: Progress,
) -> Evaluation:
    """See Workspace.evaluate."""
    judgements = read_qrels(qrels)
    asked = [query for query in read_queries(queries) if query.id in judgements]
    modes = dict.fromkeys((mode, SearchMode.WORDS, SearchMode.SEMANTIC))
    runs = {one: _run(parts, asked, one, progress) for one in modes}
    others: dict[str, Run] = {one.value: run for one, run in runs.items() if one is not mode}
    others["rrf"] = fused_by_rank([runs[SearchMode.WORDS], runs[SearchMode.SEMANTIC]])
    if compare is not None:
        # A file may be called as a baseline is; its path then tells it apart.
        taken = compare.name in {mode.value, *others}
        name = str(compare.resolve()) if taken else compare.name
        others[name] = read_run(compare)
    unknown = _unknown(parts, judgements)
    return evaluate(
        judgements, asked, runs[mode], system=mode.value, others=others, unknown=unknown
    )


def _unknown(parts: Parts, judgements: Judgements) -> tuple[str, ...]:
    """Relevant measures that no search can find; a grade of 0 may name anything."""
    judged = (grades.items() for grades in judgements.values())
    relevant = dict.fromkeys(name for pairs in judged for name, grade in pairs if grade > 0)
    held = parts.store.measures(list(relevant))
    return tuple(name for name in relevant if name not in held)


def _run(parts: Parts, queries: Sequence[JudgedQuery], mode: SearchMode, progress: Progress) -> Run:
    rankings = {}
    for count, query in enumerate(queries, start=1):
        asked = Query(text=query.text, k=DEPTH, mode=mode)
        rankings[query.id] = asking.search(parts, asked, names=NO_FILTER_NAMES)
        progress(ProgressEvent(stage=mode.value, done=count, total=len(queries)))
    return run_of(rankings)
