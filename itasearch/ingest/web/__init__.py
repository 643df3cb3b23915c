"""itasearch.ingest.web.download."""
