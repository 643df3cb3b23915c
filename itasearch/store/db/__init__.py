"""The database below the store.

database    opening it, transactions, a copy of a SQLite file
postgresql  isolation, locks and collation of PostgreSQL
schema      the tables; which schema a database has, and the steps to a later one
rows        dataclasses to rows and back; what text a database can hold
"""
