"""A draft's rows in the name of another organisation and for another fiscal year.

What the person wrote is final, what she took back stays. Texts of a merged row are adapted one by
one and then joined; `AdaptedField.parts` says which measure a span comes from.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import inf
from types import MappingProxyType

from itasearch.borrow.adapt import next_year
from itasearch.borrow.adapt.finders.local_names import with_local_names
from itasearch.borrow.adapt.merging import merged, with_own_numbers
from itasearch.borrow.adapt.parties import is_same
from itasearch.domain.headers import header_of_both
from itasearch.domain.organisations import full_name, organisation_type
from itasearch.enrich.form_check import check_draft, follow_up_in_steps, says_something
from itasearch.enrich.local_names import LocalNames
from itasearch.enrich.topics import as_given
from itasearch.model.classification import IndicatorMark
from itasearch.model.documents import Remaining
from itasearch.model.drafts import (
    BORROWED_FIELDS,
    RESULT_FIELDS,
    Adaptation,
    AdaptedDraft,
    AdaptedField,
    AdaptedRow,
    Borrowed,
    Draft,
    DraftItem,
    FieldPiece,
    Party,
    TextPart,
    Verdict,
)
from itasearch.model.form_check import RuleBook
from itasearch.model.records import TEXT_FIELDS, Organisation, Quotation, StoredMeasure
from itasearch.wording.document_words import marked_blanks

_REMEMBERED = 4096
"""Texts adapted last: a draft of 300 rows has about 1,500, and the app adapts at each click."""

Verdicts = Mapping[FieldPiece, Verdict]


@lru_cache(maxsize=_REMEMBERED)
def adapted_to(text: str, source: Party, target: Party) -> Adaptation:
    """`one_pass.adapt_text`, remembered; its patterns are made at the first use."""
    from itasearch.borrow.adapt.one_pass import adapt_text

    return adapt_text(text, source, target)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    party: Party
    indicators: Mapping[str, IndicatorMark]
    local: LocalNames | None
    quotations: Mapping[str, tuple[Quotation, ...]]

    def row(self, item: DraftItem) -> AdaptedRow:
        """The row of an item, all its fields adapted."""
        verdicts = {made.piece: made.verdict for made in item.decisions}  # the later holds
        leaves = {leaf.measure.id: leaf for leaf in item.leaves}
        return AdaptedRow(
            sources=tuple(map(self._borrowed, leaves.values())),
            fields=tuple(self.field(item, name, verdicts) for name in TEXT_FIELDS),
            indicator=as_given(item.measure).indicator or self.indicators.get(item.measure.id),
            checked=frozenset(it for it, made in verdicts.items() if made is Verdict.CHECKED),
        )

    def _borrowed(self, leaf: DraftItem) -> Borrowed:
        return Borrowed(
            measure=leaf.measure,
            source=leaf.source,
            before=leaf.before,
            is_ours=is_same(leaf.source, self.party),
            quotations=self.quotations.get(leaf.measure.id, ()),
        )

    def field(self, item: DraftItem, name: str, verdicts: Verdicts) -> AdaptedField:
        """The field `name` of a row."""
        edits, target, local = dict(item.edits), self.party, self.local
        if name in edits:
            text = edits[name]
            return AdaptedField(
                name=name, adapted=Adaptation(adapted=text), edited=True, original=text
            )
        if item.parts:
            fields: list[AdaptedField] = []
            for part in item.parts:
                field = self.field(part, name, verdicts)
                is_ours = is_same(item.parts[0].source, target)
                if fields and is_ours and not says_something(fields[0].adapted.adapted):
                    field = _to_confirm(field, part, verdicts)
                fields.append(field)
            return merged(fields, name, own=target)
        source = item.source
        is_of_year = is_same(source, target) and source.fiscal_year_be == target.fiscal_year_be
        is_kept = is_of_year or name in BORROWED_FIELDS
        text = item.measure.text(name) if is_kept else ""
        repeated = ""
        if name == "follow_up" and not says_something(text):
            repeated = follow_up_in_steps(item.measure)
            text = repeated or text
        whole = TextPart(start=0, end=len(text), measure_id=item.measure.id, offset=0)
        adapted = adapted_to(text, source, target)
        if local is not None and not is_same(source, target):
            is_list = name == "responsible"
            adapted = with_local_names(text, adapted, source=source, ours=local, is_list=is_list)
        if name == "steps":
            adapted = with_own_numbers(text, adapted)
        adapted = next_year.with_plan_questions(name, text, adapted, item, target)
        if repeated and not adapted.open:
            adapted = adapted.asking(text, [((0, len(text)), next_year.OF_STEPS)])
        if is_of_year and name in RESULT_FIELDS and (header := header_of_both(item.measure, name)):
            question = next_year.OF_BOTH.format(header)
            adapted = adapted.asking(text, [((0, len(text)), question)])
        field = AdaptedField(
            name=name,
            adapted=adapted,
            original=text,
            parts=(whole,) if text else (),
        )
        return _as_decided(field, verdicts)


def _to_confirm(field: AdaptedField, item: DraftItem, verdicts: Verdicts) -> AdaptedField:
    if field.edited or field.adapted.open or not says_something(field.original):
        return field
    question = next_year.fill_question(field.original, item)
    if verdicts.get(field.piece(question)) is not None:
        return field
    return replace(field, adapted=replace(field.adapted, open=(question,)))


def _as_decided(field: AdaptedField, verdicts: Verdicts) -> AdaptedField:
    if not verdicts:
        return field
    changes = field.adapted.changes
    kept = [change for change in changes if verdicts.get(field.piece(change)) is Verdict.AS_SOURCE]
    made = [change for change in changes if change not in kept]
    undecided = (one for one in field.adapted.open if verdicts.get(field.piece(one)) is None)
    adapted = Adaptation.made(field.original, made, undecided)
    return replace(field, adapted=adapted, kept=tuple(kept))


def adapt(
    draft: Draft,
    *,
    indicators: Mapping[str, IndicatorMark] = MappingProxyType({}),
    own: Organisation | None = None,
    local: LocalNames | None = None,
    scores: Mapping[int, float] = MappingProxyType({}),
    quotations: Mapping[str, tuple[Quotation, ...]] = MappingProxyType({}),
) -> AdaptedDraft:
    """The draft's rows in the target's name; text without known sides stays.

    Fields beyond BORROWED_FIELDS are empty unless written, or the target's own of the same year.
    `indicators`: of measures without a stated one, by id. `local`: what the target's reports name:
    others are asked about. `scores`: the target's last by indicator, which order a grouped draft,
    the lowest first. `quotations`: what reports say was done, by measure id.
    """
    name = full_name(draft.organisation)
    target = target_of(name, draft.fiscal_year_be, own=own)
    written = _Target(
        party=target,
        indicators=indicators,
        local=local,
        quotations=quotations,
    )
    items = list(map(written.row, draft.items))
    if draft.grouped:
        # A guessed indicator is in no document, so that it orders none.
        items.sort(key=lambda it: it.stated_indicator or inf)
        items.sort(key=lambda it: scores.get(it.stated_indicator or 0, inf))
    return AdaptedDraft(
        items=tuple(items),
        organisation=name,
        fiscal_year_be=draft.fiscal_year_be,
        own=own if own is not None and own.name == name else None,
        name=draft.name,
        grouped=draft.grouped,
    )


def with_checks(draft: AdaptedDraft, *, rules: RuleBook | None = None) -> AdaptedDraft:
    """The draft with each row's parts of the form and what is left to fill in and decide."""
    items = (
        replace(item, check=check, remaining=remaining_of(item))
        for item, check in zip(draft.items, check_draft(draft, rules=rules), strict=True)
    )
    return replace(draft, items=tuple(items))


def remaining_of(item: AdaptedRow) -> Remaining:
    """In all fields of a row."""
    return Remaining(
        blanks=sum(len(marked_blanks(field.adapted.adapted)) for field in item.fields),
        questions=sum(len(field.adapted.open) for field in item.fields),
    )


def target_of(
    name: str | None, fiscal_year_be: int | None, *, own: Organisation | None = None
) -> Party:
    """The party of a document; `own` is the organisation as stored, no name keeps the sources'."""
    organisation = own if own is not None and own.name == name else None
    if organisation is None and name:
        organisation = Organisation(name=name, type=organisation_type(name))
    return Party(organisation=organisation, fiscal_year_be=fiscal_year_be)


def filled_row(own: DraftItem, counterpart: StoredMeasure, fills: Sequence[str]) -> DraftItem:
    """A row of a draft with the fields of a counterpart that ours lacks.

    Of the counterpart only those show; it is a whole part, so that its source is listed and the two
    can be split.
    """
    measure = own.measure
    # A dash in our cell goes.
    blank = [
        name for name in fills if measure.text(name) and not says_something(measure.text(name))
    ]
    unused = [name for name in BORROWED_FIELDS if name not in ("title", *fills)]
    other = DraftItem(
        measure=counterpart.measure,
        organisation=counterpart.organisation,
        fiscal_year_be=counterpart.fiscal_year_be,
    )
    parts = (
        replace(own, edits=tuple((name, "") for name in blank)),
        replace(other, edits=tuple((name, "") for name in unused)),
    )
    return replace(own, parts=parts)
