"""The document tree as HTML that is well-formed XML too, so that paper and e-book share it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import assert_never

from markupsafe import Markup, escape

from rectoverso.model import nodes
from rectoverso.model.nodes import plain
from rectoverso.writing.addresses import breakable
from rectoverso.writing.elements import EDITED, Setting, element, language, led_to, names
from rectoverso.writing.formulas import formula
from rectoverso.writing.leads import reference, term
from rectoverso.writing.lists import numbered
from rectoverso.writing.tables import placed, table
from rectoverso.writing.titles import said_plainly

STYLED = {
    "emphasis": ("em", ""),
    "strong": ("strong", ""),
    "strikeout": ("s", ""),
    "superscript": ("sup", ""),
    "subscript": ("sub", ""),
    "underline": ("u", ""),
    "small-caps": ("span", "small-caps"),
}


# --- Inlines -------------------------------------------------------------------------------


def flow(inlines: Iterable[nodes.Inline], setting: Setting) -> Markup:
    """Inlines as HTML."""
    return Markup("".join([inline(node, setting) for node in inlines]))


def inline(node: nodes.Inline, setting: Setting) -> Markup:
    """One inline as HTML."""
    match node:
        case nodes.Text(text):
            return escape(text)
        case nodes.LineBreak():
            return element("br")
        case nodes.Styled(style, children):
            name, look = STYLED[style]
            return element(name, flow(children, setting), class_=look)
        case nodes.Quoted(_, children):
            return _quoted(children, setting)
        case nodes.Code(text):
            return element("code", breakable(text, setting), dir="ltr")
        case nodes.Math():
            return formula(node, setting)
        case nodes.Link(children, url):
            if nodes.is_address(node):
                said = breakable(plain(children), setting)
                return element("a", said, href=url, class_="link address", dir="ltr")
            return element("a", flow(children, setting), href=url, class_="link")
        case nodes.Image(path, alt, width):
            return element(
                "img",
                src=setting.edition.picture(path),
                alt=alt,
                style=width and f"width:{width}",
            )
        case nodes.Note():
            return _note(node, setting)
        case nodes.Passage(children, id, classes, lang, direction):
            return led_to(
                setting,
                EDITED.get(classes[-1], "span") if classes else "span",
                flow(children, setting.within(lang)),
                id=id,
                class_=names(*classes),
                **language(setting, lang, direction),
            )
        case nodes.IndexMark(children, anchor=anchor):
            return (
                element("span", flow(children, setting), id=anchor)
                if anchor
                else flow(children, setting)
            )
        case nodes.Term():
            return term(node, flow(node.children, setting), setting)
        case nodes.Reference():
            return reference(node, flow(node.children, setting), setting)
        case nodes.ReferenceList(children=children):
            return flow(children, setting)
        case nodes.Citation(children=children):
            return flow(children, replace(setting, citing=True))
        case _:
            assert_never(node)


def _quoted(children: tuple[nodes.Inline, ...], setting: Setting) -> Markup:
    level = setting.quote_depth % 2
    opening, closing = setting.locale.quotes[2 * level : 2 * level + 2]
    inside = replace(setting, quote_depth=setting.quote_depth + 1)
    return escape(opening) + flow(children, inside) + escape(closing)


def _note(node: nodes.Note, setting: Setting) -> Markup:
    number = setting.locale.number(node.number, "notes")
    if setting.edition.name == "print":
        # A note stands inside its paragraph, where HTML allows no blocks.
        call = element("span", "", id=f"{node.anchor}-call")
        several = len(node.blocks) > 1 or not isinstance(node.blocks[0], nodes.Paragraph)
        return call + element(
            "span",
            _note_body(node, setting, number if several else ""),
            id=node.anchor,
            class_=names("note", "several" if several else ""),
            data_number=number,
        )
    return element(
        "a",
        escape(number),
        id=f"{node.anchor}-call",
        href=f"#{node.anchor}",
        epub_type="noteref",
        role="doc-noteref",
        class_="noteref",
    )


def _note_body(node: nodes.Note, setting: Setting, mark: str) -> Markup:
    """What a note says; `mark` is the number its first paragraph is to begin with, if any."""
    inner = node.blocks
    if mark and not isinstance(inner[0], nodes.Paragraph):
        inner = (nodes.Paragraph(()), *inner)
    said = Markup("")
    for part in inner:
        match part:
            case nodes.Paragraph(children):
                words = flow(children, setting)
                said += element("span", words, class_="paragraph", data_mark=mark)
                mark = ""
            case _:
                said += block(part, setting)
    return said


# --- Blocks --------------------------------------------------------------------------------


def blocks(several: Iterable[nodes.Block], setting: Setting) -> Markup:
    """Blocks as HTML, one after the other."""
    found = tuple(several)
    # A tight paragraph is not told from the one that follows.
    if sum(isinstance(node, nodes.Paragraph) for node in found) > 1:
        found = tuple(
            replace(node, tight=False) if isinstance(node, nodes.Paragraph) and node.tight else node
            for node in found
        )
    return Markup("\n".join([_placed(block(node, setting), node, setting) for node in found]))


def _placed(shown: Markup, node: nodes.Block, setting: Setting) -> Markup:
    """The block with the line it is written in, where the edition tells it."""
    if not (setting.edition.placed and node.span.path and shown.startswith("<")):
        return shown
    place = escape(f"{node.span.path}:{node.span.line}")
    return Markup(re.sub(r"<\w+", lambda name: f'{name[0]} data-place="{place}"', shown, count=1))


def block(node: nodes.Block, setting: Setting) -> Markup:
    """One block as HTML."""
    match node:
        case nodes.Heading():
            return _heading(node, setting)
        case nodes.Paragraph(children, tight):
            return flow(children, setting) if tight else element("p", flow(children, setting))
        case nodes.BulletList(items):
            return element("ul", _items(items, setting))
        case nodes.OrderedList(items):
            return numbered(node, _items(items, setting), setting)
        case nodes.DefinitionList(items):
            return element("dl", Markup("").join(_definition(item, setting) for item in items))
        case nodes.Quotation(inner):
            return element("blockquote", blocks(inner, setting))
        case nodes.Verse(lines):
            return _verse(lines, setting)
        case nodes.CodeBlock(text, name):
            code = element("code", escape(text), class_=name and f"language-{name}")
            return element("pre", code, dir="ltr")
        case nodes.Table():
            caption = _caption("table", node.number, node.caption, setting) if node.caption else ""
            goes_on = _continued("table", node.number, setting)
            return table(
                node, Markup(caption), goes_on, setting, lambda part: blocks(part, setting)
            )
        case nodes.Figure():
            return _figure(node, setting)
        case nodes.Equation(children, id, number):
            # The number stands at the end of the line; what is as wide at its start centres it.
            said = escape(f"({number})") if number else Markup("")
            inside = element("span", flow(children, setting), dir="ltr", class_="formula")
            on_screen = setting.edition.name == "screen"
            return element(
                "div",
                element("span", "", id=id if on_screen else "", class_="side")
                + inside
                + element("span", said, class_="number"),
                id="" if on_screen else id,
                class_="equation",
            )
        case nodes.Division(inner, id, classes, lang, direction):
            # A work that is cited may well be shown as a pop-up.
            led = element if "csl-entry" in classes else partial(led_to, setting)
            return led(
                "div",
                blocks(inner, setting.within(lang)),
                id=id,
                class_=names(*classes),
                **language(setting, lang, direction),
            )
        case nodes.Ornament():
            return element("hr", class_="ornament")
        case nodes.PageBreak():
            return element("div", "", class_="page-break")
        case _:
            assert_never(node)


def _verse(lines: tuple[tuple[nodes.Inline, ...], ...], setting: Setting) -> Markup:
    couplets = [any(map(_is_hemistich, line)) for line in lines]
    shown = (
        element("p", flow(line, setting), class_=names("line", "couplet" if parted else ""))
        for line, parted in zip(lines, couplets, strict=True)
    )
    drawn_out = "drawn-out" if setting.locale.direction == "rtl" else ""
    kind = names("verse", *(("of-couplets", drawn_out) if any(couplets) else ()))
    return element("div", Markup("").join(shown), class_=kind)


def _is_hemistich(node: nodes.Inline) -> bool:
    return isinstance(node, nodes.Passage) and "hemistich" in node.classes


def _heading(node: nodes.Heading, setting: Setting) -> Markup:
    inside = setting.within(node.lang)
    number = (
        element("span", escape(node.number), class_="number") + " " if node.number else Markup("")
    )
    return led_to(
        setting,
        f"h{min(node.level, 6)}",
        number + flow(node.children, inside),
        id=node.id,
        class_=names(*node.classes),
        data_title=said_plainly(node.children, inside.locale, setting.locales),
        **language(setting, node.lang),
    )


def _items(items: Iterable[tuple[nodes.Block, ...]], setting: Setting) -> Markup:
    return Markup("").join(element("li", blocks(item, setting)) for item in items)


def _definition(item: nodes.Definition, setting: Setting) -> Markup:
    meanings = (element("dd", blocks(meaning, setting)) for meaning in item.meanings)
    return element("dt", flow(item.term, setting)) + Markup("").join(meanings)


def _caption(label: str, number: str, caption: tuple[nodes.Block, ...], setting: Setting) -> Markup:
    words = Markup(" ").join(
        flow(part.children, setting) if isinstance(part, nodes.Paragraph) else block(part, setting)
        for part in caption
    )
    if not number:
        return words
    said = element("span", escape(setting.locale.label(label, number=number)), class_="label")
    return said + " " + words


def _continued(label: str, number: str, setting: Setting) -> str:
    """What stands over the rest of something on its next page; only paper has any."""
    if not number or setting.edition.name == "screen":
        return ""
    heading = setting.locale.label(label, number=number).rstrip(" .:")
    return setting.locale.label("continued", heading=heading)


def _figure(node: nodes.Figure, setting: Setting) -> Markup:
    content = blocks(node.blocks, setting)
    if node.caption or node.number:
        caption = _caption("figure", node.number, node.caption, setting)
        content += element("figcaption", caption)
    return led_to(setting, "figure", content, id=node.id, data_placement=placed(node, setting))
