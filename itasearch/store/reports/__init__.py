"""Reports and their measures in the database.

adding    SqlAdding: storing what a file gave, storing it as read again, removing
queries   SqlReports: reports, measures and counts as they are in force
"""
