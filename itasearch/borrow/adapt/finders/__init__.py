"""itasearch.borrow.adapt.rows.finders."""
