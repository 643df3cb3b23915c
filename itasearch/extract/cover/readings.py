"""How a document's pages were read: which by OCR, and which numbers it was not sure of.

An OCR reads Thai digits wrongly and says that it is sure; so nothing that hangs on one
number read from a picture is taken for sure. Imports the model and text.
"""

from dataclasses import dataclass, field

from itasearch.model.source import SourceDocument, SourceRef
from itasearch.text.thai.normalize import arabic_digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """What was read from pictures.

    Attributes:
        pages: numbers of pages read by OCR.
        whole: the document was read by OCR and knows no pages.
        doubtful: by page, the numbers that may be others, in Arabic digits.
    """

    pages: frozenset[int] = frozenset()
    whole: bool = False
    doubtful: dict[int, frozenset[str]] = field(default_factory=dict)

    @property
    def by_ocr(self) -> bool:
        """Whether any of the document was read by OCR."""
        return self.whole or bool(self.pages)

    def is_ocr(self, place: SourceRef) -> bool:
        """Whether what stands at `place` was read from a picture."""
        return self.whole or place.page_number in self.pages

    def doubts(self, place: SourceRef, number: str) -> bool:
        """Whether the OCR itself was not sure of `number` (any digits) on that page."""
        page = place.page_number
        return page is not None and arabic_digits(number) in self.doubtful.get(page, frozenset())


BORN_DIGITAL = Readings()
"""Nothing was read from a picture."""


def readings_of(document: SourceDocument) -> Readings:
    """How the pages of `document` were read."""
    read = [page for page in document.pages if page.ocr_confidence is not None]
    return Readings(
        pages=frozenset(page.number for page in read),
        whole=document.ocr_confidence is not None and not document.pages,
        doubtful={
            page.number: frozenset(map(arabic_digits, page.doubtful_numbers)) for page in read
        },
    )
