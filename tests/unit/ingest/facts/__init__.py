"""Tests of the fact rules, on hand-made trees."""
