"""Mutants of the reference solutions: how many small mistakes do the checks notice? ``python -m tools.mutants``."""
