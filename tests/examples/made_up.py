"""A made-up exercise "99" for tests of the engine: its tasks are the methods ``task_1`` … of one object."""

from course import lessons
from course.checks import catalogue


def install(monkeypatch, lesson):
    """Let the engine find this exercise and no other."""
    numbers = sorted(int(name[5:]) for name in dir(lesson) if name.startswith("task_"))

    def constants(number):
        if number != "99":
            raise LookupError(f"There is no exercise {number!r}; there are 99.")
        return lesson

    def find(number, k):
        constants(number)
        if k not in numbers:
            raise LookupError(f"There is no task {number}.{k}; exercise 99 has 99.1 to 99.{numbers[-1]}.")
        return getattr(lesson, f"task_{k}")

    def tasks(number):
        constants(number)
        return {f"99.{k}": (getattr(lesson, f"task_{k}").__doc__ or "").partition("\n")[0] for k in numbers}

    monkeypatch.setattr(lessons, "LESSONS", (*lessons.LESSONS, lessons.Lesson("99", "made_up", "Made up")))
    monkeypatch.setattr(catalogue, "lessons", lambda: ["99"])
    monkeypatch.setattr(catalogue, "constants", constants)
    monkeypatch.setattr(catalogue, "tasks", tasks)
    monkeypatch.setattr(catalogue, "find", find)
