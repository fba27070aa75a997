"""The command line: ``python -m tools.notebooks VERB [--only NN] [--profile P]``."""

from __future__ import annotations

import argparse
import sys
from contextlib import nullcontext
from pathlib import Path

from tools.lessons import lint, readme
from tools.lessons.render import RenderFailed, render
from tools.pages import badges, convert, files, sandbox
from tools.pages.rules_prose import words_per_line
from tools.pages.runner import PROFILES, run
from tools.pages.staleness import is_stale


def main(arguments: list[str] | None = None) -> int:
    """Do what the verb says; 0 when all went well."""
    options = _parser().parse_args(arguments)
    return VERBS[options.verb](options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.notebooks", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, action in VERBS.items():
        verb = verbs.add_parser(name, help=action.__doc__)
        verb.add_argument("--only", metavar="NN", help="one lesson, by its number or the start of its name")
        verb.add_argument("--profile", choices=PROFILES, help="smoke, cpu or gpu")
        if name == "run":
            verb.add_argument("--sandbox", action="store_true", help="from a read-only copy, without a network")
            verb.add_argument("--limit", type=int, help="seconds after which a run is stopped")
        if name == "render":
            verb.add_argument("--store", action="store_true", help="store the outputs of this profile as well")
    return parser


def _run(options: argparse.Namespace) -> int:
    """run lessons and say what they cost; the files stay as they are"""
    failed = False
    with sandbox.read_only_copy() if options.sandbox else nullcontext(files.ROOT) as root:
        for path in files.lessons(root, options.only):
            before = sandbox.fingerprint(root) if options.sandbox else {}
            result = run(path, options.profile or "smoke", limit=options.limit, offline=options.sandbox)
            changed = sandbox.changes(before, sandbox.fingerprint(root)) if options.sandbox else []
            print(result.summary(), *(f"changed: {name}" for name in changed), sep="\n  ", flush=True)
            failed |= bool(result.problem or changed)
    return int(failed)


def _render(options: argparse.Namespace) -> int:
    """run lessons and store outputs, costs and the hash of their code"""
    failed = False
    for path in files.lessons(only=options.only):
        try:
            for result in render(path, options.profile or "cpu", store=options.store or None):
                print(result.summary(), flush=True)
        except RenderFailed as problem:
            failed = True
            print(problem, flush=True)
    readme.write()
    return int(failed)


def _text(options: argparse.Namespace) -> int:
    """write lessons as Python files to build/text"""
    for path in files.lessons(only=options.only):
        target = _text_folder() / f"{path.stem}.py"
        convert.to_text(path, target)
        print(target.relative_to(files.ROOT))
    return 0


def _build(options: argparse.Namespace) -> int:
    """make lessons from build/text, keeping outputs of unchanged cells"""
    for text in files.texts(only=options.only):
        path = files.ROOT / "notebooks" / f"{text.stem}.ipynb"
        convert.to_notebook(text, path, files.repository())
        print(path.relative_to(files.ROOT))
    return 0


def _text_folder() -> Path:
    return files.ROOT / "build" / "text"


def _lint(options: argparse.Namespace) -> int:
    """hold lessons and glossary to the contract"""
    for path in files.lessons(only=options.only):
        print(f"{path.stem}: {words_per_line(files.read(path)):.1f} words of prose for a line of code")
    problems = lint.check_all(only=options.only)
    print(*problems, f"{len(problems)} problems", sep="\n")
    return int(bool(problems))


def _stale(options: argparse.Namespace) -> int:
    """list lessons whose outputs are older than their code"""
    stale = [path.name for path in files.lessons(only=options.only) if is_stale(files.read(path))]
    print(*stale, f"{len(stale)} stale", sep="\n")
    return int(bool(stale))


def _badges(options: argparse.Namespace) -> int:
    """write the repository's address from pyproject.toml into badges and bootstrap cells"""
    print(*(path.relative_to(files.ROOT) for path in badges.write_all(only=options.only)), sep="\n")
    return 0


VERBS = {
    "text": _text,
    "build": _build,
    "run": _run,
    "render": _render,
    "lint": _lint,
    "stale": _stale,
    "badges": _badges,
}

if __name__ == "__main__":
    sys.exit(main())
