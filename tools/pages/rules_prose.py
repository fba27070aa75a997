"""Rules on the prose of a lesson."""

from __future__ import annotations

import re
from pathlib import Path

from nbformat import NotebookNode

from tools.pages import cells
from tools.pages.context import Context

WORDS_PER_LINE = (4.0, 14.0)  # as much as understanding needs: a page is split before it is compressed
LONGEST_PARAGRAPH = 120
NOT_ABOUT_CODE = ("References", "How to work with this course")
# "just" is among them: where it means "only" or "a moment ago", those words say so.
BELITTLING = re.compile(r"\b(simply|obviously|trivially|clearly|just|easily|as (?:we|you) can see)\b", re.IGNORECASE)
FOLD = re.compile(r"<details>.*?</details>", re.DOTALL)
OF_COURSE = re.compile(r"\bof course\b(?=\s*[,.;:!?)])|(?:^|[.,;(] )of course\b", re.IGNORECASE | re.MULTILINE)


def pace(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Between 4 and 14 words of prose for each line of code."""
    ratio = words_per_line(nb)
    low, high = WORDS_PER_LINE
    said = f"it has {ratio:.1f} words for a line of code; {low:g} to {high:g} are wanted."
    return [] if low <= ratio <= high else [said]


def words_per_line(nb: NotebookNode) -> float:
    """Words of the lesson proper by its code lines: without the opening cell, tables and ``NOT_ABOUT_CODE``."""
    sources = [cell.source for number, cell in cells.markdown(nb) if number > 1]
    text = re.sub(r"^\s*\|.*$", " ", "\n\n".join(sources), flags=re.MULTILINE)
    count = cells.words(text) - sum(cells.words(cells.section(nb, name)) for name in NOT_ABOUT_CODE)
    return count / max(sum(cells.code_lines(cell.source) for _, cell in cells.lesson_code(nb)), 1)


def plain_words(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """No word that tells a reader who is stuck that the matter is easy."""
    found = []
    for number, cell in cells.markdown(nb):
        text = cells.prose(cell.source)
        words = [*BELITTLING.findall(text), *(["of course"] if OF_COURSE.search(text) else [])]
        found += [f"cell {number}: leave out {word.lower()!r}." for word in dict.fromkeys(words)]
    return found


def paragraphs(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """No walls of text."""
    found = []
    for number, cell in cells.markdown(nb):
        for block in re.split(r"\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )", cells.without_code(cell.source)):
            count = cells.words(block)
            if count > LONGEST_PARAGRAPH and not block.lstrip().startswith("|"):
                found.append(f"cell {number}: a paragraph has {count} words; {LONGEST_PARAGRAPH} are the most.")
    return found


def formulas(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Every formula that is opened is closed, and none stands in a fold, where some editors show it raw."""
    found = []
    for number, cell in cells.markdown(nb):
        text = cells.without_code(cell.source)
        if text.count("$$") % 2:
            found.append(f"cell {number}: a display formula ($$) is not closed.")
        elif len(re.findall(r"(?<!\\)\$", cells.DISPLAY.sub(" ", text))) % 2:
            found.append(f"cell {number}: a formula ($) is not closed; write \\$ for the currency.")
        elif any(cells.INLINE.search(fold) for fold in FOLD.findall(text)):
            found.append(f"cell {number}: a formula stands in a fold; write it in plain signs, such as h²/4.")
    return found


def picture_text(nb: NotebookNode, path: Path, context: Context) -> list[str]:
    """Pictures in the prose have alt text."""
    found = []
    for number, cell in cells.markdown(nb):
        text = cells.without_code(cell.source)
        empty = re.search(r"!\[\s*\]\(", text)
        bare = [tag for tag in re.findall(r"<img\b[^>]*>", text) if not re.search(r"""alt=["'][^"']+["']""", tag)]
        found += [f"cell {number}: a picture has no alt text."] if empty or bare else []
    return found


RULES = [pace, plain_words, paragraphs, formulas, picture_text]
