"""Who uses a shared library.

view      administrators' view: people with their roles, and what was done; who is signed in
labels    labels of it
"""
