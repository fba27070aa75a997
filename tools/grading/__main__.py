"""Grade one exercise with nbgrader: ``python -m tools.grading ex20_first_gan --submissions FOLDER_OR_ZIP``.

What was graded and has not changed is not graded again: after Ctrl-C, a crash or a power cut the same command goes on.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from tools.pages.files import ROOT

if TYPE_CHECKING:
    from tools.grading import chain


def main(arguments: list[str] | None = None) -> int:
    """Grade and print the table; 0 when everybody was graded."""
    options = _parser().parse_args(arguments)
    try:
        from tools.grading import chain, jobs
    except ModuleNotFoundError as missing:
        sys.exit(f"{missing.name} is missing: run `make dev` first; grading needs it, learning does not.")
    course = chain.Course(options.course.resolve(), options.exercise, options.cell_seconds)
    try:
        with _ended_politely(jobs.Stopped):
            return _grade(course, options)
    except chain.Refused as sentence:
        sys.exit(str(sentence))
    except (jobs.Stopped, KeyboardInterrupt) as stop:
        said = str(stop) or "Stopped by you."
        print(f"{said} Nobody was graded in this run. The same command starts again.", file=sys.stderr)
        return 130
    except OSError as problem:
        print(f"{chain.about(problem)} Nobody was graded in this run.", file=sys.stderr)
        return 1


def _grade(course: chain.Course, options: argparse.Namespace) -> int:
    """One run, from the first line to the last."""
    from tools.grading import chain, export, jobs, roster, walls

    try:
        people = roster.read(options.roster) if options.roster else []
    except (OSError, ValueError) as problem:
        raise chain.Refused(f"The roster cannot be used: {problem}") from None
    start, failed = time.monotonic(), {}
    chain.prepare(course)
    print("\n".join(walls.around(course.spec())), flush=True)
    if not options.no_rehearsal:
        print(f"The reference solution gets all {chain.rehearse(course):g} marks.", flush=True)
    chain.register(course)
    if options.submissions:
        chain.collect(course, options.submissions.resolve())
    students = options.student or course.submitted()
    if not students:
        raise chain.Refused("Nothing has been collected yet: name a folder or an archive with --submissions.")
    before, status, why = chain.fingerprint(course), 0, ""
    again = set(students) if options.student or options.again else set()
    try:
        end = start + 60 * options.minutes if options.minutes else float("inf")
        failed = jobs.run(course, students, options.jobs, again, end, lambda line: print(line, flush=True))
    except (jobs.Stopped, KeyboardInterrupt) as stop:
        why, status = f"{str(stop) or 'Stopped by you.'} The same command goes on from here.", 130
    except OSError as problem:
        why, status = f"{chain.about(problem)} The same command goes on from here.", 1
    if changed := chain.changes(course, before):
        why, status = f"{why} CHANGED during this run, by a submission or by you: {changed}. Look before you trust.", 1
    rows = chain.export(course, students, failed)
    if options.roster:
        rows = roster.join(rows, people)
    table = course.folder / f"grades_{course.exercise}.csv"
    known = sum("NOT GRADED" not in row["notes"] for row in rows if row["student"] in students)
    print(f"\n{export.as_text(rows)}\n\n{known} of {len(students)} graded in {time.monotonic() - start:.0f} s: {table}")
    try:
        export.write(rows, table)
    except OSError as problem:
        why, status = f"{why} {chain.about(problem)} The table above could not be written.", 1
    print(f"Feedback for each student: {course.folder / 'feedback'}", flush=True)
    missing = chain.without_page(course, students)
    if missing:
        print(f"No page could be made for: {', '.join(missing)}", file=sys.stderr)
    if why:
        print(why.strip(), file=sys.stderr)
    return status or int(known < len(students) or bool(missing) or any("NOT CERTAIN" in row["notes"] for row in rows))


@contextmanager
def _ended_politely(stopped: type[Exception]) -> Iterator[None]:
    """Let what the system or a closed window sends end the run like Ctrl-C: with a sentence and a table."""

    def stop(number: int, _: FrameType | None) -> None:
        raise stopped(f"Ended from outside ({signal.Signals(number).name}).")

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    kept = {name: signal.signal(getattr(signal, name), stop) for name in names}
    try:
        yield
    finally:
        for name, handler in kept.items():
            signal.signal(getattr(signal, name), handler)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.grading", description=__doc__)
    add = parser.add_argument
    add("exercise", help="such as ex20_first_gan")
    add("--submissions", type=Path, metavar="PATH", help="a folder or an archive; without it: what was collected last")
    add("--course", type=Path, default=ROOT / "grading", metavar="FOLDER", help="for work, marks and feedback")
    add("--roster", type=Path, metavar="CSV", help="the class: id, name, e-mail, as far as you have them")
    add("--student", nargs="+", metavar="NAME", help="grade only these, once more")
    add("--again", action="store_true", help="grade everybody once more, though nothing has changed")
    add("--jobs", type=int, default=min(os.cpu_count() or 1, 4), help="how many at a time (about 1 GB of memory each)")
    add("--minutes", type=float, metavar="M", help="end after so long with the table of what is known")
    add("--cell-seconds", type=int, metavar="S", help="how long one cell without a check may take")
    add("--no-rehearsal", action="store_true", help="do not grade the reference solution first")
    return parser


if __name__ == "__main__":
    sys.exit(main())
