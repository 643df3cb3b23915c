"""The verbs gather and evidence: report links of web pages, and addresses handed in as evidence."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from itasearch.cli import labels, options, output as out
from itasearch.cli.health import write_private
from itasearch.cli.library import ShownOutcomes
from itasearch.cli.options import argument, option
from itasearch.cli.progress import shown_progress
from itasearch.model.library import GatheredPage, ReportLink
from itasearch.wording.label import Label
from itasearch.wording.labels import address_text
from itasearch.wording.messages import reason_text
from itasearch.wording.names import NEW_LINK, STORED_LINK

if TYPE_CHECKING:
    from itasearch.workspace import Workspace


def gather(
    addresses: Annotated[
        list[str],
        argument("FILE|ADDRESS…", "Addresses of web pages, or lists of them (.csv, .xlsx, .txt)."),
    ],
    add: Annotated[
        str | None,
        option("--add NUMBERS", "Add these links of the list: all, or numbers such as 1,3."),
    ] = None,
    build: options.Build = True,
    allow_private: options.AllowPrivate = False,
) -> None:
    """List the links of web pages that may lead to reports, and add those that you choose.

    Only the given pages are read, robots.txt is obeyed, and nothing is added without --add.

    Example: itasearch gather https://www.example.go.th/ita --add 1,3
    """
    with options.opened_or_new() as workspace, shown_progress() as progress:
        pages = workspace.gather(_pages(addresses), allow_private=allow_private, progress=progress)
        links = [link for page in pages for link in page.links]
        chosen = [] if add is None else _chosen(add, links)
        if add is None:
            _write_links(pages, links)
        else:
            _add(workspace, chosen, build=build, allow_private=allow_private)
    for page in pages:
        if page.fault:
            out.write_stderr(f"! {page.address}: {reason_text(page.fault)}")
    write_private(page.fault for page in pages)
    out.fail_if(any(page.fault for page in pages))


def _pages(typed: Sequence[str]) -> list[str]:
    """The addresses that a person typed, and those of lists."""
    from itasearch.workspace import addresses_in, is_site_address, site_address

    addresses: list[str] = []
    for text in typed:
        path = Path(text)
        is_table = path.suffix.lower() in (".csv", ".xlsx", ".txt") and "://" not in text
        if is_site_address(text) and not is_table:
            addresses.append(site_address(text))
        elif listed := addresses_in(options.readable_file(path) or path):
            addresses += listed
        else:
            raise options.wrong(labels.NO_SITE, "FILE|ADDRESS", text=text)
    return addresses


def _chosen(numbers: str, links: Sequence[ReportLink]) -> list[str]:
    """The addresses of links by their numbers, from 1; of all that are not stored for "all"."""
    if numbers.strip() == "all":
        return [link.address for link in links if not link.stored]
    addresses = {str(number): link.address for number, link in enumerate(links, start=1)}
    typed = [*dict.fromkeys(map(str.strip, numbers.split(",")))]
    for number in typed:
        if number not in addresses:
            label = Label("{text} names no links of the list, which has {count}")
            raise options.wrong(label, "--add", text=number, count=len(links))
    return [addresses[number] for number in typed]


def _add(
    workspace: "Workspace", addresses: Sequence[str], *, build: bool, allow_private: bool
) -> None:
    from itasearch.workspace import Given

    with shown_progress() as progress:
        outcomes = ShownOutcomes(progress=progress)
        with outcomes.until_stopped():
            links = Given(urls=addresses, allow_private=allow_private)
            workspace.add(links, build=build, progress=progress, on_outcome=outcomes.show)


def _write_links(pages: Sequence[GatheredPage], links: Sequence[ReportLink]) -> None:
    if out.is_json():
        out.write_objects(pages)
        return
    rows = [
        (
            str(number),
            out.cell_label(STORED_LINK if link.stored else NEW_LINK),
            f"{link.label}\n{address_text(link.address)}",
        )
        for number, link in enumerate(links, start=1)
    ]
    out.write_table((labels.NUMBER, Label("Library"), Label("Link")), rows, ruled=True)
    if any(not link.stored for link in links):
        out.write_message(Label("to add links, run the same command with --add and their numbers"))


def evidence(
    subject: Annotated[
        Path, argument("LIST", "A table of items and addresses (.csv, .xlsx, .txt).")
    ],
    year: Annotated[str, option("--year YEAR", "Fiscal year of the assessment.")],
    allow_private: options.AllowPrivate = False,
    output: options.TableOutput = None,
) -> None:
    """Open each address of a list of evidence (OIT), and say what to check.

    Of each address: whether it opens, where it leads in the end, the type of file, and the fiscal
    years that its beginning names. Nothing is added to the library.

    Example: itasearch evidence evidence.xlsx --year 2566
    """
    from itasearch.workspace import evidence_entries

    path = options.readable_file(subject) or subject
    entries = evidence_entries(path)
    if not entries:
        raise options.wrong(Label("no item or address is named in {given}"), "LIST", given=subject)
    with options.opened_or_new() as workspace, shown_progress() as progress:
        check = workspace.check_evidence(
            entries,
            fiscal_year_be=options.typed_year(year) or 0,
            allow_private=allow_private,
            progress=progress,
        )
        out.write_answer(workspace, check, output=output)
    write_private(row.fault for row in check.rows)
    out.fail_if(any(row.fault for row in check.rows))
