"""The chapter was changed while its document was away: both sides come together."""

TEXT = "# A\n\nOne two.\n\nThree four.\n\n* Five six.\n* Seven.\n"
SARA = "{>>@Sara, 2026-11-20<<}"


def test_changes_in_other_paragraphs_are_both_kept(trip):
    sent = trip(TEXT)
    document = sent.opened()
    document.replace(document.paragraph("Three"), "four", "4")
    document.replace(document.paragraph("Five"), "six", "6")
    sent.path.write_text(f"# A\n\nNew.\n\nOne and two.\n\n{TEXT[15:]}\nLast.\n", "utf-8")

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now == (
        f"# A\n\nNew.\n\nOne and two.\n\nThree {{~~four~>4~~}}{SARA}.\n\n"
        f"* Five {{~~six~>6~~}}{SARA}.\n* Seven.\n\nLast.\n"
    )


def test_a_paragraph_changed_on_both_sides_keeps_both(trip):
    sent = trip(TEXT)
    document = sent.opened()
    document.replace(document.paragraph("Three"), "four", "4")
    ours = TEXT.replace("Three", "Two and a half")
    sent.path.write_text(ours, "utf-8")

    ran = sent.back(document)
    marked = sent.now

    assert "{~~Two and a half four.~>Three 4.~~}" + SARA in marked
    assert ran.err.startswith(
        "chapters/01.md:5:1: warning[D105] changed here (“Two and a half four.”) and in Word "
        "(“Three 4.”)"
    )
    assert sent.settled("reject") == ours
    sent.path.write_text(marked, "utf-8")
    assert sent.settled("accept") == TEXT.replace("four", "4")


def test_a_list_changed_on_both_sides_has_words_version_in_a_remark(trip):
    sent = trip(TEXT)
    document = sent.opened()
    document.replace(document.paragraph("Five"), "six", "6")
    ours = TEXT.replace("Seven", "Eight")
    sent.path.write_text(ours, "utf-8")

    sent.back(document)

    assert "{>>@Sara, 2026-11-20: → * Five 6. * Seven.<<}" in sent.now
    assert sent.settled("reject") == ours


def test_a_paragraph_that_is_gone_from_the_chapter_is_told_of(trip):
    sent = trip(TEXT)
    document = sent.opened()
    document.replace(document.paragraph("Three"), "four", "4")
    ours = TEXT.replace("Three four.\n\n", "")
    sent.path.write_text(ours, "utf-8")

    ran = sent.back(document)

    assert "One two.{>>@Sara, 2026-11-20: → Three 4.<<}" in sent.now
    assert "D105" in ran.err
    assert sent.settled("reject") == ours


def test_line_ends_of_windows_stay(trip):
    sent = trip(TEXT)
    document = sent.opened()
    document.replace(document.paragraph("Three"), "four", "4")
    sent.path.write_bytes(TEXT.replace("\n", "\r\n").encode())

    sent.back(document)

    assert sent.path.read_bytes().count(b"\r\n") == TEXT.count("\n")
    assert sent.path.read_bytes().count(b"\n") == TEXT.count("\n")


def test_a_document_that_is_imported_twice_is_not_marked_twice(trip):
    sent = trip(TEXT)
    document = sent.opened()
    document.replace(document.paragraph("Three"), "four", "4")
    sent.back(document)
    once = sent.now

    ran = sent.back(document)

    assert sent.now == once
    assert ran.out.endswith("nothing was changed\n")
