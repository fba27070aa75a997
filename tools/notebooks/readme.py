"""The README's map of lessons, with the minutes that were measured."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from tools.notebooks import files

BLOCK = re.compile(r"(<!-- lessons[^>]*-->\n).*?(<!-- /lessons -->)", re.DOTALL)
PROMISE = re.compile(r"\*\*You will be able to\*\*\s*\n+- (.+?)[;.]\n")


def table(root: Path = files.ROOT) -> str:
    """One row a lesson: its title, the first thing it promises, and its cost in the cpu profile."""
    rows = ["| lesson | afterwards you can | cpu profile |", "|---|---|---|"]
    for path in files.lessons(root):
        nb = files.read(path)
        title = nb.cells[0].source.splitlines()[0].removeprefix("# ")
        promise = PROMISE.search(nb.cells[0].source)
        cost = nb.metadata.get("course", {}).get("cost", {}).get("cpu")
        measured = f"{cost['seconds'] / 60:.1f} min, {cost['peak_mb'] / 1000:.1f} GB" if cost else "not measured yet"
        rows.append(f"| [{title}](notebooks/{path.name}) | {promise[1] if promise else ''} | {measured} |")
    return "\n".join(rows) + "\n"


PICTURE = Path("notebooks") / "images" / "drawn_by_lesson_20.png"


def picture(root: Path = files.ROOT) -> bytes | None:
    """What the generator drew when lesson 20 was rendered: the picture of the cell tagged ``readme-picture``."""
    for path in files.lessons(root, "20"):
        for cell in files.read(path).cells:
            if "readme-picture" in files.tags(cell):
                for output in cell.get("outputs", []):
                    if "image/png" in output.get("data", {}):
                        return base64.b64decode(output["data"]["image/png"])
    return None


def write(root: Path = files.ROOT) -> bool:
    """Bring the README's map and picture up to date; True when the text changed."""
    drawn = picture(root)
    if drawn:
        (root / PICTURE).parent.mkdir(exist_ok=True)
        (root / PICTURE).write_bytes(drawn)
    page = root / "README.md"
    before = page.read_text(encoding="utf-8")
    after = BLOCK.sub(lambda found: found[1] + table(root) + found[2], before)
    if after != before:
        page.write_bytes(after.encode("utf-8"))
    return after != before
