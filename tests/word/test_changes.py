"""What was done in Word comes back in the words of the chapter, with who did it and when."""

import pytest

from rectoverso.app.word.importing import imported

SARA = "{>>@Sara, 2026-11-20<<}"

# A chapter in each language: its text, the words that are replaced, and what by.
CHAPTERS = {
    "fa": (
        "# باغ {#sec-bagh}\n\n"
        "او هر روز به [باغ]{.index} می‌رفت.[^n] در آنجا *گل‌های سرخ* می‌رویید.\n\n"
        "[^n]: «باغ» در این‌جا باغ شاه است.\n",
        ("می‌رفت", "نمی‌رفت"),
        ("باغ شاه", "باغ ملی"),
    ),
    "ne": (
        "# बगैँचा {#sec-bagaicha}\n\n"
        "उनी हरेक दिन [बगैँचा]{.index} जान्थे।[^n] त्यहाँ *राता फूलहरू* फुल्थे।\n\n"
        "[^n]: यहाँ “बगैँचा” भनेको राजाको बगैँचा हो।\n",
        ("जान्थे", "जाँदैनथे"),
        ("राजाको", "रानीको"),
    ),
    "vi": (
        "# Khu vườn {#sec-vuon}\n\n"
        "Ngày nào ông cũng ra [vườn]{.index} đi dạo.[^n] Ở đó có *những bông hồng*.\n\n"
        "[^n]: “Vườn” ở đây là vườn của nhà vua.\n",
        ("đi dạo", "đọc sách"),
        ("nhà vua", "hoàng hậu"),
    ),
    "en": (
        "# The garden {#sec-garden}\n\n"
        "Every day he walked to the [garden]{.index}.[^n] There *red roses* grew.\n\n"
        "[^n]: By “garden” the king’s garden is meant.\n",
        ("walked", "rode"),
        ("king’s", "queen’s"),
    ),
    "he": (
        "# הגן {#sec-gan}\n\n"
        "בכל יום הלך אל [הגן]{.index}.[^n] שם גדלו *ורדים אדומים*.\n\n"
        "[^n]: הכוונה כאן היא לגן המלך.\n",
        ("הלך", "רכב"),
        ("לגן המלך", "לגן המלכה"),
    ),
}


@pytest.mark.parametrize("lang", CHAPTERS)
def test_a_word_replaced_in_text_and_note_comes_back_in_every_language(trip, lang):
    text, (old, new), (said, better) = CHAPTERS[lang]
    sent = trip(text, lang)
    document = sent.opened()
    document.replace(document.paragraph(old), old, new)
    document.replace(document.paragraph(said, "word/footnotes.xml"), said, better)

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    marked = text.replace(old, f"{{~~{old}~>{new}~~}}{SARA}")
    assert sent.now == marked.replace(said, f"{{~~{said}~>{better}~~}}{SARA}")


@pytest.mark.parametrize("lang", CHAPTERS)
def test_rejected_the_chapter_is_what_it_was_and_accepted_what_word_has(trip, lang):
    text, (old, new), _ = CHAPTERS[lang]
    sent = trip(text, lang)
    document = sent.opened()
    document.replace(document.paragraph(old), old, new)
    sent.back(document)
    marked = sent.now

    assert sent.settled("reject") == text
    sent.path.write_text(marked, "utf-8")
    assert sent.settled("accept") == text.replace(old, new)


def test_words_go_with_the_markup_that_stands_round_nothing_else(trip):
    sent = trip("# A\n\nOne **two** three [four]{.term key=x}[]{.index entry=y} five.\n")
    document = sent.opened()
    document.delete(document.paragraph("One"), "two three four five")

    sent.back(document)

    assert sent.now.splitlines()[2] == (
        f"One {{--**two** three [four]{{.term key=x}}--}}{SARA}[]{{.index entry=y}}"
        f"{{-- five--}}{SARA}."
    )
    assert sent.settled("accept") == "# A\n\nOne []{.index entry=y}.\n"


def test_words_in_the_place_of_marked_ones_are_marked_as_they_were(trip):
    sent = trip("# A\n\nThey read [Iskra]{.index} and *Pravda* there.\n")
    document = sent.opened()
    paragraph = document.paragraph("They")
    document.replace(paragraph, "Iskra", "Zarya")
    document.replace(paragraph, "Pravda", "Nachalo")

    sent.back(document)

    assert sent.settled("accept") == "# A\n\nThey read [Zarya]{.index} and *Nachalo* there.\n"


def test_what_is_put_in_says_just_that_in_markdown(trip):
    sent = trip("# A\n\nOne two.\n")
    document = sent.opened()
    document.insert(document.paragraph("One"), "One", " *a* [b] {++c++} <d> $e$ ^f^ @g `h` \\")

    sent.back(document)

    assert sent.now.splitlines()[2] == (
        "One{++ \\*a\\* \\[b\\] \\{++c++\\} \\<d\\> \\$e\\$ \\^f\\^ \\@g \\`h\\` \\\\++}"
        f"{SARA} two."
    )


def test_bold_words_that_are_put_in_are_bold(trip):
    sent = trip("# A\n\nOne two.\n")
    document = sent.opened()
    document.insert(document.paragraph("One"), "One", " and a half", b=True)

    sent.back(document)

    assert sent.settled("accept") == "# A\n\nOne **and a half** two.\n"


def test_new_paragraphs_items_and_headings_stand_where_they_were_put(trip):
    sent = trip("# A\n\nOne.\n\n* Two.\n* Three.\n\n> Four.\n")
    document = sent.opened()
    document.new_paragraph(document.paragraph("One"), "Next", style="Heading2")
    document.new_paragraph(document.paragraph("Two"), "And a half.")
    document.new_paragraph(document.paragraph("Four"), "Five.", style="Quote")

    sent.back(document)

    assert sent.settled("accept") == (
        "# A\n\nOne.\n\n## Next\n\n* Two.\n* And a half.\n* Three.\n\n> Four.\n>\n> Five.\n"
    )


def test_a_heading_keeps_its_label_when_paragraphs_behind_it_come_and_go(trip):
    text = "# A\n\n## B {#sec-b}\n\nOne.\n\nTwo, as @sec-b says.\n"
    sent = trip(text)
    document = sent.opened()
    document.new_paragraph(document.paragraph("B"), "New.")
    document.delete_paragraph(document.paragraph("One"))

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now == (
        f"# A\n\n## B {{#sec-b}}\n{{++\nNew.\n++}}{SARA}\n{{--One.--}}{SARA}\n\n"
        "Two, as @sec-b says.\n"
    )
    assert "X101" not in sent.run("check", "--project", sent.root).out
    assert sent.settled("reject") == text


def test_a_paragraph_that_is_taken_out_goes_with_its_blank_line(trip):
    text = "# A\n\nOne.\n\nTwo.\n\n* Three.\n* Four.\n* Five.\n"
    sent = trip(text)
    document = sent.opened()
    document.delete_paragraph(document.paragraph("Two"))
    document.delete_paragraph(document.paragraph("Four"))

    sent.back(document)
    marked = sent.now

    assert sent.settled("accept") == "# A\n\nOne.\n\n* Three.\n* Five.\n"
    sent.path.write_text(marked, "utf-8")
    assert sent.settled("reject") == text


def test_a_list_stays_a_list_without_its_first_item(trip):
    text = "# A\n\nThree things:\n\n* one;\n* two;\n* three.\n"
    sent = trip(text)
    document = sent.opened()
    document.delete_paragraph(document.paragraph("one;"))

    ran = sent.back(document)
    marked = sent.now

    assert (ran.code, ran.err) == (0, "")
    assert sent.settled("accept") == text.replace("* one;\n", "")
    sent.path.write_text(marked, "utf-8")
    assert sent.settled("reject") == text


def test_two_paragraphs_become_one(trip):
    sent = trip("# A\n\nOne.\n\nTwo.\n")
    document = sent.opened()
    document.mark_end(document.paragraph("One"), "del")

    sent.back(document)

    assert sent.now == f"# A\n\nOne.{{--\n\n--}}{SARA}Two.\n"


def test_a_paragraph_that_is_moved_keeps_its_markup(trip):
    moved = "Two [marks]{.index entry=m} and a note[^n], **bold**."
    sent = trip(f"# A\n\nOne.\n\n{moved}\n\nThree.\n\n[^n]: Said.\n")
    document = sent.opened()
    document.move_paragraph(document.paragraph("Two"), document.paragraph("Three"))

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    assert sent.settled("accept") == f"# A\n\nOne.\n\nThree.\n\n{moved}\n\n[^n]: Said.\n"


def test_comments_come_back_round_their_words_with_what_was_answered(trip):
    sent = trip("# A\n\nOne *two* three.\n")
    document = sent.opened()
    document.comment(document.paragraph("One"), "two three", "Is it so?", ("Ali", "It is."))

    sent.back(document)

    assert sent.now.splitlines()[2] == (
        "One {==*two* three==}{>>@Sara, 2026-11-20: Is it so?<<}{>>@Ali, 2026-11-20: It is.<<}."
    )


def test_a_note_that_is_taken_out_can_be_put_back(trip):
    text = "# A\n\nOne.[^n] Two.\n\n[^n]: Said.\n"
    sent = trip(text)
    document = sent.opened()
    call = next(document.tree().iter("{*}footnoteReference")).getparent()
    change = document.change("del")
    call.addprevious(change)
    change.append(call)

    ran = sent.back(document)

    assert sent.now == f"# A\n\nOne.{{--[^n]--}}{SARA} Two.\n\n[^n]: Said.\n"
    assert "what was taken out takes [^n] with it" in ran.err
    assert sent.settled("reject") == text


def test_tables_change_cell_by_cell_and_row_by_row(trip):
    rows = "| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n"
    text = f"# A\n\n{rows}\n: The table {{#tbl-x}}\n\nOne.\n"
    sent = trip(text)
    document = sent.opened()
    document.replace(document.paragraph("2"), "2", "two | 2")
    document.row_after("1", ("x", "y"))
    document.delete_row("5")

    ran = sent.back(document)
    marked = sent.now

    assert (ran.code, ran.err) == (0, "")
    new = "| a | b |\n|---|---|\n| 1 | two \\| 2 |\n| x | y |\n| 3 | 4 |\n"
    assert sent.settled("accept") == text.replace(rows, new)
    sent.path.write_text(marked, "utf-8")
    assert sent.settled("reject") == text


def test_titles_in_the_front_matter_are_changed_there(trip):
    sent = trip('---\ntitle: "باغ ایرانی"\nlang: fa\n---\n\nدر باغ گل می‌روید.\n', "fa")
    document = sent.opened()
    document.replace(document.paragraph("باغ ایرانی"), "ایرانی", "فارسی")

    sent.back(document)

    assert sent.settled("accept") == '---\ntitle: "باغ فارسی"\nlang: fa\n---\n\nدر باغ گل می‌روید.\n'


def test_changes_without_a_date_or_a_name_come_back_without(trip):
    sent = trip("# A\n\nOne two.\n\nThree four.\n")
    document = sent.opened(date="")
    document.replace(document.paragraph("One"), "two", "2")
    document.author = ""
    document.replace(document.paragraph("Three"), "four", "4")

    sent.back(document)

    assert sent.now == "# A\n\nOne {~~two~>2~~}{>>@Sara<<}.\n\nThree {~~four~>4~~}.\n"


def test_changes_made_with_tracking_off_come_back_without_a_name(trip):
    sent = trip("# باغ\n\nاو هر روز به [باغ]{.index} می رفت.\n", "fa")
    document = sent.opened()
    document.retype(document.paragraph("او هر"), "می رفت", "می‌رفت")

    ran = sent.back(document)

    assert sent.now == "# باغ\n\nاو هر روز به [باغ]{.index} {~~می رفت~>می‌رفت~~}.\n"
    assert ran.err.splitlines() == [
        "chapters/01.md:1:1: note[D106] 1 change was made with tracking off; find out who made them"
    ]


def test_what_the_book_says_of_itself_is_not_changed_but_told(trip):
    sent = trip("# A {#sec-a}\n\nAs @sec-a says, one two.\n")
    document = sent.opened()
    paragraph = document.paragraph("As ")
    document.replace(paragraph, "hapter", "age")
    document.replace(paragraph, "one", "1")

    ran = sent.back(document)

    assert sent.now.splitlines()[2] == (
        f"As @sec-a says, {{~~one~>1~~}}{SARA} two.{{>>@Sara, 2026-11-20: hapter → age<<}}"
    )
    assert "3:1: warning[D104]" in ran.err
    assert sent.settled("accept") == "# A {#sec-a}\n\nAs @sec-a says, 1 two.\n"


def test_code_and_formulas_are_changed_as_a_whole(trip):
    sent = trip("# A\n\nCall `print(x)` and $a + b$ here.\n")
    document = sent.opened()
    paragraph = document.paragraph("Call")
    document.replace(paragraph, "print", "show")
    document.replace(paragraph, "b", "c")

    sent.back(document)

    assert sent.settled("accept") == "# A\n\nCall `show(x)` and $a + c$ here.\n"


def test_a_new_note_stands_in_the_line(trip):
    sent = trip("# A\n\nOne.\n\nTwo.[^n]\n\n[^n]: Said.\n")
    document = sent.opened()
    document.new_note(document.paragraph("One"), "One", "Say *more*.")

    sent.back(document)

    assert sent.settled("accept") == ("# A\n\nOne^[Say \\*more\\*.].\n\nTwo.[^n]\n\n[^n]: Said.\n")


def test_nothing_is_written_unasked(trip):
    sent = trip("# A\n\nOne two.\n")
    document = sent.opened()
    document.replace(document.paragraph("One"), "two", "2")

    ran = sent.back(document, "--dry-run")

    assert ran.out.splitlines()[2:] == [
        "@@ -3 +3 @@",
        "-One two.",
        f"+One {{~~two~>2~~}}{SARA}.",
    ]
    assert sent.now == sent.text
    assert sent.back(document, "--format")  # no such option
    assert imported(sent.root / "edited.docx", sent.root).change is not None


def test_a_note_that_is_called_twice_is_changed_once(trip):
    sent = trip("# A\n\nOne.[^n] Two.[^n]\n\n[^n]: Said of both.\n")
    document = sent.opened()
    document.replace(document.paragraph("Said of", "word/footnotes.xml"), "both", "all")

    ran = sent.back(document)

    assert (ran.code, ran.err) == (0, "")
    assert sent.now == sent.text.replace("both", f"{{~~both~>all~~}}{SARA}")
