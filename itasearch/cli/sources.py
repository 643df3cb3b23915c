"""The verbs gather and sources: reports found on web sites, and places that are kept in step."""

import sys
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from itasearch.cli import labels, options, output as out
from itasearch.cli.health import write_private
from itasearch.cli.library import ShownOutcomes
from itasearch.cli.options import argument, option
from itasearch.cli.progress import at_work, shown_progress
from itasearch.model.library import GatheredSite, KeptSource, LeftAddress, LeftWhy, SiteAddress
from itasearch.wording.label import Label
from itasearch.wording.labels import address_text
from itasearch.wording.language import phrase, say
from itasearch.wording.messages import reason_text
from itasearch.wording.names import FOUND_ON, KINDS, LEFT_WHYS, NO_PLACE, SOURCE_KINDS, SYNCED

if TYPE_CHECKING:
    from itasearch.workspace import GatheredReports


def gather(
    addresses: Annotated[
        list[str],
        argument("ADDRESS…", "Addresses of towns' web sites, or tables of them (.csv, .xlsx)."),
    ],
    yes: Annotated[bool, option("--yes -y", "Add what is found, without asking.")] = False,
    left: Annotated[bool, option("--left", "List what was left, too, with the reasons.")] = False,
    organisation: options.Owner = None,
    year: options.OwnYear = None,
    host: Annotated[
        list[str] | None,
        option("--host NAME", "Another host that the sites keep their documents at; repeatable."),
    ] = None,
    build: options.Build = True,
    allow_private: options.AllowPrivate = False,
) -> None:
    """Find the reports on towns' web sites, show them, and add them.

    From each ADDRESS on, the pages of the ITA items are looked for; what reads as a report of
    measures or as ITA results is listed with the page that it was found on. Nothing is added
    before you agree. A table has a town a row: organisation, year, address. robots.txt is obeyed,
    one request is sent at a time, 200 at most to a site.

    Example: itasearch gather https://www.example.go.th --yes
    """
    name, year_be = options.typed_organisation(organisation), options.typed_year(year)
    sites = _sites(addresses, organisation=name, fiscal_year_be=year_be)
    hosts = [name.strip().lower() for name in host or []]
    with options.opened_or_new() as workspace, shown_progress() as progress:
        gathered: list[GatheredReports] = []
        outcomes = ShownOutcomes(progress=progress)
        add = partial(workspace.sources.add_gathered, progress=progress, on_outcome=outcomes.show)
        with outcomes.until_stopped():
            for number, site in enumerate(sites, start=1):
                if len(sites) > 1:
                    progress.line(f"{number}/{len(sites)} {site.address}")
                reports = workspace.sources.gather(
                    site, hosts=hosts, allow_private=allow_private, progress=progress
                )
                gathered.append(reports)
                if yes:  # at once: a run of hours may be stopped
                    add([reports], build=False)
            new = sum(reports.new for reports in gathered)
            _write_found([reports.site for reports in gathered], left=left)
            write_private(reports.site.fault or "" for reports in gathered)
            if yes:
                add([], build=build)
            elif (
                new
                and not out.is_json()
                and sys.stdin.isatty()
                and typer.confirm(phrase("Add {count:files}?", count=new), err=True)
            ):
                add(gathered, build=build)
            elif new:
                out.write_message(
                    Label("nothing was added; to add it: the same command with --yes")
                )
    out.fail_if(any(reports.site.fault and not reports.site.files for reports in gathered))


def evidence(
    subject: Annotated[
        str,
        argument(
            "LIST|ADDRESS",
            "A table of items and addresses (.csv, .xlsx), or your page of the ITA items.",
        ),
    ],
    organisation: Annotated[str, option("--organisation NAME", "Whose evidence it is.")],
    year: Annotated[str, option("--year YEAR", "Fiscal year of the assessment.")],
    allow_private: options.AllowPrivate = False,
    output: options.TableOutput = None,
) -> None:
    """Check the evidence for the items (OIT) of a year: what is at each address, what is wrong.

    Each address must open, be of your own organisation, of the right year and about the item; the
    measures must have the parts of the form. Nothing is added to the library.

    Example: itasearch evidence evidence.xlsx --organisation ทต.แม่กา --year 2566
    """
    from itasearch.workspace import evidence_entries

    name, year_be = options.typed_organisation(organisation), options.typed_year(year)
    path = Path(subject)
    with options.opened_or_new() as workspace, shown_progress() as progress:
        if path.is_file():
            entries = evidence_entries(path)
        else:
            if "://" not in subject:
                options.readable_file(path)
            entries = workspace.evidence.entries_of_page(subject, allow_private=allow_private)
        if not entries:
            label = Label("no item of the ITA is named in {given}")
            raise options.wrong(label, "LIST|ADDRESS", given=subject)
        check = workspace.evidence.check(
            entries,
            organisation=name or "",
            fiscal_year_be=year_be or 0,
            allow_private=allow_private,
            progress=progress,
        )
        out.write_answer(workspace, check, output=output)
        write_private(finding.reason for row in check.rows for finding in row.findings)
    out.fail_if(any(row.findings for row in check.rows))


def _sites(
    addresses: Sequence[str], *, organisation: str | None, fiscal_year_be: int | None
) -> tuple[SiteAddress, ...]:
    from itasearch.workspace import typed_sites

    try:
        return typed_sites(addresses, organisation=organisation, fiscal_year_be=fiscal_year_be)
    except ValueError as error:
        options.readable_file(Path(str(error)))
        raise options.wrong(labels.NO_SITE, "ADDRESS", text=error) from error


def _write_found(sites: Sequence[GatheredSite], *, left: bool) -> None:
    if out.is_json():
        out.write_objects(sites)
        return
    rows = [
        (
            out.organisation_label(report.organisation, reworded=False),
            out.year_label(report.fiscal_year_be or site.site.fiscal_year_be),
            out.code_label(KINDS, report.kind)
            if report.kind
            else out.cell_label(Label("ITA results")),
            str(report.measures or report.results),
            out.cell_label(Label("has it") if file.stored else Label("new", "gather")),
            f"{file.label}\n{address_text(file.address)}\n← {address_text(file.page)}",
        )
        for site in sites
        for file in site.files
        for report in file.reports
    ]
    if rows:
        heads = (labels.ORGANISATION, labels.YEAR, labels.KIND, labels.MEASURES)
        more = (Label("Library"), Label("File, and the page with it"))
        out.write_table((*heads, *more), rows, ruled=True)
    if left:
        columns: out.Columns[LeftAddress] = (
            (Label("Left because"), lambda lead: out.code_label(LEFT_WHYS, lead.why)),
            (Label("File or page"), lambda lead: f"{lead.label}\n{address_text(lead.address)}"),
            (Label("Reason"), lambda lead: reason_text(lead.reason)),
        )
        out.write_list([address for site in sites for address in site.left], columns, ruled=True)
    for site in sites:
        _write_summary(site, left=left)


def _write_summary(site: GatheredSite, *, left: bool) -> None:
    new = sum(not file.stored for file in site.files)
    counts = Counter(address.why for address in site.left)
    line = say(FOUND_ON, files=len(site.files), new=new, requests=site.requests)
    line = f"{site.site.address}: {line}"
    whys = (f"{say(LEFT_WHYS[why])} {counts[why]}" for why in LeftWhy if counts[why])
    if counts:
        line += phrase("; left: {counts}", counts=", ".join(whys))
    out.write_stderr(line)
    if site.fault:
        out.write_stderr(f"  ! {reason_text(site.fault)}")
    if counts and not left:
        out.write_message(Label("  (with --left: which and why)"))


def keep(
    address: Annotated[str, argument("PLACE", "A folder, a table of addresses, or an address.")],
) -> None:
    """Remember PLACE as a source of reports; `itasearch sources sync` reads it.

    Example: itasearch sources add reports/
    """
    with options.opened_or_new() as workspace:
        try:
            source = workspace.sources.keep(address)
        except ValueError as error:
            raise options.wrong(NO_PLACE, "PLACE", text=address) from error
    _write_sources([source])


def list_sources() -> None:
    """List the sources of reports, with what their last sync gave.

    Example: itasearch sources list
    """
    with options.opened() as workspace:
        _write_sources(workspace.sources.all())


def forget(identifier: Annotated[str, argument("ID", "Of `itasearch sources list`.")]) -> None:
    """Remember a source no longer; its reports stay in the library.

    Example: itasearch sources remove 0123abcd
    """
    with options.opened() as workspace:
        source = workspace.sources.forget(identifier)
    out.write_message(Label("no longer a source: {place}"), place=source.place)


def sync(
    identifiers: Annotated[
        list[str] | None, argument("ID…", "Of `itasearch sources list`; all without.")
    ] = None,
    allow_private: options.AllowPrivate = False,
) -> None:
    """Read what is new or changed in the sources; what has gone is named, and stays.

    Example: itasearch sources sync
    """
    with at_work() as (workspace, progress), closing(ShownOutcomes(progress=progress)) as outcomes:
        synced = workspace.sources.sync(
            identifiers or (),
            allow_private=allow_private,
            progress=progress,
            on_outcome=outcomes.show,
        )
    for source in synced:
        values = {"new": source.new, "refused": source.refused, "gone": len(source.gone)}
        out.write_stderr(f"{source.source.place}: {say(SYNCED, **values)}")
        for address, reason in source.unreached.items():
            out.write_stderr(f"  ! {address}: {reason_text(reason)}")
        for address in source.gone:
            out.write_message(Label("  gone, its reports stay: {place}"), place=address)
    out.fail_if(any(source.unreached for source in synced))


def _write_sources(sources: Sequence[KeptSource]) -> None:
    def sync_text(source: KeptSource) -> str:
        last = source.last_sync
        if last is None:
            return "–"
        counts = say(SYNCED, new=last.new, refused=last.refused, gone=last.gone)
        return f"{out.moment_label(last.at)} {counts}"

    columns: out.Columns[KeptSource] = (
        (labels.IDENTIFIER, lambda source: source.id),
        (labels.KIND, lambda source: out.code_label(SOURCE_KINDS, source.kind)),
        (Label("Place"), lambda source: source.place),
        (Label("Last sync"), sync_text),
    )
    out.write_list(sources, columns)
