"""What a person must still do in a row: blanks to fill in and questions to decide.

Over all fields, also those that a document does not show; what is left in a document is
`form.Form.remaining`.

Imports its neighbours and model.
"""

from itasearch.domain.export_words import marked_blanks
from itasearch.model.template import Remaining, TemplateItem


def remaining_of(item: TemplateItem) -> Remaining:
    """In all fields of a row; examples are not handed in and do not count."""
    fields = [field for field in item.fields if not field.example]
    return Remaining(
        blanks=sum(len(marked_blanks(field.adapted.adapted)) for field in fields),
        questions=sum(len(field.adapted.open) for field in fields),
    )
