"""The list of a class joined to the table: who somebody is, who handed in nothing, and who is on no list."""

from __future__ import annotations

import csv
import re
import unicodedata
from pathlib import Path

from tools.grading import notes

COLUMNS = {
    "id": re.compile(r"id|number|.*matri.*|.*nummer.*|.*student ?(id|number).*|login|user(name)?", re.IGNORECASE),
    "name": re.compile(r"(full|display|whole)? ?name", re.IGNORECASE),
    "e-mail": re.compile(r"e-?mail.*|mail|.*address.*", re.IGNORECASE),
}
Person = dict[str, str]


def read(path: Path) -> list[Person]:
    """The people of a CSV file with a line of headings, of which it needs one: id, name or e-mail.

    Raises ``ValueError`` with a sentence when there is none of them.
    """
    text = path.read_bytes().decode("utf-8-sig", "replace")
    first = text.partition("\n")[0]
    rows = list(csv.reader(text.splitlines(), delimiter=max(",;\t", key=first.count)))
    heads = [head.strip() for head in rows[0]] if rows else []
    at = {
        name: next((i for i, head in enumerate(heads) if form.fullmatch(head)), None) for name, form in COLUMNS.items()
    }
    if all(place is None for place in at.values()):
        raise ValueError(f"{path.name} has no column id, name or e-mail; its first line is: {first.strip()[:100]}")
    people = [
        {name: row[i].strip() if i is not None and i < len(row) else "" for name, i in at.items()} for row in rows[1:]
    ]
    return [one for one in people if any(one.values())]


def join(rows: list[dict[str, str]], people: list[Person]) -> list[dict[str, str]]:
    """The rows with id, name and e-mail of the one person that each fits; and a row for whoever has none."""
    fits = {row["student"]: [one for one in people if _fits(row["student"], one)] for row in rows}
    taken = [id(found[0]) for found in fits.values() if len(found) == 1]
    joined = []
    for row in rows:
        found = fits[row["student"]]
        person, note = found[0] if len(found) == 1 else dict.fromkeys(COLUMNS, ""), ""
        if len(found) != 1:
            note = "fits several on the roster" if found else "is not on the roster"
        elif taken.count(id(person)) > 1:
            note = "another row fits the same person on the roster"
        joined.append(
            {"student": row["student"], **person, **row, "notes": "; ".join(filter(None, [row["notes"], note]))}
        )
    empty = dict.fromkeys(joined[0] if joined else ["student", *COLUMNS, "notes"], "")
    absent = [one for one in people if id(one) not in taken]
    return joined + [{**empty, **one, "notes": "nothing was handed in under this name"} for one in absent]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFC", notes.whole(text)).casefold()
    kept = "".join(c if unicodedata.category(c)[0] in "LMN" or c in "'’" else " " for c in plain)
    return sorted(kept.replace("'", "").replace("’", "").split())


def _fits(student: str, person: Person) -> bool:
    """By the number, by the address or what stands before its @, or by the words of the name in any order."""
    words = _words(student)
    named = [word for word in words if not word.isdigit()]
    login = _words(person["e-mail"].partition("@")[0])
    return bool(
        (person["id"] and set(_words(person["id"])) <= set(words))
        or (login and login in (words, named))
        or (person["e-mail"] and _words(person["e-mail"]) == words)
        or (person["name"] and _words(person["name"]) == named)
    )
