"""After a save the desk shows the text at once, then the pages that changed, then the book."""

from rectoverso.app.build import Means
from rectoverso.app.desk.desk import Desk
from rectoverso.writing.paper.workers import Here
from tests.books import write_project

WORDS = "دیوار باغ بلند بود و از پشت آن صدای آب می‌آمد، آبی که از کوه فرو می‌ریزد. " * 5
LONG = "# باغ\n\n" + "\n\n".join(f"بند {n}. {WORDS}" for n in range(30)) + "\n"
SHORT = "# خانه\n\nخانه کوچک بود.\n"


def a_desk(folder):
    root = write_project(folder / "book", {"01.md": LONG, "02.md": SHORT}, lang="fa")
    desk = Desk(root, Means(Here(), folder / "memory"), Here(), {})
    assert desk.set_pages()
    return desk


def save(desk, name, text):
    """Save a chapter and look; gives what was shown before it was looked over."""
    (desk.root / "chapters" / name).write_text(text, "utf-8")
    seen = []
    desk.look_again(lambda: seen.append(desk.state.views.body("sec-01")))
    return seen


def since(desk):
    """Of the pages of the first chapter, which were set ahead and which may change."""
    return [leaf.since for leaf in desk.shown.leaves() if leaf.section == "sec-01"]


def test_a_save_in_a_book_with_a_glossary_and_an_index_is_shown(tmp_path):
    glossary = '[[term]]\nterm = "باغ"\ndefinition = "جای درخت‌ها"\n'
    index = '[[entry]]\nkey = "wall"\nentry = "دیوار"\n'
    files = {"01.md": SHORT, "glossary.toml": glossary, "index.toml": index}
    desk = Desk(write_project(tmp_path, files, lang="fa"), Means(), Here(), {})

    (body,) = save(desk, "01.md", SHORT.replace("کوچک", "[دیوار]{.index key=wall}"))

    assert "دیوار" in body


def test_a_text_is_shown_first_and_its_pages_before_those_of_the_book(tmp_path):
    desk = a_desk(tmp_path)
    count = len(since(desk))
    before = {leaf.number: leaf for leaf in desk.shown.leaves()}

    (body,) = save(desk, "01.md", LONG.replace("بند 10.", "بند تازه" + " است" * 60 + "."))

    assert "بند تازه" in body
    assert desk.set_ahead()
    told = since(desk)
    first = told.index("ahead")
    assert told == [""] * first + ["ahead"] * 3 + ["before"] * (count - first - 3)
    changed = [leaf for leaf in desk.shown.leaves() if leaf.since == "ahead"]
    assert all(leaf.digest != before[leaf.number].digest for leaf in changed)
    assert [leaf.label for leaf in changed] == [before[leaf.number].label for leaf in changed]
    shown = [_picture(desk, leaf) for leaf in changed]

    assert desk.set_pages()

    assert set(since(desk)) == {""}
    assert [_picture(desk, leaf) for leaf in changed] == shown


def _picture(desk, leaf):
    proof, number = desk.shown.at(leaf.number)
    return proof.picture(number, 60)


def test_a_place_on_a_page_set_ahead_leads_to_its_line(tmp_path):
    desk = a_desk(tmp_path)
    save(desk, "01.md", LONG.replace("بند 9.", "کلمه‌ای که هیچ‌جا نیست."))
    desk.set_ahead()
    leaf = next(leaf for leaf in desk.shown.leaves() if leaf.since == "ahead")
    proof, number = desk.shown.at(leaf.number)

    places = {proof.place(number, leaf.width / 2, y) for y in range(60, int(leaf.height), 10)}

    assert {place.line for place in places if place and place.path == "chapters/01.md"} >= {21}


def test_what_is_taken_back_leaves_the_pages_of_the_book(tmp_path):
    desk = a_desk(tmp_path)
    save(desk, "01.md", LONG.replace("بند 10.", "بند تازه."))
    assert desk.set_ahead()

    save(desk, "01.md", LONG)

    assert desk.set_ahead()
    assert set(since(desk)) == {""}


def test_pages_that_were_set_while_somebody_wrote_have_what_was_written(tmp_path, monkeypatch):
    desk = a_desk(tmp_path)
    save(desk, "02.md", SHORT.replace("کوچک", "بزرگ"))
    proof = desk._proof

    def meanwhile(checked):
        save(desk, "01.md", LONG.replace("بند 10.", "بند تازه" + " است" * 40 + "."))
        return proof(checked)

    monkeypatch.setattr(desk, "_proof", meanwhile)
    assert desk.set_pages()

    assert "ahead" in since(desk)


def test_what_an_editor_would_say_comes_after_the_text(tmp_path):
    desk = a_desk(tmp_path)

    (body,) = save(desk, "01.md", LONG.replace("بند 3.", "او می رود."))

    assert "او می رود." in body
    assert [(one.code, one.span.line) for one in desk.state.findings] == [("T101", 9)]


def test_a_broken_text_is_not_shown_at_all(tmp_path):
    desk = a_desk(tmp_path)

    assert save(desk, "01.md", LONG.replace("بند 3.", "دیوار @sec-nowhere.")) == []
    assert desk.state.stale
    # What turns letters round is an error, too, and is found in the chapters that have changed.
    turned = "\N{LEFT-TO-RIGHT OVERRIDE}باغ\N{POP DIRECTIONAL FORMATTING}"
    broken = LONG.replace("بند 3.", turned)
    assert save(desk, "01.md", broken) == []
    assert "بند 3." in desk.state.views.body("sec-01")
