"""Doors: they translate a caller's words to Memory and back, and hold no rules of their own."""
