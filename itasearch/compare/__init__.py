"""Reports compared: which measures correspond, and in what they differ.

library       what of an open library comparisons read; which reports are compared
reports       two reports as one Comparison, with counts by indicator
years         one town's reports over its years, as threads of measures
pairing       which measures of two reports are a pair or a cover
difference    what differs within a pair: fields, words, steps, months, units
towns         many towns: matrix, similar towns, better measures, gaps
"""
