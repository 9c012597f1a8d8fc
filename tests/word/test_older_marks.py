"""Marks that a chapter has already go to Word as tracked changes and comments, and stay."""

from tests.word.editing import w

TEXT = (
    "# باغ\n\n"
    "او {--دیروز --}{>>@Ali, 2026-10-01<<}به {~~خانه~>باغ~~} رفت{++ و برگشت++}.\n\n"
    "گل {==سرخ==}{>>@Ali, 2026-10-02: یا زرد؟<<} بود. دیوار بلند بود.\n"
)


def test_they_are_tracked_changes_and_comments_in_the_document(trip):
    document = trip(TEXT, "fa").opened()

    said = [
        (one.tag.rpartition("}")[2], one.get(w("author")), one.get(w("date")), text(one))
        for one in document.tree().iter(w("ins"), w("del"))
    ]
    comments = [(one.get(w("author")), text(one)) for one in document.tree("word/comments.xml")]

    assert said == [
        ("del", "Ali", "2026-10-01T00:00:00Z", "دیروز "),
        ("del", "Rectoverso", None, "خانه"),
        ("ins", "Rectoverso", None, "باغ"),
        ("ins", "Rectoverso", None, " و برگشت"),
    ]
    assert comments == [("Ali", "یا زرد؟")]


def text(element):
    return "".join(one.text or "" for one in element.iter(w("t"), w("delText")))


def test_untouched_they_come_back_as_they_were(trip):
    sent = trip(TEXT, "fa")

    ran = sent.back(sent.opened())

    assert (ran.code, ran.err) == (0, "")
    assert sent.now == TEXT


def test_other_words_are_changed_beside_them(trip):
    sent = trip(TEXT, "fa")
    document = sent.opened()
    document.replace(document.paragraph("دیوار"), "بلند", "کوتاه")

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now == TEXT.replace("بلند", "{~~بلند~>کوتاه~~}{>>@Sara, 2026-11-20<<}")


def test_changes_within_them_are_told_in_a_remark(trip):
    sent = trip(TEXT, "fa")
    document = sent.opened()
    document.replace(document.paragraph("و برگشت"), "برگشت", "ماند")

    ran = sent.back(document)

    assert "D104" in ran.err
    assert sent.now == TEXT.replace("برگشت++}.", "برگشت++}.{>>@Sara, 2026-11-20: برگشت → ماند<<}")


def test_marks_that_are_accepted_in_word_are_settled_in_the_chapter(trip):
    sent = trip(TEXT, "fa")
    document = sent.opened()
    accept_all(document)

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now == (
        "# باغ\n\nاو به باغ رفت و برگشت.\n\n"
        "گل {==سرخ==}{>>@Ali, 2026-10-02: یا زرد؟<<} بود. دیوار بلند بود.\n"
    )


def test_marks_that_are_rejected_in_word_are_settled_in_the_chapter(trip):
    sent = trip(TEXT, "fa")
    document = sent.opened()
    for one in list(document.tree().iter(w("ins"))):
        one.getparent().remove(one)
    for one in list(document.tree().iter(w("del"))):
        for run in list(one):
            one.addprevious(run)
            for said in run.iter(w("delText")):
                said.tag = w("t")
        one.getparent().remove(one)

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now.splitlines()[2] == "او دیروز به خانه رفت."


def accept_all(document):
    """Accept every tracked change, as Word's button does."""
    for one in list(document.tree().iter(w("del"))):
        one.getparent().remove(one)
    for one in list(document.tree().iter(w("ins"))):
        for run in list(one):
            one.addprevious(run)
        one.getparent().remove(one)
