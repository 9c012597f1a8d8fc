"""Go through a document tree, change it, read it as plain text."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import fields, replace
from functools import cache
from typing import Any, TypeVar, cast

from rectoverso.model.nodes.blocks import Block, Cell, Definition, Division, Heading, Row
from rectoverso.model.nodes.inlines import (
    Citation,
    Code,
    Image,
    IndexMark,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Passage,
    Reference,
    ReferenceList,
    Term,
    Text,
)

Node = Inline | Block | Definition | Row | Cell

_WITH_LANGUAGE = (Division, Passage, Heading)

Tree = TypeVar("Tree")
Place = TypeVar("Place")


def branches(node: Any) -> tuple[str, ...]:
    """The names of the fields of a node that may hold other nodes."""
    return _branches_of(cast(Hashable, type(node)))


@cache
def _branches_of(kind: Hashable) -> tuple[str, ...]:
    nodes = ("Inline", "Block", "Definition", "Row", "Cell")
    return tuple(
        f.name for f in fields(cast(Any, kind)) if any(name in str(f.type) for name in nodes)
    )


class _LastFirst(dict[type, tuple[str, ...]]):
    """The branches of each kind of node, the last of them first."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        self[kind] = _branches_of(cast(Hashable, kind))[::-1]
        return self[kind]


_LAST_FIRST = _LastFirst()


def walk(tree: object) -> Iterator[Node]:
    """Every node of a node, or of a tuple of nodes, in reading order, parents first."""
    waiting: list[Any] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, tuple):
            waiting += node[::-1]
        else:
            yield node
            waiting += [getattr(node, name) for name in _LAST_FIRST[type(node)]]


def walk_in_language(tree: object, lang: str) -> Iterator[tuple[Node, str]]:
    """Every node as `walk` gives it, with the language its text is in."""
    waiting: list[tuple[Any, str]] = [(tree, lang)]
    while waiting:
        node, lang = waiting.pop()
        if isinstance(node, tuple):
            waiting += [(one, lang) for one in node[::-1]]
            continue
        # The language of an index mark is that of its entry, not of the text it stands at.
        inside = (isinstance(node, _WITH_LANGUAGE) and node.lang) or lang
        yield node, inside
        waiting += [(getattr(node, name), inside) for name in _LAST_FIRST[type(node)]]


def rewrite(tree: Tree, change: Callable[[Node], object]) -> Tree:
    """The tree with `change` applied to every node, children first.

    `change` gives the node itself, another node, or a tuple of nodes to stand in its place (an
    empty one takes it out). Where nothing changes the same object comes back.
    """
    return rewrite_within(tree, None, lambda _, place: place, lambda node, _: change(node))


def rewrite_within(
    tree: Tree,
    place: Place,
    enter: Callable[[Node, Place], Place],
    change: Callable[[Node, Place], object],
) -> Tree:
    """`rewrite` for changes that depend on where a node stands.

    `enter` gives the place inside a node, from the node and the place it stands in; `change` gets
    the node (children done) and the place it stands in.
    """

    def row(branches: tuple[object, ...], place: Place) -> tuple[object, ...]:
        kept: list[object] = []
        same = True
        for branch in branches:
            new = row(branch, place) if isinstance(branch, tuple) else one(branch, place)
            if isinstance(new, tuple) and not isinstance(branch, tuple):
                kept.extend(new)
            else:
                kept.append(new)
            same = same and new is branch
        return branches if same else tuple(kept)

    def one(node: Any, place: Place) -> object:
        if names := branches(node):
            inside = enter(node, place)
            changed = {
                name: new
                for name in names
                if (new := row(old := getattr(node, name), inside)) is not old
            }
            node = replace(node, **changed) if changed else node
        return change(node, place)

    return cast(Tree, row(tree, place) if isinstance(tree, tuple) else one(tree, place))


def plain(tree: object) -> str:
    """The text of a tree as one would read it aloud: no notes, no index marks without text."""
    if isinstance(tree, tuple):
        return "".join(plain(branch) for branch in tree)
    match tree:
        case Text(text) | Code(text):
            return text
        case Math(tex):
            return tex
        case LineBreak():
            return " "
        case Note():
            return ""
        case Image(alt=alt):
            return alt
        case None | str():
            return ""
        case _:
            return "".join(plain(getattr(tree, name)) for name in branches(tree))


def is_address(link: Link) -> bool:
    """Whether the words of a link are the address it leads to, in full or without its scheme."""
    said, url = plain(link.children).removesuffix("/"), link.url.removesuffix("/")
    return "." in said and url.endswith(said)


def echo(tree: Tree) -> Tree:
    """A title as it is repeated elsewhere: without notes, labels, marks and links of its own."""

    def bare(node: Node) -> object:
        match node:
            case Note():
                return ()
            case (
                IndexMark(children)
                | Term(children)
                | Reference(children=children)
                | ReferenceList(children=children)
                | Citation(children=children)
                | Link(children)
            ):
                return children
            case Passage(classes=kinds) if {"deletion", "comment"} & {*kinds}:
                return ()
            case Passage(children, classes=kinds) if {"insertion", "highlight"} & {*kinds}:
                return children
            case Passage(children, id) if id:
                return replace(node, id="")
            case _:
                return node

    return rewrite(tree, bare)
