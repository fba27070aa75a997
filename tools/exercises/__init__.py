"""Build, release and vary the exercises: ``python -m tools.exercises VERB``."""

import tools.pages  # noqa: F401  (it says what to do where a package is missing)
