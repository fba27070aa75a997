"""The small world, its grammar, the standard library as text, and a reader's own file."""

import collections
import dataclasses
import math
import random

import pytest

from course import data
from course.data.world import FORMS, LANGUAGES, Person

# ---- grammar -----------------------------------------------------------------------------------------------------


def grammar(**rules):
    return data.Grammar({name.replace("_", " "): options for name, options in rules.items()})


NESTED = grammar(
    s=[(3, "<a> and <a>"), (1, "<b>"), (2, "nothing")],
    a=[(1, "x"), (4, "y<b>")],
    b=[(2, "1"), (1, "2"), (1, "3")],
)


def test_the_entropy_is_that_of_all_texts():
    texts = NESTED.texts("s")
    assert math.isclose(sum(texts.values()), 1)
    assert math.isclose(-sum(p * math.log2(p) for p in texts.values()), NESTED.entropy("s"))


def test_the_entropy_is_the_mean_of_drawn_bits():
    chance = random.Random(5)
    bits = [NESTED.draw("s", chance)[1] for _ in range(20_000)]
    mean = sum(bits) / len(bits)
    error = (sum((b - mean) ** 2 for b in bits) / len(bits) ** 2) ** 0.5
    assert error < 0.02 and abs(mean - NESTED.entropy("s")) < 4 * error


def test_the_bits_of_a_text_are_those_of_its_probability():
    texts = NESTED.texts("s")
    drawn = [NESTED.draw("s", random.Random(i)) for i in range(200)]
    assert all(math.isclose(bits, -math.log2(texts[text])) for text, bits in drawn)
    assert len({text for text, _ in drawn}) > 10


def test_equal_texts_of_two_choices_are_added_and_lower_the_entropy():
    twice = grammar(s=[(1, "<a>"), (1, "x")], a=[(1, "x"), (1, "y")])
    assert twice.texts("s") == {"x": 0.75, "y": 0.25}
    assert twice.entropy("s") > -sum(p * math.log2(p) for p in twice.texts("s").values())


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: grammar(s=[(1, "<a>")], a=[(1, "<s>")]), "leads back to itself"),
        (lambda: grammar(s=[(1, "<z>")]), "<z>, in a rule of <s>, has no rule"),
        (lambda: grammar(s=[]), "has no rule"),
        (lambda: grammar(s=[(0, "x")]), "a number above 0"),
        (lambda: grammar(s=[(math.nan, "x")]), "a number above 0"),
        (lambda: NESTED.entropy("q"), "no symbol 'q'"),
        (lambda: NESTED.texts("s", limit=5), "more than 5 texts"),
    ],
)
def test_a_wrong_grammar_gets_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


# ---- the small world ---------------------------------------------------------------------------------------------

WORLD = data.small_world(seed=1)


def strings(world, **chosen):
    """Every text of a world with its probability."""
    from course.data._language import filled, grammar_of

    found = collections.Counter()
    languages, forms = chosen.get("languages", LANGUAGES), chosen.get("forms", FORMS)
    for text, p in grammar_of(tuple(languages), tuple(forms)).texts("text").items():
        for one in world.people:
            found[filled(text.split("/", 2)[2], vars(one))] += p / len(world.people)
    return found


@pytest.mark.parametrize("seed", [0, 1])
def test_no_two_choices_give_the_same_text_so_the_entropy_is_that_of_the_texts(seed):
    world = data.small_world(people=24, seed=seed)
    texts = strings(world)
    assert math.isclose(sum(texts.values()), 1)
    assert math.isclose(-sum(p * math.log2(p) for p in texts.values()), world.entropy(), abs_tol=1e-9)


def test_the_entropy_is_the_mean_bits_and_bits_are_probabilities():
    texts, drawn = strings(WORLD), WORLD.draw(4000, seed=3)
    assert all(math.isclose(2**-one.bits, texts[one.text]) for one in drawn)
    bits = [one.bits for one in drawn]
    mean = sum(bits) / len(bits)
    error = (sum((b - mean) ** 2 for b in bits) / len(bits) ** 2) ** 0.5
    assert error < 0.06 and abs(mean - WORLD.entropy()) < 4 * error


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS)
def test_every_text_is_true_and_none_is_after_a_change(language, form):
    texts = WORLD.draw(60, seed=7, languages=[language], forms=[form])
    assert {(one.language, one.form) for one in texts} == {(language, form)}
    for one in texts:
        reading = WORLD.read(one.text)
        assert reading.true and not reading.unread
        facts = vars(WORLD.person(one.name))
        for claim in reading.claims:
            assert (claim.name, claim.value) == (one.name, facts[claim.fact])
        fact = reading.claims[-1].fact
        others = {"home": "Oslo Lima", "number": "two nine", "colour": "red blue", "things": "kites drums",
                  "friend": "Anna Zoe"}[fact].split()  # fmt: skip
        other = next(value for value in others if value != facts[fact])
        elsewhere = WORLD.changed(one.name, **{fact: other}).read(one.text)
        assert not elsewhere.true
        assert {c.fact for c in elsewhere.claims if not c.true} == {fact}


def test_a_seed_means_the_same_world_and_the_same_texts():
    assert data.small_world(seed=4) == data.small_world(seed=4) != data.small_world(seed=5)
    assert WORLD.draw(5, seed=1) == WORLD.draw(5, seed=1) != WORLD.draw(5, seed=2)
    assert data.small_world(seed=4).people[0] == Person("Anna", "Delhi", "six", "green", "clocks", "Rosa")


def test_the_world_is_frozen_and_a_change_makes_another():
    with pytest.raises(dataclasses.FrozenInstanceError):
        WORLD.people = ()
    other = WORLD.changed("Anna", home="Lima", friend="Zoe")
    assert (other.person("安娜").home, other.person("Anna").friend) == ("Lima", "Zoe")
    assert other.people[1:] == WORLD.people[1:]


def test_nobody_is_their_own_best_friend():
    assert all(one.friend != one.name for seed in range(9) for one in data.small_world(seed=seed).people)


def test_prompt_and_reply_make_the_text():
    for one in WORLD.draw(300, seed=2):
        assert (one.prompt == "") == (one.form == "statement")
        assert one.prompt + " " * (one.form != "statement") + one.reply == one.text


def test_what_no_rule_makes_is_unread_and_a_pronoun_needs_a_name():
    anna = WORLD.person("Anna")
    reading = WORLD.read(f"Anna lives in {anna.home}. Bananas fly. She likes {anna.friend} best.")
    assert reading.unread == ("Bananas fly.",) and all(claim.true for claim in reading.claims) and not reading.true
    assert WORLD.read(f"  Anna lives in {anna.home}.\n").true, "space around a text is nothing"
    nobody = WORLD.read("She lives in Oslo.")
    assert [(claim.name, claim.true) for claim in nobody.claims] == [("", False)]
    assert WORLD.read("").claims == () and not WORLD.read("").true


def test_all_ways_of_saying_a_thing_are_true_and_different():
    for language in LANGUAGES:
        for what in ("home", "things", "friend", "all"):
            ways = WORLD.ways("Emma", what, language)
            assert len(set(ways)) == len(ways) >= 2 and all(WORLD.read(one).true for one in ways)


def test_a_translation_says_the_same_in_both_languages():
    for one in WORLD.draw(100, seed=1, forms=["translation"]):
        source = one.prompt.split(":" if one.language == "en" else "：")[1]
        told = {claim.fact: claim.value for claim in WORLD.read(source).claims}
        assert told == {claim.fact: claim.value for claim in WORLD.read(one.reply).claims} != {}


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: data.small_world(people=1), "people is 1"),
        (lambda: data.small_world(people=30), "there are 24 names"),
        (lambda: data.small_world(seed=0.5), "seed is 0.5"),
        (lambda: WORLD.draw(0), "n is 0"),
        (lambda: WORLD.draw(3, forms=["poem"]), "give one or more of statement"),
        (lambda: WORLD.draw(3, languages=[]), "give one or more of en, zh"),
        (lambda: WORLD.entropy(languages=["en", "en"]), "none twice"),
        (lambda: WORLD.changed("Anna", home="Atlantis"), "give one of Oslo"),
        (lambda: WORLD.changed("Anna", age="9"), "facts are"),
        (lambda: WORLD.ways("Anna", "colour"), "give home, things, friend or all"),
    ],
)
def test_a_wrong_call_gets_a_sentence(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_an_unknown_person_is_named():
    with pytest.raises(LookupError, match="Nobody is called 'Bob'; there are Anna"):
        WORLD.person("Bob")


# ---- the standard library ----------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path):
    for i in range(60):
        path = tmp_path / ("package" if i % 2 else ".") / f"module_{i}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# file {i}\n" + "x = 1\n" * i, encoding="utf-8")
    (tmp_path / "site-packages").mkdir()
    (tmp_path / "site-packages" / "other.py").write_text("secret = 1\n", encoding="utf-8")
    (tmp_path / "latin.py").write_bytes("# -*- coding: latin-1 -*-\n# é\n".encode("latin-1"))
    (tmp_path / "broken.py").write_bytes(b"# \xff\n")
    return tmp_path


def test_the_splits_are_whole_files_and_share_none(folder):
    parts = {split: data.standard_library(split, root=folder) for split in ("train", "valid", "test")}
    names = [name for part in parts.values() for name in part.names]
    assert len(names) == len(set(names)) == 61 and "broken.py" not in names
    for part in parts.values():
        assert all(
            text == (folder / name).read_text("latin-1") for name, text in zip(part.names, part.texts, strict=True)
        )
        assert part.characters == sum(map(len, part.texts)) and len(part) == len(part.names)
    assert len(parts["train"]) > 40 and not any("secret" in text for part in parts.values() for text in part.texts)


def test_a_files_split_does_not_depend_on_the_others(folder):
    before = data.standard_library("test", root=folder).names
    for i in range(0, 30, 3):
        path = folder / f"module_{i}.py"
        if path.exists() and path.name not in before:
            path.unlink()
    assert data.standard_library("test", root=folder).names == before


def test_fewer_characters_are_the_first_files(folder):
    everything, some = data.standard_library(root=folder), data.standard_library(most=2000, root=folder)
    assert some.names == everything.names[: len(some)] and 0 < some.characters <= 2000


def test_the_library_of_this_python_is_several_megabytes():
    test, valid = data.standard_library("test"), data.standard_library("valid")
    assert test.characters > 300_000 and valid.characters > 300_000 and not set(test.names) & set(valid.names)
    assert data.standard_library(most=200_000).characters > 100_000


@pytest.mark.parametrize(
    ("given", "words"), [(dict(split="dev"), "give one of train"), (dict(most=1), "has no Python")]
)
def test_a_wrong_split_gets_a_sentence(given, words, folder):
    with pytest.raises(ValueError, match=words):
        data.standard_library(**given, root=folder)


# ---- a reader's own file -----------------------------------------------------------------------------------------

SAMPLE = "A line of text.\nEine Zeile mit Ü und €.\n一行中文。\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_an_encoding_that_can_be_told_is_told(encoding, tmp_path):
    (tmp_path / "own.txt").write_bytes(SAMPLE.replace("\n", "\r\n").encode(encoding))
    assert data.read_text(tmp_path / "own.txt") == SAMPLE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_zeros_tell_an_encoding_without_a_mark(encoding, tmp_path):
    (tmp_path / "own.txt").write_bytes(("plain English text\n" * 9).encode(encoding))
    assert data.read_text(tmp_path / "own.txt") == "plain English text\n" * 9


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [("gb18030", "在中国的天空下。", "gb18030 (“在中国的天空下"),
     ("windows-1252", "Müller grüßt", "windows-1252 (“üller grüßt”)"),
     ("windows-1251", "Привет, мир", "windows-1251 (“Привет, мир”)")],
)  # fmt: skip
def test_an_old_encoding_is_offered_and_can_be_given(encoding, text, shown, tmp_path):
    (tmp_path / "own.txt").write_bytes(text.encode(encoding))
    with pytest.raises(ValueError, match="does not tell its encoding; name the one") as said:
        data.read_text(tmp_path / "own.txt")
    assert shown in str(said.value)
    assert data.read_text(str(tmp_path / "own.txt"), encoding=encoding) == text


@pytest.mark.parametrize(
    ("raw", "encoding", "words"),
    [
        (b"", None, "is empty"),
        (b" \n", None, "is empty"),
        (bytes(range(256)) * 4, None, "does not look like text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, "does not look like text"),
        (b"\xff\xfeab", "ascii", "is not valid ascii"),
        (b"abc", "klingon", "no encoding 'klingon'"),
    ],
)
def test_what_is_no_text_gets_one_sentence(raw, encoding, words, tmp_path):
    (tmp_path / "own.txt").write_bytes(raw)
    with pytest.raises(ValueError, match=words):
        data.read_text(tmp_path / "own.txt", encoding)


def test_a_missing_file_and_a_folder_get_one_sentence(tmp_path):
    with pytest.raises(ValueError, match="is no file"):
        data.read_text(tmp_path / "gone.txt")
    with pytest.raises(ValueError, match="it is a folder"):
        data.read_text(tmp_path)
