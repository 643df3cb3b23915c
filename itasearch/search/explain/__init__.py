"""Hits as they are shown.

hits      ranked measures as hits
reasons   why a hit was found, as data
snippet   the passage that answers, its words marked
"""
