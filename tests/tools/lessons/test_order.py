"""The stored lessons follow the table of the course, and each way of not following it is noticed."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from course.lessons import LESSONS, Lesson, lesson
from tools.lessons import glossary, order
from tools.pages import files

TABLE = (Lesson("00", "start", "Start"), Lesson("20", "first", "First"), Lesson("10", "game", "Game", ("20",)))
NAMES = ["00_start", "10_game", "20_first"]


def page(title, after="", rest="", first="Python."):
    text = f"# {title}\n\n**You need first:** {first}\n\n{rest}\n\n## Next\n\n{after}"
    return new_notebook(cells=[new_markdown_cell(text)])


MAP = "**Read in this order** at first: 00, 20, 10.\n\n[10](10_game.ipynb) · [20](20_first.ipynb)"
PAGES = {
    "00": page("00 · Start", "[20](20_first.ipynb), later [10](10_game.ipynb)", MAP),
    "10": page("10 · Game", "[20 again](20_first.ipynb)", first="lesson [20](20_first.ipynb)."),
    "20": page("20 · First", "[10](10_game.ipynb)"),
}


def test_the_stored_lessons_follow_the_table():
    stored = files.by_number()
    assert order.problems(stored, [path.stem for path in files.lessons()]) == []
    assert order.reading(stored).index("20") < order.reading(stored).index("10")


def test_the_table_names_each_lesson_once():
    assert len({one.number for one in LESSONS}) == len({one.slug for one in LESSONS}) == len(LESSONS)
    assert lesson("20").name == "20_first_gan"
    with pytest.raises(LookupError, match="There is no lesson '99'"):
        lesson("99")


def test_pages_that_follow_their_table_have_no_problem():
    assert order.problems(PAGES, NAMES, TABLE) == []
    assert order.problems({}, [], TABLE) == []


@pytest.mark.parametrize(
    ("changed", "names", "said"),
    [
        (
            {"20": page("20 · First", "The end.")},
            NAMES,
            "lesson 20: the first link under Next leads to nothing, not to 10.",
        ),
        ({"20": page("20 · Second", "[10](10_game.ipynb)")}, NAMES, "lesson 20: its title is not “First”."),
        ({"10": page("10 · Game")}, NAMES, "lesson 10: its line “You need first” does not name lesson 20."),
        ({"77": page("77 · New")}, NAMES, "lesson 77: course/lessons.py does not have it."),
        (
            {},
            ["00_start", "10_games"],
            "lesson 10: its file is 10_games.ipynb, and course/lessons.py says 10_game.ipynb.",
        ),
        (
            {"00": page("00 · Start", "[20](20_first.ipynb)", MAP.replace("[10](10_game.ipynb)", "10"))},
            NAMES,
            "lesson 00: its map does not link lesson 10.",
        ),
        (
            {"00": page("00 · Start", "[20](20_first.ipynb)", MAP.replace("20, 10.", "10, 20."))},
            NAMES,
            "lesson 00: it must say “**Read in this order** …: 00, 20, 10”.",
        ),
    ],
)
def test_a_page_that_does_not_follow_is_noticed(changed, names, said):
    assert order.problems({**PAGES, **changed}, names, TABLE) == [said]


def test_a_need_that_comes_later_is_noticed():
    turned = (TABLE[0], TABLE[2], TABLE[1])
    assert order.needs_problems(turned) == ["lesson 10: it needs lesson 20, which does not come before it."]


def test_a_term_belongs_to_the_lesson_that_is_read_first():
    link = "[**logit**](glossary.md#logit)"
    both = {**PAGES, "10": page("10 · Game", rest=link), "20": page("20 · First", rest=link)}
    assert glossary.links(both) == {"logit": ["20", "10"]}
