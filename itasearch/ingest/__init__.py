"""Files into the store: parsing in child processes, outcomes, batches."""
