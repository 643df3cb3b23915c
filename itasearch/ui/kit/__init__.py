"""What several views share.

html           building blocks of HTML; escapes every text; icons
markdown       the same of Markdown
cards          organisations, places in files, measures, topics and scores in words and as HTML
labels         labels of the whole app, search box, library and uploads
who            who asks in this session; what a person's browser remembers of her
state          the workspace, the language, query parameters, addresses of the views
drop_zone      drop zones, and the address that takes their files
static         what browsers load, and the hashes of scripts within a page
routes         addresses of the views, and others of the server
widgets        tables, pages, lists to choose from (organisations, the band of ITA totals)
faults         shows an ItaSearchError as a sentence or as the toast of a click
progress       progress of a long run, in words and as a bar
comparing      the bar over the kinds of comparison
downloads      buttons that download a file made at the click, or what a view shows as tables
"""
