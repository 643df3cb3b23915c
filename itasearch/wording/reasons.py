"""What a query was read as, and why a hit is in its ranking, as sentences in Thai or English."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from itasearch.model.ranking import AddedName, Addition, FoundName, Ranking, Reason
from itasearch.wording.label import Label, shortened
from itasearch.wording.labels import english_name, field_in_sentence, file_name, lacking_text
from itasearch.wording.language import language, phrase, say
from itasearch.wording.names import town_name

_SHOWN_NAMES = 5  # found names, or reports, that a sentence lists
_LONGEST_TITLE = 80  # code points of a title in a reason

_UNDERSTOOD = Label("understood: {typed} → only {name}")
_NOT_APPLIED = Label("not applied: nothing of {name} surely answers; {typed} is searched as words")


def query_lines(ranking: Ranking) -> Iterator[str]:
    """What names and years of the query were read as, and what the library does not have."""
    for name in ranking.understood:
        label = _UNDERSTOOD if name.applied else _NOT_APPLIED
        read_as = name.name if language() == "th" else english_name(name)
        yield say(label, typed=name.asked, name=read_as)
        if name.applied and name.choices:
            yield phrase("which one? type instead: {choices}", choices=" | ".join(name.choices))
    if text := documents_text(ranking):
        yield text
    of_reports = Label("no reports of {name} in the library; what it lacks is no filter")
    for lacking in ranking.not_held:
        yield lacking_text(lacking, of_reports)


def documents_text(ranking: Ranking) -> str:
    """Which reports of the library the query's items ask for; "" where they ask for no report."""
    if not any(name.documents for name in ranking.understood):
        return ""
    years = {year for name in ranking.understood for _, of in name.documents for year in of}
    whole = phrase(
        "a whole report of {years} is asked for, no single measure",
        years=phrase(" or ").join(map(str, sorted(years, reverse=True))),
    )
    if len(years) > 1:
        whole += phrase(" (the rules do not limit it to one year)")
    count = len(ranking.documents)
    if not count:
        return whole + phrase("; the library has none")
    reports = [
        f"{town_name(it.organisation, reworded=it.source.reworded)}"
        f" {it.fiscal_year_be} {file_name(it.source.path)} ({it.id})"
        for it in ranking.documents[:_SHOWN_NAMES]
    ]
    if count > _SHOWN_NAMES:
        reports.append(phrase("and {count:,more reports}", count=count - _SHOWN_NAMES))
    names = "; ".join(reports)
    return whole + phrase("; in the library {count}: {names}", count=count, names=names)


def added_lines(added: Sequence[AddedName]) -> Iterator[str]:
    """What was respelled, and the added names by the words of the query."""
    names: dict[str, list[str]] = {}
    for name in added:
        if name.kind is Addition.RESPELLING:
            label = Label("respelled: {typed} → {name}")
            yield say(label, typed=name.asked, name=name.name)
        else:
            names.setdefault(name.asked, []).append(name.name)
    for word, others in names.items():
        label = Label("added for {word}: {names}")
        parts = (
            f"{meaning} ({', '.join(own)})" if meaning else ", ".join(own)
            for meaning, own in by_meaning(others).items()
        )
        yield say(label, word=word, names=", ".join(parts))


def by_meaning(names: Iterable[str]) -> dict[str, list[str]]:
    """Names by the English name of their concept; "": Latin ones, those of none, all in Thai."""
    from itasearch.domain.glossary import glossary, query_terms  # which loads the word lists

    groups: dict[str, list[str]] = {}
    for name in dict.fromkeys(names):
        matches = () if language() == "th" else query_terms(glossary()).match_exactly([name])
        english = [term for match in matches for it in match.concepts for term in it.english]
        groups.setdefault("" if name.isascii() or not english else english[0], []).append(name)
    return groups


def reason_text(reason: Reason) -> str:
    """One sentence; "" without any reason."""
    parts = [*_found_parts(reason.found)]
    if reason.is_near:
        parts.append(say(Label("close in meaning", "sentence")))
    if reason.subject:
        parts.append(phrase("about the same: {name}", name=reason.subject[language() == "en"]))
    if reason.like:
        titles = _quoted(shortened(title, _LONGEST_TITLE) for title in reason.like)
        parts.append(say(Label("like {titles}", "sentence"), titles=titles))
    sentence = (" และ" if language() == "th" else "; ").join(parts)
    return sentence[:1].upper() + sentence[1:]


_CLAUSE_NAMES = 2  # found names that a clause lists
_LIKE = Label("like {titles}")


def reason_clause(reason: Reason) -> str:
    """The strongest part of the reason in a few words; "" without any."""
    alike = [it for it in reason.found if it.asked != "" and not it.is_related]
    if found := alike or reason.found:
        words = _quoted(dict.fromkeys(it.text for it in found[:_CLAUSE_NAMES]))
        return say(Label("has {words}") if alike else Label("has the related {words}"), words=words)
    if reason.subject:
        return phrase("about {subject}", subject=reason.subject[language() == "en"])
    if reason.like:
        return say(_LIKE, titles=_quoted(it[:_LONGEST_TITLE] for it in reason.like[:1]))
    return phrase("close in meaning") if reason.is_near else ""


def _found_parts(found: Sequence[FoundName]) -> Iterator[str]:
    """A part of the sentence for each field in which something was found."""
    shown = found[:_SHOWN_NAMES]
    also = " และ" if language() == "th" else " and "
    for field in dict.fromkeys(it.field for it in shown):
        here = [it for it in shown if it.field == field]
        names = also.join(
            _found_names(typed, group)
            for typed, group in groupby(here, key=lambda it: (it.asked, it.is_related))
        )
        where = say(field_in_sentence(field))
        yield f"{names} ใน{where}" if language() == "th" else f"{names} in {where}"


def _found_names(typed_as: tuple[str | None, bool], names: Iterable[FoundName]) -> str:
    """Names found for a stretch of the query (None: its own words, "": related ones)."""
    typed, is_related = typed_as
    words = _quoted(name.text for name in names)
    if language() == "th":
        same = "เกี่ยวข้อง" if is_related else "ตรง"
        found = "พบคำที่เกี่ยวข้อง" if typed == "" else "พบคำ" if typed is None else "พบ"
        return f"{found} {words}" + (f" ซึ่ง{same}กับ “{typed}”" if typed else "")
    same = "related to" if is_related else "for"
    found = "found related words" if typed == "" else "found"
    return f"{found} {words}" + (f" ({same} “{typed}”)" if typed else "")


def _quoted(words: Iterable[str]) -> str:
    return " ".join(f"“{word}”" for word in words)
