"""Where reports come from, and the library kept in step with it.

syncing    Sources: folders, tables of addresses and pages that are kept in step
evidence   EvidenceChecks: what is at the addresses that an office hands in, and what is wrong
gathering  reports found on towns' web sites, looked at before they are added
"""
