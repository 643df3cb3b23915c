"""The one reader of years and months, in Thai and English, any digits; all years BE.

fiscal_year  years that a text names: which are fiscal years, which belong to a law
months       months' names, with their year and the day before them; texts that name a quarter,
             half-year, month or year and nothing else
"""
