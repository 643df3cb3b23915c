"""Lists below labels: steps that are numbered in the same way as the measures themselves.

"๑. measure", then "ขั้นตอน" and "๑. … ๒. …" below it: the lines that count up from one
after a label are its text, until the next label or a number that does not count on.
Imports the domain's headers and its neighbours.
"""

from itasearch.domain.headers import Field
from itasearch.extract.lists.labels import FieldLabel, LabelReader
from itasearch.extract.lists.numbering import read_marker
from itasearch.extract.lists.outline import Section, is_item


def labelled_lists(section: Section, style: str, labels: LabelReader) -> frozenset[int]:
    """Indices of the section's lines that bear a marker of `style` and are no items.

    Only labels that recur in the document count: one alone may head the items themselves.
    """
    read = [_label(section, index, style, labels) for index in range(len(section.lines))]
    inner: set[int] = set()
    wanted: int | None = None
    lead: Field | None = None
    inside = False
    for index, line in enumerate(section.lines):
        label, marker = read[index], read_marker(line.text)
        if label is not None:
            lead = lead or label.field
            wanted = _first_wanted(label, style) if inside else None
        elif marker is not None and marker.number and is_item(marker, section, style):
            following = read[index + 1] if index + 1 < len(read) else None
            heads = following is not None and following.field is lead and wanted != 1
            if marker.parts[-1] == wanted and not line.heading and not heads:
                inner.add(index)
                wanted += 1
            else:
                wanted, lead, inside = None, None, True
    return frozenset(inner)


def _label(section: Section, index: int, style: str, labels: LabelReader) -> FieldLabel | None:
    """The label of a line that is no item itself."""
    line = section.lines[index]
    marker = read_marker(line.text)
    if marker is not None and marker.number and is_item(marker, section, style):
        return None
    label = labels.read(line)
    known = label is not None and label.field is not Field.TITLE
    return label if known and label and label.field in labels.recurring else None


def _first_wanted(label: FieldLabel, style: str) -> int | None:
    """The number that the next line of the label's list has; None where it begins no list."""
    if not label.text:
        return 1
    marker = read_marker(label.text)
    return 2 if marker is not None and marker.style == style and marker.parts == (1,) else None
