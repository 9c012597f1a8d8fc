"""Make WeasyPrint say what each glyph on a page stands for, so that text can be taken out again.

WeasyPrint 70 has one text for each glyph of a face: the one it stood for when it was first drawn.
That is not enough where the same glyph stands for several letters: Noto Naskh Arabic draws one
stroke for ب ت ن and sets the dots by themselves, Devanagari shares half forms between clusters,
and a bracket in right-to-left text is drawn with the glyph of its counterpart. Nor does it know
which glyph of a cluster carries the text: it takes the last one, which may be a dot.

Here each pair of glyph and text has a code of its own (`glyphs`). The face's CIDs stay glyph
numbers: the font's `Encoding` is a CMap that leads several codes to one glyph, and `ToUnicode`
tells them apart (ISO 32000-2, 9.7.5 and 9.10.3). So the descendant fonts of separately typeset
sections can be joined by glyph number, if each section keeps its own `Encoding` and `ToUnicode`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from typing import Any

import pydyf
from weasyprint import pdf
from weasyprint.draw import text

from rectoverso.writing.corrections.glyphs import plan

# What `draw_first_line` says, and what it shall say.
_CHANGES = (
    ("    x_advance = 0\n", "    x_advance = cursor = rest = 0\n"),
    (
        "        string += '<'\n        for i, glyph_info",
        "        string += '<'\n"
        "        planned = plan(stream, textbox, font, glyph_item)\n"
        "        for i, glyph_info",
    ),
    (
        "            # Display zero-width empty glyph.\n",
        "            if i in planned.drawn:\n"
        "                planned.draw(emojis, i, cursor, font_size)\n"
        "                continue\n"
        "            # Display zero-width empty glyph.\n",
    ),
    (
        "                string += f'>{-width / font_size}<'\n",
        "                string += f'>{-width / font_size}<'\n"
        "                cursor += width / font_size / 1000\n",
    ),
    (
        "            if glyph_id not in font.to_unicode:\n",
        "            codes = planned.written[i] or planned.codes(i, glyph_id)\n"
        "            if glyph_id not in font.to_unicode:\n",
    ),
    ("f'<{glyph_id:02x}>' if font.bitmap else f'<{glyph_id:04x}>'", "f'<{codes}>'"),
    ("f'{glyph_id:02x}' if font.bitmap else f'{glyph_id:04x}'", "codes"),
    (
        "                stream.set_text_rise(-rise)\n",
        "                planned.lift(emojis, i, cursor, font_size, rise)\n",
    ),
    (
        "                stream.set_text_rise(0)\n",
        "                planned.put_down()\n",
    ),
    # What is cut off from one glyph's place is given to the next: cut off from each, it would add
    # up to a tenth of a point in the space between two boxes.
    (
        "            if kerning:\n                string += f'>{int(kerning)}<'\n",
        "            moved = round(kerning + rest)\n"
        "            rest += kerning - moved\n"
        "            if moved:\n"
        "                string += f'>{moved}<'\n",
    ),
    (
        "            # Create list of emojis.\n",
        "            cursor += (logical_width + offset - moved) / 1000\n"
        "            # Create list of emojis.\n",
    ),
)
_IDENTITY = pydyf.Dictionary(
    {
        "Type": "/CMap",
        "CMapName": "/Rectoverso-Glyphs",
        "CIDSystemInfo": pydyf.Dictionary(
            {
                "Registry": pydyf.String("Adobe"),
                "Ordering": pydyf.String("Identity"),
                "Supplement": 0,
            }
        ),
    }
)


def correct_extraction() -> None:
    """Have every glyph tell its own text. Calling it again does nothing.

    Raises RuntimeError where WeasyPrint's function is not the one this was written for.
    """
    if hasattr(text, "extraction_corrected"):
        return
    source = inspect.getsource(text.draw_first_line)
    for said, shall in _CHANGES:
        if source.count(said) != 1:
            raise RuntimeError("WeasyPrint draws text in another way than version 70.0 did")
        source = source.replace(said, shall)
    text.plan = plan
    exec(compile(source, text.__file__, "exec"), vars(text))
    pdf.build_fonts_dictionary = _with_codes(pdf.build_fonts_dictionary)
    text.extraction_corrected = True


def _with_codes(build: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(build)
    def corrected(document: Any, fonts: Any, compress: bool, *more: Any) -> Any:
        references = build(document, fonts, compress, *more)
        for font in fonts.values():
            if not hasattr(font, "letters") or references[font.hash] is None:
                continue
            codes: dict[tuple[int, str], int] = font.letters.codes
            if all(code == glyph for (glyph, _), code in codes.items()):
                continue
            dictionary = _object(document, references[font.hash])
            _object(document, dictionary["ToUnicode"]).stream = list(
                _cmap(
                    "/Adobe-Identity-UCS", "UCS", 2, "bfchar",
                    [(code, f"<{_utf16(text)}>") for (_, text), code in codes.items()],
                )
            )  # fmt: skip
            missing = set(font.missing.values())
            encoding = pydyf.Stream(
                list(
                    _cmap(
                        "/Rectoverso-Glyphs", "Identity", 1, "cidchar",
                        [(c, 0 if glyph in missing else glyph) for (glyph, _), c in codes.items()],
                    )
                ),
                dict(_IDENTITY),
                compress,
            )  # fmt: skip
            document.add_object(encoding)
            dictionary["Encoding"] = encoding.reference
        return references

    return corrected


def _object(document: Any, reference: bytes) -> Any:
    return document.objects[int(reference.split()[0])]


def _utf16(text: str) -> str:
    return text.encode("utf-16-be").hex()


def _cmap(
    name: str, ordering: str, kind: int, entries: str, pairs: Sequence[tuple[int, object]]
) -> Iterator[bytes]:
    """A CMap of two-byte codes (Adobe Technical Note 5014), a line at a time."""
    yield b"/CIDInit /ProcSet findresource begin"
    yield b"12 dict begin"
    yield b"begincmap"
    yield b"/CIDSystemInfo 3 dict dup begin"
    yield f"/Registry (Adobe) def /Ordering ({ordering}) def /Supplement 0 def".encode()
    yield b"end def"
    yield f"/CMapName {name} def".encode()
    yield f"/CMapType {kind} def".encode()
    yield b"1 begincodespacerange"
    yield b"<0000> <ffff>"
    yield b"endcodespacerange"
    pairs = sorted(pairs, key=lambda pair: pair[0])
    for start in range(0, len(pairs), 100):
        part = pairs[start : start + 100]
        yield f"{len(part)} begin{entries}".encode()
        yield from (f"<{code:04x}> {meaning}".encode() for code, meaning in part)
        yield f"end{entries}".encode()
    yield b"endcmap"
    yield b"CMapName currentdict /CMap defineresource pop"
    yield b"end"
    yield b"end"
