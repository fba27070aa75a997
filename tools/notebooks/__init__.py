"""Convert, run, render and check the lessons: ``python -m tools.notebooks VERB``."""
