"""Pages of words, rules and boxes to tables and paragraphs, for PDFs and scans alike.

page            the page model: boxes, rules, words, table cells, grids; runs of items
lines           letters and words to lines; the lines of a cell to its items
ruled_tables    rules to grids of empty cells
cell_text       letters into the cells of ruled tables
borderless/     tables without rules
page_breaks     rows cut by a page break, and headers repeated below it
reading_order   pages to blocks in reading order
"""
