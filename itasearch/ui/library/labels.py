"""Labels of uploads, sources and evidence."""

from itasearch.wording.label import Label

NEW = Label("New")
UPLOAD_WAITING = Label("Waiting")
UPLOADS_OPEN = Label(
    "{waiting} waiting · {taken} being read · this page may be closed: what was sent is kept"
)
UPLOAD_NOT_QUEUED = Label(
    "Cause: {cause}. The chosen files are kept: try again, or ask the administrator", "library"
)

# Web pages
PLACE_HINT = Label("Such as https://www.example.go.th/ita")
FOUND_NOTHING = Label(
    "No link to a report was found. Give the address of the page that lists the ITA items"
)

# Evidence
NO_ENTRIES = Label("No item (O12) with an address was found in “{text}”")
