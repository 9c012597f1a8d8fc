"""Pack a chapter as a document for Word: the same text gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from rectoverso.model.leaves import Sheaf
from rectoverso.writing.layout import Look
from rectoverso.writing.word.document import BULLETS, NUMBERS, parts
from rectoverso.writing.word.ooxml import serialised
from rectoverso.writing.word.typefaces import Tongue

# The parts that are templates, in `styles/word`.
_TEMPLATES = {
    "[Content_Types].xml": "content-types.xml.j2",
    "_rels/.rels": "package.rels.j2",
    "docProps/core.xml": "core.xml.j2",
    "docProps/custom.xml": "custom.xml.j2",
    "word/_rels/document.xml.rels": "document.rels.j2",
    "word/styles.xml": "styles.xml.j2",
    "word/numbering.xml": "numbering.xml.j2",
    "word/settings.xml": "settings.xml.j2",
}
# Documents bear no time of their own.
_MOMENT = (1980, 1, 1, 0, 0, 0)


def packed(
    sheaf: Sheaf, tongues: Mapping[str, Tongue], look: Look, title: str, path: str, digest: str
) -> bytes:
    """A chapter as a .docx, in which tracking cannot be forgotten.

    `path` and `digest` tell, when it comes back, which export of which chapter it is.
    """
    made = parts(sheaf, tongues)
    files = {
        name: look.render(
            f"word/{template}",
            own=tongues[sheaf.lang],
            latin=tongues["en"],
            direction=sheaf.direction,
            title=title,
            path=path,
            digest=digest,
            links=made.links,
            lists=made.numbering,
            bullets=BULLETS,
            numbers=NUMBERS,
        ).encode()
        for name, template in _TEMPLATES.items()
    }
    for name in ("document", "footnotes", "comments"):
        files[f"word/{name}.xml"] = serialised(getattr(made, name))
    packet = BytesIO()
    with ZipFile(packet, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _MOMENT)
            entry.compress_type = ZIP_DEFLATED
            archive.writestr(entry, data)
    return packet.getvalue()
