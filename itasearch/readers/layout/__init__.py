"""Pages of letters and rules to tables and paragraphs, for PDFs and scans alike.

page                      the page model: boxes, rules, letters, lines, cells, grids
lines                     letters to lines; the lines of a cell to its items
ruled_tables              the first finder: rules to grids, letters into their cells
tables_by_drawing_order   the second: tables without rules and columns of text, by the order in
                          which a PDF writes cells
reading_order             the finders, then the lines that they left; rows cut by a page break,
                          headers repeated below it; pages to blocks in reading order

What numbers and rules of this package change was measured on 85 prints and scans: reports
printed by Chromium, Writer and Calc with and without rules, some of them written line by line.
Behind a number, "3+ / 1" says how many of these files
come out otherwise when it is 0.4 or 2.5 times as large (counting stops at three); "by hand" that
none does, so that the number was chosen on a test's case.
"""
