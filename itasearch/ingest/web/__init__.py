"""Files from web addresses.

sources     an address as found files: the file, or what its page links to; lists of addresses
post        one small document sent, under the same guards
download    one file, politely and bounded, and its name
links       what a page shows and leads to, viewers and scripts included
listed      tables of towns' web sites
site        the reports on one web site, most promising pages first
memory      what a site's pages were at the last visit
"""
