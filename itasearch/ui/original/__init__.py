"""The place in the document: an original beside any view, its row marked.

panel      the panel beside the view, for the row or report that the URL names (`see`)
document   the original itself: its pages or its text, turned, searched, downloaded
labels     labels of all of these

Links that open the panel are `kit.cards.source_html` and `kit.cards.see_link_html`; `main`
calls `panel.show` after every view, so that a view needs nothing more.
"""
