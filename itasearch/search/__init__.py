"""A query into a ranking: parse, expand, retrieve, fuse, group, explain."""
