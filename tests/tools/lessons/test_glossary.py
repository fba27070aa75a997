"""The glossary and the lessons agree, and each kind of disagreement is noticed."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_markdown_cell, new_notebook

from tools.lessons import glossary

GLOSSARY = """\
# Glossary

| term | meaning | 中文 | first in |
|---|---|---|---|
| <a id="generator"></a>generator | A network that turns noise into samples. | 生成器 | 01 |
| <a id="critic"></a>critic | A discriminator whose score has no upper bound. | 评论家 | 20 |
"""

LESSONS = {
    "01": "A [**generator**](glossary.md#generator) draws; the [generator](glossary.md#generator) learns.",
    "20": "The [**critic**](glossary.md#critic) judges the **[generator](glossary.md#generator)**.",
}

BROKEN = {
    "two cells are missing": ("| 评论家 | 20 |", "|", "four cells"),
    "no anchor": ('<a id="critic"></a>', "", "four cells"),
    "other columns": ("中文", "Chinese", "columns"),
    "a row that no lesson links": (
        '| <a id="critic"',
        '| <a id="mode"></a>mode | A peak. | 众数 | 01 |\n| <a id="critic"',
        "mode is linked by no lesson, not even by 01",
    ),
    "a later lesson named": ("| 生成器 | 01 |", "| 生成器 | 20 |", "generator first appears in lesson 01"),
    "an earlier lesson named": ("| 评论家 | 20 |", "| 评论家 | 01 |", "critic first appears in lesson 20"),
    "no lesson named": ("| 评论家 | 20 |", "| 评论家 |  |", "says nothing"),
    "no Chinese": ("| 生成器 |", "| generator |", "generator has no Chinese equivalent"),
    "no sentence": ("A discriminator whose score has no upper bound.", "", "critic needs a meaning"),
    "twice the same": (
        '| <a id="critic"',
        '| <a id="generator"></a>generator | The same again. | 生成器 | 01 |\n| <a id="critic"',
        "generator stands there twice",
    ),
    "a linked term without a row": ('id="critic"', 'id="judge"', "it links the term critic"),
}


def lessons(**changed):
    sources = {**LESSONS, **{name.lstrip("_"): text for name, text in changed.items()}}
    return {number: new_notebook(cells=[new_markdown_cell(text)]) for number, text in sources.items()}


def test_the_stored_glossary_agrees_with_the_lessons():
    assert glossary.load() == []


def test_a_right_glossary_has_no_problems():
    assert glossary.problems(GLOSSARY, lessons()) == []


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_glossary_is_noticed(name):
    old, new, said = BROKEN[name]
    assert old in GLOSSARY
    found = glossary.problems(GLOSSARY.replace(old, new), lessons())
    assert any(said in problem for problem in found), found


def test_the_first_link_in_a_lesson_is_bold():
    found = glossary.problems(GLOSSARY, lessons(_20="The [critic](glossary.md#critic) judges."))
    assert found == ["lesson 20: the first link to the term critic is not bold."]


def test_a_missing_glossary_is_noticed():
    assert len(glossary.problems("", {})) == 1


def test_a_bar_in_a_formula_does_not_end_a_cell():
    text = GLOSSARY.replace("A network that", r"$p(x \| z)$, a network that")
    assert glossary.problems(text, lessons()) == []
