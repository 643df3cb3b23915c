"""Rankings as cells: of the hits for a question, and of their copies, the best of each column."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from math import inf

from itasearch.domain.titles import title_key
from itasearch.model.ranking import Filters, Hit, NameKind, Presence, Ranking, SoughtThing
from itasearch.model.records import Organisation, ReportHead
from itasearch.model.towns import CellCertainty, FurtherRow, QuestionCell, QuestionColumn
from itasearch.search.learned import learned
from itasearch.search.rank.second_stage import LEAST_SURE_OF_BEST
from itasearch.text.thai.normalize import squash
from itasearch.wording.labels import file_name

_LEAST_CANDIDATE = 0.4
"""Share of the best score from which on a hit may be the cell of a town. By `LEAST_SURE_OF_BEST` a
measure that is there is denied in bench.questions. With no least share 17 of 36 empty cells of a
stranger's pairs get a doubtful answer, which 4 of them should have and 13 should not."""

_SENTENCE = 3  # things of a question from which on it says more than what is asked for
_MOST_MISSING, _MOST_OF_SENTENCE = 0.15, 0.5
"""Shares of what is asked for that may be missing though other hits name it, of a few things and of
a sentence: where no report names it, reports may call it something else. So of its words: who has
no ภาษี does not answer "จ่ายภาษีออนไลน์" where most others have it, though none has it whole."""

_LEAST_ODDS = -3.7
"""Log odds below which a hit that the search is unsure of is none; by hand: from -3.6 on, two more
of 337 written cells are right (bench.questions), but a measure that is there is denied."""


def cells_of(
    ranking: Ranking,
    among: Filters,
    *,
    by_years: bool,
    is_rest: bool = False,
    named: Collection[tuple[int, str]] = (),
) -> Mapping[str, QuestionCell]:
    """The cell of each town (by id), or year, that a ranking inside `among` answers for.

    A copy counts as its hit; a town answers from its newest year with an answer, of one year with a
    title that has the question before others, and other sure measures of that year are counted, of
    one title once, whatever the kind of report. Sure is what names all that is asked for, and what
    is likely enough to answer in other words (`python -m bench.learn cells`); a later row of its
    title is the same measure. Of what is unsure a later row counts if it is nearly as near. Of an
    item or a topic alone all is unsure, and counted.
    `is_rest`: another search found answers of other columns; `named`: the things of the question
    that other towns name (`named_things`).
    """
    items = (it for it in ranking.understood if it.applied and it.kind is NameKind.ITEM)
    is_by_topic = any(items) or not ranking.query.text
    hits = ranking.hits if is_by_topic else candidates(ranking)
    odds = _odds(hits, is_unsure=ranking.unsure, is_rest=is_rest)
    elsewhere = named_things(hits).union(named)
    sure = [] if is_by_topic else _matching(hits, odds, elsewhere, is_unsure=ranking.unsure)
    sure_ranks = {hit.rank for hit in sure}
    least = inf if ranking.unsure or not hits else LEAST_SURE_OF_BEST * hits[0].score
    near = [
        hit
        for hit in hits
        if hit.rank not in sure_ranks
        if is_by_topic or hit.score >= least or odds[hit.rank] >= _LEAST_ODDS or _is_titled(hit)
    ]
    typed = squash(ranking.query.text)
    cells: dict[str, QuestionCell] = {}
    titled: dict[str, bool] = {}
    firsts: dict[str, tuple[Sequence[Hit], Hit]] = {}
    titles: dict[str, set[tuple[Organisation | None, int | None, str]]] = {}
    for level, hit in ((some, it) for some in (sure, near) for it in some):
        certainty = _certainty(is_sure=level is sure)
        is_titled = bool(typed) and typed in squash(hit.measure.title)
        of_hit: dict[str, QuestionCell] = {}
        for cell in _places(hit):
            town = None if by_years else cell.organisation
            key = QuestionColumn(organisation=town, fiscal_year_be=cell.fiscal_year_be).key
            is_of_year = not among.fiscal_years or cell.fiscal_year_be in among.fiscal_years
            if is_of_year and among.has_town(cell.organisation):
                of_hit.setdefault(key, replace(cell, certainty=certainty))
        for key, cell in of_hit.items():
            best, title = cells.get(key, cell), title_key(hit.measure.title)
            year, best_year = cell.fiscal_year_be or 0, best.fiscal_year_be or 0
            counted = titles.setdefault(key, set())
            of_level, first = firsts.setdefault(key, (level, hit))
            if of_level is not level:
                is_same = title in {it for *_, it in counted} and not _lacks_exact(hit)
                if is_same and year > best_year:
                    cells[key] = replace(cell, certainty=best.certainty)
                elif hit.score >= least:
                    cells[key] = _with_newer(best, cell)
                continue
            counted.add((cell.organisation, cell.fiscal_year_be, title))
            is_as_near = _lacks_exact(hit) <= _lacks_exact(first)
            is_as_near &= hit.score >= LEAST_SURE_OF_BEST * first.score
            if (is_as_near or level is not near) and (year, is_titled) > (
                best_year,
                titled.get(key, False),
            ):
                best, titled[key] = cell, is_titled
            of_year = sum(it == best.fiscal_year_be for _, it, _ in counted)
            is_counted = is_by_topic or certainty is CellCertainty.ANSWER
            cells[key] = replace(best, more=of_year - 1 if is_counted else 0)
    return cells


def candidates(ranking: Ranking) -> Sequence[Hit]:
    """The hits that are near enough to the best to answer, or have a half of what is asked for in
    the title; all of given words."""
    hits = ranking.hits
    if not ranking.weights or ranking.answering == len(hits):
        return hits
    least = _LEAST_CANDIDATE * hits[0].score
    return [hit for hit in hits if hit.score >= least or _is_titled(hit)]


def _is_titled(hit: Hit) -> bool:
    return any(thing.is_titled and thing.share >= _MOST_OF_SENTENCE for thing in hit.sought)


def _lacks_exact(hit: Hit) -> bool:
    return any(it.is_exact and not it.presence.is_done for it in hit.sought)


def _with_newer(sure: QuestionCell, near: QuestionCell) -> QuestionCell:
    year, than = near.fiscal_year_be or 0, sure.newer or sure
    if year <= (than.fiscal_year_be or 0):
        return sure
    if near.measure_id is None or near.title is None or near.source is None:
        return sure  # a report
    newer = FurtherRow(
        measure_id=near.measure_id,
        title=near.title,
        fiscal_year_be=year,
        source=near.source,
    )
    return replace(sure, newer=newer)


def named_things(hits: Sequence[Hit]) -> frozenset[tuple[int, str]]:
    """Of hits near the best: positions of the things asked for that any names, each with "", and
    with each of its words that half of them have, where some lack it."""
    named = (Presence.ADVISED, Presence.NAMED)
    best = hits[0].score if hits else 0.0
    near = [[*enumerate(hit.sought)] for hit in hits if hit.score >= LEAST_SURE_OF_BEST * best]
    every = [*chain.from_iterable(near)]
    lacking = Counter((at, word) for at, it in every for word, _ in it.lacks)
    whole = {(at, "") for at, it in every if it.presence in named}
    return frozenset(whole | {it for it, count in lacking.items() if 2 * count <= len(near)})


def _matching(
    hits: Sequence[Hit],
    odds: Mapping[int, float],
    elsewhere: Collection[tuple[int, str]],
    *,
    is_unsure: bool,
) -> list[Hit]:
    best = hits[0].score if hits else 0.0

    def missing_of(at: int, thing: SoughtThing) -> float:
        lacks = (share for word, share in thing.lacks if (at, word) in elsewhere)
        return thing.share * (1.0 if (at, "") in elsewhere else sum(lacks))

    def is_match(hit: Hit) -> bool:
        lacking = {at: it for at, it in enumerate(hit.sought) if not it.presence.is_done}
        is_of_others = any(it.is_whom and (at, "") in elsewhere for at, it in lacking.items())
        if is_of_others or _lacks_exact(hit):
            return False
        is_sentence = sum(it.share > 0 for it in hit.sought) >= _SENTENCE
        most = _MOST_OF_SENTENCE if is_sentence else _MOST_MISSING
        missing = [(missing_of(at, it), it.is_how) for at, it in lacking.items()]
        what = sum(it.share for it in hit.sought if not it.is_how)  # ภาษี, not by what it is paid
        is_missing = most <= sum(share for share, _ in missing)
        is_missing |= what > 0 and most * what <= sum(
            share for share, is_how in missing if not is_how
        )
        if not hit.sought:  # given words or phrases
            return not is_unsure and hit.score >= LEAST_SURE_OF_BEST * best
        if not lacking:
            as_typed = all(it.presence is Presence.NAMED for it in hit.sought)
            return as_typed or odds[hit.rank] >= 0
        # ประปา, and nothing of what is asked of it: "ตรวจน้ำประปา".
        kinds = {it.presence for it in hit.sought if it.share}
        is_otherwise = Presence.OTHERWISE in kinds and Presence.NAMED not in kinds
        is_likely = odds[hit.rank] >= learned("cells")["sure"]
        return is_likely and not is_missing and not is_otherwise

    return [hit for hit in hits if is_match(hit)]


def _odds(hits: Sequence[Hit], *, is_unsure: bool, is_rest: bool) -> Mapping[int, float]:
    """Log odds that each hit answers, by rank."""
    weights = learned("cells")
    every = features(hits, is_unsure=is_unsure, is_rest=is_rest)
    return {
        hit.rank: weights["constant"] + sum(weights[name] * value for name, value in of_hit.items())
        for hit, of_hit in zip(hits, every, strict=True)
    }


def features(
    hits: Sequence[Hit], *, is_unsure: bool, is_rest: bool
) -> Iterator[Mapping[str, float]]:
    """What of each hit of a search speaks for that it answers, by name."""
    signals = [dict(hit.signals) for hit in hits]
    most = max((it.get("words", 0.0) for it in signals), default=0.0) or 1.0
    for hit, of_hit in zip(hits, signals, strict=True):
        yield {
            "score": hit.score,
            **{name: of_hit.get(name, 0.0) for name in ("covered", "concepts", "kin")},
            "words": of_hit.get("words", 0.0) / most,
            "whole": bool(hit.sought) and all(it.presence.is_done for it in hit.sought),
            "unsure": is_unsure,
            "rest": is_rest,
        }


def report_cells(
    documents: Sequence[ReportHead], columns: Sequence[QuestionColumn], *, is_sure: bool
) -> Iterator[tuple[str, QuestionCell]]:
    """Of the reports that an item asks for, by town or for the only year, the first, and how many
    more are of its year."""
    for column in columns:
        own = [it for it in documents if column.organisation in (None, it.organisation)]
        for report in own[:1]:
            cell = QuestionCell(
                certainty=_certainty(is_sure=is_sure),
                title=file_name(report.source.path),
                organisation=report.organisation,
                fiscal_year_be=report.fiscal_year_be,
                source=report.source,
                more=sum(it.fiscal_year_be == report.fiscal_year_be for it in own) - 1,
            )
            yield column.key, cell


def _certainty(*, is_sure: bool) -> CellCertainty:
    return CellCertainty.ANSWER if is_sure else CellCertainty.UNSURE


def _places(hit: Hit) -> Iterator[QuestionCell]:
    cell = QuestionCell(
        measure_id=hit.measure.id,
        title=hit.measure.numbered_title,
        organisation=hit.organisation,
        fiscal_year_be=hit.fiscal_year_be,
        source=hit.measure.source,
    )
    yield cell
    for copy in sorted(hit.same_text, key=lambda copy: -(copy.fiscal_year_be or 0)):
        yield replace(
            cell,
            measure_id=copy.measure_id,
            organisation=copy.organisation,
            fiscal_year_be=copy.fiscal_year_be,
            source=copy.source,
        )
