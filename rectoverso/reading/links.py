"""Links out of the book: the addresses that e-books take, and those that no reader could open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from rectoverso.model.rules import syntax
from rectoverso.model.source import Finding, Span

_OUTSIDE = re.compile(r"(?!(?i:javascript|vbscript|data|file):)[a-zA-Z][a-zA-Z0-9+.-]*:")
# Schemes whose addresses name a host (URL Standard, 4.2), and what no name of one holds (3.2).
_OF_HOSTS = re.compile(r"(?i:https?|ftp|wss?):")
_NO_HOST = re.compile(r"[\s#%/:<>?@\[\\\]^|]")
_STRAY = re.compile(r"%(?![0-9A-Fa-f]{2})|\\")


def written(address: str) -> str:
    """An address as EPUB wants it: stray percent signs and backslashes stand for themselves.

    Browsers forgive them; EPUBCheck takes a book with one for broken (RSC-020).
    """
    return _STRAY.sub(lambda sign: "%25" if sign[0] == "%" else "%5C", address)


def addressed(address: str, span: Span) -> Iterator[Finding]:
    """What is wrong with the address of a link that leads to no label."""
    if not _OUTSIDE.match(address):
        yield syntax.link_to_a_file(span, unquote(address))
    elif _OF_HOSTS.match(address) and not _names_a_host(address):
        yield syntax.no_address(span, unquote(address))


def _names_a_host(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    return bool(host) and not _NO_HOST.search(unquote(host or ""))
