"""A proposal as HTML: what to do, whose it is, why, and where each text is read from."""

from collections.abc import Iterable

from itasearch.model.drafts import REPORT_FIELDS
from itasearch.model.plan import PlanAction, PlanProposal, PlanSection
from itasearch.model.records import StoredMeasure
from itasearch.ui.kit import labels as kit_labels
from itasearch.ui.kit.cards import indicator_name, measure_html, organisation_badges, source_html
from itasearch.ui.kit.html import (
    TITLE_LENGTH,
    actions_html,
    badge_html,
    badges_html,
    details_html,
    field_html,
    quiet_html,
    text_html,
)
from itasearch.ui.kit.icons import Icon, icon_html
from itasearch.ui.kit.state import language, phrase, say
from itasearch.ui.plan import labels as plan_labels
from itasearch.wording.label import Label, shortened
from itasearch.wording.plan import ACTION_NAMES, gap_text, may_answer, reason_texts

_KINDS = {
    PlanAction.KEEP: "same",
    PlanAction.IMPROVE: "doubt",
    PlanAction.DONE: "doubt",
    PlanAction.RESUME: "same",
    PlanAction.BORROW: "strong",
}
"""Kind of an action's badge; its word says the same."""


def section_name(section: PlanSection) -> str:
    """The indicator, with our score where it is known."""
    if section.indicator is None:
        return phrase("Indicator not known")
    name = indicator_name(section.indicator)
    if section.score is None:
        return phrase("Indicator {indicator}", indicator=name)
    return phrase(
        "Indicator {indicator} · ours {score} ({year})",
        indicator=name,
        score=f"{section.score:.2f}",
        year=section.fiscal_year_be,
    )


def reported_html(section: PlanSection) -> str:
    """What our last report says came of the indicator's measures, and what our plan of this year
    has; "" for neither."""
    rows = [
        details_html(
            phrase(
                "Reported for {year}: {title}",
                title=shortened(one.measure.title, TITLE_LENGTH),
                year=one.fiscal_year_be or "?",
            ),
            "".join(
                field_html(say(kit_labels.FIELD_LABELS[name]), one.measure.text(name))
                for name in REPORT_FIELDS
                if one.measure.text(name)
            )
            + _source_html(one),
        )
        for one in section.reported
    ]
    planned = [
        quiet_html(say(plan_labels.PLANNED, title=one.measure.title)) for one in section.planned
    ]
    return "".join([*rows, *planned])


def gap_html(section: PlanSection, chosen: Iterable[PlanProposal]) -> str:
    """That a weak indicator has no measure in the plan yet, or which chosen one may serve it."""
    titles = (
        one.measure.measure.title for one in chosen if may_answer(one, section.indicator or 0)
    )
    text = gap_text(
        [f"“{shortened(one, TITLE_LENGTH)}”" for one in titles],
        language=language(),
    )
    return f'<p class="ita-warning" role="note">{icon_html(Icon.WARNING)}{text_html(text)}</p>'


def proposal_html(one: PlanProposal) -> str:
    """What is shown below a proposal's tick: what to do, why, and where it is read from."""
    badges = [badge_html(say(ACTION_NAMES[one.action]), kind=_KINDS[one.action])]
    badges += _owner_badges(one.measure)
    if one.guessed:
        badges.append(badge_html(phrase("indicator guessed from the text"), kind="guessed"))
    actions = [details_html(say(kit_labels.WHOLE_MEASURE), measure_html(one.measure.measure))]
    if one.counterpart is not None:
        label = Label("Filled from") if one.fills else Label("A similar measure")
        owner = badges_html(_owner_badges(one.counterpart))
        body = owner + _source_html(one.counterpart) + measure_html(one.counterpart.measure)
        actions.append(details_html(say(label), body))
    reasons = " · ".join(reason_texts(one, language=language()))
    return "".join(
        [
            badges_html(badges),
            quiet_html(reasons),
            _source_html(one.measure),
            actions_html(*actions),
        ]
    )


def _owner_badges(stored: StoredMeasure) -> list[str]:
    return organisation_badges(
        stored.organisation,
        stored.fiscal_year_be,
        reworded=stored.measure.source.reworded,
    )


def _source_html(stored: StoredMeasure) -> str:
    return source_html(stored.measure.source, see=stored.measure.id)
