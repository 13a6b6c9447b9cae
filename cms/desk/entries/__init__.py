"""The entries desk: find entries, look at them, move them, decide on them."""
