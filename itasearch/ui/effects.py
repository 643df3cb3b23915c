"""The view of scores where towns took something up (`indicator` in the URL: 1–10, else the total).

No label says what caused a change.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import streamlit as st

from itasearch.domain.indicators import indicators
from itasearch.domain.topics import topics
from itasearch.model import effects as effects_model
from itasearch.model.records import StoredMeasure, report_of
from itasearch.model.tables import MIDDLE, SCREEN_FAINT, SCREEN_FILL
from itasearch.ui.kit import html, labels as kit_labels, markdown
from itasearch.ui.kit.comparing import Comparing, show_bar
from itasearch.ui.kit.state import address, follow_url, number_in_url, workspace, write_url
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import points_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import indicator_name, topic_name

TITLE = Label("Scores after towns took something up, against towns that did not")
NO_CAUSE = Label(
    "**This table does not say that what was taken up caused a change of scores.** Towns chose"
    " themselves what to take up, and other things changed in the same year. Use it to see whose"
    " reports to read, not as proof."
)
NONE_OF_SCORE = Label("Too few towns took anything up to compare this score: choose another one")

# Too few towns
NO_STEPS = Label("Nothing can be compared yet")
TOO_FEW = Label(
    "Too few: {towns:,} towns have reports and ITA results of two years in a row, but there is"
    " nothing that at least {fewest} of them took up and at least {fewest} with near earlier"
    " scores did not"
)
NEEDED = Label(
    "What is needed: reports and ITA results of two years in a row, of some dozens of towns, of"
    " which at least {fewest} took the same thing up. ITA results can be added as a table of"
    " scores (XLSX or CSV) of a province or the whole country."
)

# The table
WHAT = Label("Topic or text", "effects")
DIFFERENCE = Label("Difference (95 % interval)")
BEYOND_CHANCE = Label("more than chance")

# How to read it
LIMITS = (
    Label(
        "Took it up: that year's report has a measure on it, the year before's has none, and the"
        " ITA results of both years are known"
    ),
    Label("Changes are medians of that year's score less the year before's"),
    Label(
        "Each is compared with at most {most:towns} that did not, of the same years, an earlier"
        " score within {widest:g} points, and an earlier total in the same band of {band:g}: a"
        " score that is low by chance rises by itself. Those"
        " without such a match are not counted"
    ),
    Label(
        "They are matched by the earlier score alone, not by size, budget, leadership or whatever"
        " else was taken up at the same time"
    ),
    Label(
        "What a measure is about is mostly guessed from its text, and what a report lists need not"
        " have been done"
    ),
    Label("With fewer than {fewest:towns} on either side no numbers are shown"),
)

_SCORE = "effects.score"
_KEYS = (_SCORE,)

TOTAL = 0  # the choice of the total, among the numbers of indicators

_Contrasted: TypeAlias = tuple[effects_model.Effect, effects_model.Contrast]


def render() -> None:
    """Draw the choice of a score, and the table of what goes with it."""
    number = number_in_url("indicator", digits=2) or TOTAL
    score = number if number <= len(indicators()) else TOTAL
    follow_url("effects", _KEYS, read=lambda: {_SCORE: score})
    show_bar(Comparing.EFFECTS)
    st.subheader(say(TITLE), anchor=False)
    with st.spinner(phrase("Comparing the scores of all towns…")):
        everything = workspace().towns.effects()
    if not everything.looked_at:
        _show_nothing(everything)
        write_url("effects", {}, keys=())
        return
    st.warning(say(NO_CAUSE), icon=":material/info:")
    total = say(Label("ITA total", "effects"))
    chosen: int = st.selectbox(
        phrase("Which score"),
        [TOTAL, *(indicator.number for indicator in indicators())],
        format_func=lambda number: indicator_name(number) if number else total,
        key=_SCORE,
        filter_mode=None,
        width=420,
    )
    write_url("effects", {"indicator": str(chosen or "")}, keys=_KEYS)
    _show(everything, workspace().towns.effects(indicator=chosen).effects)


def _show_nothing(effects: effects_model.Effects) -> None:
    why = phrase(
        "No organisation in the library has both reports and ITA results of two years in a row"
    )
    if effects.towns:
        why = say(TOO_FEW, towns=effects.towns, fewest=effects_model.FEWEST_ADOPTERS)
    st.info(f"**{say(NO_STEPS)}**  \n{why}", icon=":material/hourglass_empty:")
    st.caption(say(NEEDED, fewest=effects_model.FEWEST_ADOPTERS))
    st.markdown(f"[{say(kit_labels.GO_TO_LIBRARY)}]({address('library')})")
    _show_limits()


def _show(everything: effects_model.Effects, of_score: Sequence[effects_model.Effect]) -> None:
    enough = [effect for effect in of_score if effect.contrast is not None]
    few = [effect for effect in of_score if effect.contrast is None]
    text = phrase(
        "{towns:,} towns have reports and ITA results of two years in a row (up to {years})"
        " · {enough:,topics} and texts can be compared on this score · {few:,} have too few towns",
        towns=everything.towns,
        years=everything.fiscal_years[-1],
        enough=len(enough),
        few=len(few),
    )
    looked_at = phrase(
        "{count:,} pairs were looked at, over all scores. Even if nothing went with scores, up to"
        " {chance:.0f} in 100 intervals would miss 0 by chance. “{mark}” is therefore given only to"
        " those that remain after adjusting for as many looks (now {marked:,}, over all scores).",
        count=everything.looked_at,
        chance=100 * (1 - effects_model.INTERVAL),
        mark=say(BEYOND_CHANCE),
        marked=everything.found_beyond_chance,
    )
    st.caption(markdown.plain(text), help=markdown.plain(looked_at))
    ids = [effect.measure_id for effect in of_score if effect.measure_id]
    texts = {measure.measure.id: measure for measure in workspace().library.measures(ids)}
    if not enough:
        st.caption(say(NONE_OF_SCORE))
    contrasts = [(effect, effect.contrast) for effect in enough if effect.contrast is not None]
    scale = effects_model.scale_of([contrast for _, contrast in contrasts])
    for label, group in groups_of(contrasts):
        title = say(label, count=len(group))
        st.subheader(title, anchor=False)
        _show_picture(group, texts, scale=scale, title=title)
        st.table(table_of(group, texts), border="horizontal", hide_index=True)
    _show_limits()
    if few:
        st.subheader(phrase("Too few towns ({count:,})", count=len(few)), anchor=False)
        table = {
            say(WHAT): [_link(effect, texts) for effect in few],
            phrase("Took it up"): [f"{effect.adopters:,}" for effect in few],
            phrase("Did not"): [f"{effect.others:,}" for effect in few],
        }
        st.table(table, border="horizontal", hide_index=True)


def _show_picture(
    group: Sequence[_Contrasted], texts: Mapping[str, StoredMeasure], *, scale: float, title: str
) -> None:
    rows = [
        {
            "name": _name(effect, texts),
            "low": each.low,
            "high": each.high,
            "middle": each.difference,
            "colour": SCREEN_FILL if each.beyond_chance else SCREEN_FAINT,
        }
        for effect, each in group
    ]
    across = {
        "field": "low",
        "type": "quantitative",
        "scale": {"domain": [-scale, scale], "clamp": True},
        "title": say(DIFFERENCE),
    }
    axis = {"labelLimit": 260, "labelOverlap": False}
    dashed = {"type": "rule", "strokeDash": [3, 3], "color": MIDDLE, "aria": False}
    spec = {
        "data": {"values": rows},
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": None, "title": None, "axis": axis},
            "color": {"field": "colour", "type": "nominal", "scale": None},
        },
        "layer": [
            {
                "mark": {"type": "rule", "strokeWidth": 3, "aria": False},
                "encoding": {"x": across, "x2": {"field": "high"}},
            },
            {
                "mark": {"type": "point", "filled": True, "size": 80, "aria": False},
                "encoding": {"x": {**across, "field": "middle"}},
            },
            {"mark": dashed, "encoding": {"x": {"datum": 0}, "y": None, "color": None}},
        ],
    }
    st.vega_lite_chart(spec, height=70 + 28 * len(rows), alt=title)


def table_of(
    group: Sequence[_Contrasted], texts: Mapping[str, StoredMeasure]
) -> dict[str, list[str]]:
    """Effects with enough towns as the columns of st.table, which reads Markdown."""
    took, did_not = phrase("Took it up · change"), phrase("Matched, did not · change")
    heads = (say(WHAT), say(DIFFERENCE), phrase("Against chance"), took, did_not)
    columns: dict[str, list[str]] = {head: [] for head in heads}
    for effect, each in group:
        difference = phrase(
            "{difference} ({low} to {high})",
            difference=points_text(each.difference),
            low=points_text(each.low),
            high=points_text(each.high),
        )
        chance = f"**{say(BEYOND_CHANCE)}**" if each.beyond_chance else phrase("may be chance")
        adopters = _side(effect.adopters, each.adopters_change, unmatched=effect.unmatched)
        others = _side(effect.others, each.others_change)
        cells = (_link(effect, texts), difference, chance, adopters, others)
        for column, cell in zip(columns.values(), cells, strict=True):
            column.append(cell)
    return columns


def groups_of(contrasteds: Sequence[_Contrasted]) -> Iterator[tuple[Label, list[_Contrasted]]]:
    """What is beyond chance, then the others: not by size, which chance decides among these."""
    places = {topic.id: position for position, topic in enumerate(topics())}
    above = [contrasted for contrasted in contrasteds if contrasted[1].beyond_chance]
    rest = [contrasted for contrasted in contrasteds if not contrasted[1].beyond_chance]
    of_topics = [pair for pair in rest if pair[0].topic is not None]
    of_texts = [pair for pair in rest if pair[0].topic is None]
    above.sort(key=lambda pair: -pair[1].difference)
    of_topics.sort(key=lambda topic: places.get(topic[0].topic or "", len(places)))
    of_texts.sort(key=lambda of_text: -of_text[0].adopters)
    groups = (
        (Label("More than chance ({count:,})"), above),
        (Label("Topics ({count:,})"), of_topics),
        (Label("The same text in many towns ({count:,})"), of_texts),
    )
    yield from ((label, group) for label, group in groups if group)


def _name(effect: effects_model.Effect, texts: Mapping[str, StoredMeasure]) -> str:
    if effect.topic is not None:
        return topic_name(effect.topic)
    measure = texts.get(effect.measure_id or "")
    return (
        shortened(measure.measure.title, html.TITLE_LENGTH) if measure else effect.measure_id or ""
    )


def _link(effect: effects_model.Effect, texts: Mapping[str, StoredMeasure]) -> str:
    target = address("./", {"topic": effect.topic or ""})
    if effect.topic is None:
        target = address("library", {"report": report_of(effect.measure_id or "")})
    return f"[{markdown.plain(_name(effect, texts))}]({target})"


def _side(count: int, change: float, *, unmatched: int = 0) -> str:
    text = phrase("{count:,towns} · {change}", count=count, change=points_text(change))
    more = phrase("{count:,} more have no match", count=unmatched) if unmatched else ""
    return markdown.plain(f"{text} · {more}" if more else text)


def _show_limits() -> None:
    numbers = {
        "most": effects_model.MOST_MATCHES,
        "widest": effects_model.CALIPER,
        "band": effects_model.TOTAL_BAND,
        "fewest": effects_model.FEWEST_ADOPTERS,
    }
    with st.expander(phrase("How to read this, and what it cannot say")):
        limits = (markdown.plain(say(label, **numbers)) for label in LIMITS)
        st.markdown("\n".join(f"- {limit}" for limit in limits))
