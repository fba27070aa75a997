"""02.7 safe, leaks or lies?"""

CHANGES = {
    "mirror": {"bd": "lies", "pq": "lies", "safe": "AMTUVY"},
    "half turn": {"69": "lies", "dp": "lies", "bq": "lies", "safe": "NSZ"},
}


def truth(my):
    """The verdicts by a list of cases rather than by following the characters."""
    words = {}
    for change, cases in CHANGES.items():
        words[change] = [
            cases.get(characters) or ("safe" if set(characters) <= set(cases["safe"]) else "leaks")
            for characters in my.sets
        ]
    return words


def with_word(my, change, old, new):
    """The right verdicts, but for the first ``old`` of a change, which becomes ``new``."""
    words = {name: list(given) for name, given in truth(my).items()}
    words[change][words[change].index(old)] = new
    return words


def right(my):
    words = truth(my)
    loose = {name.upper(): " ".join(given).title() for name, given in words.items()}
    return [words, loose, {name: tuple(given) for name, given in words.items()}]


def wrong(my):
    words = truth(my)
    see, shape = "Do you still read what its label says?", "a strange shape"
    draw, other = "A GAN would learn to draw that shape", "another character *of this set*"
    same = "Does any of them look different from before?"
    return [
        (with_word(my, "mirror", "lies", "safe"), see),
        (with_word(my, "mirror", "lies", "leaks"), shape),
        (with_word(my, "half turn", "lies", "safe"), see),
        (with_word(my, "half turn", "lies", "leaks"), shape),
        (with_word(my, "mirror", "leaks", "safe"), draw),
        (with_word(my, "half turn", "leaks", "safe"), draw),
        (with_word(my, "mirror", "leaks", "lies"), other),
        (with_word(my, "half turn", "leaks", "lies"), other),
        (with_word(my, "mirror", "safe", "leaks"), same),
        (with_word(my, "half turn", "safe", "leaks"), same),
        (with_word(my, "half turn", "safe", "lies"), same),
        (with_word(my, "mirror", "safe", "fine"), "is not among the choices"),
        ({"mirror": words["mirror"]}, "Give {"),
        (words["mirror"], "Give {"),
        ({**words, "mirror": words["mirror"][:2]}, "Give 4 words for each change"),
        ({**words, "half turn": "leaks"}, "Give 4 words for each change"),
    ]
