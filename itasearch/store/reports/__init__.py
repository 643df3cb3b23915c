"""itasearch.store.reports."""
