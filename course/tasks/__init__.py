"""What belongs to a lesson: its constants, and the check of each of its tasks, one file a task.

``lesson_20`` holds ``STANDARD`` (the public constants), ``vary`` (a student's own) and perhaps ``LIMITS`` (seconds for
tasks that train); ``lesson_20/task_2.py`` holds ``check(report, answer, my)``, whose docstring is the task's title.
The engine in ``course.checks`` finds them by these names.
"""
