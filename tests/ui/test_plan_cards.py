"""A proposal as HTML."""

from dataclasses import replace

from itasearch.model.plan import OwnParts, PlanAction, PlanProposal
from itasearch.ui.plan import proposal_html
from tests.ui.shown import shown
from tests.ui.towns import placed, town

HOSTILE = "<img src=x onerror=alert(1)>"


def test_text_of_a_file_stays_text() -> None:
    measure = replace(placed(HOSTILE), organisation=town(HOSTILE))
    proposal = PlanProposal(
        action=PlanAction.IMPROVE,
        indicator=10,
        measure=measure,
        counterpart=measure,
        fills=("timeframe",),
        reasons=(OwnParts(),),
    )

    html = proposal_html(proposal)

    assert "<img" not in html
    assert f"มาตรการที่ใกล้เคียงของ{HOSTILE}" in shown(html).text
