"""itasearch.store.db."""
