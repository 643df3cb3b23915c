"""Writing DOCX and XLSX: what any table that leaves itasearch is made of."""
