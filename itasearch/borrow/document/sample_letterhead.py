"""A letterhead to begin with: a Word file that has every placeholder, to be made one's own.

Imports the documents' room.
"""

from itasearch.documents.word import add_paragraph, add_titles, as_docx, new_document

_NAME = "ตัวอย่างหัวกระดาษ"
_TITLES = (
    "(วางตราของหน่วยงานแทนบรรทัดนี้)",
    "{{ title }}",
    "{{ organisation }}",
    "ประจำปีงบประมาณ พ.ศ. {{ year }}",
)
_PARTS = ("{{ analysis }}", "{{ table }}", "{{ signatures }}", "{{ sources }}")


def sample_letterhead() -> bytes:
    """The bytes of a DOCX file that `letterhead.fill` takes as it is."""
    document = new_document(_NAME)
    add_titles(document, _TITLES)
    for part in _PARTS:
        add_paragraph(document, part)
    return as_docx(document)
