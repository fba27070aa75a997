"""A small world of known facts, and texts about it: what a model of them says can be held against the truth."""

import dataclasses
import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

from course import _guards
from course.data._language import FACTS, FORMS, LANGUAGES, WORDS, filled, grammar_of, longest, rules, said


@dataclass(frozen=True)
class Person:
    """What is true of one person, each fact as its English word: ``Person("Anna", "Oslo", "three", "red", …)``."""

    name: str
    home: str
    number: str
    colour: str
    things: str
    friend: str


@dataclass(frozen=True)
class Text:
    """One text. name: whom it is about; bits: -log2 of its probability, given the languages and forms drawn from."""

    text: str
    language: str
    form: str
    name: str
    bits: float

    @property
    def prompt(self) -> str:
        """What asks, up to ``⇒`` and with it; empty for a statement."""
        before, arrow, _ = self.text.rpartition("⇒")
        return before + arrow

    @property
    def reply(self) -> str:
        """What follows ``⇒``; the whole text of a statement."""
        return self.text.rpartition("⇒")[2].strip()


@dataclass(frozen=True)
class Claim:
    """What a text says of a person: ``Claim("Anna", "home", "Oslo", False)``. name is "" where nobody was named."""

    name: str
    fact: str
    value: str
    true: bool


@dataclass(frozen=True)
class Reading:
    """What was found in a text: its claims in their order, and the pieces that no rule of the world could have made."""

    claims: tuple[Claim, ...]
    unread: tuple[str, ...]

    @property
    def true(self) -> bool:
        """Whether it claims something, every claim holds, and every piece was understood."""
        return bool(self.claims) and not self.unread and all(claim.true for claim in self.claims)


@dataclass(frozen=True)
class World:
    """People with their facts, drawn by ``small_world``; every text that it draws is true of them.

    >>> world = small_world(seed=0)
    >>> text = world.draw(1, seed=3, languages=["en"], forms=["question"])[0]
    >>> text.text, world.read(text.text).true
    ('How many clocks does Hugo have? ⇒ Two.', True)
    """

    people: tuple[Person, ...]

    def person(self, name: str) -> Person:
        """The person of that name, in English or Chinese. Raises ``LookupError`` when there is none."""
        for one in self.people:
            if name in (one.name, WORDS["name"][one.name]):
                return one
        raise LookupError(f"Nobody is called {name!r}; there are {', '.join(one.name for one in self.people)}.")

    def changed(self, name: str, **facts: str) -> "World":
        """Another world, in which these facts of a person are others: its sentences about them are false in this one.

        >>> small_world().changed("Anna", home="Lima").person("Anna").home
        'Lima'
        """
        for fact, value in facts.items():
            if fact not in FACTS or value not in WORDS[fact]:
                words = ", ".join(WORDS[fact]) if fact in FACTS else ""
                raise ValueError(f"{fact}={value!r}; " + (f"give one of {words}." if words else f"facts are {FACTS}."))
        old = self.person(name)
        return World(tuple(dataclasses.replace(one, **facts) if one == old else one for one in self.people))

    def draw(
        self, n: int, seed: int = 0, *, languages: Iterable[str] = LANGUAGES, forms: Iterable[str] = FORMS
    ) -> list[Text]:
        """``n`` texts: a person, a language and a form, each equally likely, then the rules by their weights."""
        _guards.whole(n=n)
        _guards.seeded(seed)  # refuses what is no seed
        grammar, chance = grammar_of(tuple(languages), tuple(forms)), random.Random(int(seed))
        found = []
        for _ in range(n):
            one = chance.choice(self.people)
            text, bits = grammar.draw("text", chance)
            language, form, text = text.split("/", 2)
            found.append(Text(filled(text, vars(one)), language, form, one.name, bits + math.log2(len(self.people))))
        return found

    def entropy(self, *, languages: Iterable[str] = LANGUAGES, forms: Iterable[str] = FORMS) -> float:
        """Bits of one text, exactly: no model of these texts can have a smaller mean loss, whatever its tokens."""
        return math.log2(len(self.people)) + grammar_of(tuple(languages), tuple(forms)).entropy("text")

    def ways(self, name: str, what: str, language: str = "en") -> list[str]:
        """Every sentence that says one thing of a person: "home", "things", "friend", or "all" in one sentence."""
        if language not in LANGUAGES or what not in ("home", "things", "friend", "all"):
            raise ValueError(f"{what!r} in {language!r}; give home, things, friend or all, in en or zh.")
        return [filled(text, vars(self.person(name))) for _, text in rules(language)[what]]

    def read(self, text: str) -> Reading:
        """What a text claims, each claim held against the facts, and what in it could not be understood."""
        claims: list[Claim] = []
        unread, at, name, lost = [], 0, "", ""
        while at < len(text):
            found = longest(text, at)
            if found is None:
                lost += text[at]
                at += 1
                continue
            unread.append(lost)
            lost, at = "", found.end()
            pairs = said(found)
            name = next((value for slot, value in pairs if slot == "name"), name)
            for slot, value in pairs:
                if slot in FACTS:
                    known = [one for one in self.people if one.name == name]
                    claims.append(Claim(name, slot, value, bool(known) and getattr(known[0], slot) == value))
        pieces = [piece.replace("⇒", "").strip() for piece in (*unread, lost)]
        return Reading(tuple(claims), tuple(piece for piece in pieces if piece))


def small_world(people: int = 24, seed: int = 0) -> World:
    """A world of 2 to 24 people, each with a home, so many things of a colour, and a best friend; by ``seed``."""
    _guards.whole(2, people=people)
    if people > len(WORDS["name"]):
        raise ValueError(f"people is {people}; there are {len(WORDS['name'])} names.")
    _guards.seeded(seed)
    chance, names = random.Random(int(seed)), list(WORDS["name"])[:people]
    made = []
    for name in names:
        home, number, colour, things = (chance.choice(list(WORDS[fact])) for fact in FACTS[:-1])
        friend = chance.choice([other for other in names if other != name])
        made.append(Person(name, home, number, colour, things, friend))
    return World(tuple(made))
