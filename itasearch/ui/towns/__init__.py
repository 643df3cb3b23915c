"""Views of many organisations.

matrix         how many measures each has by topic or indicator; the view and its filters
matrix_table   that table as HTML
cell_grid      a table whose cells can be pressed, of the matrix and of questions
questions      the view of own questions by towns or years
similar        the view of similar towns and better examples
coverage       the view of what a town lacks: gaps, then the form check
form_advice    the form check of a report as HTML
example_card   a measure of another town as a card
own_town       the choice of one's own organisation
labels         labels of all these
"""
