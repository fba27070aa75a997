"""What has been done so far, what to do next, and a receipt for a lab."""

import html
import platform
import re
from pathlib import Path

from course import lessons, settings
from course.checks import catalogue, panel, store

NO_PROOF = (
    "This receipt is not proof. It says what this computer remembers; anybody can edit it, and the answers "
    "themselves are not in it. To grade, collect the notebooks and run their checks."
)


def progress(lesson: str | int = "") -> None:
    """Show a small chart: each exercise with its tasks, and what to do next.

    lesson: "20", 20 or one of its tasks, "20.3", shows the tasks of one exercise by name.
    """
    lesson = f"{lesson:02d}" if isinstance(lesson, int) else str(lesson).strip().partition(".")[0]
    if lesson not in ("", *catalogue.lessons()):
        panel.say(f"There is no exercise {lesson!r}; there are {', '.join(catalogue.lessons())}.")
        return
    done, note = store.look()
    rows = [_row(number, done) for number in catalogue.lessons() if lesson in ("", number)]
    tasks = catalogue.tasks(lesson) if lesson else {}
    names = [f"{_SQUARES[_state(task, done)]} {task} {name}" for task, name in tasks.items()]
    text = "\n".join([*(plain for plain, _ in rows), _LEGEND, *names, _next(lesson, done), *([note] if note else [])])
    head = '<tr><th scope="col">exercise</th><th scope="col">tasks</th><th scope="col">done</th></tr>'
    table = f"<table>{head}{''.join(page for _, page in rows)}</table><div>{_LEGEND}</div>"
    listed = "".join(f"<div>{html.escape(name)}</div>" for name in names)
    closing = f"<div>{panel.inline(_next(lesson, done))}</div><div>{html.escape(note)}</div>"
    panel.emit(text, f'<div role="status">{table}{listed}{closing}</div>')


_SQUARES = {"done": "■", "tried": "◧", "open": "□"}  # told apart by shape, not by colour
_LEGEND = "■ done, ◧ tried, □ not begun"


def _state(task: str, done: store.Tasks) -> str:
    entry = done.get(task)
    return "open" if entry is None else "done" if entry["done"] else "tried"


def _row(lesson: str, done: store.Tasks) -> tuple[str, str]:
    states = [_state(task, done) for task in catalogue.tasks(lesson)]
    squares, count = " ".join(_SQUARES[s] for s in states), f"{states.count('done')} of {len(states)}"
    plain = f"{lesson}  {squares}  {count}  {lessons.lesson(lesson).title}"
    bar = f'<span aria-hidden="true" style="letter-spacing:2px;color:#0072B2;font-size:120%">{squares}</span>'
    left = f'<td style="text-align:left">{lesson} {html.escape(lessons.lesson(lesson).title)}</td>'
    return plain, f'<tr>{left}<td style="text-align:left">{bar}</td><td>{count}</td></tr>'


def _next(lesson: str, done: store.Tasks) -> str:
    numbers = [lesson] if lesson else catalogue.lessons()
    wanted = [one for number in numbers for one in catalogue.tasks(number).items()]
    for task, name in wanted:
        if _state(task, done) == "tried":
            return f"Next: go on with {task}, {name}. Its hints are folded above the cell."
    for task, name in wanted:
        if _state(task, done) == "open":
            return f"Next: {task}, {name}."
    return "Everything here is done. The open question at the end has no check: it is for you."


def reset_progress() -> None:
    """Begin anew. The old file is kept beside the new one under another name."""
    try:
        with store.locked(store.file()):
            aside = store.set_aside("until")
    except FileNotFoundError:
        panel.say("There is no progress yet.")
        return
    except OSError as problem:
        panel.say(f"The progress file could not be moved ({problem.strerror or problem}).")
        return
    panel.say(f"Progress starts anew. The old one is kept as {aside}.")


def export_progress(path: str | Path = "progress.json") -> None:
    """Copy the progress file to ``path``, for another computer or a backup. An existing file is not overwritten."""
    note, done = _lost(), store.look()[0]
    _save(path, "progress.json", store.as_json(done))
    if note:
        panel.say(note)


def receipt(name: str, path: str | Path | None = None) -> None:
    """Write a lab receipt: name, tasks, tries, times, versions. It says that it is not proof.

    path: a file or a folder; without it ``receipt_NAME.txt`` in the notebook's folder. Nothing is overwritten.
    """
    if not isinstance(name, str) or not name.strip():
        panel.say('Give your name, for example receipt("Ada Lovelace").')
        return
    name = " ".join(panel.whole(name).split())
    safe = re.sub(r"[^\w-]+", "_", name)[:60]
    _save("." if path is None else path, f"receipt_{safe}.txt", receipt_text(name))
    if note := _lost():
        panel.say(note)


def receipt_text(name: str) -> str:
    """The receipt as text."""
    import torch

    import course

    note, done = _lost(), store.look()[0]
    lines = [f"Lab receipt of {name}, {store.now()}", "", *([note, ""] if note else [])]
    for lesson in catalogue.lessons():
        names = catalogue.tasks(lesson)
        finished = [task for task in names if _state(task, done) == "done"]
        lines.append(f"Exercise {lesson}, {lessons.lesson(lesson).title}: {len(finished)} of {len(names)} tasks done")
        for task, entry in ((task, done[task]) for task in names if task in done):
            state = f"done {entry['done']}" if entry["done"] else "not done"
            version = entry.get("student") or "public"
            tries = f"first try {entry['first']}, tries {entry['tries']}, version {version}"
            lines.append(f"  {task} {names[task]}: {state}; {tries}")
    machine = f"course {course.__version__}, Python {platform.python_version()}, PyTorch {torch.__version__}"
    return "\n".join([*lines, "", f"Versions: {machine}. Checks use seed 0.", "", NO_PROOF, ""])


def _lost() -> str:
    """A sentence when there is more to remember than can be read, else ""."""
    _, note = store.look()
    aside = store.damaged()
    return f"Not counted here: what the damaged file {', '.join(aside)} held." if aside else note


def _save(place: str | Path, name: str, text: str) -> None:
    """Write a new file at ``place``, or as ``name`` in that folder, and say where; or say why it was not written."""
    if not isinstance(place, (str, Path)):
        panel.say(f'Give the place as text, for example "{name}"; {place!r} is none.')
        return
    try:
        path = Path(place).expanduser().absolute()
        path = path / name if path.is_dir() else path
        if path.exists():
            number = next(k for k in range(2, 10_000) if not path.with_stem(f"{path.stem}_{k}").exists())
            path = path.with_stem(f"{path.stem}_{number}")
        settings.replace_file(path, text.encode("utf-8", "backslashreplace"))  # which in JSON is half a character, too
    except (OSError, RuntimeError, ValueError) as problem:  # a "~" of nobody, a zero byte
        panel.say(f"Could not write {place}: {getattr(problem, 'strerror', '') or problem}. Give another place.")
        return
    panel.say(f"Written: {path}")
