"""Files from web addresses.

sources     an address as found files: the file, or what its page links to; lists of addresses
download    one file, politely and bounded, and its name
"""
