"""An app of the tests' own: work for real worker processes."""
