"""Every finding can be explained by its code."""

import pytest

from rectoverso.app.explain import every_rule, explanation, nearest
from rectoverso.model.rules import RULES


def test_a_rule_is_explained_by_its_code_in_any_case():
    assert explanation("x102") == (
        "error[X102] Two things in the book carry the same label.\n"
        "\n"
        "A reference could lead to either, so labels are unique in the whole book, not only in a\n"
        "chapter. Rename one of them, and the references that mean it."
    )


def test_an_unknown_code_has_no_explanation_but_a_neighbour():
    assert explanation("X1O2") == ""
    assert nearest("X1O2") == "X102"
    assert nearest("hello") == ""


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_begins_with_a_sentence_that_stands_for_itself(code):
    first, _, rest = RULES[code].explanation.partition("\n")

    assert first.endswith(".")
    assert not rest or rest.startswith("\n")


def test_all_rules_are_listed_by_code_a_line_to_each():
    assert [line.split("[")[1][:4] for line in every_rule().splitlines()] == sorted(RULES)
