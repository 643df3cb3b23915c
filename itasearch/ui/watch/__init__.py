"""Watching searches and towns: the button, what is new on the desk, the list, the feeds.

view    the page of all that is watched, with what is new of each
button  the button that watches a search or a town
desk    what is new of what is watched, on the desk
feed    each watch as an Atom feed, under an address of its own
visits  when the person was here before, kept in a cookie of her browser
labels  labels of all these
"""
