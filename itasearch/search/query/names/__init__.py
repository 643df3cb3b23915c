"""Names and years of a query, read as filters.

understand  the whole: which readings count, a query's filters, and the words that are left
known       names of a library's towns, districts and provinces, found in a query
reading     what a stretch of a query may be read as
numbers     "ปี 66", "2565-2567", "ปีที่แล้ว", "ตัวชี้วัดที่ 3"
places      "ทต.แม่กา", "อ.เมือง", "จ.พะเยา", "ภาคเหนือ"; names without such a word, also with a slip
latin       "Tambon Khok Dao Rueang", "Nong Bua municipality", "SAO"
"""
