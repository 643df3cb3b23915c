"""What several views share.

html           building blocks of HTML; escapes every text
icons          icons as masks of the style sheet
cards          organisations, places in files, measures and topics as HTML
labels         labels of the whole app, search box, library and uploads; class Label
cookies        what a person's browser remembers of her
who            who asks in this session; claims of who signed in
claims         a person by the claims of an identity token
state          the workspace, the language, query parameters, addresses of the views
kept_uploads   files of drop zones on disk, until they are added
static         what browsers load, and the hashes of scripts within a page
routes         addresses of the server that are no views
widgets        lists to choose from, the button for more
faults         shows an ItaSearchError as a sentence
progress       progress of a long run, in words and as a bar
downloads      buttons that download a file made at the click
take_along     such buttons for what a view shows, as tables
page_picture   the picture of a page with rows outlined on it
"""
