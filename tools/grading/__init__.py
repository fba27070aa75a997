"""Grading with nbgrader: ``python -m tools.grading EXERCISE``, and what nbgrader cannot do by its settings alone.

``nbgrader_config.py`` at the root of the repository puts these parts into nbgrader, so that its own commands use
them as well: ``Collect`` (any folder or archive of submissions), ``Mend`` (a submission's cells), ``Patient`` (runs
a notebook to its end, whatever its cells do, behind the walls of ``walls`` and ``inside``), ``OneMark`` (one number a
check), ``SafePage`` (what a browser opens), ``TasksExport`` (the table). ``jobs`` grades a class, several at a time.
"""
