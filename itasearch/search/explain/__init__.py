"""Hits as they are shown.

hits      ranked measures as hits, each with the reason why it was found
snippet   the passage that answers, its words marked
"""
