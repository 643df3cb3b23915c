"""Charts of an answer: a town over its years, what it lacks, scores after a start, the library."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from itasearch.domain.topics import topics
from itasearch.exports.towns import COMPARED_WITH, LACKING, gap_text
from itasearch.exports.words import (
    INDICATOR,
    UNKNOWN,
    indicator_text,
    made_at,
    mark_notes,
    name_text,
    phrase,
    say,
    score_text,
    topic_text,
    town_text,
    year_text,
)
from itasearch.exports.years import OF_YEAR, SEVERAL_YEARS, TOTAL
from itasearch.model.comparison import YearsComparison
from itasearch.model.effects import Contrast, Effect, Effects, scale_of
from itasearch.model.library import HeldCount, LibraryHoldings
from itasearch.model.records import ItaResult, StoredMeasure
from itasearch.model.tables import Chart, ChartFile, ChartKind, ChartPoint
from itasearch.model.town import TownRecord, YearTopics
from itasearch.model.towns import Coverage
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import points_text
from itasearch.wording.names import COVERAGE_NOTES

_MOST_YEARS = 16
"""Years of a chart, the newest."""

_MOST_ROWS = 40
"""Rows of a chart, the first; a picture of more is too tall to be read on paper."""

_TITLE_LENGTH = 70
"""Most code points of a measure's title."""

_REST = Label(" · ไม่ได้แสดงอีก {count:,}", " · {count:,} more are not shown")
_NOTHING = Label("ยังไม่มีข้อมูลให้แสดงเป็นแผนภูมิ", "There is nothing to draw yet")
_OF_TOWNS = Label("{count} จาก {of} แห่ง", "{count} of {of}")
_TO = Label("ถึง", "to")
_SCORES_STEP = 10
"""Scores at which the scale of lines begins and ends are multiples of it."""


def town_charts(found: TownRecord, *, now: datetime) -> ChartFile:
    """ITA totals by year, the newest scores of indicators, and topics by year."""
    town = town_text(found.organisation, reworded=found.reworded)
    notes = [
        made_at(now),
        phrase(
            "จากรายงาน {reports:,} ฉบับ และผลประเมิน ITA {results:,} ปีในคลัง",
            "From {reports:,reports} and ITA results of {results:,years} in the library",
            reports=len(found.reports),
            results=len(found.results),
        ),
        *mark_notes([(found.organisation, found.reworded)]),
    ]
    charts = (*_totals(found.results), *_indicators(found.results), *_topics(found.topics))
    return _file(town, notes, charts)


def years_charts(found: YearsComparison, *, now: datetime) -> ChartFile:
    """A line over the years for each indicator and the total."""
    known = [year for year in found.years if year.ita is not None][-_MOST_YEARS:]
    columns = tuple(str(year.fiscal_year_be) for year in known)
    results = [year.ita for year in known if year.ita is not None]
    by_number = [{one.number: one.score for one in result.indicators} for result in results]
    lines = {
        indicator_text(number): [scores.get(number) for scores in by_number]
        for number in range(1, 11)
    }
    lines[say(TOTAL)] = [result.total for result in results]
    shown = {name: line for name, line in lines.items() if any(one is not None for one in line)}
    scores = [one for line in shown.values() for one in line if one is not None]
    charts = []
    if scores:
        chart = Chart(
            title=phrase("คะแนน ITA ในแต่ละปี", "ITA scores by year"),
            kind=ChartKind.LINES,
            points=tuple(
                ChartPoint(row=name, column=column, value=score, text=_score(score))
                for name, line in shown.items()
                for column, score in zip(columns, line, strict=True)
            ),
            rows=tuple(shown),
            columns=columns,
            least=min(scores) // _SCORES_STEP * _SCORES_STEP,
            most=min(100.0, max(scores) // _SCORES_STEP * _SCORES_STEP + _SCORES_STEP),
        )
        charts.append(chart)
    town = town_text(found.organisation, reworded=False)
    notes = [made_at(now), *mark_notes([(found.organisation, False)])]
    return _file(say(SEVERAL_YEARS, town=town), notes, charts)


def coverage_charts(found: Coverage, *, now: datetime) -> ChartFile:
    """What a town lacks, by how many of the similar towns have it."""
    town = town_text(found.organisation, reworded=found.reworded)
    notes = [
        made_at(now),
        say(
            COMPARED_WITH,
            town=town,
            year=year_text(found.fiscal_year_be),
            count=len(found.neighbours),
        ),
        *(say(COVERAGE_NOTES[one]) for one in found.notes),
        *mark_notes([(found.organisation, found.reworded)]),
    ]
    bars = [
        (
            gap_text(gap),
            100 * gap.towns / gap.of,
            phrase("{count} จาก {of} แห่ง", "{count} of {of}", count=gap.towns, of=gap.of),
        )
        for gap in found.gaps
    ]
    title = phrase(
        "แห่งคล้ายกันที่มีเรื่องหรือตัวชี้วัดนี้ (%)",
        "Similar organisations that have it (%)",
    )
    return _file(
        say(LACKING, name=name_text(found.organisation)), notes, _bars(title, bars, most=100.0)
    )


def effects_charts(
    found: Effects, *, texts: Mapping[str, StoredMeasure], now: datetime
) -> ChartFile:
    """For each score the differences between towns that took something up and those that did not.

    Args:
        found: effects of one score or of all; those with too few towns are left out.
        texts: measures by id, for effects of texts.
        now: when the file is made.
    """
    notes = [
        made_at(now),
        phrase(
            "จุดคือผลต่างของคะแนนระหว่างแห่งที่เริ่มทำกับแห่งที่ไม่ได้ทำ เส้นคือช่วงเชื่อมั่น 95% สีเข้มคือเกินความบังเอิญ",
            "A dot is the difference of scores between those that began and those that did not, its"
            " line the 95% interval; dark ones are beyond chance",
        ),
        phrase(
            "ภาพนี้ไม่ได้บอกว่าสิ่งที่ทำเป็นเหตุให้คะแนนเปลี่ยน แต่ละแห่งเลือกเองว่าจะเริ่มทำอะไร และมีอย่างอื่นเปลี่ยนไปด้วย",
            "This does not say what causes a change of scores: each chose what to begin, and other"
            " things changed too",
        ),
    ]
    by_score: dict[int | None, list[tuple[Effect, Contrast]]] = {}
    for one in found.effects:
        if one.contrast is not None:
            by_score.setdefault(one.indicator, []).append((one, one.contrast))
    charts = [
        _intervals(number, by_score[number], texts)
        for number in sorted(by_score, key=lambda number: number or 0)
    ]
    return _file(phrase("คะแนนหลังเริ่มทำ", "Scores after a start"), notes, charts)


def holdings_charts(held: LibraryHoldings, *, now: datetime) -> ChartFile:
    """Reports by province and by year."""
    return _file(
        phrase("รายงานในคลัง", "Reports of the library"),
        [made_at(now)],
        [
            *_bars(phrase("รายงานในแต่ละจังหวัด", "Reports by province"), _counted(held.provinces)),
            *_bars(
                phrase("รายงานในแต่ละปีงบประมาณ", "Reports by fiscal year"),
                _counted(held.years[-_MOST_YEARS:]),
            ),
        ],
    )


def _file(title: str, notes: Sequence[str], charts: Iterable[Chart]) -> ChartFile:
    shown = tuple(charts)
    return ChartFile(
        title=f"{phrase('แผนภูมิจาก itasearch', 'Charts of itasearch')} · {title}",
        notes=(*notes, *(() if shown else (say(_NOTHING),))),
        charts=shown,
    )


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.2f}"


def _totals(results: Sequence[ItaResult]) -> Iterator[Chart]:
    """A column for each year with a total; `results` are newest first."""
    known = {
        str(one.fiscal_year_be): one.total
        for one in reversed(results)
        if one.fiscal_year_be is not None and one.total is not None
    }
    columns = tuple(known)[-_MOST_YEARS:]
    if columns:
        yield Chart(
            title=phrase("คะแนน ITA รวมในแต่ละปี", "ITA totals by year"),
            kind=ChartKind.COLUMNS,
            points=tuple(
                ChartPoint(column=name, value=known[name], text=_score(known[name]))
                for name in columns
            ),
            columns=columns,
            most=100.0,
        )


def _indicators(results: Sequence[ItaResult]) -> Iterator[Chart]:
    """A bar for each indicator of the newest result that has them."""
    for result in results:
        if result.indicators:
            bars = [
                (indicator_text(one.number), one.score, score_text(one.score))
                for one in sorted(result.indicators, key=lambda one: one.number)
            ]
            year = say(OF_YEAR, year=year_text(result.fiscal_year_be))
            title = f"{phrase('คะแนนรายตัวชี้วัด', 'Scores by indicator')} {year}"
            yield from _bars(title, bars, most=100.0)
            return


def _topics(years: Sequence[YearTopics]) -> Iterator[Chart]:
    """How many measures are about each topic in each year; `years` are newest first."""
    shown = [one for one in reversed(years) if one.fiscal_year_be is not None][-_MOST_YEARS:]
    rows = [one.id for one in topics() if any(one.id in year.topics for year in shown)]
    points = tuple(
        ChartPoint(
            row=topic_text(topic),
            column=str(year.fiscal_year_be),
            value=year.topics[topic],
            text=str(year.topics[topic]),
        )
        for topic in rows
        for year in shown
        if topic in year.topics
    )
    if points:
        yield Chart(
            title=phrase(
                "จำนวนมาตรการในแต่ละเรื่อง (โปรแกรมจัดเรื่องจากเนื้อหา)",
                "Measures by topic (inferred from the text)",
            ),
            kind=ChartKind.CELLS,
            points=points,
            rows=tuple(map(topic_text, rows)),
            columns=tuple(str(year.fiscal_year_be) for year in shown),
            most=max(one.value or 0.0 for one in points),
        )


def _counted(counts: Sequence[HeldCount]) -> list[tuple[str, float, str]]:
    unknown = phrase("ไม่ทราบ", "unknown")
    return [(one.name or unknown, one.reports, f"{one.reports:,}") for one in counts]


def _bars(
    title: str, bars: Sequence[tuple[str, float, str]], *, most: float | None = None
) -> Iterator[Chart]:
    """A bar for each (name, value, text); none of nothing.

    Args:
        title: of the chart.
        bars: of which the first are shown.
        most: end of the scale; None: the greatest value.
    """
    shown = bars[:_MOST_ROWS]
    if len(shown) < len(bars):
        title += say(_REST, count=len(bars) - len(shown))
    if shown:
        yield Chart(
            title=title,
            kind=ChartKind.BARS,
            points=tuple(
                ChartPoint(row=name, value=value, text=text) for name, value, text in shown
            ),
            rows=tuple(name for name, _, _ in shown),
            most=most or max(value for _, value, _ in shown),
        )


def _intervals(
    number: int | None,
    found: Sequence[tuple[Effect, Contrast]],
    texts: Mapping[str, StoredMeasure],
) -> Chart:
    """What is beyond chance comes first; the others are not sorted by size, which is chance."""
    places = {one.id: place for place, one in enumerate(topics())}
    ordered = sorted(
        found,
        key=lambda one: (
            (0, -one[1].difference)
            if one[1].beyond_chance
            else (1, places.get(one[0].topic or "", len(places)))
        ),
    )
    shown = ordered[:_MOST_ROWS]
    names = _distinct(_effect_name(one, texts) for one, _ in shown)
    reach = scale_of([one for _, one in shown])
    score = say(TOTAL) if number is None else f"{say(INDICATOR)} {indicator_text(number)}"
    rest = say(_REST, count=len(found) - len(shown)) if len(shown) < len(found) else ""
    points = tuple(
        ChartPoint(
            row=name,
            value=contrast.difference,
            text=f"{points_text(contrast.difference)}"
            f" ({points_text(contrast.low)} {say(_TO)} {points_text(contrast.high)})",
            low=contrast.low,
            high=contrast.high,
            strong=contrast.beyond_chance,
        )
        for name, (_, contrast) in zip(names, shown, strict=True)
    )
    return Chart(
        title=f"{score}: {phrase('ผลต่างของคะแนน', 'difference of scores')}{rest}",
        kind=ChartKind.INTERVALS,
        points=points,
        rows=names,
        least=-reach,
        most=reach,
    )


def _effect_name(one: Effect, texts: Mapping[str, StoredMeasure]) -> str:
    if one.topic is not None:
        return topic_text(one.topic)
    known = texts.get(one.measure_id or "")
    if known is None:
        return UNKNOWN
    return shortened(known.measure.title, _TITLE_LENGTH)


def _distinct(names: Iterator[str]) -> tuple[str, ...]:
    """The names, those that came before with a number behind them: each is a row of its own."""
    counts: Counter[str] = Counter()
    found = []
    for name in names:
        counts[name] += 1
        found.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return tuple(found)
