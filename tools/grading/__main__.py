"""Grade one exercise with nbgrader: ``python -m tools.grading ex20_first_gan --submissions FOLDER_OR_ZIP``."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from tools.pages.files import ROOT


def main(arguments: list[str] | None = None) -> int:
    """Grade and print the table; 0 when everybody was graded."""
    options = _parser().parse_args(arguments)
    try:
        from tools.grading import chain, export
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is missing: run `make dev` first; grading needs it, learning does not.")
    start = time.monotonic()
    course = chain.Course(options.course.resolve(), options.exercise, options.cell_seconds)
    try:
        chain.prepare(course)
        if not options.no_rehearsal:
            print(f"The reference solution gets all {chain.rehearse(course):g} marks.", flush=True)
        chain.register(course)
        if options.submissions:
            chain.collect(course, options.submissions.resolve())
        students = options.student or course.submitted()
        if not students:
            raise chain.Refused("Nothing has been collected yet: name a folder or an archive with --submissions.")
        chain.autograde(course, students, options.jobs, lambda line: print(line, flush=True))
        chain.feedback(course)
        table = chain.export(course)
    except chain.Refused as sentence:
        sys.exit(str(sentence))
    rows = export.read(table)
    print(f"\n{export.as_text(rows)}\n\n{len(students)} graded in {time.monotonic() - start:.0f} s: {table}")
    print(f"Feedback for each student: {course.folder / 'feedback'}")
    return int(any("NOT GRADED" in row["notes"] for row in rows))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.grading", description=__doc__)
    add = parser.add_argument
    add("exercise", help="such as ex20_first_gan")
    add("--submissions", type=Path, metavar="PATH", help="a folder or an archive; without it: what was collected last")
    add("--course", type=Path, default=ROOT / "grading", metavar="FOLDER", help="for work, marks and feedback")
    add("--student", nargs="+", metavar="NAME", help="grade only these, once more")
    add("--jobs", type=int, default=min(os.cpu_count() or 1, 4), help="how many at a time (about 1 GB of memory each)")
    add("--cell-seconds", type=int, metavar="S", help="how long one cell without a check may take")
    add("--no-rehearsal", action="store_true", help="do not grade the reference solution first")
    return parser


if __name__ == "__main__":
    sys.exit(main())
