"""Consolidation: what was said again and again becomes one memory of its own."""
