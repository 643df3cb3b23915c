"""Verbs over what people marked of hits, and over questions that nothing answered.

All of it stays in the library's own database, without a person or an address. Searching
itself writes nothing: the app notes a question without an answer once the answer is shown.
"""

from collections.abc import Collection, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from itasearch.errors import EvaluationError, UnknownReportError
from itasearch.evaluate.judged import NOTHING_JUDGED, judged_files, judged_set, write_judged_set
from itasearch.model.evaluation.judgements import ExportedJudgements, can_be_kept, folded_question
from itasearch.model.people import ActionKind, Right
from itasearch.workspace.access import needs
from itasearch.workspace.parts import OfStore, Verbs


class JudgementVerbs(Verbs):
    """Verbs of Workspace that keep, list and export judgements of hits."""

    judgements = OfStore(lambda store: store.judgements, needs=Right.ADMINISTER)
    unanswered = OfStore(lambda store: store.unanswered, needs=Right.ADMINISTER)

    @needs(Right.ADMINISTER)
    def clear_judgements(self) -> int:
        """Delete all marks and unanswered questions. Returns how many there were."""
        return self._parts.store.clear_judgements(by=self.person)

    @needs(Right.WATCH)
    def judge(self, question: str, measure_id: str, *, sought: bool | None) -> None:
        """Keep whether a measure is what a question sought; the last mark counts.

        Args:
            sought: None takes a mark back; no error where there is none.

        Raises:
            ValueError: the question is empty or longer than LONGEST_QUESTION.
            UnknownReportError: there is no such measure to mark.
        """
        store, text = self._parts.store, folded_question(question)
        if sought is None:
            store.undo_judgement(text, measure_id)
            return
        found = store.measures([measure_id]).get(measure_id)
        if found is None:
            raise UnknownReportError(identifier=measure_id)
        store.judge(text, measure_id, title=found.measure.title, sought=sought)

    def judged(self, question: str, measure_ids: Collection[str]) -> Mapping[str, bool]:
        """Of those of these measures that are marked for a question: whether they were sought."""
        if not measure_ids or not can_be_kept(question):
            return {}
        return self._parts.store.judged(folded_question(question), measure_ids)

    @needs(Right.WATCH)
    def note_unanswered(self, question: str) -> None:
        """Count that nothing answered a question; one that is too long is not kept."""
        if can_be_kept(question):
            self._parts.store.note_unanswered(folded_question(question))

    @needs(Right.ADMINISTER)
    def export_judgements(self, qrels: Path, *, queries: Path) -> ExportedJudgements:
        """Write the judgements as files for `evaluate`; files that are there are replaced.

        Args:
            qrels: gets TREC judgements, grade 1 for sought and 0 for not.
            queries: gets the questions, tab-separated.

        Raises:
            EvaluationError: no hit was marked as what was sought; nothing is written.
        """
        kept = self._parts.store.judgements()
        if not judged_set(kept)[1]:
            raise EvaluationError(path=qrels, line=None, reason=NOTHING_JUDGED)
        with self._recorded(ActionKind.EXPORT, title=qrels.name, detail="trec"):
            return write_judged_set(kept, qrels=qrels, queries=queries)

    @needs(Right.ADMINISTER)
    def render_judgements(self) -> bytes:
        """The same files, qrels.txt and queries.tsv, in a ZIP; empty files without judgements."""
        qrels, queries, _ = judged_files(self._parts.store.judgements())
        archive = BytesIO()
        with (
            self._recorded(ActionKind.EXPORT, title="judgements.zip", detail="trec"),
            ZipFile(archive, "w", ZIP_DEFLATED) as files,
        ):
            files.writestr("qrels.txt", qrels)
            files.writestr("queries.tsv", queries)
        return archive.getvalue()
