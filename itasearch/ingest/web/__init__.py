"""Files from web addresses.

sources     an address as found files: the file, or what its page links to; lists of addresses,
            tables of towns' web sites
download    one file, politely and bounded, and its name; one small document sent
links       what a page shows and leads to, viewers and scripts included
years       which of several years a page shows at first: tabs, pills, options, accordions
site        the reports on one web site, most promising pages first; its pages at the last visit
"""
