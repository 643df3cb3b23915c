"""The sessions of browsers in one server.

session_ends  ends the sessions of browsers that have gone
turns         lets runs of many sessions follow one another
"""
