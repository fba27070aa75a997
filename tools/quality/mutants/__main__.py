"""The command line: ``python -m tools.mutants [--only NN] [--task NN.K] [--sample N --seed S]``."""

from __future__ import annotations

import argparse
import sys

from tools.quality.mutants import reasons, summary, survey


def main(arguments: list[str] | None = None) -> int:
    """Print the shares and the survivors; 1 when a lesson's checks kill too few or reject a solution."""
    options = _parser().parse_args(arguments)
    all_cases = survey.all_cases(options.only, options.task, options.text)
    chosen = survey.sample(all_cases, options.sample, options.seed)
    results, rejected = survey.run(chosen, print)
    known = reasons.read()
    print(*summary.table(results), *summary.survivors(results, known), *rejected, sep="\n")
    if options.sample is None:
        for one in reasons.stale(results, known):
            print(f"survivors.toml names a mutant that does not survive: {' | '.join(one)}")
    if options.entries:
        new = [one for one in results if not one.killed and reasons.of(one, known) == reasons.NONE]
        print(*map(reasons.entry, new), sep="\n\n")
    return int(bool(rejected or summary.too_low(results)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.mutants", description="Run mutants against the checks.")
    parser.add_argument("--only", metavar="NN", help="one lesson")
    parser.add_argument("--task", metavar="NN.K", help="one task")
    parser.add_argument("--sample", metavar="N", type=int, help="only so many mutants, drawn by chance")
    parser.add_argument("--seed", metavar="S", type=int, default=0, help="of the sample")
    parser.add_argument("--entries", action="store_true", help="print new survivors as entries for survivors.toml")
    parser.add_argument("--text", action="store_true", help="read build/text in place of solutions/")
    return parser


if __name__ == "__main__":
    sys.exit(main())
