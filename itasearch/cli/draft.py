"""Verbs on drafts: drafts, export, and adapt for texts from a file."""

import re
from pathlib import Path
from typing import Annotated

from itasearch.cli import labels, options, output as out
from itasearch.cli.options import argument, option
from itasearch.model.documents import Digits, SourcesPlace
from itasearch.model.drafts import (
    BORROWED_FIELDS,
    DocumentChoice,
    DocumentKind,
    DraftSummary,
    Exported,
    ExportFormat,
)
from itasearch.wording.label import Label
from itasearch.wording.labels import field_in_sentence
from itasearch.wording.language import language
from itasearch.wording.names import draft_name


def drafts() -> None:
    """List the drafts, the one that was changed last first.

    itasearch export --draft ID writes one to a file; the app opens it at template?draft=ID.

    Example: itasearch drafts --json
    """
    with options.opened() as workspace:
        summaries = workspace.drafts.all()
    columns: out.Columns[DraftSummary] = (
        (Label("Draft"), lambda draft: draft.id),
        (labels.NAME, lambda draft: out.as_data(lambda: draft_name(draft.name))),
        (labels.FOR, lambda draft: draft.organisation or ""),
        (labels.YEAR, lambda draft: out.year_label(draft.fiscal_year_be)),
        (labels.ROWS, lambda draft: str(draft.rows)),
        # By this machine's clock; --json has UTC.
        (Label("Changed"), lambda draft: out.moment_label(draft.changed_at)),
    )
    out.write_list(summaries, columns)


SOURCES_PLACES = {None: SourcesPlace.APART, True: SourcesPlace.INSIDE, False: SourcesPlace.NONE}
"""Where the sources are written, by --sources, --no-sources or neither."""

_DRAFT_ID = re.compile("d[0-9a-f]{12}")
"""As the store makes them; measures and reports begin with r."""

Paper = Annotated[
    Path | None,
    option("--letterhead FILE", "A .docx of your own with {{ table }} in it, to be filled in."),
]
Sources = Annotated[
    bool | None,
    option(
        "--sources/--no-sources",
        "List at the end of the document where each row comes from, or nowhere. Default: in a "
        "second file, FILE-sources; in .xlsx a sheet.",
    ),
]


def export(
    output: Annotated[Path, option("--output -o FILE", "File to write.")],
    identifiers: Annotated[
        list[str] | None, argument("ID…", "Ids of measures, or of reports for all their measures.")
    ] = None,
    draft: Annotated[
        str | None,
        option(
            "--draft ID",
            "In place of ID…: a draft (see: itasearch drafts), in its own name and year.",
        ),
    ] = None,
    kind: Annotated[
        ExportFormat | None, option("--format", "Default: by the ending of FILE.")
    ] = None,
    organisation: Annotated[
        str | None,
        option("--organisation NAME", "Whose table it will be, full or in ทต./อบต. form."),
    ] = None,
    year: Annotated[str | None, option("--year YEAR", "Its fiscal year, BE or CE.")] = None,
    document: Annotated[
        DocumentKind | None,
        option(
            "--document",
            "Plan, report on its results, or the bare table. Default: table for rows with results, "
            "else plan.",
        ),
    ] = None,
    letterhead: Paper = None,
    sources: Sources = None,
    digits: options.DigitsOfDocument = Digits.THAI,
) -> None:
    """Write measures, or a draft, as a document of your own organisation, with their sources.

    Example: itasearch export r3f2a9c0d1e4b-t1r7 -o plan.docx --organisation ทต.แม่กา
    --year 2570 --document plan
    """
    _check_one_source(identifiers, draft, named=organisation is not None or year is not None)
    fiscal_year_be = options.typed_year(year)
    if kind is None:
        kind = options.typed_format(output, ExportFormat)
    else:
        options.clear_beside(output)
    from itasearch.workspace import read_letterhead

    paper = None if letterhead is None else read_letterhead(letterhead)
    with options.opened() as workspace:
        if draft is not None:
            adapted = workspace.exports.adapted_draft(draft)
        else:
            adapted = workspace.exports.adapted_measures(
                identifiers or (), organisation=organisation, fiscal_year_be=fiscal_year_be
            )
        choice = DocumentChoice(
            kind=document or workspace.exports.usual_kind(adapted),
            file_format=kind,
            letterhead=paper,
            sources=SOURCES_PLACES[sources],
            digits=digits,
        )
        exported = workspace.exports.export_adapted(adapted, output, document=choice)
    out.write_line(str(output))
    write_exported(exported)


def _check_one_source(identifiers: list[str] | None, draft: str | None, *, named: bool) -> None:
    if draft is None and not identifiers:
        raise options.wrong(Label("name measures, reports or a --draft"), "ID…")
    for identifier in filter(_DRAFT_ID.fullmatch, identifiers or ()):
        raise options.wrong(labels.IS_DRAFT, "ID…", id=identifier)
    if draft is not None and identifiers:
        raise options.wrong(labels.DRAFT_OR_IDS, "--draft")
    if draft is not None and named:
        raise options.wrong(labels.DRAFT_HAS_OWN, "--draft")


def write_exported(exported: Exported) -> None:
    """Report on stderr what was written and what is left to do in it."""
    draft, left = exported.draft, exported.left
    out.write_message(Label("{count:measures} written"), count=len(draft.items))
    if exported.sources_file is not None:
        out.write_message(Label("where each row comes from: {file}"), file=exported.sources_file)
    if left.blanks or left.questions or left.cells:
        counts = {"blanks": left.blanks, "questions": left.questions, "cells": left.cells}
        out.write_message(labels.LEFT_TO_DO, **counts)
    if draft.organisation is None or draft.fiscal_year_be is None:
        out.write_message(labels.NAMES_STAY)
    _write_rows(exported)


def _write_rows(exported: Exported) -> None:
    lacking: dict[str, list[str]] = {}
    for number, item in enumerate(exported.draft.items, start=1):
        missing = [field.value for field in item.check.missing] if item.check is not None else []
        for name in exported.fields:
            is_empty = name in BORROWED_FIELDS and not item.text(name).strip()
            if is_empty or name in missing:
                lacking.setdefault(name, []).append(str(number))
    for name, rows in lacking.items():
        spoken = field_in_sentence(name).th if language() == "th" else name
        out.write_message(
            Label("{name} to fill in: rows {rows}"), name=spoken, rows=", ".join(rows)
        )


def adapt(
    jsonl: Annotated[
        Path,
        option(
            "--jsonl FILE",
            'Cells, one JSON object a line: "id", "text", "source", "target".',
            callback=options.readable_file,
        ),
    ],
) -> None:
    """Adapt the texts of FILE: the source's names, kind, years and contacts become the target's.

    Prints for each cell the adapted text, what was changed, and what a person must decide.
    A line that is no such cell is reported on stderr; the others are adapted, exit code 1.

    Example: itasearch adapt --jsonl cells.jsonl
    """
    from itasearch.workspace import adapted_cells

    refused = False
    out.write_as_json(True)  # there is no other way
    for number, adapted in adapted_cells(jsonl):
        if isinstance(adapted, ValueError):
            refused = True
            out.write_message(
                Label("error: line {number}: {reason}"), number=number, reason=adapted
            )
        else:
            out.write_objects([adapted])
    out.fail_if(refused)
