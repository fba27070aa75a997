"""03.1 which of five machines can draw."""

GOOD = {"A": "elsewhere", "B": "elsewhere", "C": "draws", "D": "draws", "E": "silent"}


def right(my):
    return [GOOD, {name: f" {word.capitalize()}" for name, word in reversed(GOOD.items())}]


def wrong(my):
    return [
        (GOOD | {"A": "draws"}, "Nobody told A's codes"),  # erratum 19
        (GOOD | {"A": "silent"}, "What it lacks is something else"),
        (GOOD | {"B": "draws"}, "A draw in the encoder makes no VAE"),  # erratum 20
        (GOOD | {"B": "silent"}, "Nothing charges B"),
        (GOOD | {"C": "elsewhere"}, "C pays a KL"),
        (GOOD | {"C": "silent"}, "worth its price"),
        (GOOD | {"D": "elsewhere"}, "fitted"),
        (GOOD | {"D": "silent"}, "A rebuilds"),
        (GOOD | {"E": "draws"}, "The KL alone makes no generator"),
        (GOOD | {"E": "elsewhere"}, "what do they say then"),
        (GOOD | {"E": "nothing"}, "Choose among"),
        (list(GOOD.values()), "Keep the dictionary"),
        ({"A": "draws"}, "Keep the dictionary"),
    ]
