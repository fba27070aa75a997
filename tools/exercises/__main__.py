"""The command line: ``python -m tools.exercises VERB [--only NN]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tools.exercises import build, places, rules, trial, variant
from tools.exercises import release as nbgrader
from tools.pages import files


def main(arguments: list[str] | None = None) -> int:
    """Do what the verb says; 0 when all went well."""
    options = _parser().parse_args(arguments)
    return VERBS[options.verb](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.exercises", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, action in VERBS.items():
        verb = verbs.add_parser(name, help=action.__doc__)
        verb.add_argument("--only", metavar="NN", help="one exercise, by its number or the start of its name")
        if name in {"variant", "run"}:
            verb.add_argument("--student", metavar="NAME", nargs="+", default=[], help="one name or several")
            verb.add_argument("--solved", action="store_true", help="from solutions/, for the lecturer")
        if name == "variant":
            verb.add_argument("--students", metavar="FILE", type=Path, help="a file with one name a line")
    return parser


def _build(options: argparse.Namespace) -> int:
    """make solutions/ from build/text"""
    failed = False
    for text in places.texts(only=options.only):
        path = places.notebook(files.ROOT / "solutions", text.stem)
        try:
            build.to_solution(text, path, files.repository())
            _say(path)
            for problem in rules.check_all(only=path.stem):
                print(" ", problem.removeprefix(f"{path.name}: "))
        except build.BuildFailed as problem:  # the others are built all the same
            failed = True
            print(problem)
    return int(failed)


def _text(options: argparse.Namespace) -> int:
    """write solutions/ as Python files to build/text"""
    for path in places.solutions(only=options.only):
        target = files.ROOT / "build" / "text" / f"{path.stem}.py"
        build.to_text(path, target)
        _say(target)
    return 0


def _release(options: argparse.Namespace) -> int:
    """make exercises/ from solutions/ with nbgrader"""
    changed = nbgrader.release(only=options.only)
    for path in changed:
        _say(path)
    print(f"{len(changed)} exercises changed")
    return 0


def _variant(options: argparse.Namespace) -> int:
    """make students' own versions in variants/"""
    students = variant.names(options.student, options.students)
    for path in variant.write(students, only=options.only, solved=options.solved):
        _say(path)
    return 0


def _lint(options: argparse.Namespace) -> int:
    """hold exercises to the contract"""
    problems = rules.check_all(only=options.only)
    print(*problems, f"{len(problems)} problems", sep="\n")
    return int(bool(problems))


def _run(options: argparse.Namespace) -> int:
    """run exercises as a learner gets them, or --solved, and say what each check says"""
    failed = False
    for path in places.solutions(only=options.only) if options.solved else places.exercises(only=options.only):
        for student in variant.names(options.student) if options.student else [""]:
            result = trial.trial(path, student=student)
            print(trial.summary(result), flush=True)
            failed |= bool(result.problem)
    return int(failed)


def _say(path: Path) -> None:
    print(path.relative_to(files.ROOT).as_posix())


VERBS = {"build": _build, "text": _text, "release": _release, "variant": _variant, "lint": _lint, "run": _run}

if __name__ == "__main__":
    sys.exit(main())
