"""The public Python API: settings to open objects, one method per verb of the user.

    from itasearch import open_workspace

    with open_workspace(Path("home")) as workspace:
        workspace.add([Path("report.docx")])
        for hit in workspace.search("งดรับของขวัญ").hits:
            ...

workspace  lookups in the store; Workspace, which has the verbs of all modules below too
library    add, remove and parse; what was given (files, archives, addresses) as groups of files
index      build and refresh of the search index, the writer lock, progress of encoding
search     search, suggest, similar, show, evaluate; topics and indicators of measures
arranging  an answer in another order, and the towns inside a band of ITA totals
compare    compare two reports or one town's years; narrow and export a comparison
samples    the samples: loaded, removed
towns      many towns or one over its years: matrix, similar towns, coverage, plan, effects
exports    answers as tables (XLSX, CSV)
drafts     drafts of the own town's table, their adapted text, export to files
originals  the original behind a row: its pages or text, its row, words in it
judgements hits marked as sought or not, questions without an answer; exported for evaluate
people     who signs in and what each is; keys of programs; the log of what they did
review     doubtful reports, corrections, undo, reread
watch      searches and towns that are watched, what is new of them, mail
health     doctor, repair, what an operator watches, backup, restore, the store moved elsewhere
care       what keeps a library whole: originals, index, shares, backups read back
leftovers  what killed runs left: deleted or named
work       files put in a queue, and workers that take them from it
values     filters as a person types them; choices of filters; results of doctor's checks
models     encoder and reranker of a home, and the file that remembers them
access     which right a verb needs
parts      store, index, encoder, searcher: opened on first use, shared by all verbs
traces     signs that a home with an empty store held reports
"""

from itasearch.ingest.batch import ParsedFile
from itasearch.search.explain import copy_differences
from itasearch.workspace.care.archive import BackupContent
from itasearch.workspace.drafts import adapted_cells, read_letterhead
from itasearch.workspace.library import Given, outcome_table
from itasearch.workspace.models import Models
from itasearch.workspace.originals import found_in_lines, line_of_row
from itasearch.workspace.parts import faults_collected
from itasearch.workspace.people.roles import role_names
from itasearch.workspace.traces import WhenNew, make_anywhere, make_in_folder, refuse_new
from itasearch.workspace.values import (
    NO_FILTER_NAMES,
    Check,
    CheckStatus,
    FilterChoices,
    FilterNames,
    LibraryFigures,
    PartState,
    Readiness,
    fiscal_year,
    measures_with_words,
    offered_years,
    subject_text,
)
from itasearch.workspace.workspace import Workspace, open_workspace

__all__ = [
    "NO_FILTER_NAMES",
    "BackupContent",
    "Check",
    "CheckStatus",
    "FilterChoices",
    "FilterNames",
    "Given",
    "LibraryFigures",
    "Models",
    "ParsedFile",
    "PartState",
    "Readiness",
    "WhenNew",
    "Workspace",
    "adapted_cells",
    "copy_differences",
    "faults_collected",
    "fiscal_year",
    "found_in_lines",
    "line_of_row",
    "make_anywhere",
    "make_in_folder",
    "measures_with_words",
    "offered_years",
    "open_workspace",
    "outcome_table",
    "read_letterhead",
    "refuse_new",
    "role_names",
    "subject_text",
]
