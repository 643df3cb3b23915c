"""The view แม่แบบ.

current     which draft this session works in; the button that adds a measure to it
view        the view: menu of drafts, target organisation and year, options, then the parts below
rows        the rows as a table, page by page: cells with every change marked, boxes, menus
documents   choice of document and letterhead, downloads, preview
labels      labels of all these
"""
