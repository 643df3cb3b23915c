"""Why a hit is in the answer, as HTML: one line, and the parts of its score as bars on request.

The bars are pictures of numbers that stand beside them; screen readers hear the numbers.
Imports the model, search (the words of a reason) and its neighbours.
"""

from itasearch.model.ranking import Hit
from itasearch.search.explain import reason_text
from itasearch.ui import strings_search as f
from itasearch.ui.markup import details_html, quiet_html, text_html
from itasearch.ui.state import language, say


def why_html(hit: Hit) -> str:
    """One line in the screen's language."""
    said = reason_text(hit.why, language="en" if language() == "en" else "th")
    return quiet_html(said or hit.reason)


def signals_html(hit: Hit) -> str:
    """The parts of the score behind a click; "" where the hit has none that has a name."""
    bars = [
        _bar_html(say(f.SIGNAL_LABELS[name]), value)
        for name, value in hit.signals
        if name in f.SIGNAL_LABELS
    ]
    if not bars:
        return ""
    table = f'<table class="ita-signals"><tbody>{"".join(bars)}</tbody></table>'
    return details_html(say(f.WHY), table + quiet_html(say(f.WHY_NUMBERS)))


def _bar_html(name: str, value: float) -> str:
    width = 100 * min(max(value, 0.0), 1.0)
    return (
        f'<tr><th scope="row">{text_html(name)}</th><td class="number">{value:.2f}</td>'
        f'<td class="bar" aria-hidden="true"><span style="width:{width:.0f}%"></span></td></tr>'
    )
