"""The view ค้นหา.

view       the search box, its suggestions and help, and the welcome page
query      the query in the URL; chips, the links that change it
names      names and years of the query that became filters, as chips; added words
filters    filters with counts, liked measures
answer     the hits with their marks, or what to try when there are none
hit_card   one hit as a card, its copies and the parts of its score
about      the dialog that corrects topics and indicator of a measure
suggestions  the address that answers a query being typed
labels     its labels
"""
