"""The view แม่แบบ.

current     which draft this session works in; the button that adds a measure to it
view        the view: target organisation and year, options, then the parts below
bar         name and maker, other drafts, undo and redo, new, copy, delete
rows        the rows as cards, page by page
row         the row that is open: its texts to edit, with every change marked
documents   choice of document and letterhead, downloads, preview
labels      labels of all these
"""
