"""Let addresses and long names of formal languages break where a reader takes it for no hyphen."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from rectoverso.writing.elements import Setting

# Behind a colon, a slash, and what opens; before what parts names or values, which so begins the
# next line and tells that more went before (The Chicago Manual of Style, 14.18). Runs of one sign
# stay together.
_BREAK = re.compile(r"(?<=[:/(\[{])(?![:/)\]}])|(?<=[^\W_])(?=[.,_~?#%=&-]+[^\W_])")
# Shorter ones are kept in one piece.
LONG = 16


def breakable(text: str, setting: Setting) -> Markup:
    """The text with places where a line may break; short words have none."""
    # WeasyPrint does not break at `wbr`, and reading systems search for letters.
    place = "\N{ZERO WIDTH SPACE}" if setting.edition.name == "print" else Markup("<wbr/>")
    return Markup("").join(
        escape(place).join(escape(part) for part in _BREAK.split(word))
        if len(word) > LONG
        else escape(word)
        for word in re.split(r"(\s+)", text)
    )
