"""Topic and indicator of a measure.

classify   Classifier: stated, corrected or guessed, with a confidence
signs      phrases found and vectors near, from which guesses are made
"""
