"""Get the text of documents that are no plain text: pandoc makes Markdown of them."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from rectoverso.assembling.proposals import DATA

# What we read, by the end of the name: pandoc's word for the format.
FORMATS: Mapping[str, str] = {
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".rtf": "rtf",
}
_PACKED = ("docx", "odt", "epub")
# A document of a thousand pages with pictures unpacks to a tenth of this.
MOST_UNPACKED = 512 * 2**20
MOST_TIMES = 200
# Elements in one another: pandoc needs time and space for the square of that.
MOST_NESTED = 400
_TOO_DEEP = f"more than {MOST_NESTED} elements one inside the other"
_PAGES = (".xhtml", ".html", ".htm")
_PATIENCE = 120.0
_MARKDOWN = (
    "markdown-raw_html-raw_attribute-raw_tex-native_divs-native_spans-fenced_divs-bracketed_spans"
    "-link_attributes-header_attributes-smart-simple_tables-multiline_tables-grid_tables"
)
# Notes stand behind their paragraphs, so that each comes into the chapter of its call.
_SHAPE = (
    "--markdown-headings=atx",
    "--reference-location=block",
    f"--lua-filter={DATA / 'source.lua'}",
)
_ELEMENT = re.compile(
    rb"<(/?)(?:div|section|article|blockquote|ul|ol|dl|table|center|span|font)(?=[\s>/])",
    re.IGNORECASE,
)
# A picture in Markdown, with an address that is known or any other, and a title.
_PICTURE = r"!\[([^\]\n]*)\]\((?:({})|[^()\n]*?)(?: \"[^\"\n]*\")?\)"
_UNFIT = re.compile(r"[\s()<>\[\]]+")


@dataclass(frozen=True, slots=True)
class Document:
    """The Markdown of a document, its pictures by the paths it calls them, how many are lost."""

    text: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    lost: int = 0


class UnreadableError(Exception):
    """A document that cannot be opened; `swollen` are the bytes it would unpack to."""

    def __init__(self, reason: str, swollen: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.swollen = swollen


def document(data: bytes, form: str, figures: str) -> Document:
    """Read a document; its pictures go under the path `figures`. Raises UnreadableError."""
    if form in _PACKED:
        _look_into(data)
    if form == "html" and nested(data) > MOST_NESTED:
        raise UnreadableError(f"it has {_TOO_DEEP}")
    with TemporaryDirectory(prefix="rectoverso-") as name:
        folder = Path(name)
        source = folder / f"source.{form}"
        source.write_bytes(data)
        # An HTML page names pictures anywhere in the world: those are not fetched.
        media = ["--extract-media=media"] if form in _PACKED else ["--sandbox"]
        text = _markdown(source, form, media)
        pictures = {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted((folder / "media").rglob("*"))
            if path.is_file()
        }
    return _with_pictures(text, pictures, figures)


def _with_pictures(text: str, pictures: Mapping[str, bytes], figures: str) -> Document:
    """A text whose pictures, by the addresses it has for them, go under another path."""
    places = _places(pictures, figures)
    shown: dict[str, bytes] = {}
    lost = 0

    def placed(picture: re.Match[str]) -> str:
        nonlocal lost
        if picture[2]:
            shown[places[picture[2]]] = pictures[picture[2]]
            return f"![{picture[1]}]({places[picture[2]]})"
        lost += 1
        return picture[1]

    # Pandoc writes the names of files as they are, spaces and brackets and all.
    known = "|".join(map(re.escape, sorted(pictures, key=len, reverse=True))) or "(?!)"
    return Document(re.sub(_PICTURE.format(known), placed, text), shown, lost)


def _places(addresses: Iterable[str], figures: str) -> Mapping[str, str]:
    """Where each picture goes: by its name, in letters that an address may have, each once."""
    places: dict[str, str] = {}
    for address in addresses:
        path = Path(_UNFIT.sub("-", address).replace("-.", "."))
        place, number = f"{figures}-{path.name}", 1
        while place in places.values():
            number += 1
            place = f"{figures}-{path.stem}-{number}{path.suffix}"
        places[address] = place
    return places


def nested(data: bytes) -> int:
    """How deep the elements of an HTML page that have to be closed stand in one another."""
    deepest = depth = 0
    for element in _ELEMENT.finditer(data):
        depth = max(0, depth - 1) if element[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _look_into(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
            if size > MOST_UNPACKED or size > MOST_TIMES * len(data) + 2**24:
                raise UnreadableError("it unpacks to too much", size)
            for entry in archive.infolist():
                if entry.filename.endswith(_PAGES) and nested(archive.read(entry)) > MOST_NESTED:
                    raise UnreadableError(f"“{entry.filename}” in it has {_TOO_DEEP}")
            broken = archive.testzip()
    except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, NotImplementedError) as error:
        raise UnreadableError("it is no archive, as such a document should be") from error
    except Exception as error:  # zlib.error and its like have no common name
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError("its archive is damaged") from error
    if broken:
        raise UnreadableError(f"“{broken}” in it is damaged")


def _markdown(source: Path, form: str, options: list[str]) -> str:
    import pypandoc

    command = [str(pypandoc.get_pandoc_path()), "-f", form, "-t", _MARKDOWN, "--wrap=none"]
    try:
        done = subprocess.run(
            [*command, *_SHAPE, *options, source.name],
            cwd=source.parent,
            capture_output=True,
            timeout=_PATIENCE,
            check=True,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableError("it takes too long to read") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UnreadableError(said[0] if said else "pandoc gave up") from error
    return done.stdout.decode("utf-8", "replace")
