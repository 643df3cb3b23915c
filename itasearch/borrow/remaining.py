"""What a person must still do in a template: blanks to fill in and questions to decide.

Imports its neighbours and model.
"""

from itasearch.domain.export_words import marked_blanks
from itasearch.model.template import Remaining, Template, TemplateItem


def remaining(template: Template) -> Remaining:
    """Over all rows of a template."""
    each = [remaining_of(item) for item in template.items]
    return Remaining(
        blanks=sum(one.blanks for one in each), questions=sum(one.questions for one in each)
    )


def remaining_of(item: TemplateItem) -> Remaining:
    """In one row; examples are not handed in and do not count."""
    fields = [field for field in item.fields if not field.example]
    return Remaining(
        blanks=sum(len(marked_blanks(field.adapted.adapted)) for field in fields),
        questions=sum(len(field.adapted.open) for field in fields),
    )
