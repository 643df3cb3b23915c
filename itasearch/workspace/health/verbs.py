"""All verbs of this package as one part of Workspace."""

from itasearch.workspace.health.checking import CheckVerbs
from itasearch.workspace.health.repairing import RepairVerbs
from itasearch.workspace.health.saving import SavingVerbs


class HealthVerbs(CheckVerbs, RepairVerbs, SavingVerbs):
    """Verbs of Workspace that check, mend and save a home."""
