"""What speaks against a piece of evidence, in words, and what to do about it."""

from collections.abc import Mapping

from itasearch.model.form_check import DisclosureItem, EvidenceFault, EvidenceFinding
from itasearch.wording.label import Label
from itasearch.wording.labels import FIELD_NAMES
from itasearch.wording.language import language, phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import name_in_language, topic_name

OTHER_LIST = Label(
    "The titles of this list fit the items of {year}, not of {asked}: check it again with {year},"
    " or number its rows as in {asked}. What follows goes by the numbers of {asked}"
)
IN_ORDER = Label("nothing speaks against it")

_FAULTS: Mapping[EvidenceFault, tuple[Label, Label]] = {
    EvidenceFault.UNKNOWN_ITEM: (
        Label("the rules that are applied have no such item"),
        Label(
            "Write the number of an item of that year, such as O12, or give the year of your list."
        ),
    ),
    EvidenceFault.NO_ADDRESS: (
        Label("the row has no web address"),
        Label("Publish the document and write its address."),
    ),
    EvidenceFault.UNREACHABLE: (
        Label("it cannot be opened: {reason}"),
        Label("Open the address in another browser, as a stranger would, and correct it."),
    ),
    EvidenceFault.NOT_THERE: (
        Label("the page has no document, or says that there is none yet"),
        Label("Publish the document, and write its own address."),
    ),
    EvidenceFault.FRONT_PAGE: (
        Label("it is the front page of a site"),
        Label("Write the address of the document itself."),
    ),
    EvidenceFault.UNREADABLE: (
        Label("the file cannot be read: {reason}"),
        Label("Publish a file that opens, best a PDF saved from Word."),
    ),
    EvidenceFault.PICTURE: (
        Label("its words are pictures (a scan)"),
        Label("Publish the file that was printed, with text that can be searched."),
    ),
    EvidenceFault.OTHER_ORGANISATION: (
        Label("it is of another organisation: {organisation}"),
        Label("Publish your own document."),
    ),
    EvidenceFault.OTHER_YEAR: (
        Label("it is of {years}; the item asks for {due}"),
        Label("Hand in the document of the year that the item asks for."),
    ),
    EvidenceFault.NO_YEAR: (
        Label("it names no fiscal year"),
        Label("Write the fiscal year into the document's title."),
    ),
    EvidenceFault.OTHER_ITEM: (
        Label("it is about another item: {item}"),
        Label("Hand it in for that item, and this item's own document here."),
    ),
    EvidenceFault.NOT_FILLED_IN: (
        Label("places in it are not filled in: {places}"),
        Label("Fill them in, and publish the document again."),
    ),
    EvidenceFault.DRAFT: (
        Label("it calls itself a draft"),
        Label("Publish the document as it was signed."),
    ),
    EvidenceFault.NO_MEASURES: (
        Label("no table of measures was found in it"),
        Label("Hand in the document with the measures, as a table."),
    ),
    EvidenceFault.LACKS_PARTS: (
        Label("most of its measures lack: {parts}"),
        Label("Add these parts to each measure."),
    ),
    EvidenceFault.LACKS_CONTENT: (
        Label("it says nothing of: {parts}"),
        Label("Add it to what the address shows."),
    ),
    EvidenceFault.NO_ANALYSIS: (
        Label("it has no analysis of last year's ITA results"),
        Label("Add what last year's results show, and what follows from it."),
    ),
}

_PART_NAMES: Mapping[str, Label] = {
    **FIELD_NAMES,
    "structure": Label("the units of the organisation"),
    "powers": Label("the powers and duties of the organisation"),
    "telephone": Label("a telephone number"),
    "address": Label("the address of the office"),
    "email": Label("an e-mail address"),
    "law": Label("the law or rules that apply"),
    "fee": Label("what it costs"),
    "usage": Label("how to use the service"),
    "progress": Label("the progress of the purchases"),
    "method": Label("the methods of purchase"),
    "counts": Label("how many came for a service"),
    "activities": Label("projects or activities"),
    "handling": Label("how a complaint is handled"),
    "channel": Label("by which channel to complain"),
    "corruption": Label("corruption or misconduct"),
    "outcome": Label("what became of the complaints"),
    "participants": Label("who took part"),
    "participation_results": Label("what came of it, and how it is used"),
    "culture": Label("what was done to make it a culture"),
    "risk_events": Label("the events that are risks"),
    "risk_levels": Label("the levels of the risks"),
    "risk_measures": Label("what is done against the risks"),
    "code": Label("the code of ethics itself"),
    "driving": Label("how the code of ethics is put into practice"),
}


def finding_text(found: EvidenceFinding) -> str:
    """What speaks against it."""
    label, town = _FAULTS[found.fault][0], found.organisation
    if found.fault is EvidenceFault.OTHER_ITEM and found.item is None:
        label = Label("nothing in it is about this item")
    elif found.fault is EvidenceFault.OTHER_ITEM and found.years:
        label = Label("it is of {years} and about another item, which asks for {due}: {item}")
    if found.tab:
        label = Label("the page opens on {years}; the item asks for {due}")
    return say(
        label,
        reason=reason_text(found.reason),
        organisation=name_in_language(town),
        years=", ".join(map(str, found.years)),
        due=" / ".join(map(str, found.due)),
        item="" if found.item is None else item_text(found.item),
        places=" ".join(f"“{place}”" for place in found.places),
        parts=", ".join(say(_PART_NAMES[part]) for part in found.parts),
    )


def remedy_text(found: EvidenceFinding) -> str:
    """What to do about it."""
    if found.fault is EvidenceFault.OTHER_ITEM and (found.item is None or found.years):
        return phrase("Hand in the document that the item asks for.")
    if found.tab:
        label = Label("Hand in the address of the year's own tab or document: {address}")
        return say(label, address=found.tab)
    return say(_FAULTS[found.fault][1])


def item_text(item: DisclosureItem) -> str:
    """An item's number and title: "O12 รายงาน…"; in English the title's subject, if known."""
    if language() == "th":
        return f"{item.label} {item.title}"
    subject = f" ({topic_name(item.topic)})" if item.topic else ""
    return f"{item.label}{subject}"
