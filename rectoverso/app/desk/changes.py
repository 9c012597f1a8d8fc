"""What a page of the desk may have done: open a line, change a passage, decide on proposals.

Only pages of the desk may, which know its token; others cannot read it (see `guard`).
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from rectoverso.app import sheet
from rectoverso.app.desk.desk import Desk
from rectoverso.app.desk.editor import open_in_editor
from rectoverso.app.desk.passages import ChangedMeanwhileError, passage_at, put_back
from rectoverso.app.review import pending, take
from rectoverso.app.rewriting import lines_of
from rectoverso.model.project import CHAPTERS

# A passage is a paragraph or a table; nobody writes a book in one.
LARGEST_PASSAGE = 4 * 2**20
FRESH = {"cache-control": "no-store"}


class Changes:
    """Answers to what is asked to be done. `editor` is a command with {file} and {line}."""

    def __init__(self, desk: Desk, editor: str, token: str) -> None:
        self._desk, self._editor, self._token = desk, editor, token

    async def open(self, request: Request) -> Response:
        """Open a line of a chapter, or tell the address that opens it."""
        asked = await self.asked(request)
        if asked is None:
            return Response(status_code=403)
        path = self._chapter(asked.get("path"))
        if path is None or not isinstance(asked.get("line"), int):
            return Response(status_code=400)
        address = await run_in_threadpool(open_in_editor, self._editor, path, asked["line"])
        return JSONResponse({"address": address})

    async def passage(self, request: Request) -> Response:
        """The passage that holds a line."""
        path = self._chapter(request.query_params.get("path"))
        line = request.query_params.get("line", "")
        if path is None or not line.isdecimal():
            return Response(status_code=404)
        try:
            text = await run_in_threadpool(lines_of, path)
        except (OSError, UnicodeDecodeError):
            return Response("this chapter cannot be read any more", 410)
        taken = passage_at(text, int(line))
        return JSONResponse(
            {
                "first": taken.first,
                "last": taken.last,
                "digest": taken.digest,
                "text": taken.text,
            },
            headers=FRESH,
        )

    async def change(self, request: Request) -> Response:
        """Write a passage anew, if its lines are still what they were."""
        asked = await self.asked(request)
        if asked is None:
            return Response(status_code=403)
        path = self._chapter(asked.get("path"))
        first, last = asked.get("first"), asked.get("last")
        digest, text = asked.get("digest"), asked.get("text")
        if not (path and isinstance(digest, str) and isinstance(text, str)):
            return Response(status_code=400)
        if not (isinstance(first, int) and isinstance(last, int) and 1 <= first <= last):
            return Response(status_code=400)
        try:
            await run_in_threadpool(put_back, path, first, last, digest, text)
        except ChangedMeanwhileError:
            return Response("the chapter was changed meanwhile; nothing was written", 409)
        except (OSError, UnicodeError) as error:
            return Response(f"nothing was written: {error}", 507)
        return Response(status_code=204)

    async def asked(self, request: Request) -> dict[str, Any] | None:
        """What a page of ours asks to be done; none if another page asks."""
        data = await self._sent(request)
        if data is None:
            return None
        try:
            asked = json.loads(data)
        except ValueError:
            return {}
        return asked if isinstance(asked, dict) else {}

    async def _sent(self, request: Request) -> bytes | None:
        """What a page of ours sends, nothing if it is too much; none if another page sends it."""
        if not secrets.compare_digest(request.headers.get("x-desk", ""), self._token):
            return None
        data = b""
        async for piece in request.stream():
            data += piece
            if len(data) > LARGEST_PASSAGE:
                return b""
        return data

    def _chapter(self, path: object) -> Path | None:
        """The file of a chapter of the book; of no other file."""
        manuscript = self._desk.state.views.checked.manuscript
        known = {chapter.source.path for chapter in manuscript.chapters}
        return self._desk.root / str(path) if path in known else None

    async def proposals(self, _: Request) -> Response:
        """The page of proposals."""
        chapters, _remarks = await run_in_threadpool(pending, self._desk.root / CHAPTERS)
        page = await run_in_threadpool(sheet.page, self._desk.root, chapters, self._token)
        return HTMLResponse(page, headers=FRESH)

    async def decide(self, request: Request) -> Response:
        """Write decisions into the review files."""
        data = await self._sent(request)
        if data is None:
            return Response(status_code=403)
        try:
            answers = sheet.answers(data.decode())
            count = await run_in_threadpool(take, self._desk.root / CHAPTERS, answers)
        except ValueError as error:
            return Response(f"nothing was written: {error}", 400)
        except OSError as error:
            return Response(f"nothing was written: {error}", 507)
        return Response(f"{count} decisions written; “review --apply” carries them out")
