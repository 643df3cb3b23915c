"""Pictures of paper to pages of words and grids, through OpenCV and Tesseract.

reader         picture files, page by page
ocr            the entry to OCR, on all cores: a page made ready and its lines read; what is not
               installed
clean          grey without coloured stamps, evenly lit, straight and flat; sizes
ruled_tables   rules and tables in a picture
ink_lines      lines of text cut out of a page
tesseract      one picture of a line to text
line_text      the text of a line, with months, Latin words and digits corrected
digits         Thai digits read again by their shapes

The numbers of these modules were chosen by hand on the tuning half of bench/read_scans.py; what
each of them changes was not measured.
"""
