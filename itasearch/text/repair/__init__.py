"""Damaged Thai text put right where that is sure.

damage        surveys a document for damage, mends its texts, measures what stays damaged
lost_letters  letters written as U+FFFD, put back
mojibake      text decoded by the wrong table, decoded again
moved_marks   marks moved over the next consonant, moved back
sara_am       ำ read as า and า as ำ
spaces        spaces that a line wrap left inside a word
"""
