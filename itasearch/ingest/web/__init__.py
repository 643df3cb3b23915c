"""Files from web addresses.

sources     which texts are addresses; lists of them; an address as found files: the file, or what
            its page links to
download    one file, politely and bounded, and its name; one small document sent
links       the links of a page, and which of them may lead to reports
"""
