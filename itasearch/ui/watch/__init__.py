"""Watching searches and towns.

view    the page of all that is watched, the button that watches, what is new on the desk
feed    each watch as an Atom feed, under an address of its own
"""
