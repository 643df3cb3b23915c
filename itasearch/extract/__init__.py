"""SourceDocuments to reports and measures; knows nothing of file formats."""
