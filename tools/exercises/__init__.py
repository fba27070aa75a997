"""Build, release and vary the exercises: ``python -m tools.exercises VERB``."""
