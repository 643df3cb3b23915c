"""What several views share.

html           building blocks of HTML; escapes every text
markdown       Markdown of Streamlit's own elements: links, badges, tables, pages of a list
icons          icons as masks of the style sheet
cards          organisations, places in files, measures and topics as HTML
labels         labels of the whole app, search box, library and uploads; class Label
cookies        what a person's browser remembers of her
who            who asks in this session; claims of who signed in
state          the workspace, the language, query parameters, addresses of the views
drop_zone      drop zones, and the address that takes their files
static         what browsers load, and the hashes of scripts within a page
routes         addresses of the server that are no views
score_band     the band of ITA totals: in the URL, in words, and its list
widgets        lists to choose from, the button for more, values that follow the store
faults         shows an ItaSearchError as a sentence or as the toast of a click
progress       progress of a long run, in words and as a bar
searches       who is called after each search
comparing      the bar over the kinds of comparison
downloads      buttons that download a file made at the click, or what a view shows as tables
page_picture   the picture of a page with rows outlined on it
"""
