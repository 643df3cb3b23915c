"""Verbs over what people marked of hits or noted on measures, and questions without an answer.

All of it stays in the library's own database, without a person or an address.
"""

from collections.abc import Collection, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from itasearch.errors import EvaluationError, NotAllowedError, UnknownReportError
from itasearch.evaluate import (
    DEPTH,
    NOTHING_JUDGED,
    evaluate as evaluated,
    fused_by_rank,
    judged_files,
    judged_set,
    read_qrels,
    read_queries,
    read_run,
    run_of,
    write_judged_set,
    write_run,
)
from itasearch.model import library
from itasearch.model.evaluation import (
    MOST_JUDGEMENTS,
    MOST_UNANSWERED,
    Evaluation,
    ExportedJudgements,
    JudgedQuery,
    Judgement,
    Judgements as JudgedSet,
    Run,
    UnansweredQuestion,
    can_be_kept,
    folded_question,
)
from itasearch.model.people import ActionKind, Right
from itasearch.model.ranking import SearchMode
from itasearch.workspace.access import Verbs, needs
from itasearch.workspace.parts import Parts
from itasearch.workspace.search import SearchVerbs


class Judgements(Verbs):
    """Hits that people marked as sought or not, and questions that nothing answered."""

    @needs(Right.ADMINISTER)
    def all(
        self, *, sought: bool | None = None, most: int = MOST_JUDGEMENTS
    ) -> tuple[Judgement, ...]:
        """Marks that are in force, the newest first."""
        return self._store.judgements.all(sought=sought, most=most)

    @needs(Right.ADMINISTER)
    def unanswered(self, *, most: int = MOST_UNANSWERED) -> tuple[UnansweredQuestion, ...]:
        """Questions without an answer, the one that was put most often first."""
        return self._store.judgements.unanswered(most=most)

    @needs(Right.ADMINISTER)
    def clear(self) -> int:
        """Delete all marks and unanswered questions. Returns how many there were."""
        return self._store.judgements.clear(by=self.person)

    @needs(Right.WATCH)
    def judge(self, question: str, measure_id: str, *, sought: bool | None) -> None:
        """Store whether a measure is what a question sought; None takes the mark back.

        Raises ValueError: the question is empty or longer than LONGEST_QUESTION.
        """
        store, text = self._store, folded_question(question)
        if sought is None:
            store.judgements.undo(text, measure_id)
            return
        title = _title_of(measure_id, self._parts)
        store.judgements.judge(text, measure_id, title=title, sought=sought)

    def judged(self, question: str, measure_ids: Collection[str]) -> Mapping[str, bool]:
        """Whether each measure that is marked for a question was sought."""
        if not measure_ids or not can_be_kept(question):
            return {}
        return self._store.judgements.judged(folded_question(question), measure_ids)

    @needs(Right.WATCH)
    def note_unanswered(self, question: str) -> None:
        """Count that nothing answered a question; one that is too long is not kept."""
        if can_be_kept(question):
            self._store.judgements.note_unanswered(folded_question(question))

    @needs(Right.ADMINISTER)
    def export(self, qrels: Path, *, queries: Path) -> ExportedJudgements:
        """Write TREC files for `evaluate`, grades 1 and 0. Raises EvaluationError: none sought."""
        kept = self._store.judgements.all()
        if not judged_set(kept)[1]:
            raise EvaluationError(path=qrels, line=None, reason=NOTHING_JUDGED)
        with self._recorded(ActionKind.EXPORT, title=qrels.name, detail="trec"):
            return write_judged_set(kept, qrels=qrels, queries=queries)

    @needs(Right.ADMINISTER)
    def render(self) -> bytes:
        """The same files, qrels.txt and queries.tsv, in a ZIP; empty files without judgements."""
        qrels, queries, _ = judged_files(self._store.judgements.all())
        archive = BytesIO()
        with (
            self._recorded(ActionKind.EXPORT, title="judgements.zip", detail="trec"),
            ZipFile(archive, "w", ZIP_DEFLATED) as files,
        ):
            files.writestr("qrels.txt", qrels)
            files.writestr("queries.tsv", queries)
        return archive.getvalue()

    def evaluate(
        self,
        qrels: Path | None = None,
        *,
        queries: Path | None = None,
        mode: SearchMode = SearchMode.HYBRID,
        compare: Path | None = None,
        run_file: Path | None = None,
        progress: library.Progress = library.no_progress,
    ) -> Evaluation:
        """This library's search on a judged set, next to words, vectors and their rank fusion.

        `qrels` (TREC, over measure ids) and `queries` (tab-separated qid, text, language, type);
        None for both: the marks of this library. `compare`: a TREC run that takes part; `run_file`
        gets the judged search's. Raises EvaluationError, MissingExtraError; ValueError: one of the
        two alone.
        """
        judgements, judged = self._judged_set(qrels, queries)
        modes = dict.fromkeys((mode, SearchMode.WORDS, SearchMode.SEMANTIC))
        runs, search = {}, SearchVerbs(self._parts, self.person).search
        for each in modes:
            rankings = {}
            for count, query in enumerate(judged, start=1):
                rankings[query.id] = search(query.text, k=DEPTH, mode=each)
                progress(library.ProgressEvent(stage=each.value, done=count, total=len(judged)))
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
        held = self._store.reports.measures(relevant)
        unknown = tuple(name for name in relevant if name not in held)
        evaluation = evaluated(
            judgements, judged, runs[mode], system=mode.value, others=others, unknown=unknown
        )
        if run_file is not None:
            write_run(evaluation.run, run_file, tag=f"itasearch-{mode.value}")
        return evaluation

    def _judged_set(
        self, qrels: Path | None, queries: Path | None
    ) -> tuple[JudgedSet, Sequence[JudgedQuery]]:
        if qrels is not None and queries is not None:
            judgements = read_qrels(qrels)
            return judgements, [query for query in read_queries(queries) if query.id in judgements]
        if qrels is not None or queries is not None:
            raise ValueError("judgements and queries are evaluated together: give both files")
        pair = judged_set(self._store.judgements.all())
        if not pair[1]:
            path = self._parts.settings.corpus
            raise EvaluationError(path=path, line=None, reason=NOTHING_JUDGED)
        return pair


class Notes(Verbs):
    """Notes and tags that people give measures; whoever only looks at a library sees none."""

    @needs(Right.WATCH)
    def all(self, measure_ids: Sequence[str] | None = None) -> tuple[library.Note, ...]:
        """Those of these measures, or of all, in the order in which they were made."""
        return self._store.notes.all(measure_ids)

    @needs(Right.WATCH)
    def texts(self, measure_ids: Sequence[str]) -> Mapping[str, str]:
        """Those of each measure that has any as one text, tags first: "#ดี · ถามกองคลัง"."""
        texts_of: dict[str, list[str]] = {}
        for note in sorted(self.all(measure_ids), key=lambda note: not note.is_tag):
            text = f"#{note.text}" if note.is_tag else note.text
            texts_of.setdefault(note.measure_id, []).append(text)
        return {name: " · ".join(texts) for name, texts in texts_of.items()}

    @needs(Right.WATCH)
    def tags(self) -> Mapping[str, int]:
        """Tags, the most used first, with how many measures each has."""
        return self._store.notes.tags()

    @needs(Right.WATCH)
    def add(self, measure_id: str, text: str) -> library.Note:
        """Raises ValueError: an empty text, one above LONGEST_NOTE, or too many notes."""
        return self._added(measure_id, [text], longest=library.LONGEST_NOTE, is_tag=False)[0]

    @needs(Right.WATCH)
    def tag(self, measure_id: str, tags: Sequence[str]) -> tuple[library.Note, ...]:
        """Give a measure tags; those that it has already are left out. Raises as `add`."""
        words = [" ".join(tag.split()) for tag in tags]
        return self._added(measure_id, words, longest=library.LONGEST_TAG, is_tag=True)

    @needs(Right.WATCH)
    def remove(self, number: int) -> library.Note:
        """Delete one's own note or tag; an administrator's is anyone's. Raises UnknownNoteError."""
        note = self._store.notes.get(number)
        if note.person_id != self.person.id and Right.ADMINISTER not in self.person.rights:
            raise NotAllowedError(right=Right.WATCH, of_others=True)
        self._store.notes.remove(number)
        return note

    def _added(
        self, measure_id: str, texts: Sequence[str], *, longest: int, is_tag: bool
    ) -> tuple[library.Note, ...]:
        title = _title_of(measure_id, self._parts)
        texts = [text.strip() for text in texts]
        if not texts or not all(0 < len(text) <= longest for text in texts):
            raise ValueError(f"a text of 1 to {longest} letters is needed")
        if len(self._store.notes.all([measure_id])) + len(texts) > library.MOST_NOTES:
            raise ValueError(f"a measure has at most {library.MOST_NOTES} notes and tags")
        return self._store.notes.add(measure_id, texts, title=title, is_tag=is_tag, by=self.person)


def _title_of(measure_id: str, parts: Parts) -> str:
    stored = parts.store.reports.measures([measure_id]).get(measure_id)
    if stored is None:
        raise UnknownReportError(identifier=measure_id)
    return stored.measure.title
