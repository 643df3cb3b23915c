"""What a person should check of an address that was handed in as evidence, in words."""

from urllib.parse import urlsplit

from itasearch.model.form_check import CheckedEvidence, DisclosureItem, EvidenceCheck
from itasearch.wording.label import Label
from itasearch.wording.language import language, phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import topic_name

OPENS, DOES_NOT_OPEN = Label("opens", "evidence"), Label("does not open", "evidence")


def opened_text(check: EvidenceCheck) -> str:
    """How many of the addresses could be opened: "3 of 5 addresses open"."""
    label = Label("{opened:,} of {count:,} addresses open")
    return say(label, opened=check.opened, count=len(check.rows))


def to_check(row: CheckedEvidence, fiscal_year_be: int) -> tuple[str, ...]:
    """What to check of an address in the assessment of a year; empty where nothing differs."""
    texts = [] if row.entry.address else [phrase("The row has no address.")]
    if row.fault:
        texts.append(reason_text(row.fault))
    if row.entry.number is not None and row.item is None:
        label = Label("The rules of {year} have no item O{number}.")
        texts.append(say(label, year=fiscal_year_be, number=row.entry.number))
    if row.final_address and _is_front(row.final_address):
        texts.append(phrase("It leads to the front page of the site: is the document still there?"))
    if row.media_type and not row.years:
        texts.append(phrase("No fiscal year was found at its beginning: does it state one?"))
    due = row.due(fiscal_year_be)
    if row.years and not set(row.years) & set(due):
        label = Label("It names {years}; the item asks for {due}.")
        named_years, due_years = ", ".join(map(str, row.years)), " / ".join(map(str, due))
        texts.append(say(label, years=named_years, due=due_years))
    return tuple(texts)


def _is_front(address: str) -> bool:
    parts = urlsplit(address if "://" in address else f"//{address}")
    return parts.path in {"", "/"} and not parts.query


def item_text(item: DisclosureItem) -> str:
    """An item's number and title: "O12 รายงาน…"; in English the title's subject, if known."""
    if language() == "th":
        return f"{item.label} {item.title}"
    subject = f" ({topic_name(item.topic)})" if item.topic else ""
    return f"{item.label}{subject}"
