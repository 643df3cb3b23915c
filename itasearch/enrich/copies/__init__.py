"""itasearch.enrich.copies."""
