"""Why a hit is in the answer, as HTML: one line, and the parts of its score as bars on request.

The bars are pictures of numbers that stand beside them; screen readers hear the numbers.
Imports the model, search (the words of a reason, weights) and its neighbours.
"""

from dataclasses import asdict

from itasearch.model.ranking import Hit
from itasearch.search.explain.reasons import reason_text
from itasearch.search.rank.fuse import SignalWeights
from itasearch.ui.kit.html import details_html, quiet_html, table_html, text_html
from itasearch.ui.kit.state import language, say
from itasearch.ui.search import labels as f


def why_html(hit: Hit) -> str:
    """One line in the screen's language."""
    said = reason_text(hit.why, language="en" if language() == "en" else "th")
    return quiet_html(said or hit.reason)


def signals_html(hit: Hit, *, weights: SignalWeights | None) -> str:
    """The parts of the score behind a click; "" where the hit has none that has a name.

    Args:
        hit: whose.
        weights: of the parts, where they are known.
    """
    named = [(name, value) for name, value in hit.signals if name in f.SIGNAL_LABELS]
    if not named:
        return ""
    known = _weights(hit, weights)
    rows = [_row(name, value, known.get(name)) for name, value in named]
    names = [f.WHY_PART, f.WHY_VALUE, f.WHY_BAR, f.WHY_WEIGHT]
    table = table_html(
        [say(one) for one in names], rows, caption=say(f.WHY_PART), kind="ita-signals"
    )
    return details_html(say(f.WHY), table + quiet_html(say(f.WHY_NUMBERS)))


def _weights(hit: Hit, weights: SignalWeights | None) -> dict[str, float]:
    """What each part weighs; {} where the score was made otherwise, as without words."""
    if weights is None or not any(name == "trigrams" for name, _ in hit.signals):
        return {}
    return asdict(weights)


def _row(name: str, value: float, weight: float | None) -> list[str]:
    width = 100 * min(max(value, 0.0), 1.0)
    return [
        text_html(say(f.SIGNAL_LABELS[name])),
        f"{value:.2f}",
        f'<span class="bar" aria-hidden="true"><span style="width:{width:.0f}%"></span></span>',
        "–" if weight is None else f"{weight:.2f}",
    ]
