"""Pages of letters and rules to tables and paragraphs, for PDFs and scans alike.

page            the page model: boxes, rules, letters, lines, cells, grids; the TableFinder
                protocol
lines           letters to lines; the lines of a cell to its items
ruled_tables    the first finder: rules to grids of empty cells
cell_text       letters into the cells of ruled tables
borderless/     the other two finders: tables without rules
page_breaks     rows cut by a page break, and headers repeated below it
reading_order   the finders one after the other; pages to blocks in reading order
"""
