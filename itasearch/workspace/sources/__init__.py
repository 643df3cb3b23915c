"""Where reports come from, and the library kept in step with it.

sources   Sources: towns' web sites, folders, tables of addresses and pages kept in step
evidence  EvidenceChecks: what is at the addresses that an office hands in, and what is wrong
evidence_lists, evidence_pages   the lists of addresses; what a page says itself, and leads to
"""
