"""A draft's rows by the form of its fiscal year: what each lacks before it is handed in.

The rules and their words are enrich.form_check's; here they are laid beside the rows.
Imports enrich and model.
"""

from dataclasses import replace

from itasearch.enrich.form_check.check import check_template
from itasearch.model.template import Template


def with_checks(template: Template) -> Template:
    """The template with each row's parts of the form; texts to fill in count as missing."""
    found = check_template(template).measures
    items = (replace(item, check=check) for item, check in zip(template.items, found, strict=True))
    return replace(template, items=tuple(items))
