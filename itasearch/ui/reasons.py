"""Why a hit is in the answer, as HTML: one line, and the parts of its score as bars on request.

The bars are pictures of numbers that stand beside them; screen readers hear the numbers.
Imports the model, search (the words of a reason, weights) and its neighbours.
"""

from dataclasses import asdict

from itasearch.model.ranking import Hit, SearchMode
from itasearch.search.explain import reason_text
from itasearch.search.fuse import HYBRID, LEXICAL
from itasearch.ui import strings_search as f
from itasearch.ui.markup import details_html, quiet_html, table_html, text_html
from itasearch.ui.state import language, say

_WEIGHTS = {SearchMode.HYBRID: asdict(HYBRID), SearchMode.WORDS: asdict(LEXICAL)}


def why_html(hit: Hit) -> str:
    """One line in the screen's language."""
    said = reason_text(hit.why, language="en" if language() == "en" else "th")
    return quiet_html(said or hit.reason)


def signals_html(hit: Hit, *, mode: SearchMode) -> str:
    """The parts of the score behind a click; "" where the hit has none that has a name.

    Args:
        hit: whose.
        mode: of the question; it says what each part weighs.
    """
    named = [(name, value) for name, value in hit.signals if name in f.SIGNAL_LABELS]
    if not named:
        return ""
    weights = _weights(hit, mode)
    rows = [_row(name, value, weights.get(name)) for name, value in named]
    names = [f.WHY_PART, f.WHY_VALUE, f.WHY_BAR, f.WHY_WEIGHT]
    table = table_html(
        [say(one) for one in names], rows, caption=say(f.WHY_PART), kind="ita-signals"
    )
    return details_html(say(f.WHY), table + quiet_html(say(f.WHY_NUMBERS)))


def _weights(hit: Hit, mode: SearchMode) -> dict[str, float]:
    """What each part weighs; {} where the score was not made of the mode's parts, as of kin."""
    weights = _WEIGHTS.get(mode, {})
    return weights if any(name == "trigrams" for name, _ in hit.signals) else {}


def _row(name: str, value: float, weight: float | None) -> list[str]:
    width = 100 * min(max(value, 0.0), 1.0)
    return [
        text_html(say(f.SIGNAL_LABELS[name])),
        f"{value:.2f}",
        f'<span class="bar" aria-hidden="true"><span style="width:{width:.0f}%"></span></span>',
        "–" if weight is None else f"{weight:.0%}",
    ]
