"""Saved searches.

view    their page, the button that saves one, what is new since the last visit
feed    what is new of each as an Atom feed, under an address of its own
"""
