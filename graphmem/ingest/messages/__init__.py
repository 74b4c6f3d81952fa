"""Messages that update earlier ones of the same person, found by reading both together."""
