"""itasearch.extract.rows.rows."""
