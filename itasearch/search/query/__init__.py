"""itasearch.search.query."""
