"""What similar towns do and we lack, as HTML. Imports the model and its neighbours."""

from collections.abc import Sequence

from itasearch.model.coverage import Coverage, Gap, Touched
from itasearch.model.matrix import Axis
from itasearch.ui.kit.about import topic_name
from itasearch.ui.kit.cards import indicator_name
from itasearch.ui.kit.html import badge_html, badges_html, details_html, text_html
from itasearch.ui.kit.state import say
from itasearch.ui.towns import labels as m
from itasearch.ui.towns.matrix_table import column_name


def gap_name(gap: Gap) -> str:
    """The topic or indicator that is lacking."""
    if gap.axis is Axis.TOPICS:
        return say(m.GAP_TOPIC, name=topic_name(gap.key))
    return say(m.GAP_INDICATOR, name=indicator_name(int(gap.key)))


def gap_html(gap: Gap) -> str:
    """How many of the similar towns have it: in words, with a bar as long as the share."""
    percent = round(100 * gap.towns / gap.of)
    told = say(m.GAP_SHARE, towns=gap.towns, of=gap.of)
    return (
        f'<p class="ita-share"><span class="bar" aria-hidden="true"><span style="width:{percent}%">'
        f"</span></span>{text_html(told)}</p>"
    )


def touched_html(coverage: Coverage) -> str:
    """What our reports touch, with how many measures; "" where they touch nothing."""
    marks = [
        badge_html(f"{column_name(one.axis, one.key)} · {one.measures:,}")
        for one in coverage.touched
    ]
    if not marks:
        return ""
    return details_html(say(m.TOUCHED, count=len(marks)), badges_html(marks), kind="row")


def notes_html(coverage: Coverage) -> str:
    """Why there are no gaps; "" where there are."""
    lines = (f'<p class="ita-quiet">{text_html(say(m.NOTES[note]))}</p>' for note in coverage.notes)
    return "".join(lines)


def topics_touched(touched: Sequence[Touched]) -> int:
    """How many topics are touched."""
    return sum(1 for one in touched if one.axis is Axis.TOPICS)
