"""Sentences and answers that the machine verifies.

``claim`` stands in lessons: a sentence with a number, true or the cell stops. ``check`` stands in exercises: it
looks at the learner's own function, number, array, module or SymPy expression and says what holds, what does not,
and why. The checks of lesson NN's tasks are the functions of ``course.tasks.lesson_NN``.
"""

from course.checks.catalogue import variant
from course.checks.claims import ClaimError, claim, derivation, estimate, identity
from course.checks.exam import check, examine, grade
from course.checks.progress import export_progress, progress, receipt, reset_progress

__all__ = ["ClaimError", "check", "claim", "derivation", "estimate", "examine", "export_progress", "grade", "identity",
           "progress", "receipt", "reset_progress", "variant"]  # fmt: skip
