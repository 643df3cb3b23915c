"""A draft without its rows as a JSON-ready object. Imports its neighbours."""

from itasearch.model.as_json import JsonObject
from itasearch.model.drafts import DraftSummary


def draft_as_json(draft: DraftSummary) -> JsonObject:
    """What `itasearch drafts --json` prints of a draft; times are ISO 8601 in UTC."""
    return {
        "id": draft.id,
        "name": draft.name,
        "maker": draft.maker,
        "organisation": draft.organisation,
        "fiscal_year_be": draft.fiscal_year_be,
        "rows": draft.rows,
        "created_at": draft.created_at.isoformat(),
        "changed_at": draft.changed_at.isoformat(),
    }
