"""itasearch.search.explain.reasons."""
