"""The words of a paragraph in two states as one paragraph: what stayed, what went, what came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, cast

import regex

from rectoverso.model.nodes import (
    NOWHERE,
    Citation,
    IndexMark,
    Inline,
    Link,
    Note,
    Passage,
    Quoted,
    Reference,
    ReferenceList,
    Styled,
    Term,
    Text,
    plain,
)

Change = Literal["insertion", "deletion", "restyled", ""]
# A word with its joiners and vowel signs; a stretch of blanks; any other sign by itself.
_TOKEN = regex.compile(r"[\w\u200c\u200d]+|\s+|.", regex.DOTALL)
# What is said of the words in these would be another thing with a word more.
_WHOLE = (IndexMark, Term, Reference, Link, Citation, ReferenceList)
_LOOKS = (Styled, Quoted)


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, sign or thing of a line: what it is compared by, itself, and what stands round it."""

    key: object
    node: Inline
    around: tuple[Inline, ...]
    change: Change = ""


def compare_words(
    old: Sequence[Inline], new: Sequence[Inline], note: Callable[[Note, Note], Note]
) -> tuple[Inline, ...]:
    """The new words with the changes from the old ones; `note` makes one note of two."""
    before, after = list(_tokens(old, ())), list(_tokens(new, ()))
    matcher = SequenceMatcher(None, [t.key for t in before], [t.key for t in after], False)
    merged: list[_Token] = []
    for tag, begin, end, start, stop in _joined(matcher.get_opcodes(), after):
        if tag == "equal":
            for one, other in zip(before[begin:end], after[start:stop], strict=True):
                merged.append(_same(one, other, note))
            continue
        inside = _common(after, start)
        at = _outside(merged, after, start)
        merged[at:at] = (_gone(token, inside) for token in before[begin:end])
        merged += (replace(t, change="insertion") for t in after[start:stop])
    return _built(merged, 0)


def marked(inlines: Sequence[Inline], change: Change, *, moved: bool = False) -> tuple[Inline, ...]:
    """All these words as put in, or as taken out; `moved` if they come or go elsewhere."""
    if not inlines:
        return ()
    classes = ("moved", change) if moved else (change,)
    if change == "deletion":
        inlines = _built([replace(_gone(t, ()), change="") for t in _tokens(inlines, ())], 0)
    return (Passage(tuple(inlines), classes=classes, span=inlines[0].span),)


def _tokens(inlines: Iterable[Inline], around: tuple[Inline, ...]) -> Iterator[_Token]:
    for node in inlines:
        children: tuple[Inline, ...] = getattr(node, "children", ())
        if isinstance(node, Text):
            for word in _TOKEN.findall(node.text):
                yield _Token(" " if word.isspace() else word, replace(node, text=word), around)
        elif children:
            yield from _tokens(children, (*around, node))
        else:
            yield _Token("note" if isinstance(node, Note) else node, node, around)


def _joined(
    opcodes: Sequence[tuple[str, int, int, int, int]], new: Sequence[_Token]
) -> Iterator[tuple[str, int, int, int, int]]:
    """The changes, those joined that only a blank or a sign stands between."""
    held: tuple[str, int, int, int, int] | None = None
    for number, (tag, begin, end, start, stop) in enumerate(opcodes):
        small = tag == "equal" and all(not str(t.key).isalnum() for t in new[start:stop])
        between = small and stop - start <= 2 and 0 < number < len(opcodes) - 1
        if tag == "equal" and not between:
            if held:
                yield held
            yield tag, begin, end, start, stop
            held = None
        elif held:
            held = ("replace", held[1], end, held[3], stop)
        else:
            held = ("replace", begin, end, start, stop)
    if held:
        yield held


def _same(old: _Token, new: _Token, note: Callable[[Note, Note], Note]) -> _Token:
    if isinstance(old.node, Note) and isinstance(new.node, Note):
        return new if old.node == new.node else replace(new, node=note(old.node, new.node))
    same = [*map(_look, _looks(old))] == [*map(_look, _looks(new))]
    return new if same else replace(new, change="restyled")


def _gone(token: _Token, inside: tuple[Inline, ...]) -> _Token:
    """What is gone, within what stands round its place now."""
    own = list(_looks(token))
    for one in inside:
        if own and _look(own[0]) == _look(one):
            del own[0]
    node = replace(cast(Text, _bare(token.node)), span=NOWHERE)
    return _Token(token.key, node, (*inside, *own), "deletion")


def _look(wrapper: Inline) -> tuple[object, ...]:
    names = ("style", "double", "lang", "direction")
    return type(wrapper), *(getattr(wrapper, name, "") for name in names)


def _looks(token: _Token) -> tuple[Inline, ...]:
    """What stands round words that are gone: their looks, without labels, marks and links."""
    kept: list[Inline] = []
    for one in token.around:
        if isinstance(one, _LOOKS):
            kept.append(one)
        elif isinstance(one, Passage) and (one.lang or one.direction):
            kept.append(replace(one, id="", classes=()))
    return tuple(kept)


def _common(new: Sequence[_Token], at: int) -> tuple[Inline, ...]:
    """What stands round both neighbours of a place between new words, as far as it may be cut."""
    if not 0 < at < len(new):
        return ()
    common: list[Inline] = []
    for one, other in zip(new[at - 1].around, new[at].around, strict=False):
        if one is not other or isinstance(one, _WHOLE):
            break
        common.append(one)
    return tuple(common)


def _outside(merged: Sequence[_Token], new: Sequence[_Token], at: int) -> int:
    """Where words that are gone go, so that no mark, term or link is torn in two."""
    place = len(merged)
    if not 0 < at < len(new):
        return place
    for one, other in zip(new[at - 1].around, new[at].around, strict=False):
        if one is other and isinstance(one, _WHOLE):
            while place and any(around is one for around in merged[place - 1].around):
                place -= 1
            break
    return place


def _bare(node: Inline) -> Inline:
    """A thing that is gone as text: it may not be counted, indexed or looked for."""
    match node:
        case Note(blocks):
            return Text(f"[{plain(blocks)}]")
        case IndexMark():
            return Text("")
        case Reference(label=label):
            return Text(f"@{label}")
        case _:
            return node


def _built(tokens: Sequence[_Token], depth: int) -> tuple[Inline, ...]:
    """The words as a tree again, each in what stands round it."""
    built: list[Inline] = []

    def outer(token: _Token) -> tuple[int, Change]:
        if len(token.around) > depth:
            return id(token.around[depth]), ""
        return 0, token.change

    for (wrapper, change), run in groupby(tokens, key=outer):
        inside = list(run)
        if wrapper:
            around = inside[0].around[depth]
            built.append(
                cast(Inline, replace(cast(Passage, around), children=_built(inside, depth + 1)))
            )
            continue
        words = _texts(token.node for token in inside)
        if change and words:
            words = (Passage(words, classes=(change,), span=words[0].span),)
        built += words
    return tuple(built)


def _texts(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """Words that follow each other as one text."""
    joined: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text) and joined and isinstance(last := joined[-1], Text):
            joined[-1] = replace(last, text=last.text + node.text)
        elif not isinstance(node, Text) or node.text:
            joined.append(node)
    return tuple(joined)
