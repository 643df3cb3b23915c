"""What several views share.

html           building blocks of HTML; escapes every text
icons          icons as masks of the style sheet
cards          organisations, places in files, measures and topics as HTML
labels         labels of the whole app, search box, library and uploads; class Label
state          the workspace, the language, query parameters, addresses of the views
widgets        lists to choose from, the button for more
faults         shows an ItaSearchError as a sentence
progress       progress of a long run, in words and as a bar
page_picture   the picture of a page with rows outlined on it
page_dialog    that picture in a dialog over any view, with zoom buttons
"""
