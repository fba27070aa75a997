"""How good is it? Answers against checks, mutants, speed, and the lint of everything."""
