"""Words that no dictionary has, where the project asks for them."""

import sys

from rectoverso.reading.desk import editor_findings
from rectoverso.reading.manuscript import read
from rectoverso.reading.markup import parse_all, parse_definitions
from tests.books import write_project

CHECK = '[check]\nspelling = ["en", "fa"]\n'
DICTIONARY = {
    "../dictionaries/en_GB.dic": "3\nthe/S\nhouse\nburns\n",
    "../dictionaries/en_GB.aff": "SET UTF-8\nTRY esianrtolcdugmphbyfvkwz\n",
}


def said_of(project):
    manuscript = read(project)
    chapters = parse_all(manuscript)
    definitions, _ = parse_definitions(manuscript.terms, tuple(manuscript.locales))
    found = editor_findings(manuscript, chapters, definitions)
    return [str(one).removeprefix("chapters/") for one in (*manuscript.findings, *sorted(found))]


def test_a_word_that_is_in_no_dictionary_is_told_once_with_what_may_be_meant(tmp_path):
    chapter = "# The house\n\nThe *hosue* burns. The hosue. [Qasr]{.index}, Nilo, [خانه]{lang=ne}\n"
    words = {"01.md": chapter, "words.txt": "Nilo\n", "index.toml": '[[entry]]\nentry = "Qasr"\n'}
    write_project(tmp_path, {**words, **DICTIONARY}, more=CHECK)

    assert said_of(tmp_path) == [
        "01.md:3:6: note[T121] “hosue” (twice) is in no dictionary; is “house” meant?"
    ]


def test_a_language_without_a_dictionary_is_told_where_it_is_used(tmp_path):
    chapter = "# A\n\n[خانه]{lang=fa}\n"
    write_project(tmp_path, chapter, more='[check]\nspelling = ["fa", "ne"]\n')

    assert said_of(tmp_path) == [
        "book.toml:1:1: warning[T122] the spelling of “fa” cannot be looked over: "
        "there is no dictionary fa.dic; put fa.dic and fa.aff into the project's folder "
        "dictionaries"
    ]


def test_a_file_of_words_that_is_not_there_is_told(tmp_path):
    files = {"01.md": "# A\n", "mots.txt": ""}
    write_project(tmp_path, files, more='[check]\nwords = "words.txt"\n')

    assert [one for one in said_of(tmp_path) if "M107" in one] == [
        "book.toml:6:1: error[M107] there is no file “words.txt”; did you mean “mots.txt”?"
    ]


def test_a_library_that_is_not_installed_is_told_with_the_way_to_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "spylls.hunspell", None)
    write_project(tmp_path, {"01.md": "# The house\n\nIt burns.\n", **DICTIONARY}, more=CHECK)

    assert said_of(tmp_path) == [
        "book.toml:1:1: warning[T122] the spelling of “en” cannot be looked over: "
        "the library spylls is not installed; pip install spylls"
    ]
