"""The version of itasearch, for packages that may not import the whole of it."""

VERSION = "0.1.0"
