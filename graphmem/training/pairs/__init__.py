"""Predicates of known cardinality, and the pairs of statements made from them."""
