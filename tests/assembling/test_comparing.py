"""A source that has changed since its chapter was assembled: what is proposed there."""

from rectoverso.assembling.comparing import differences

ONE = "The strike began in the morning, and by noon the whole city stood still."
LAST = "Nobody had called it."


def proposed(base, theirs, mine):
    return [(one.before, one.after) for one in differences(base, theirs, mine).proposals]


def test_a_paragraph_put_in_behind_a_changed_one_is_a_paragraph_here_too():
    base, theirs = f"{ONE}\n\n{LAST}\n", f"{ONE.replace('noon', 'night')}\n\nIt rained.\n\n{LAST}\n"
    mine = base.replace("The strike", "This strike")

    assert proposed(base, theirs, mine) == [
        ("by noon", "by night"),
        ("still.", "still.\n\nIt rained."),
    ]


def test_what_changes_at_either_end_of_a_paragraph_is_told_with_the_word_beside():
    base = f"{ONE}\n\n{LAST}\n"
    theirs = base.replace("The strike", "Strikes").replace("stood still.", "stood.")
    mine = base.replace("by noon", "before noon")

    assert proposed(base, theirs, mine) == [
        ("The strike began", "Strikes began"),
        ("city stood still.", "city stood."),
    ]
