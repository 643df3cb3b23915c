"""The view แม่แบบ.

current     which draft this session works in; the button that adds a measure to it
view        the view: head, target organisation and year, options, then the parts below
bar         the menu of drafts: name and maker, others, new, copy, delete; undo and redo
rows        the rows as a table, page by page, each with its menu
row         cells with every change marked, and the boxes to edit them
documents   choice of document and letterhead, downloads, preview
labels      labels of all these
"""
