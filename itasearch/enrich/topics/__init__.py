"""itasearch.enrich.topics."""
