"""The composition root: settings to open objects, one method per user's verb.

from itasearch import open_workspace

with open_workspace(Path("home")) as workspace:
    workspace.add([Path("report.docx")])
    for hit in workspace.search("งดรับของขวัญ").hits:
        ...
"""

from itasearch.ingest.batch import ParsedFile
from itasearch.workspace.library import Given
from itasearch.workspace.models import Models
from itasearch.workspace.values import (
    NO_FILTER_NAMES,
    Check,
    CheckStatus,
    FilterChoices,
    FilterNames,
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
    "open_workspace",
]
