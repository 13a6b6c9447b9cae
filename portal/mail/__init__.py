"""The outbox: letters are written in the caller's transaction and sent once, by a worker."""
