"""Write, render and check the lessons: ``python -m tools.lessons VERB``."""

import tools.pages  # noqa: F401  (it says what to do where a package is missing)
