"""Scores where towns took something up, against towns that did not: no word says why."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from itasearch.exports import words
from itasearch.model.effects import (
    CALIPER,
    FEWEST_ADOPTERS,
    INTERVAL,
    MOST_MATCHES,
    TOTAL_BAND,
    Effect,
    Effects,
)
from itasearch.model.records import StoredMeasure
from itasearch.model.tables import TableFile
from itasearch.wording.label import Label
from itasearch.wording.labels import points_text
from itasearch.wording.language import phrase, say
from itasearch.wording.names import indicator_name, topic_name

_SUBJECT = ((Label("Topic or text", "effects"), 0.3), (Label("Score"), 0.15))
_CONTRASTS = (
    *_SUBJECT,
    (Label("Difference (95 % interval)"), 0.17),
    (Label("Against chance"), 0.1),
    (Label("Took it up · change"), 0.14),
    (Label("Matched, did not · change"), 0.14),
    (words.IDENTIFIER, 0),
)
_COUNTS = (*_SUBJECT, (Label("Took it up"), 0.2), (Label("Did not"), 0.2), (words.IDENTIFIER, 0))
_BEYOND_CHANCE = Label("more than chance")
_TOO_FEW = Label("Too few towns ({count:,})")
_LIMITS = (
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


def effects_tables(effects: Effects, *, measures: Mapping[str, StoredMeasure]) -> TableFile:
    """A table of each group in the order of the effects; `measures` have the texts, by id.

    Notes are that nothing is a cause, two that sum up, or say what is lacking, and the limits.
    """
    numbers = {"most": MOST_MATCHES, "widest": CALIPER, "band": TOTAL_BAND}
    limits = (say(label, **numbers, fewest=FEWEST_ADOPTERS) for label in _LIMITS)
    no_cause = phrase(
        "The numbers do not say that what was taken up caused a change of scores. Towns chose"
        " themselves what to take up, and other things changed in the same year. Use them to see"
        " whose reports to read, not as proof."
    )
    tables = []
    for group, some in groupby(effects.effects, _group):
        rows = [_row(effect, measures) for effect in some]
        columns = _COUNTS if group == _TOO_FEW else _CONTRASTS
        name = say(group, count=len(rows))
        tables.append(words.table_of(name, columns, rows, on_pages=group == _TOO_FEW, empty=""))
    nothing = Label("Nothing can be compared yet")
    return words.file_of(
        phrase("Scores afterwards"),
        (no_cause, *_summaries(effects), *limits),
        *(tables or [words.table_of(words.TOPIC, _COUNTS, (), empty=nothing)]),
    )


def _group(effect: Effect) -> Label:
    if effect.contrast is None:
        return _TOO_FEW
    if effect.contrast.beyond_chance:
        return Label("More than chance ({count:,})")
    if effect.topic is not None:
        return Label("Topics ({count:,})")
    return Label("The same text in many towns ({count:,})")


def _summaries(effects: Effects) -> Iterator[str]:
    if not effects.towns:
        yield phrase(
            "No organisation in the library has both reports and ITA results of two years in a row"
        )
    elif not effects.looked_at:
        yield phrase(
            "Too few: {towns:,} towns have reports and ITA results of two years in a row, but there"
            " is nothing that at least {fewest} of them took up and at least {fewest} with near"
            " earlier scores did not",
            towns=effects.towns,
            fewest=FEWEST_ADOPTERS,
        )
    else:
        enough = sum(1 for effect in effects.effects if effect.enough)
        yield phrase(
            "{towns:,} towns have reports and ITA results of two years in a row (up to {years}) ·"
            " topics and texts by score: {enough:,} can be compared, {few:,} have too few towns",
            towns=effects.towns,
            years=effects.fiscal_years[-1],
            enough=enough,
            few=len(effects.effects) - enough,
        )
        yield phrase(
            "{count:,} pairs were looked at, over all scores. Even if nothing went with scores, up"
            " to {chance:.0f} in 100 intervals would miss 0 by chance. “{mark}” is therefore given"
            " only to those that remain after adjusting for as many looks (now {marked:,}, over"
            " all scores).",
            count=effects.looked_at,
            chance=100 * (1 - INTERVAL),
            mark=say(_BEYOND_CHANCE),
            marked=effects.beyond_chance,
        )
        return
    yield phrase(
        "What is needed: reports and ITA results of two years in a row, of some dozens of"
        " towns, of which at least {fewest} took the same thing up. ITA results can be added as"
        " a table of scores (XLSX or CSV) of a province or the whole country.",
        fewest=FEWEST_ADOPTERS,
    )


def _row(effect: Effect, measures: Mapping[str, StoredMeasure]) -> Sequence[str]:
    identifier, contrast = effect.topic or effect.measure_id or "", effect.contrast
    stored, number = measures.get(identifier), effect.indicator
    subject = (
        stored.measure.title if stored else topic_name(identifier),
        indicator_name(number) if number else say(Label("ITA total", "effects")),
    )
    if contrast is None:
        return (*subject, f"{effect.adopters:,}", f"{effect.others:,}", identifier)
    sides = [
        phrase("{count:,towns} · {change}", count=count, change=points_text(change))
        for count, change in (
            (effect.adopters, contrast.adopters_change),
            (effect.others, contrast.others_change),
        )
    ]
    if effect.unmatched:
        sides[0] += f" · {phrase('{count:,} more have no match', count=effect.unmatched)}"
    interval = phrase(
        "{difference} ({low} to {high})",
        difference=points_text(contrast.difference),
        low=points_text(contrast.low),
        high=points_text(contrast.high),
    )
    chance = say(_BEYOND_CHANCE) if contrast.beyond_chance else phrase("may be chance")
    return (*subject, interval, chance, *sides, identifier)
