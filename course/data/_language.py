"""The small world's sentences as text: facts into the slots of a rule, and a sentence back into what it says."""

import functools
import re
from collections.abc import Mapping

from course.data import _phrases
from course.data.grammar import Grammar, Rules

LANGUAGES = ("en", "zh")
FORMS = ("statement", "question", "summary", "row", "instruction", "translation")
FACTS = ("home", "number", "colour", "things", "friend")
WORDS = {"name": _phrases.NAMES, "home": _phrases.HOMES, "number": _phrases.NUMBERS, "colour": _phrases.COLOURS,
         "things": _phrases.THINGS, "friend": _phrases.NAMES}  # fmt: skip
PRONOUNS = {"en": {"she": ("he", "she"), "her": ("his", "her")}, "zh": {"she": ("他", "她"), "her": ("他", "她")}}
SLOT = re.compile(r"\{(en|zh)\.(\w+)\}")


@functools.cache
def rules(language: str) -> dict[str, Rules]:
    """The rules of a language by their symbol, each slot with its language before it: ``{en.home}``."""
    found = {}
    for symbol, options in {
        **_phrases.SAID[language],
        **_phrases.GOES_ON[language],
        **_phrases.FORMS[language],
    }.items():
        found[symbol] = [(weight, text.replace("{", f"{{{language}.")) for weight, text in options]
    other = LANGUAGES[1 - LANGUAGES.index(language)]
    found["translation"] = []
    for part in _phrases.PARTS:  # a sentence and the same rule in the other language
        for (weight, one), (_, two) in zip(found[part], _phrases.SAID[other][part], strict=True):
            pair = f"{_phrases.ASK_TO_TRANSLATE[language]}{one} ⇒ {two.replace('{', f'{{{other}.')}"
            found["translation"].append((weight, pair))
    return found


@functools.cache
def grammar_of(languages: tuple[str, ...], forms: tuple[str, ...]) -> Grammar:
    """The grammar of these languages and forms, each equally likely; its symbol "text" says which it took."""
    for given, known in ((languages, LANGUAGES), (forms, FORMS)):
        if not given or not set(given) <= set(known) or len(set(given)) < len(given):
            raise ValueError(f"{list(given)}: give one or more of {', '.join(known)}, in a list, none twice.")
    made: dict[str, Rules] = {"text": [(1.0, f"<{language}>") for language in languages]}
    for language in languages:
        made[language] = [(1.0, f"{language}/{form}/<{language}:{form}>") for form in forms]
        for symbol, options in rules(language).items():
            made[f"{language}:{symbol}"] = [(w, text.replace("<", f"<{language}:")) for w, text in options]
    return Grammar(made)


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A rule's text with each slot filled."""
    return SLOT.sub(lambda slot: _word(slot[1], slot[2], facts), text)


def _word(language: str, slot: str, facts: Mapping[str, str]) -> str:
    """What stands in a slot: a pronoun by the person, a capital where the slot has one."""
    kind = slot.lower()
    if kind in PRONOUNS[language]:
        word = PRONOUNS[language][kind][facts["name"] in _phrases.WOMEN]
    elif language == "en":
        word = facts[kind]
    else:
        word = WORDS[kind][facts[kind]] + (_phrases.MEASURES[facts["things"]] if kind == "number" else "")
    return word.capitalize() if slot != kind else word


@functools.cache
def _values(language: str, slot: str) -> dict[str, str]:
    """What may stand in a slot, and the English word that it means; a pronoun means none."""
    kind = slot.lower()
    if kind in PRONOUNS[language]:
        found = {word: "" for word in PRONOUNS[language][kind]}
    elif language == "en":
        found = {word: word for word in WORDS[kind]}
    else:
        ends = set(_phrases.MEASURES.values()) if kind == "number" else {""}
        found = {chinese + end: word for word, chinese in WORDS[kind].items() for end in ends}
    return {word.capitalize() if slot != kind else word: meant for word, meant in found.items()}


@functools.cache
def _patterns() -> dict[re.Pattern[str], tuple[tuple[str, str], ...]]:
    """A pattern for each piece of a rule between two symbols or at an arrow, with the slots of its groups."""
    texts = [text for language in LANGUAGES for options in rules(language).values() for _, text in options]
    pieces = {piece.strip() for text in texts for piece in re.split(r"<[^<>]+>|⇒", text)}
    made = {}
    for piece in sorted(pieces - {""}):
        pattern, end = "", 0
        for slot in SLOT.finditer(piece):
            words = sorted(_values(slot[1], slot[2]), key=len, reverse=True)
            pattern += re.escape(piece[end : slot.start()]) + f"({'|'.join(map(re.escape, words))})"
            end = slot.end()
        slots = tuple((slot[1], slot[2]) for slot in SLOT.finditer(piece))
        made[re.compile(pattern + re.escape(piece[end:]))] = slots
    return made


def longest(text: str, at: int) -> "re.Match[str] | None":
    """The longest piece of a rule that stands at a place of a text."""
    matches = [found for pattern in _patterns() if (found := pattern.match(text, at))]
    return max(matches, key=lambda one: one.end(), default=None)


def said(found: "re.Match[str]") -> list[tuple[str, str]]:
    """The slots of a piece, each with the English word for what stands in it."""
    slots = _patterns()[found.re]
    return [(slot.lower(), _values(language, slot)[word])
            for (language, slot), word in zip(slots, found.groups(), strict=True)]  # fmt: skip
