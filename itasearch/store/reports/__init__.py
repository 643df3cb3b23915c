"""Reports and their measures in the database.

adding    SqlAdding: storing what a file gave, storing it as read again, removing
holdings  SqlHoldings: what is new, what is held by province and year, which are samples
queries   SqlReports: reports, measures and counts in force; reports that a stage cannot work on
"""
