"""itasearch.ingest.web.web."""
