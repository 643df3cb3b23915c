"""itasearch.enrich.form_check.check."""
