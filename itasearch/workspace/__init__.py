"""The public Python API: settings to open objects, one method per verb of the user, by nouns.

    from itasearch import open_workspace

    with open_workspace(Path("home")) as workspace:
        workspace.add([Path("report.docx")])
        for hit in workspace.search("งดรับของขวัญ").hits:
            ...

workspace   Workspace: add, build, search, similar, suggest, show, compare; and its nouns
library     add; what was given (files, archives, addresses) as groups of files; Library: what is
            held, looked up, removed, parsed; the samples
index       build; Index: refreshed, and what it knows of measures
search      search, suggest, similar, show; other orders of an answer
compare     compare two reports
towns       Towns: many towns or one: matrix, similar towns, coverage, years, plan
survey      profiles of all towns, kept between questions
exports     Exports: drafts and measures adapted to the own town, written as documents;
            comparisons, and answers as tables (XLSX, CSV)
originals   OriginalFiles: the original behind a row: its pages or text, its row, words in it
evaluation  Evaluations: the search measured on judged queries
people      who signs in and what each may do; programs with keys; People: the log
review      Reviewing: doubtful reports, corrections, undo, reread; Notes: a text a measure
watches     Watches: saved searches, and what is new of each
health      Care: doctor, backup, restore, the store moved elsewhere
web         gather: links of web pages to reports; check_evidence: what is at addresses that an
            office hands in for items of the ITA
jobs        Jobs: files put in a queue, and workers that take them from it
values      filters as a person types them; choices of filters; figures
access      what all nouns are made of, and which right a verb needs
writer_lock one writer at a time, on this computer and others
parts       store, index, encoder, searcher: opened on first use, shared by all verbs
models      encoder and reranker of a home, and the file that remembers them
"""

from itasearch.enrich.copies import copy_differences as copy_differences
from itasearch.ingest.batch import ParsedFile as ParsedFile
from itasearch.ingest.web.sources import (
    addresses_in as addresses_in,
    is_site_address as is_site_address,
    site_address as site_address,
)
from itasearch.search.query.asking import subject_text as subject_text
from itasearch.wording.checks import Check as Check, CheckStatus as CheckStatus
from itasearch.workspace.exports import (
    adapted_cells as adapted_cells,
    read_letterhead as read_letterhead,
)
from itasearch.workspace.library import Given as Given, outcome_table as outcome_table
from itasearch.workspace.models import Models as Models
from itasearch.workspace.originals import (
    found_in_lines as found_in_lines,
    line_of_row as line_of_row,
    parts_of as parts_of,
)
from itasearch.workspace.parts import (
    WhenNew as WhenNew,
    faults_collected as faults_collected,
    make_anywhere as make_anywhere,
    make_in_folder as make_in_folder,
    refuse_new as refuse_new,
)
from itasearch.workspace.people import (
    person_by_claims as person_by_claims,
    person_of_key as person_of_key,
    signed_in_person as signed_in_person,
)
from itasearch.workspace.values import (
    FILTER_FIELDS as FILTER_FIELDS,
    NO_FILTER_NAMES as NO_FILTER_NAMES,
    FilterChoices as FilterChoices,
    FilterNames as FilterNames,
    LibraryFigures as LibraryFigures,
    PartState as PartState,
    Readiness as Readiness,
    fiscal_year as fiscal_year,
    measures_with_words as measures_with_words,
    offered_years as offered_years,
)
from itasearch.workspace.web import (
    evidence_entries as evidence_entries,
    typed_entries as typed_entries,
)
from itasearch.workspace.workspace import Workspace as Workspace, open_workspace as open_workspace
