"""Print a constraints file that turns every lower bound of pyproject.toml into an exact version.

    python tools/lowest.py > build/lowest.txt
    python -m pip install -e ".[dev]" -c build/lowest.txt

The continuous integration runs all tests on that environment: a lower bound that nobody has run is a guess.
"""

import re
import tomllib
from pathlib import Path

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
BOUND = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)>=(?P<version>[0-9][0-9.]*)\s*(?P<marker>;.*)?")


def lowest(pyproject: str) -> list[str]:
    """One line `name==version` for each dependency in the text of a pyproject.toml.

    Raises ValueError for a dependency that has no plain lower bound, because nobody could test it.
    """
    project = tomllib.loads(pyproject)["project"]
    extras = project.get("optional-dependencies", {})
    lines = []
    for requirement in [*project["dependencies"], *(r for extra in extras.values() for r in extra)]:
        if requirement.startswith(project["name"] + "["):
            continue  # an extra that includes another extra
        bound = BOUND.fullmatch(requirement)
        if bound is None:
            raise ValueError(f"{requirement!r} in pyproject.toml should read 'name>=version' and nothing else.")
        lines.append(f"{bound['name']}=={bound['version']}{bound['marker'] or ''}")
    return lines


if __name__ == "__main__":
    print("\n".join(lowest(PYPROJECT.read_text(encoding="utf-8"))))
