"""10.7 what a line and a parabola cannot see."""

from course.tasks.lesson_10.task_7 import TRUTH, pairs


def names(my):
    return [words.split(":")[0] for words, *_ in pairs(my.deck).values()]


def right(my):
    line, parabola = (list(words) for words in zip(*(TRUTH[name] for name in names(my)), strict=True))
    return [(line, parabola), [tuple(word.upper() for word in line), [f" {word} " for word in parabola]]]


def wrong(my):
    line, parabola = right(my)[0]

    def but(k, name, word):
        """The right answer, but for one word."""
        both = [list(line), list(parabola)]
        both[k][names(my).index(name)] = word
        return tuple(both)

    return [
        (but(0, "shifted", "part"), "a line remains"),
        (but(1, "shifted", "part"), "may choose the bend 0"),
        (but(0, "wider", "part"), "falls on the left"),
        (but(0, "wider", "all"), "falls on the left"),
        (but(1, "wider", "part"), "so is the difference of two"),
        (but(0, "shifted and wider", "all"), "but log p/q bends"),
        (but(0, "shifted and wider", "nothing"), "so the line wins something; but"),
        (but(1, "shifted and wider", "part"), "Shifted or not"),
        (but(0, "two bumps, wider", "part"), "Two bumps are no reason"),
        (but(1, "two bumps, wider", "all"), "one turning point, or three"),
        (but(1, "two bumps, wider", "nothing"), "one turning point, or three"),
        (but(0, "two bumps, equal moments", "part"), "compares only the means of x"),
        (but(1, "two bumps, equal moments", "part"), "Compute both for the two bags"),
        (but(1, "two bumps, equal moments", "all"), "Compute both for the two bags"),
        (but(0, "wider", "maybe"), "not among the choices"),
        ((line[:4], parabola), "five words for the line"),
        (line, "Give line and parabola"),
    ]
