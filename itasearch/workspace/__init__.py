"""The public Python API: settings to open objects, one method per verb of the user.

    from itasearch import open_workspace

    with open_workspace(Path("home")) as workspace:
        workspace.add([Path("report.docx")])
        for hit in workspace.search("งดรับของขวัญ").hits:
            ...

workspace  Workspace: all verbs of the modules below, and lookups in the store
library    add, remove and parse; what was given (files, archives, addresses) as groups of files
index      build and refresh of the search index, the writer lock, progress of encoding
search     search, similar, show, evaluate; topics and indicators of measures
compare    compare two reports or one town's years; narrow and export a comparison
survey     profiles of all towns, kept between questions
towns      matrix, similar towns (`neighbours`), coverage and form check
drafts     drafts of the own town's table, their adapted text, export to files
review     doubtful reports, corrections, undo, reread
health     doctor and backup
values     filters as a person types them; choices of filters; results of doctor's checks
models     encoder and reranker of a home, and the file that remembers them
parts      store, index, encoder, searcher: opened on first use, shared by all verbs
traces     signs that a home with an empty store held reports
"""

from itasearch.ingest.batch import ParsedFile
from itasearch.search.explain import copy_differences
from itasearch.workspace.drafts import adapted_cells, read_letterhead
from itasearch.workspace.library import Given, outcome_table
from itasearch.workspace.models import Models
from itasearch.workspace.values import (
    NO_FILTER_NAMES,
    Check,
    CheckStatus,
    FilterChoices,
    FilterNames,
    fiscal_year,
    offered_years,
)
from itasearch.workspace.workspace import Workspace, open_workspace

__all__ = [
    "NO_FILTER_NAMES",
    "Check",
    "CheckStatus",
    "FilterChoices",
    "FilterNames",
    "Given",
    "Models",
    "ParsedFile",
    "Workspace",
    "adapted_cells",
    "copy_differences",
    "fiscal_year",
    "offered_years",
    "open_workspace",
    "outcome_table",
    "read_letterhead",
]
