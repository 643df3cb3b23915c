"""itasearch.store.corrections."""
