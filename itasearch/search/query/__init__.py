"""From a typed query to a query plan.

parse        text repaired and segmented; "exact phrases", -words, field:words
names/       names and years as filters: "ทต.แม่กา", "จ.พะเยา", "ปี 66"
asking       what a question is about, without how it is put
respell      misspelled words and the other keyboard, corrected
expand       other names of concepts, forms of words, years
needs        the things that a query asks for, each once
suggest      suggestions while a query is being typed
vocabulary   how rare a word is in the index, its topical words and forms; filters by words
plan         QueryPlan: all that one search knows of its query; weights of signals
"""
