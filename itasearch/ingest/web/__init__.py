"""Files from web addresses.

sources     an address as found files: the file, or what its page links to
download    one file, politely and bounded
addresses   what is a web address, lists of them, names of downloads
"""
