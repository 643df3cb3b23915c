"""A comparison written as a file.

file    the Word document and the workbook
tables  the tables that both show
words   what they say, in Thai
"""
