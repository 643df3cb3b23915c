"""itasearch.ingest.worker.worker."""
