"""Read an index mark's attributes; let a div, or a section, be a range of the index."""

from __future__ import annotations

from dataclasses import replace

from rectoverso.model.headings import levels
from rectoverso.model.nodes import (
    Block,
    BulletList,
    DefinitionList,
    Division,
    Heading,
    IndexMark,
    Inline,
    OrderedList,
    Ornament,
    PageBreak,
    Paragraph,
    Quotation,
    Verse,
    plain,
)
from rectoverso.model.rules import marks as rules
from rectoverso.model.source import Finding, Span
from rectoverso.reading.attributes import Attributes

STRETCH_ATTRIBUTES = (
    *("entry", "see", "see-also", "see-under", "see-also-under"),
    *("mention", "index", "sort", "key", "lang", "dir"),
)
INDEX_ATTRIBUTES = (*STRETCH_ATTRIBUTES, "range")
RANGES = ("open", "close")
MENTIONS = ("principal", "definition", "figure", "table", "note")
# No indexer goes deeper; more is a slip, or a machine's work.
DEEPEST = 8


def index_mark(
    attributes: Attributes, children: tuple[Inline, ...], span: Span
) -> tuple[IndexMark | None, tuple[Finding, ...]]:
    """The mark that attributes describe, nothing if it names no entry, and what is wrong."""
    entry = attributes.value("entry")
    if not (entry or children or attributes.value("key")):
        return None, (rules.nothing_to_index(span),)
    path = levels(entry)
    findings: tuple[Finding, ...] = ()
    if not all(path):
        findings += (rules.empty_level(span, entry),)
    path = tuple(level for level in path if level)
    if len(path) > DEEPEST:
        findings += (rules.too_many_levels(span, len(path), DEEPEST),)
    findings += attributes.choice("range", RANGES, span)
    findings += attributes.choice("mention", MENTIONS, span)
    extent, mention = attributes.value("range"), attributes.value("mention")
    node = IndexMark(
        children,
        path[:DEEPEST],
        index=attributes.value("index"),
        key=attributes.value("key"),
        sort=attributes.value("sort"),
        lang=attributes.value("lang"),
        see=headings(attributes.value("see")),
        see_also=headings(attributes.value("see-also")),
        see_under=headings(attributes.value("see-under")),
        see_also_under=headings(attributes.value("see-also-under")),
        range="open" if extent == "open" else "close" if extent == "close" else "",
        mention=mention if mention in MENTIONS else "",
        span=span,
    )
    return node, findings


def headings(listed: str) -> tuple[str, ...]:
    """The headings that a see or see also names, which `;` divides."""
    return tuple(heading for part in listed.split(";") if (heading := part.strip()))


# --- Stretches -----------------------------------------------------------------------------


def closing(mark: IndexMark) -> IndexMark:
    """The mark that ends the range which this one opens."""
    path = mark.path
    if not path and not mark.key:
        path = (plain(mark.children).replace("\n", " "),)
    return IndexMark((), path, mark.index, mark.key, lang=mark.lang, range="close", span=mark.span)


def enclosed(blocks: tuple[Block, ...], mark: IndexMark) -> tuple[Block, ...]:
    """Blocks as a range: a mark in their first line opens it, one in their last line closes it."""
    if mark.sends or not blocks:
        return _opened(blocks, mark)
    return closed(_opened(blocks, replace(mark, range="open")), closing(mark))


def _opened(blocks: tuple[Block, ...], mark: IndexMark) -> tuple[Block, ...]:
    if not blocks:
        return (Paragraph((mark,), True, mark.span),)
    first, rest = blocks[0], blocks[1:]
    new: Block
    match first:
        case Paragraph(children) | Heading(children=children):
            new = replace(first, children=(mark, *children))
        case Verse((line, *lines)):
            new = replace(first, lines=((mark, *line), *lines))
        case Quotation(inner) | Division(inner):
            new = replace(first, blocks=_opened(inner, mark))
        case BulletList((item, *items)) | OrderedList((item, *items)):
            new = replace(first, items=(_opened(item, mark), *items))
        case DefinitionList((item, *items)):
            new = replace(first, items=(replace(item, term=(mark, *item.term)), *items))
        case PageBreak() | Ornament():
            # The mark belongs to what follows, on the next page.
            return (first, *_opened(rest, mark))
        case _:
            return (Paragraph((mark,), True, mark.span), *blocks)
    return (new, *rest)


def closed(blocks: tuple[Block, ...], mark: IndexMark) -> tuple[Block, ...]:
    """Blocks with a mark at the end of their last line."""
    last, before = (blocks[-1], blocks[:-1]) if blocks else (None, ())
    new: Block
    match last:
        case Paragraph(children) | Heading(children=children):
            new = replace(last, children=(*children, mark))
        case Verse((*lines, line)):
            new = replace(last, lines=(*lines, (*line, mark)))
        case Quotation(inner) | Division(inner):
            new = replace(last, blocks=closed(inner, mark))
        case BulletList((*items, item)) | OrderedList((*items, item)):
            new = replace(last, items=(*items, closed(item, mark)))
        case PageBreak() | Ornament():
            return (*closed(before, mark), last)
        case _:
            return (*blocks, Paragraph((mark,), True, mark.span))
    return (*before, new)


def sections_closed(blocks: tuple[Block, ...], opened: dict[Span, IndexMark]) -> tuple[Block, ...]:
    """Blocks in which the range of each heading among `opened` ends with its section.

    A section goes to the next heading of its level or of one above it.
    """
    found = list(blocks)
    for at, block in enumerate(blocks):
        if not isinstance(block, Heading) or block.span not in opened:
            continue
        following = (
            place
            for place, other in enumerate(blocks[at + 1 :], at + 1)
            if isinstance(other, Heading) and other.level <= block.level
        )
        end = next(following, len(blocks))
        # Closing marks may have been put behind the blocks of a section within this one.
        found[at:end] = _as_many(
            closed(tuple(found[at:end]), closing(opened[block.span])), end - at
        )
    return tuple(found)


def _as_many(blocks: tuple[Block, ...], wanted: int) -> list[Block]:
    """The blocks, with a mark that stands by itself at their end joined to a division."""
    if len(blocks) == wanted:
        return list(blocks)
    return [*blocks[: wanted - 1], Division(blocks[wanted - 1 :])]
