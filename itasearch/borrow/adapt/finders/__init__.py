"""itasearch.borrow.adapt.adapt.finders."""
