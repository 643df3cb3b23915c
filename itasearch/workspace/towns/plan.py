"""Verbs of next year's plan: propose it, make a draft of it, write it to a file."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from itasearch.compare.library import without_samples
from itasearch.compare.towns.plan.gathering import PlanGathering, plan_notes
from itasearch.compare.towns.plan.sections import draft_row, sections_of
from itasearch.domain.indicators import indicators
from itasearch.domain.organisations import full_name
from itasearch.errors import EmptyPlanError, UnknownValueError
from itasearch.model.drafts import A_PLAN, DocumentChoice, Draft, Exported
from itasearch.model.people import Right
from itasearch.model.plan import Plan, PlanNote
from itasearch.model.ranking import Filters
from itasearch.model.records import ReportKind, scored
from itasearch.model.towns import MOST_SIMILAR_TOWNS
from itasearch.text.dates.fiscal_year import check_fiscal_year
from itasearch.wording.language import label_of
from itasearch.wording.plan import empty_texts
from itasearch.workspace.access import needs
from itasearch.workspace.documents import DocumentVerbs
from itasearch.workspace.towns.towns import TownVerbs

_EXAMPLES = 12
"""Better measures of an indicator that are looked at; some say what we have, or each other."""


class Towns(TownVerbs):
    """Many towns or one over its years: matrix, questions, similar towns, plan, effects."""

    def plan(
        self, organisation: str, *, year: int | None = None, most: int = MOST_SIMILAR_TOWNS
    ) -> Plan:
        """What an organisation may put into its next plan: to keep, to improve, to borrow.

        `year` (BE) of the plan; None: after its last ITA result or report, or this one where that
        is over. Advice, never a verdict; `notes` say what was not known.
        """
        if year is not None:
            check_fiscal_year(year)
        parts = self._parts
        own_id = parts.store.organisations.find(organisation).id
        reports = parts.store.reports.all(Filters(organisation_ids=(own_id,)))
        with_measures = [report for report in reports if report.measures]
        samples = without_samples(with_measures)
        results = parts.store.organisations.ita_results(own_id)
        plan_year = year or self._year_after(samples, results)
        planned = [
            parts.store.reports.get(sample.id)
            for sample in samples
            if sample.kind is ReportKind.PLAN and sample.fiscal_year_be == plan_year
        ]
        lacking = self.coverage(own_id, before=plan_year, most=most, even_without_report=True)
        similar = self.similar(
            own_id, most=most, before=plan_year, weakest=len(indicators()), examples=_EXAMPLES
        )
        earlier = [one for one in results if one.fiscal_year_be and one.fiscal_year_be < plan_year]
        gathering = PlanGathering(parts, lacking, similar, planned, samples)
        material = gathering.material(plan_year, earlier)
        return Plan(
            organisation=lacking.organisation,
            fiscal_year_be=plan_year,
            sections=sections_of(material),
            result=scored(earlier),
            report_year_be=lacking.fiscal_year_be if lacking.report_ids else None,
            report_ids=lacking.report_ids,
            towns=len(lacking.neighbours),
            sample_towns=sum(town.organisation.sample for town in lacking.neighbours),
            notes=(
                *plan_notes(lacking, scored(earlier), plan_year),
                *([PlanNote.OWN_PLAN] if planned else []),
                *([PlanNote.SAMPLES_LEFT_OUT] if samples != with_measures else []),
            ),
            reworded=lacking.reworded,
        )

    @needs(Right.DRAFT)
    def draft_of_plan(
        self,
        plan: Plan,
        chosen: Sequence[str] | None = None,
        *,
        name: str = "",
        maker: str | None = None,
    ) -> str:
        """Make a draft of a plan's proposals, grouped by indicator; returns its id.

        `chosen`: ids of proposals, None the ticked ones. Raises EmptyPlanError: nothing is chosen;
        UnknownValueError: not proposed.
        """
        draft = replace(_draft(plan, chosen), name=name, maker=maker)
        return self._drafts.keep(draft)

    def export_plan(
        self,
        plan: Plan,
        output: Path,
        chosen: Sequence[str] | None = None,
        *,
        document: DocumentChoice = A_PLAN,
    ) -> Exported:
        """Write proposals to a file, as in a draft that is not kept. Raises as `draft_of_plan`."""
        exports = DocumentVerbs(self._parts, self.person)
        return exports.write_adapted(exports.adapted(_draft(plan, chosen)), output, document)


def _draft(plan: Plan, chosen: Sequence[str] | None) -> Draft:
    plan_proposals = {proposal.id: proposal for proposal in plan.proposals}
    for one in chosen or ():
        if one not in plan_proposals:
            raise UnknownValueError(field="proposal", value=one, nearest=tuple(plan_proposals)[:3])
    ids = plan.ticked if chosen is None else chosen
    proposals = [proposal for proposal in plan.proposals if proposal.id in ids]
    if not proposals:
        name, year = plan.organisation.name, plan.fiscal_year_be
        raise EmptyPlanError(
            "the plan of {name} for {year} has no measure.{why}",
            name=name,
            year=year,
            why=label_of(lambda: "".join(f" {text}" for text in empty_texts(plan)[:1])),
        )
    return Draft(
        items=tuple(map(draft_row, proposals)),
        organisation=full_name(plan.organisation.name),
        fiscal_year_be=plan.fiscal_year_be,
        grouped=True,
    )
