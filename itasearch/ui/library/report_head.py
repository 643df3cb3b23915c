"""What stands at the head of a report, wherever it is opened: its facts, its warnings.

Imports the model, strings and its neighbours.
"""

from collections.abc import Sequence

from itasearch.model.records import Report
from itasearch.ui.kit import strings as s
from itasearch.ui.kit.cards import organisation_badges, organisation_name
from itasearch.ui.kit.html import (
    badge_html,
    card_html,
    details_html,
    quiet_html,
    text_html,
    title_html,
)
from itasearch.ui.kit.state import say
from itasearch.ui.review.doubts_html import completeness_text, media_text


def head_html(report: Report, *, file: str, place: str = "") -> str:
    """Whose report it is, of which year and kind, and how well it was read.

    Args:
        report: to be told of.
        file: what its file is called here.
        place: of its organisation; "" where that is not told.
    """
    reworded = report.source.reworded
    _name, *badges = organisation_badges(
        report.organisation, report.fiscal_year_be, reworded=reworded
    )
    badges.append(badge_html(say(s.KIND_LABELS[report.kind])))
    facts = (
        place,
        f"{say(s.SOURCE)}: {file}",
        media_text(report.media_type),
        completeness_text(report.completeness),
        say(s.REPORT_CONFIDENCE, percent=round(100 * report.confidence)),
    )
    return card_html(
        title_html(text_html(organisation_name(report.organisation)), badges),
        quiet_html(" · ".join(fact for fact in facts if fact)),
    )


def warnings_html(warnings: Sequence[str]) -> str:
    """What reading noticed, folded; "" for nothing."""
    if not warnings:
        return ""
    told = quiet_html("\n".join(warnings))
    return details_html(say(s.REPORT_WARNINGS, count=len(warnings)), told, kind="row")
