"""02.1 cats or dogs."""

EVERY = "0123456789"


def truth(my):
    a, b = my.pair
    return {"A": EVERY, "B": str(a | b), "C": "", "D": "error", "E": f"{a}{b}"}


def right(my):
    a, b = my.pair
    as_sets = {"a": set(range(10)), "b": {a | b}, "c": set(), "d": "Error", "e": (b, a)}
    measured = {**truth(my), "B": a | b, "A": list(range(10)), "C": [], "E": f"{b}, {a}"}
    return [as_sets, measured]


def wrong(my):
    a, b = my.pair
    pair, glued = f"{a}{b}", str(a | b)
    say = truth(my)
    return [
        ({**say, "A": pair}, "does an `if` take that number for true or for false?"),
        ({**say, "A": str(a)}, "an `if` also accepts numbers"),
        ({**say, "A": "error"}, "A runs: each c is a single label"),
        ({**say, "A": str(b)}, "Go through the ten labels by hand"),
        ({**say, "B": pair}, "Which number is it?"),
        ({**say, "B": EVERY}, "it is compared with each label"),
        ({**say, "B": ""}, "It need not be an impossible label"),
        ({**say, "B": "error"}, "Both are whole numbers"),
        ({**say, "B": str(a & b)}, "bit by bit. Write both in binary."),
        ({**say, "C": pair}, "`&` means: both at once"),
        ({**say, "C": glued}, "`&` meets True and False here"),
        ({**say, "C": EVERY}, "For one label, say 4"),
        ({**say, "D": pair}, "`or` wants one truth value from its left side"),
        ({**say, "D": EVERY}, "one truth value from ten comparisons"),
        ({**say, "D": str(a)}, "would return its left side"),
        ({**say, "D": ""}, "`or` asks its left side, a tensor"),
        ({**say, "E": glued}, "In E the parentheses make the comparisons first"),
        ({**say, "E": EVERY}, "What does it say for the label 0?"),
        ({**say, "E": "error"}, "only `or` needs one truth value"),
        ({**say, "E": ""}, "`|` is true where at least one"),
        ({**say, "D": "it fails"}, "Entry D is neither"),
        ({**say, "B": None}, "Entry B is neither"),
        (list(say.values()), "Give one entry for each line"),
        ({"A": EVERY, "B": glued}, "Give one entry for each line"),
    ]
