"""Whatever a platform gives and whatever strangers put into it: nobody is lost, nobody becomes somebody else."""

from __future__ import annotations

import io
import json
import os
import tarfile
import unicodedata
import zipfile

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tools.grading import collect, notes, roster, unpack

NAME = "ex00_short"
CHECKS = ['check("00.1", a)', 'check("00.2", b)']
LINKS = hasattr(os, "symlink") and os.name == "posix"


def notebook(*sources: str) -> bytes:
    return nbformat.writes(new_notebook(cells=[new_code_cell(source) for source in sources])).encode()


SOLVED, BEGUN = notebook("a = 1", *CHECKS), notebook(CHECKS[0])


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "source" / f"{NAME}.ipynb"
    path.parent.mkdir()
    path.write_bytes(SOLVED)
    return path


def collected(place, source):
    found = list(collect.collect(place, source, source.parent))
    assert len({name for name, _ in found}) == len(found)
    return {unicodedata.normalize("NFC", name): nb for name, nb in found}


def lay(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.mkdir(exist_ok=True) if name.endswith("/") else path.write_bytes(content)
    return folder


def zipped(files, date=(2026, 1, 5, 10, 0, 0)):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, date), content)
    return data.getvalue()


DECOMPOSED = unicodedata.normalize("NFD", "José")


@pytest.mark.parametrize(
    "names",
    [
        ("मीना", "मुनी"),  # two names that are one without their marks
        ("Jose", "José"),
        ("สมชาย", "สมหญิง", "สุมชาย"),
        ("مُحَمَّد", "محمد"),
        ("O'Brien", "O’Brien", "OBrien"),
        ("Müller", "Muller", "Mueller"),
        ("a?b", "a_b", "a*b"),  # the same folder's name: kept apart by a number
        ("[ada]", "{ada}", "ada"),
    ],
)
def test_no_two_students_become_one(tmp_path, source, names):
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({f"all/{name}/{NAME}.ipynb": SOLVED for name in (*names, "somebody else")}))
    found = collected(archive, source)
    assert len(found) == len(names) + 1 and not any(notes.text(nb) for nb in found.values())


def test_one_student_in_two_unicode_forms_is_one_and_it_is_said(tmp_path, source):
    archive = tmp_path / "all.zip"
    archive.write_bytes(zipped({f"{DECOMPOSED}/x.ipynb": SOLVED, f"José/{NAME}.ipynb": SOLVED, "bob/x.ipynb": SOLVED}))
    found = collected(archive, source)
    assert sorted(found) == ["José", "bob"]
    assert "2 notebooks came under this name" in notes.text(found["José"])


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("{}_1234_assignsubmission_file_/x.ipynb", "Ada Lovelace_1234;Émile Borel_1234"),
        ("{}_LATE_12345_678910_ex00_short-1.ipynb", "lovelaceada_12345;borel_12345"),
        ("Exercise 0_{}_attempt_2026-01-05-10-20-30_ex00_short.ipynb", "ada;bob"),
        ("12345-678 - {} - Jan 5, 2026 1020 AM/ex00_short.ipynb", "Ada Lovelace;Bob Ross"),
        ("Abgaben/{}_1234/ex00_short.ipynb", "Lovelace_Ada_al_1234;Ross_Bob_br_1234"),
        ("{} - ex00_short.ipynb", "Ada Lovelace;Bob Ross"),
        ("Copy_of_ex00_short_{}.ipynb", "ada;copier"),
        ("Copy of {}_ex00_short.ipynb", "ada;Copia"),
        ("Kopie von ex00_short - {}.ipynb", "ada;bob"),
        ("{}.zip", "ada;bob"),
    ],
    ids=[
        "Moodle",
        "Canvas",
        "Blackboard",
        "Brightspace",
        "ILIAS",
        "Classroom",
        "drive",
        "drive 2",
        "Laufwerk",
        "archives",
    ],
)
def test_platforms(tmp_path, source, form, names):
    words = [name.removesuffix("_1234").removesuffix("_12345") for name in names.split(";")]
    files = {form.format(word): zipped({"x/y.ipynb": SOLVED}) if form == "{}.zip" else SOLVED for word in words}
    if form.startswith("Abgaben"):
        files |= {form.format(word).replace("Abgaben", "Rückmeldung").replace(".ipynb", ".txt"): b"" for word in words}
    if "attempt" in form:
        files |= {name.replace("_ex00_short.ipynb", ".txt"): b"Name" for name in files}
    archive = tmp_path / "class.zip"
    archive.write_bytes(zipped(files))
    found = collected(archive, source)
    assert sorted(found) == sorted(names.split(";"))
    assert all(len(nb.cells) == 3 for nb in found.values())


def test_the_newest_counts_and_the_note_says_so(tmp_path, source):
    lay(tmp_path / "in", {f"ada/{NAME}.ipynb": b"", f"ada_{NAME}.ipynb": BEGUN, "bob/x.ipynb": SOLVED})
    (tmp_path / "in" / "Ada.zip").write_bytes(zipped({f"{NAME}.ipynb": SOLVED}, (2030, 1, 5, 10, 20, 0)))
    found = collected(tmp_path / "in", source)
    assert sorted(found, key=str.casefold) == [max(found, key=lambda one: one.casefold() == "ada"), "bob"]
    nb = next(nb for name, nb in found.items() if name.casefold() == "ada")
    assert len(nb.cells) == 3
    assert "(2030-01-05 10:20) was graded, not ada_ex00_short.ipynb (" in notes.text(nb)
    assert "is empty" in notes.text(nb)


def test_an_attempts_date_stands_in_its_name(tmp_path, source):
    name = "Exercise 0_{}_attempt_2026-01-0{}-10-20-30_x.ipynb"
    lay(tmp_path / "in", {name.format("ada", 7): SOLVED, name.format("ada", 6): BEGUN, name.format("bob", 5): BEGUN})
    found = collected(tmp_path / "in", source)
    assert sorted(found) == ["ada", "bob"] and len(found["ada"].cells) == 3
    assert "(2026-01-07 10:20) was graded, not" in notes.text(found["ada"])


def test_each_odd_entry_costs_itself_only(tmp_path, source):
    folder = lay(tmp_path / "in", {f"good/{NAME}.ipynb": SOLVED, "empty/": b"", "noise/x.ipynb": os.urandom(1000)})
    odd = {"surrogate", "depth"}
    lay(folder, {"surrogate/x.ipynb": SOLVED.replace(b"a = 1", b"a = '\\ud800'")})
    lay(folder, {"depth/x.ipynb": b'{"cells":' + b"[" * 10**5})
    lay(folder, {"bomb.zip": zipped({"x.ipynb": b" " * 10**7}), "locked.zip": b"PK\x03\x04 and then nothing"})
    lay(folder, {"huge/x.ipynb": notebook("a = 1\n" * 10**6, CHECKS[0])})
    if LINKS:
        odd |= {"link", "dangling", "loop", "pipe", "deaf"}
        for name in ("link", "dangling", "loop", "pipe", "deaf"):
            (folder / name).mkdir()
        os.symlink(source, folder / "link" / "x.ipynb")
        os.symlink("nowhere", folder / "dangling" / "x.ipynb")
        os.symlink(folder / "loop", folder / "loop" / "again")
        os.mkfifo(folder / "pipe" / "x.ipynb")
        (folder / "deaf" / "x.ipynb").write_bytes(SOLVED)
        (folder / "deaf").chmod(0o000)
    try:
        found = collected(folder, source)
    finally:
        (folder / "deaf").exists() and (folder / "deaf").chmod(0o700)
    assert set(found) == odd | {"good", "empty", "noise", "bomb", "locked", "huge"}
    assert len(found["good"].cells) == 3 and not notes.text(found["good"])
    assert len(found["surrogate"].cells) == 3  # the cell is read, with a question mark in it
    for name in {"link", "dangling", "loop", "pipe", "empty", "noise", "depth", "bomb", "locked", "huge"} & set(found):
        assert notes.is_unreadable(found[name]) and notes.text(found[name]), name
    assert not LINKS or "it is a link" in notes.text(found["link"])
    assert "characters of code" in notes.text(found["huge"])


@pytest.mark.parametrize(
    "name", ["work\\x.ipynb", "/home/ada/x.ipynb", "C:\\Users\\ada\\x.ipynb", "../../x.ipynb", "./x.ipynb"]
)
def test_odd_paths_in_archives_are_read_inside(tmp_path, source, name):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ada.zip").write_bytes(zipped({name: SOLVED}))
    (tmp_path / "in" / "bob.zip").write_bytes(zipped({"x.ipynb": SOLVED}))
    before = sorted(tmp_path.rglob("*"))
    found = collected(tmp_path / "in", source)
    assert len(found["ada"].cells) == 3 and sorted(tmp_path.rglob("*")) == before


def test_links_in_archives_are_named_and_not_followed(tmp_path, source):
    link = zipfile.ZipInfo("x.ipynb")
    link.external_attr = 0o120777 << 16
    (tmp_path / "in").mkdir()
    with zipfile.ZipFile(tmp_path / "in" / "ada.zip", "w") as archive:
        archive.writestr(link, str(source))
    with tarfile.open(tmp_path / "in" / "bob.tar.gz", "w:gz") as archive:
        part = tarfile.TarInfo("x.ipynb")
        part.type, part.linkname = tarfile.SYMTYPE, str(source)
        archive.addfile(part)
    found = collected(tmp_path / "in", source)
    assert {"ada", "bob"} == set(found)
    assert all("it is a link" in notes.text(nb) for nb in found.values())


def test_sizes_are_bounded(tmp_path, source, monkeypatch):
    monkeypatch.setattr(unpack, "LARGEST", 10**6)
    monkeypatch.setattr(unpack, "MOST", 50)
    many = zipped({f"{n}.txt": b"" for n in range(60)})
    lay(tmp_path / "in", {"ada.ipynb": b" " * 2 * 10**6, "bob.ipynb": SOLVED, "eve.zip": many})
    found = collected(tmp_path / "in", source)
    assert "is larger than 1 MB" in notes.text(found["ada"]) and len(found["bob"].cells) == 3
    assert "more than 50 files" in notes.text(found["eve"])


def test_pasted_pictures_stay_and_what_names_a_missing_one_is_mended(tmp_path, source):
    picture = {"image/png": "iVBORw0KGgo="}
    nb = json.loads(SOLVED)
    for attached, named in (
        ({"a b.png": picture}, "a%20b.png"),
        ({"x.svg": {"image/svg+xml": "<svg/>"}}, "x.svg"),
        ({"big.png": {"image/png": "A" * 5 * 10**6}}, "big.png"),
        ("nonsense", "y.png"),
    ):
        cell = {"cell_type": "markdown", "metadata": {}, "source": f"![](attachment:{named})"}
        nb["cells"].append({**cell, "attachments": attached})
    lay(tmp_path / "in", {"ada/x.ipynb": json.dumps(nb).encode(), "bob/x.ipynb": SOLVED})
    cells = collected(tmp_path / "in", source)["ada"].cells[3:]
    assert cells[0].attachments == {"a b.png": picture} and cells[0].source == "![](attachment:a%20b.png)"
    assert [cell.source for cell in cells[1:]] == [f"![](left-out:{name})" for name in ("x.svg", "big.png", "y.png")]


@pytest.mark.parametrize("comma", [",", ";", "\t"])
def test_a_roster_is_joined(tmp_path, comma):
    name = "Ada Lovelace" if comma == "," else "Lovelace, Ada"
    lines = [("Matrikelnummer", "Name", "E-Mail"), ("1234567", name, "al@x"), ("77", "Bob O’Brien", "bob@x")]
    lines += [("8", "मीना", ""), ("9", "Eve", "eve@x"), ("10", "Jo", ""), ("11", "Jo", "")]
    path = tmp_path / "class.csv"
    path.write_text("\ufeff" + "\n".join(comma.join(line) for line in lines), encoding="utf-8")
    people = roster.read(path)
    students = ["Ada Lovelace_1234567", "O'Brien Bob", unicodedata.normalize("NFD", "मीना"), "stranger", "Jo"]
    rows = roster.join([{"student": one, "00.1": "1", "notes": ""} for one in students], people)
    assert [row["id"] for row in rows] == ["1234567", "77", "8", "", "", "9", "10", "11"]
    said = [row["notes"] for row in rows]
    assert said[:5] == ["", "", "", "is not on the roster", "fits several on the roster"]
    assert set(said[5:]) == {"nothing was handed in under this name"} and list(rows[0])[:4] == [
        "student",
        "id",
        "name",
        "e-mail",
    ]


def test_a_roster_without_a_known_column_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "class.csv"
    path.write_text("colour,shoe size\nred,42\n")
    with pytest.raises(ValueError, match="no column id, name or e-mail; its first line is: colour,shoe size"):
        roster.read(path)
