"""Read `book.toml`: what it says of the book as a whole."""

from __future__ import annotations

import re
from collections.abc import Collection

from rectoverso.model.manuscript import Contributor, Settings
from rectoverso.model.rules import manuscript as rules
from rectoverso.reading.apparatus import glossary_settings, lists_asked_for
from rectoverso.reading.coversettings import cover_settings
from rectoverso.reading.editions import read_editions
from rectoverso.reading.indexsettings import index_settings
from rectoverso.reading.languages import language
from rectoverso.reading.toml import Table

TABLES = ("book", "edition", "glossary", "index", "bibliography", "check", "cover")
BOOK = (
    "title",
    "short-title",
    "alternate-title",
    "subtitle",
    "lang",
    "authors",
    "editors",
    "translators",
    "illustrators",
    "contributors",
    "identifier",
    "isbn",
    "publisher",
    "rights",
    "description",
    "subjects",
    "series",
    "series-number",
    "edition",
    "cover",
    "cover-alt",
    "date",
    "filename",
    "outputs",
    "chapters",
    "lists",
)
# MARC relator codes: https://id.loc.gov/vocabulary/relators.html
ROLES = {
    "authors": "aut",
    "editors": "edt",
    "translators": "trl",
    "illustrators": "ill",
    "contributors": "ctb",
}
OUTPUTS = ("pdf", "epub")
_ISBN = re.compile(r"(?:urn:isbn:|isbn[ :]*)([0-9xX -]+)", re.IGNORECASE)
# Language, script and region (RFC 5646, 2.1), which is all that titles and names need.
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?")
# EPUB 3.3, D.3.5: whole numbers, of which several may follow one another.
_POSITION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_FILENAME = re.compile(r'[^/\\:*?"<>|\x00-\x1f]+')


def read_settings(file: Table, languages: Collection[str]) -> Settings:
    """The settings; what is wrong or missing has a finding in the table, and a default here."""
    file.known(*TABLES)
    book = file.table("book")
    book.known(*BOOK)
    for name, example in (("title", 'title = "..."'), ("lang", 'lang = "..."')):
        if book.readable:
            book.needed(name, example)
    sheet, screen, variants = read_editions(file.table("edition"), identifier)
    return Settings(
        title=book.text("title"),
        lang=language(book, "lang", languages) or next(iter(sorted(languages)), ""),
        alternate_title=_alternate(book, "alternate-title"),
        short_title=book.text("short-title"),
        subtitle=book.text("subtitle"),
        contributors=_contributors(book, languages),
        identifier=identifier(book),
        publisher=book.text("publisher"),
        rights=book.text("rights"),
        description=book.text("description"),
        subjects=book.texts("subjects"),
        series=book.text("series"),
        series_number=_position(book, "series-number"),
        edition=book.text("edition"),
        cover=book.text("cover"),
        cover_alt=book.text("cover-alt"),
        date=book.day("date"),
        filename=_filename(book),
        outputs=_outputs(book),
        sheet=sheet,
        screen=screen,
        variants=variants,
        glossary=glossary_settings(file.table("glossary"), languages),
        lists=lists_asked_for(book),
        index=index_settings(file.table("index"), languages),
        wrap=cover_settings(file.table("cover"), _isbn_said(file)),
    )


def _contributors(book: Table, languages: Collection[str]) -> tuple[Contributor, ...]:
    found: list[Contributor] = []
    for name, role in ROLES.items():
        listed = book.values.get(name, [])
        for position, person in enumerate(listed if isinstance(listed, list) else [listed]):
            match person:
                case str():
                    found.append(Contributor(person.strip(), role))
                case dict():
                    table = book.inner(person, name, position)
                    table.known("name", "role", "sort", "lang", "alternate")
                    found.append(
                        Contributor(
                            table.text("name"),
                            table.text("role", role),
                            table.text("sort"),
                            language(table, "lang", languages),
                            _alternate(table, "alternate"),
                        )
                    )
                    table.needed("name", 'name = "..."')
                case _:
                    book.wrong(name, "a list of names", name, position)
    return tuple(person for person in found if person.name)


def _alternate(table: Table, name: str) -> dict[str, str]:
    """A title or a name in other scripts, by language tag."""
    inner = table.table(name)
    for tag in inner.values:
        if not _TAG.fullmatch(tag):
            inner.wrong(tag, "named after a language and a script, as in fa-Latn")
    return {tag: text for tag in inner.values if _TAG.fullmatch(tag) and (text := inner.text(tag))}


def _position(book: Table, name: str) -> str:
    """The place of a book in its series, as a number or in quotes (`"2.1"`)."""
    said = book.values.get(name, "")
    if isinstance(said, bool) or (said != "" and not _POSITION.fullmatch(str(said))):
        book.wrong(name, "a number")
        return ""
    return str(said)


def identifier(book: Table) -> str:
    """What names a book or an edition: an ISBN as a URN (RFC 8254), or what the author gave."""
    for name in ("identifier", "isbn"):
        said = book.text(name)
        found = _ISBN.fullmatch(said)
        if found or (said and name == "isbn"):
            digits = (found[1] if found else said).replace("-", "").replace(" ", "").upper()
            if not _checks(digits):
                book.findings.append(rules.not_an_isbn(book.place(name), said))
            return f"urn:isbn:{digits}"
        if said:
            return said
    return ""


def _isbn_said(file: Table) -> str:
    """The printed book's ISBN with its hyphens, which only the author knows."""
    for table in (file.table("edition").table("print"), file.table("book")):
        for name in ("isbn", "identifier"):
            said = table.values.get(name)
            if isinstance(said, str) and (found := _ISBN.fullmatch(said.strip())):
                return found[1].strip()
            if isinstance(said, str) and name == "isbn":
                return said.strip()
    return ""


def _checks(digits: str) -> bool:
    """Whether an ISBN's last digit fits the others (ISBN Users' Manual, 7th edition, section 4)."""
    if re.fullmatch(r"[0-9]{13}", digits):
        return sum(int(n) * (3 if i % 2 else 1) for i, n in enumerate(digits)) % 10 == 0
    if re.fullmatch(r"[0-9]{9}[0-9X]", digits):
        values = (10 if n == "X" else int(n) for n in digits)
        return sum(n * (10 - i) for i, n in enumerate(values)) % 11 == 0
    return False


def _filename(book: Table) -> str:
    name = book.text("filename", "book")
    if not _FILENAME.fullmatch(name) or name.startswith("."):
        book.wrong("filename", "a file’s name without folders or ending")
        return "book"
    return name


def _outputs(book: Table) -> tuple[str, ...]:
    if "outputs" not in book.values:
        return OUTPUTS
    asked = book.texts("outputs")
    for name in asked:
        if name not in OUTPUTS:
            book.wrong("outputs", "a list of " + " and ".join(f"“{known}”" for known in OUTPUTS))
    return tuple(name for name in OUTPUTS if name in asked) or OUTPUTS
