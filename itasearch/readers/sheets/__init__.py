"""Workbooks and delimited files.

workbook    XLSX, XLS and ODS, sheet by sheet, checked before the library reads them
delimited   CSV and TSV in any encoding, with any delimiter
"""
