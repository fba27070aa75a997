"""00.3 who sees what?"""

WHO = {
    "a real picture": "D",
    "a picture that G drew": "D",
    "which pictures are real": "D",
    "noise": "G",
    "the slope of D's score": "G",
    "the name of the letter": "neither",
    "how far the closest real picture is": "neither",
    "pictures kept for a test": "neither",
}


def right(my):
    words = [WHO[thing] for thing in my.things]
    return [words, tuple(f" {word.lower()} " for word in words)]


def wrong(my):
    def but(changed):
        """The right words, except for some things; None when this student was not asked about them."""
        asked = [thing for thing in changed if thing in my.things]
        return [{**WHO, **changed}[thing] for thing in my.things] if asked else None

    given = [
        # Errata 22: real pictures enter the generator, and noise is missing.
        (but({"a real picture": "G"}), "pass them on"),
        (but({"noise": "neither"}), "one picture again and again"),
        (but({"noise": "D"}), "Which player makes pictures"),
        # Errata 21: labels are thought necessary.
        (but({"the name of the letter": "D"}), "learned without labels"),
        (but({"the name of the letter": "G"}), "learned without labels"),
        (but({"a picture that G drew": "G"}), "gets it to look at"),
        (but({"which pictures are real": "G"}), "trained to tell the two apart"),
        (but({"the slope of D's score": "D"}), "Who can change it"),
        (but({"the slope of D's score": "neither"}), "would learn nothing"),
        (but({"how far the closest real picture is": "G"}), "no fair test"),
        (but({"pictures kept for a test": "D"}), "no fair test"),
        ([WHO[t] for t in my.things][:-1], "between round or square brackets"),
        ([*[WHO[t] for t in my.things][:-1], "both"], "line 6: 'both' is not among the choices"),
    ]
    return [(answer, fragment) for answer, fragment in given if answer is not None]
