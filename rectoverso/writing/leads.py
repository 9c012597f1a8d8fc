"""Lead from the text to elsewhere in the book: terms and references, for paper or for screen."""

from __future__ import annotations

from markupsafe import Markup, escape

from rectoverso.model.nodes import Reference, Term
from rectoverso.writing.elements import Setting, element, language, names


def term(node: Term, words: Markup, setting: Setting) -> Markup:
    """The words of a term, leading to the glossary."""
    look = names("term", "first-use" if node.first else "")
    if not node.target:
        return element("span", words, id=node.anchor, class_=look)
    screen = setting.edition.name == "screen"
    led = element(
        "a",
        words,
        id=node.anchor,
        href=setting.edition.address(node.target),
        class_=look,
        epub_type="glossref" if screen else "",
        role="doc-glossref" if screen else "",
    )
    return led if screen or not node.gloss else led + _gloss(node, setting)


def _gloss(node: Term, setting: Setting) -> Markup:
    """The word for a term that stands beside it in the margin."""
    look = names("gloss", setting.edition.outside(node.anchor))
    words = escape(node.gloss)
    return element("span", words, class_=look, **language(setting, node.gloss_lang))


def reference(node: Reference, words: Markup, setting: Setting) -> Markup:
    """A reference in its words, or with the page it leads to as it is on paper."""
    if not node.target:
        return element("span", words or escape(node.label), class_="unresolved")
    to_a_work = setting.citing and setting.edition.name == "screen"
    return element(
        "a",
        _with_page(node, words, setting),
        id=node.anchor,
        href=setting.edition.address(node.target),
        class_="reference",
        epub_type="biblioref" if to_a_work else "",
        role="doc-biblioref" if to_a_work else "",
    )


def _with_page(node: Reference, words: Markup, setting: Setting) -> Markup:
    page = setting.edition.page(node.target, setting.locale)
    if not page:
        return words
    said = escape(setting.locale.labels["page-ref"]).format(page=page)
    match node.form:
        case "page":
            return said
        case "text-page":
            return words + Markup(" ({})").format(said)
        case "nearness":
            near = setting.edition.nearness(node.anchor, node.target)
            return escape(setting.locale.label(near)) if near else said
        case _:
            return words
