"""Searches and towns that are watched, and what is new of them.

watches   what is watched, its key, and its address in the app
news      what a look at it finds, and which of that is new or changed
"""
