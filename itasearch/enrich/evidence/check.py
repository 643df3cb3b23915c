"""All that speaks against a document as evidence for an item."""

from dataclasses import replace

from itasearch.domain.document_titles import squashed_lines, titles_in
from itasearch.domain.ita_pages import line_pattern
from itasearch.enrich.evidence.contents import lacking_parts, measure_findings, open_place_findings
from itasearch.enrich.evidence.document import TITLE_LINES, EvidenceDocument
from itasearch.enrich.evidence.origin import other_organisation, year_findings
from itasearch.enrich.evidence.subject import Subject, subject_findings
from itasearch.model.form_check import (
    DisclosureItem,
    EvidenceFault,
    EvidenceFinding,
    RuleBook,
    RulePack,
)

# Faults beside which no part is lacking: of what cannot be read, or must be replaced anyway.
_FAULTS_OF_ALL = {
    EvidenceFault.PICTURE,
    EvidenceFault.OTHER_ORGANISATION,
    EvidenceFault.NOT_FILLED_IN,
}


def findings(
    document: EvidenceDocument,
    item: DisclosureItem,
    *,
    organisation: str,
    fiscal_year_be: int,
    pack: RulePack,
    rules: RuleBook,
) -> tuple[EvidenceFinding, ...]:
    """What speaks against a document as evidence for `item`, in the order of EvidenceFault.

    `pack`: of the year of the assessment; `rules`: of all years, in which items have other names.
    """
    faults: list[EvidenceFinding] = []
    if document.is_picture:
        faults.append(EvidenceFinding(fault=EvidenceFault.PICTURE))
    subject = Subject(item, pack, rules)
    if whose := other_organisation(document, subject, organisation):
        faults.append(EvidenceFinding(fault=EvidenceFault.OTHER_ORGANISATION, organisation=whose))
    kind = pack.kind_of(item)
    faults += year_findings(document, item, fiscal_year_be, kind)
    lacking = lacking_parts(document, item, fiscal_year_be)
    about = tuple(subject_findings(document, subject))
    for finding in about:
        other = finding.item
        # Of another year it is no evidence for the item that it is about, either.
        years = other and next(
            year_findings(document, other, fiscal_year_be, pack.kind_of(other)), None
        )
        faults.append(replace(finding, years=years.years, due=years.due) if years else finding)
    faults += open_place_findings(document, item)
    drafts = filter(line_pattern("draft").search, (document.name, *document.lines[:TITLE_LINES]))
    of_drafts = (titles_in(squashed_lines(line))[:1] for line in drafts)
    # Not of what it is about: a draft plan.
    if any(all(map(subject.has, titles)) for titles in of_drafts):
        faults.append(EvidenceFinding(fault=EvidenceFault.DRAFT))
    if lacking and not about and _FAULTS_OF_ALL.isdisjoint(finding.fault for finding in faults):
        lacks = EvidenceFinding(fault=EvidenceFault.LACKS_CONTENT, parts=tuple(lacking))
        # To a page of something else, however short, nothing is to be added.
        may_be = item.topic is None or subject.may_be_in(document.whole)
        faults.append(lacks if may_be else EvidenceFinding(fault=EvidenceFault.OTHER_ITEM))
    if kind and not about and document.lines:
        faults += measure_findings(document, item, pack.required[kind])
    return tuple(faults)
