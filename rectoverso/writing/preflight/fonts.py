"""Read what a PDF tells of a face."""

from __future__ import annotations

from typing import Any

from rectoverso.writing.preflight.facts import Font


def font_of(font: Any) -> Font:
    """A face as a font dictionary tells of it (ISO 32000-2, 9.6 to 9.8)."""
    name = str(font.get("/BaseFont", font.get("/Name", ""))).lstrip("/")
    if len(name) > 7 and name[6] == "+":
        name = name[7:]
    if str(font.get("/Subtype")) == "/Type3":
        return Font(name or "Type 3", embedded=True, drawn=True)
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = inner.get("/FontDescriptor", {})
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    return Font(name, any(key in descriptor for key in files))
