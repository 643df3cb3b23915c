"""Who uses a shared library.

sign_in   who is signed in, and the buttons to sign in and out, below the bar
view      administrators' view: people with their roles, and what was done
labels    labels of both
"""
