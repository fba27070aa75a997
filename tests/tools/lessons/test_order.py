"""A reader who follows "Next" from the first lesson meets every lesson."""

from __future__ import annotations

from nbformat.v4 import new_markdown_cell, new_notebook

from tools.lessons import glossary, order
from tools.pages import files


def lesson(next_link="", rest=""):
    return new_notebook(cells=[new_markdown_cell(f"# A lesson\n\n{rest}\n\n## Next\n\n{next_link}")])


MAP = "[10](10_game.ipynb) · [20](20_first.ipynb)"
LESSONS = {
    "00": lesson("[20](20_first.ipynb), later [10](10_game.ipynb)", MAP),
    "10": lesson("[20 again](20_first.ipynb)"),
    "20": lesson("[10](10_game.ipynb)"),
}


def test_the_stored_lessons_are_all_on_the_way():
    stored = files.by_number()
    assert order.problems(stored) == []
    assert sorted(order.reading(stored)) == sorted(stored)
    assert order.reading(stored).index("20") < order.reading(stored).index("10")


def test_the_order_follows_the_first_link_and_stops_at_a_lesson_that_was_read():
    assert order.reading(LESSONS) == ["00", "20", "10"]
    assert order.problems(LESSONS) == []


def test_a_lesson_that_none_leads_to_is_noticed():
    lost = {**LESSONS, "20": lesson("The end.")}
    assert order.problems(lost) == ["lesson 10: no lesson leads to it as its first link under Next."]
    assert order.reading(lost) == ["00", "20", "10"]


def test_a_lesson_that_the_map_forgets_is_noticed():
    first = lesson("[20](20_first.ipynb)", "[20](20_first.ipynb)")
    assert order.problems({**LESSONS, "00": first}) == ["lesson 00: its map does not link lesson 10."]


def test_a_term_belongs_to_the_lesson_that_is_read_first():
    link = "[**logit**](glossary.md#logit)"
    both = {**LESSONS, "10": lesson(rest=link), "20": lesson("[10](10_game.ipynb)", link)}
    assert glossary.links(both) == {"logit": ["20", "10"]}


def test_no_lessons_are_no_problem():
    assert order.reading({}) == [] and order.problems({}) == []
