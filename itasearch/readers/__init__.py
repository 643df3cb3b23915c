"""Files to SourceDocuments: one module per format family, unknown to each other's rooms."""
