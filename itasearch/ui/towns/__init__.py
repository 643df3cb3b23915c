"""Views of many organisations.

matrix         how many measures each has by topic or indicator; tables whose cells can be pressed
questions      the view of own questions by towns
similar        the view of similar towns and better examples
coverage       the view of what a town lacks: gaps, then the form check of its reports
example_card   a measure of another town as a card
own_town       the choice of one's own organisation
labels         labels of all these
"""
