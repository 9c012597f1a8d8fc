"""Answer an editor over standard input and output (Language Server Protocol 3.17)."""

from __future__ import annotations

import logging
import sys
from contextlib import suppress
from functools import partial
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

import rectoverso
from rectoverso.app.lsp.answers import Answers
from rectoverso.app.lsp.completion import TRIGGERS
from rectoverso.app.lsp.telling import NAME
from rectoverso.app.lsp.wire import alone_on_the_wire


def serve(root: Path) -> None:
    """Answer until the editor ends it or is gone. `root` is studied at once if it holds a book.

    The whole text comes with every change: pygls takes lines to end where Python's `splitlines`
    does, also at U+2028 and form feeds, and would put changes into other lines than editors do.
    """
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR, format="%(message)s")
    server = LanguageServer(
        NAME, rectoverso.__version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full
    )
    answers = Answers(server, root)
    _listen(server, answers)
    with alone_on_the_wire() as (asked, answered), suppress(BrokenPipeError):
        server.start_io(asked, answered)
    answers.end()


def _listen(server: LanguageServer, answers: Answers) -> None:
    """Say what is answered."""
    # pygls writes on the functions it is given, which those of a class do not bear.
    feature = server.feature
    feature(lsp.INITIALIZED)(partial(answers.begin))
    feature(lsp.TEXT_DOCUMENT_DID_OPEN)(partial(answers.opened))
    feature(lsp.TEXT_DOCUMENT_DID_CHANGE)(partial(answers.changed))
    feature(lsp.TEXT_DOCUMENT_DID_SAVE)(partial(answers.saved))
    feature(lsp.TEXT_DOCUMENT_DID_CLOSE)(partial(answers.closed))
    feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)(partial(answers.files_changed))
    triggered = lsp.CompletionOptions(trigger_characters=list(TRIGGERS))
    feature(lsp.TEXT_DOCUMENT_COMPLETION, triggered)(partial(answers.completion))
    feature(lsp.TEXT_DOCUMENT_HOVER)(partial(answers.hover))
    feature(lsp.TEXT_DOCUMENT_DEFINITION)(partial(answers.definition))
    feature(lsp.TEXT_DOCUMENT_REFERENCES)(partial(answers.references))
    kinds = [lsp.CodeActionKind.QuickFix, lsp.CodeActionKind.SourceFixAll]
    feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions(kinds))(
        partial(answers.code_actions)
    )
    feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(partial(answers.document_symbols))
    feature(lsp.WORKSPACE_SYMBOL)(partial(answers.workspace_symbols))
