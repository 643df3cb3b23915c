"""Workbooks and delimited files.

workbook    XLSX, XLS and ODS, sheet by sheet
delimited   CSV and TSV in any encoding, with any delimiter
reach       how far the cells of a workbook reach, checked before the library reads it
"""
