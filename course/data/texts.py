"""Real text: Python's own standard library, which every machine has, and the reader's own file."""

import codecs
import hashlib
import sysconfig
import tokenize
from dataclasses import dataclass
from pathlib import Path

from course import _guards

SHARES = {"train": 0.8, "valid": 0.1, "test": 0.1}
# What Debian and others leave out, what is installed beside it, and what is no text by people.
NOT_THE_LIBRARY = {"site-packages", "dist-packages", "test", "tests", "idle_test", "__pycache__", "pydoc_data"}
MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
         (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
OLD = ("gb18030", "big5", "shift_jis", "euc_kr", "windows-1252", "windows-1251")  # none of them leaves a mark


@dataclass(frozen=True)
class Documents:
    """Texts with their names. What is held out is held out by document: ``names`` of two splits never meet."""

    names: tuple[str, ...]
    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    @property
    def characters(self) -> int:
        """How many characters there are in all."""
        return sum(map(len, self.texts))


def standard_library(split: str = "train", most: int | None = None, root: str | Path | None = None) -> Documents:
    """The standard library of the running Python, its source with all documentation strings, split by file.

    split: "train" (about 80 % of the files), "valid" or "test" (10 % each). A file's split and place come from its
    name's hash alone: they are the same on every machine, and the first files are a sample of all. Python 3.11 has
    about 11 million characters; another version has other text. Tests and what is installed beside are left out.
    most: stop before the file with which there would be more characters, so that a small sample is read quickly.
    root: another folder of Python files.

    Files may still be alike: most of ``encodings`` are tables made by one program (lesson 33 measures it).
    """
    if split not in SHARES:
        raise ValueError(f"split is {split!r}; give one of {', '.join(SHARES)}.")
    if most is not None:
        _guards.whole(most=most)
    folder = Path(root or sysconfig.get_paths()["stdlib"])
    found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.py")}
    wanted = [name for name in found if not NOT_THE_LIBRARY & set(name.split("/")) and _split(name) == split]
    names, texts, count = [], [], 0
    for name in sorted(wanted, key=_hash):
        try:
            with tokenize.open(found[name]) as file:  # a Python file says its encoding itself
                text = file.read()
        except (SyntaxError, UnicodeDecodeError, OSError):
            continue
        if most is not None and count + len(text) > most:
            break
        names.append(name)
        texts.append(text)
        count += len(text)
    if not names:
        raise ValueError(
            f"{folder} has no Python file for {split!r}" + (f" of at most {most:,} characters." if most else ".")
        )
    return Documents(tuple(names), tuple(texts))


def _hash(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest()[:8], "big")


def _split(name: str) -> str:
    share = _hash(name) / 2**64
    return "train" if share < SHARES["train"] else "valid" if share < SHARES["train"] + SHARES["valid"] else "test"


def read_text(path: str | Path, encoding: str | None = None) -> str:
    """The text of your own file, with ``\\n`` at the ends of its lines.

    Its encoding is told by a byte order mark, by the zeros of UTF-16 and UTF-32, or by being valid UTF-8. An older one
    (GB 18030, Windows-1252, …) cannot be told from its bytes: then ``ValueError`` shows how the text would begin in
    each that fits, for you to give as ``encoding``.
    """
    file = Path(path).expanduser()
    if not file.is_file():
        raise ValueError(f"{file} is no file{'; it is a folder' if file.is_dir() else ''}.")
    raw = file.read_bytes()
    if not raw.strip():
        raise ValueError(f"{file.name} is empty.")
    text = _decoded(raw, encoding or _told(raw))
    if text is None and encoding:
        raise ValueError(f"{file.name} is not valid {encoding}; leave encoding out, and what fits is listed.")
    if text is None:
        raise ValueError(f"{file.name} does not tell its encoding; {_offers(raw)}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _told(raw: bytes) -> str:
    """The encoding that the bytes tell; UTF-8 where they tell nothing."""
    for mark, name in MARKS:
        if raw.startswith(mark):
            return name
    head = raw[:4000]
    if 0 in head and len(raw) % 2 == 0:
        for name, step in (("utf-32", 4), ("utf-16", 2)):
            for order, used in (("le", 0), ("be", step - 1)):  # the byte of a Latin letter; the others are 0
                columns = [head[i::step].count(0) / max(len(head[i::step]), 1) for i in range(step)]
                if columns[used] < 0.1 and all(share > 0.3 for i, share in enumerate(columns) if i != used):
                    return f"{name}-{order}"
    return "utf-8"


def _decoded(raw: bytes, encoding: str) -> str | None:
    try:
        text = raw.decode(encoding)
    except LookupError:
        raise ValueError(f"Python knows no encoding {encoding!r}; utf-8, utf-16 and gb18030 are some.") from None
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def _offers(raw: bytes) -> str:
    """A sentence on what the bytes may be."""
    start = next((i for i, byte in enumerate(raw) if byte > 127), 0)
    fits = []
    for name in OLD:
        if (text := _decoded(raw, name)) is not None:
            before = len(raw[:start].decode("ascii", "replace"))
            fits.append(f"{name} (“{' '.join(text[before : before + 12].split())}”)")
    if not fits or 0 in raw:
        return "it does not look like text."
    return f"name the one in which it reads right, encoding=…: {', '.join(fits)}."
