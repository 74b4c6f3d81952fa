"""Benchmarks: one file per suite, `run.py` starts them. Read `benchmarks/README.md` first."""
