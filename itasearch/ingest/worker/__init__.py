"""itasearch.ingest.worker.main."""
