"""How a report looks: a small panel in a notebook, plain text elsewhere. Words carry the meaning, not colours."""

import html
import re

from course import _guards
from course.checks.report import Report

WORDS = {"done": "done", "wrong": "not yet", "open": "not begun"}
OPENING = {
    False: "Nothing to check yet: fill in the cell above and run both cells.",
    True: "One blank still holds the dots: fill in all of them and run both cells.",
}
# Okabe and Ito's colour-blind-safe green, orange and grey; text keeps the theme's own colour.
EDGES = {"done": "#009E73", "wrong": "#D55E00", "open": "#8C8C8C"}
BOX = "border-left:5px solid {edge};padding:2px 0 4px 12px;margin:4px 0;max-width:800px"


def show(report: Report, note: str = "") -> None:
    """Show a report. note: one more sentence, for example about the progress file."""
    emit(as_text(report, note), as_html(report, note))


def say(sentence: str) -> None:
    """Show one sentence."""
    emit(sentence, f'<div role="status" style="{BOX.format(edge=EDGES["open"])}">{inline(sentence)}</div>')


def emit(text: str, page: str) -> None:
    """Display in a notebook, print elsewhere."""
    _guards.put({"text/plain": whole(text), "text/html": whole(page)})


def whole(text: str) -> str:
    """Text that can be sent: half a character (a lone surrogate, as in odd file names) becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


def as_text(report: Report, note: str = "") -> str:
    """The report as plain text."""
    lines = [f"{report.task} · {report.title}: {WORDS[report.status]}"]
    lines += [f"  {OPENING[report.half_filled]}"] if report.status == "open" else []
    lines += [f"  {'✓' if p.holds else '✗'} {p.says}" for p in report.properties]
    if report.hint:
        lines.append(f"  Hint: {report.hint}")
    if report.printed:
        lines += ["  Your code printed:", *(f"    {line}" for line in report.printed.splitlines())]
    return "\n".join([*lines, *([f"  {note}"] if note else [])])


def as_html(report: Report, note: str = "") -> str:
    """The report as HTML that reads well in light and dark themes and aloud."""
    head = f"<strong>{html.escape(report.task)} · {html.escape(report.title)}: {WORDS[report.status]}</strong>"
    rows = "".join(
        f'<li style="list-style:none"><span aria-hidden="true">{"✓" if p.holds else "✗"}</span> '
        f"{'' if p.holds else '<em>not yet:</em> '}{inline(p.says)}</li>"
        for p in report.properties
    )
    parts = [head, f'<ul style="margin:2px 0;padding-left:4px">{rows}</ul>' if rows else ""]
    if report.status == "open":
        parts.append(f"<div>{OPENING[report.half_filled]}</div>")
    if report.hint:
        parts.append(f"<div><strong>Hint:</strong> {inline(report.hint)}</div>")
    if report.printed:
        parts.append(f"<div>Your code printed:</div><pre>{html.escape(report.printed)}</pre>")
    if note:
        parts.append(f"<div>{inline(note)}</div>")
    return f'<div role="status" style="{BOX.format(edge=EDGES[report.status])}">{"".join(parts)}</div>'


def inline(text: str) -> str:
    """Escaped text in which `code` is set as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text))
