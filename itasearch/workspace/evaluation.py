"""The verb that measures the search on a file of judged queries."""

from pathlib import Path

from itasearch.evaluate import (
    DEPTH,
    evaluate as evaluated,
    fused_by_rank,
    read_qrels,
    read_queries,
    read_run,
    run_of,
    write_run,
)
from itasearch.model.evaluation import Evaluation, Run
from itasearch.model.library import Progress, ProgressEvent, no_progress
from itasearch.model.ranking import SearchMode
from itasearch.workspace.access import Verbs
from itasearch.workspace.search import SearchVerbs


class Evaluations(Verbs):
    """The search measured on judged queries."""

    def evaluate(
        self,
        qrels: Path,
        queries: Path,
        *,
        mode: SearchMode = SearchMode.HYBRID,
        compare: Path | None = None,
        run_file: Path | None = None,
        progress: Progress = no_progress,
    ) -> Evaluation:
        """This library's search on a judged set, next to words, vectors and their rank fusion.

        `qrels` (TREC, over measure ids) and `queries` (tab-separated qid, text, language, type).
        `compare`: a TREC run that takes part; `run_file` gets the judged search's. Raises
        EvaluationError, MissingExtraError.
        """
        judgements = read_qrels(qrels)
        judged = [query for query in read_queries(queries) if query.id in judgements]
        modes = dict.fromkeys((mode, SearchMode.WORDS, SearchMode.SEMANTIC))
        runs, search = {}, SearchVerbs(self._parts, self.person).search
        for each in modes:
            rankings = {}
            for count, query in enumerate(judged, start=1):
                rankings[query.id] = search(query.text, k=DEPTH, mode=each)
                progress(ProgressEvent(stage=each.value, done=count, total=len(judged)))
            runs[each] = run_of(rankings)
        others: dict[str, Run] = {each.value: run for each, run in runs.items() if each is not mode}
        others["rrf"] = fused_by_rank([runs[SearchMode.WORDS], runs[SearchMode.SEMANTIC]])
        if compare is not None:
            # A file may be called as a baseline is; its path is unique.
            taken = compare.name in {mode.value, *others}
            name = str(compare.resolve()) if taken else compare.name
            others[name] = read_run(compare)
        # A grade of 0 may name anything.
        grades = [pair for of_query in judgements.values() for pair in of_query.items()]
        relevant = list(dict.fromkeys(name for name, grade in grades if grade > 0))
        stored = self._store.reports.measures(relevant)
        unknown = tuple(name for name in relevant if name not in stored)
        evaluation = evaluated(
            judgements, judged, runs[mode], system=mode.value, others=others, unknown=unknown
        )
        if run_file is not None:
            write_run(evaluation.run, run_file, tag=f"itasearch-{mode.value}")
        return evaluation
