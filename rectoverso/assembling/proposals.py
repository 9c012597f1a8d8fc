"""A proposal: a change of a chapter that a person decides on, and how it is known again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import regex

from rectoverso.assembling.changes import Change
from rectoverso.model.source import Source

DATA = Path(__file__).with_name("data")
# What a tier is worth when no rule knows better.
CONFIDENCE = {"A": 0.99, "B": 0.95, "C": 0.7}
_AROUND = 24
# Around a proposal's own words, where they are shown among others.
MARKS = "⟦⟧"
_CUT_WORD = regex.compile(r"\S*\s")
_SOUND = regex.compile(r"[^\p{L}\p{N}]+")


@dataclass(frozen=True, slots=True)
class Proposal:
    """At an offset of a chapter's text, `before` may have to give way to `after`.

    `after` is None where only a person can say what should stand there; `others` are further
    candidates; `tier` is A (accept in bulk), B (likely) or C (look); `reason` tells the editor why.
    """

    start: int
    before: str
    after: str | None
    rule: str
    tier: str
    reason: str
    confidence: float = 0.0
    others: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The offset behind `before`."""
        return self.start + len(self.before)

    @property
    def sure(self) -> float:
        """How likely it is right, from 0 to 1."""
        return self.confidence or CONFIDENCE[self.tier]


@dataclass(frozen=True, slots=True)
class Placed:
    """A proposal with its place as an editor sees it, and the key by which it is known again."""

    proposal: Proposal
    id: str
    line: int
    context: str


def placed(text: str, proposals: Iterable[Proposal]) -> tuple[Placed, ...]:
    """Proposals of a text in its order, those that reach into a better one left out."""
    seen: dict[str, int] = {}
    found = []
    source = Source("", text)
    for proposal in _apart(proposals):
        key = _key(text, proposal)
        seen[key] = seen.get(key, 0) + 1
        again = f"-{seen[key]}" if seen[key] > 1 else ""
        line = source.span(proposal.start).line
        found.append(Placed(proposal, key + again, line, _context(text, proposal)))
    return tuple(found)


def _apart(proposals: Iterable[Proposal]) -> list[Proposal]:
    """One proposal for a place: where two overlap, the surer one; remarks stand beside others."""
    ordered = sorted(set(proposals), key=lambda p: (p.start, -p.sure, p.rule, p.before))
    chosen: list[Proposal] = []
    for proposal in ordered:
        if proposal.after is None:
            continue
        while chosen and proposal.start < chosen[-1].end and proposal.sure > chosen[-1].sure:
            chosen.pop()
        if not chosen or proposal.start >= chosen[-1].end:
            chosen.append(proposal)
    remarks = (proposal for proposal in ordered if proposal.after is None)
    return sorted((*chosen, *remarks), key=lambda p: (p.start, p.rule))


def _key(text: str, proposal: Proposal) -> str:
    """What a proposal is known by again: its rule, its words, and the letters around them.

    Spaces, half-spaces and punctuation do not count: other proposals may change those.
    """
    left = _SOUND.sub("", text[max(0, proposal.start - 3 * _AROUND) : proposal.start])[-_AROUND:]
    right = _SOUND.sub("", text[proposal.end : proposal.end + 3 * _AROUND])[:_AROUND]
    said = "\0".join((proposal.rule, proposal.before, left, right))
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:10]


def _context(text: str, proposal: Proposal) -> str:
    """The words around a proposal, whole ones, with its own between MARKS."""
    start = text.rfind("\n", 0, proposal.start) + 1
    if start < proposal.start - _AROUND:
        start = proposal.start - _AROUND
        cut = _CUT_WORD.match(text, start, proposal.start)
        start = cut.end() if cut else start
    end = text.find("\n", proposal.end)
    end = end if end >= 0 else len(text)
    if end > proposal.end + _AROUND:
        end = max(proposal.end, text.rfind(" ", proposal.end, proposal.end + _AROUND))
    own = text[proposal.start : min(proposal.end, proposal.start + 3 * _AROUND)]
    around = f"{text[start : proposal.start]}{MARKS[0]}{own}{MARKS[1]}{text[proposal.end : end]}"
    return around.strip().replace("\n", " ")


def protected(text: str) -> Sequence[range]:
    """The stretches of a Markdown text that are no words: front matter, code, links, attributes.

    The title in the front matter is words.
    """
    kept = [range(*found.span()) for found in _PROTECTED.finditer(text)]
    front = kept[0] if kept and kept[0].start == 0 and text.startswith("---") else range(0)
    if title := _TITLE.search(text, 0, front.stop):
        kept[:1] = [range(title.start(1)), range(title.end(1), front.stop)]
    return kept


_TITLE = regex.compile(r"""^title:[ \t]+["']?(\S[^\n]*?)["']?[ \t]*$""", regex.MULTILINE)
_PROTECTED = regex.compile(
    r"""\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)   # front matter
    | ^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)|\Z)  # code blocks
    | (?<!\\)(?P<ticks>`+)[^`].*?(?<!`)(?P=ticks)(?!`)             # code
    | (?<=\])\([^()\n]*\)                                   # where a link leads
    | (?<=[\]\w)])\{[^{}\n]*\} | \{[.\#][^{}\n]*\}           # attributes
    | (?<![\\\w])@[\w-]+ | ^:::+[^\n]*$                   # references, fences
    | (?<!\\)<[^<>\s][^<>\n]*> | (?<!\\)\[\^[^\]\n]+\]  # addresses, calls of notes
    | https?://[^\s<>]+""",
    regex.DOTALL | regex.MULTILINE | regex.VERBOSE,
)


def without(proposals: Iterable[Proposal], kept: Sequence[range]) -> Iterator[Proposal]:
    """The proposals that do not touch the protected stretches."""
    for proposal in proposals:
        if not any(
            proposal.start < stretch.stop and stretch.start < proposal.end for stretch in kept
        ):
            yield proposal


def as_change(proposal: Proposal, after: str) -> Change:
    """The change that carries a proposal out, with what was decided on."""
    return Change(proposal.start, proposal.before, after, proposal.rule)
