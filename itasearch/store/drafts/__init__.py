"""itasearch.store.drafts.drafts."""
