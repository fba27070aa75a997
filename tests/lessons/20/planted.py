"""Errors planted into the checks of lesson 20: (equation, what the check says, what a slip would make of it)."""

PLANTED = [
    ("20.1", "ours - (score.sigmoid() - 1)", "ours - (1 - score.sigmoid())"),
    ("20.1", "ours - (score.sigmoid() - 1)", "ours - score.sigmoid()"),
    ("20.1", "ours - (score.sigmoid() - 1)", "ours + score.sigmoid()"),
    ("20.1", "ours - (score.sigmoid() - 1)", "ours - (score.sigmoid() - 1) / 2"),
    ("20.1", "F.softplus(-score).sum(), score)[0]", "F.softplus(-score).mean(), score)[0]"),
    ("20.2", "first_idea - (-score.sigmoid())", "first_idea - score.sigmoid()"),
    ("20.2", "first_idea - (-score.sigmoid())", "first_idea - (score.sigmoid() - 1)"),
    ("20.2", "first_idea - (-score.sigmoid())", "first_idea + score.sigmoid() * (1 - score.sigmoid())"),
    ("20.2", "-F.softplus(score).sum(), score)[0]", "-F.softplus(-score).sum(), score)[0]"),
]
