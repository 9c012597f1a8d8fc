"""Every message we can give, a module to a family, each message one documented function.

Families: A raw sources, M manuscript and settings, S syntax of chapters, X cross-references,
G glossary, I index, B directions, F fonts and figures, L layout, E electronic book, O outputs,
P printing and covers, R remarks of reviewers, D documents of Word,
T habits of text, W waivers.
"""

from rectoverso.model.rules import (
    assembling,
    directions,
    documents,
    epub,
    faces,
    glossary,
    habits,
    index,
    layout,
    locales,
    manuscript,
    marks,
    outputs,
    printing,
    references,
    remarks,
    shops,
    sides,
    syntax,
    waivers,
)
from rectoverso.model.rules.registry import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "assembling",
    "directions",
    "documents",
    "epub",
    "faces",
    "glossary",
    "habits",
    "index",
    "layout",
    "locales",
    "manuscript",
    "marks",
    "outputs",
    "printing",
    "references",
    "remarks",
    "shops",
    "sides",
    "syntax",
    "waivers",
]
