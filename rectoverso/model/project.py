"""Where a project keeps what its book is made of, as paths from its folder, written with `/`."""

from __future__ import annotations

from rectoverso.model.source import Span

# All paths in texts and settings start from here.
CHAPTERS = "chapters"
BOOK = f"{CHAPTERS}/book.toml"
GLOSSARY = f"{CHAPTERS}/glossary.toml"
INDEX = f"{CHAPTERS}/index.toml"
# The folders that a book is made of; all but the first take the place of what comes with us.
FOLDERS = (CHAPTERS, "styles", "fonts", "printers")
# What is said of the book as a whole is said of its settings.
SETTINGS = Span(BOOK)
