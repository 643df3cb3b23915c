"""What a person must still look at in a row: blanks, missing parts of the form, copied text.

Rows count in all their fields. Copied text is compared with what the adapter alone would hand in;
words count as copied wherever three in a row occur in the source, too.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from itasearch.borrow.adapt.parties import is_same
from itasearch.borrow.adapt.rows import adapted_to, target_of
from itasearch.domain.words import segmenter
from itasearch.enrich.form_check import check_draft
from itasearch.model.documents import Remaining
from itasearch.model.drafts import AdaptedDraft, AdaptedRow, Borrowed, CopyNote, Party
from itasearch.model.form_check import RuleBook
from itasearch.model.records import Organisation
from itasearch.wording.document_words import marked_blanks


def remaining_of(item: AdaptedRow) -> Remaining:
    """In all fields of a row; examples are not handed in and do not count."""
    fields = [field for field in item.fields if not field.example]
    return Remaining(
        blanks=sum(len(marked_blanks(field.adapted.adapted)) for field in fields),
        questions=sum(len(field.adapted.open) for field in fields),
    )


def with_checks(draft: AdaptedDraft, *, rules: RuleBook | None = None) -> AdaptedDraft:
    """The draft with each row's parts of the form and what is left to fill in and decide."""
    items = (
        replace(item, check=check, remaining=remaining_of(item))
        for item, check in zip(draft.items, check_draft(draft, rules=rules), strict=True)
    )
    return replace(draft, items=tuple(items))


COMPARED_FIELDS = ("title", "steps", "follow_up")
"""Fields that describe what is done; time and office are alike in honest plans."""

LEAST_COPIED_SHARE = 0.85
"""Share of letters from which on a row counts as copied. Of 227,741 pairs of different towns'
measures none reached 0.8 but those that say the same, of which 85 of 86 reach 0.85; a row
with one step in seven of its own is let pass."""

SHORTEST = 60
"""Letters of a text that nobody writes twice without copying, as in enrich.copies; a
shorter row, such as a title alone, is everybody's."""

_RUN = 3  # words in a row that count as copied; LEAST_COPIED_SHARE was measured with it

_REMEMBERED = 2_048
"""Pairs of a text and its sources whose share is cached: the app draws all rows of a draft
at each click. Chosen by hand; not measured."""

Towns = Callable[[Sequence[str]], Mapping[str, tuple[str, ...]]]
"""Of measures the names of the organisations that use the same text, each once."""


def with_copy_notes(
    draft: AdaptedDraft, *, towns: Towns, own: Organisation | None = None
) -> AdaptedDraft:
    """The draft with notes on rows that are nearly another's; `towns` is called once."""
    target = target_of(draft.organisation, draft.fiscal_year_be, own=own)
    notes = [copy_note(item, target) for item in draft.items]
    known = towns([note.measure_id for note in notes if note is not None])
    items = (
        replace(item, copied=note and replace(note, towns=known.get(note.measure_id, ())))
        for item, note in zip(draft.items, notes, strict=True)
    )
    return replace(draft, items=tuple(items))


def copy_note(item: AdaptedRow, target: Party) -> CopyNote | None:
    """The source that a row nearly is; None: nobody's, or the target's own last plan."""
    # Without a follow-up that only repeats steps, whatever became of those.
    written = [
        item.text(name)
        for name in COMPARED_FIELDS
        if item.field(name).edited or any(source.measure.text(name) for source in item.sources)
    ]
    text = _without_blanks("\n".join(written))
    copied: list[tuple[float, Borrowed]] = []
    for source in item.sources:
        given = [source.measure.text(name) for name in COMPARED_FIELDS]
        made = [adapted_to(each, source.source, target).adapted for each in given]
        texts = tuple(_without_blanks("\n".join(several)) for several in (given, made))
        if (share := share_of(text, texts)) >= LEAST_COPIED_SHARE:
            copied.append((share, source))
    # What we and others print alike is ours to carry on.
    if not copied or any(is_same(borrowed.source, target) for _, borrowed in copied):
        return None
    best, source = max(copied, key=lambda pair: pair[0])
    return CopyNote(
        similarity=best,
        measure_id=source.measure.id,
        organisation=source.source.organisation,
        fiscal_year_be=source.source.fiscal_year_be,
        reworded=source.measure.source.reworded,
    )


@lru_cache(maxsize=_REMEMBERED)
def share_of(text: str, sources: tuple[str, ...]) -> float:
    """Share of `text`, 0–1, in runs of three words of any source; 0 below SHORTEST letters."""
    words = segmenter().words(text)
    whole = sum(map(len, words))
    if whole < SHORTEST:
        return 0.0
    known = {run for source in sources for run in _runs(segmenter().words(source))}
    copied: set[int] = set()
    for at, run in enumerate(_runs(words)):
        if run in known:
            copied.update(range(at, at + _RUN))
    return sum(len(words[at]) for at in copied) / whole


def _without_blanks(text: str) -> str:
    at, pieces = 0, []
    for start, end in marked_blanks(text):
        pieces.append(text[at:start])
        at = end
    return " ".join([*pieces, text[at:]])


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))
