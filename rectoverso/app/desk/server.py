"""The desk as a web server: what it answers."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from rectoverso.app import sheet
from rectoverso.app.desk.desk import Desk
from rectoverso.app.desk.editor import open_in_editor
from rectoverso.app.desk.guard import Guard
from rectoverso.app.desk.listeners import Listeners
from rectoverso.app.desk.passages import ChangedMeanwhileError, passage_at, put_back
from rectoverso.app.review import pending, take
from rectoverso.app.rewriting import lines_of
from rectoverso.assembling.review import ENDING
from rectoverso.model.shipped import shipped
from rectoverso.model.source import Finding, Span
from rectoverso.reading.manuscript import CHAPTERS

# A passage is a paragraph or a table; nobody writes a book in one.
LARGEST_PASSAGE = 4 * 2**20
# The least and the most that a page of the proof may be enlarged, in dots an inch.
DOTS = (40, 300)
# What the desk's own pages are made of, by the folder of styles it lies in.
ASSETS = {
    "desk.css": "desk",
    "desk.js": "desk",
    "page.css": "desk",
    "page.js": "desk",
    "proposals.js": "templates",
}


def application(
    desk: Desk, listeners: Listeners, editor: str, port: int, token: str = ""
) -> Starlette:
    """The desk's answers. `editor` is a command with {file} and {line} (or empty)."""
    routes = _Routes(desk, listeners, editor, token or secrets.token_urlsafe(16))
    return Starlette(
        routes=[
            Route("/", routes.desk),
            Route("/assets/{name}", routes.asset),
            Route("/events", routes.events),
            Route("/book", routes.book),
            Route("/read/{name}", routes.read),
            Route("/body/{name}", routes.body),
            Route("/go/{anchor:path}", routes.go),
            Route("/book.css", routes.style_sheet),
            Route("/pictures/{path:path}", routes.picture),
            Route("/fonts/{name}", routes.font),
            Route("/pages/{number:int}.png", routes.page),
            Route("/proposals", routes.proposals),
            Route("/decisions", routes.decide, methods=["POST"]),
            Route("/place", routes.place, methods=["POST"]),
            Route("/open", routes.open, methods=["POST"]),
            Route("/passage", routes.passage),
            Route("/passage", routes.change, methods=["POST"]),
        ],
        middleware=[Middleware(Guard, port=port)],
    )


class _Routes:
    def __init__(self, desk: Desk, listeners: Listeners, editor: str, token: str) -> None:
        self.desk_, self.listeners, self.editor, self.token = desk, listeners, editor, token

    async def desk(self, _: Request) -> Response:
        look = self.desk_.state.views.look
        book = self.desk_.state.views.checked.book
        return HTMLResponse(
            look.render(
                "desk/desk.html.j2",
                title=book.settings.title,
                lang=book.settings.lang,
                direction=book.direction,
                token=self.token,
            )
        )

    async def asset(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            return Response(status_code=404)
        return FileResponse(shipped("styles") / ASSETS[name] / name)

    async def events(self, _: Request) -> Response:
        return StreamingResponse(
            self.listeners.hear(), media_type="text/event-stream", headers=_FRESH
        )

    async def book(self, _: Request) -> Response:
        return JSONResponse(await run_in_threadpool(self._book), headers=_FRESH)

    def _book(self) -> Mapping[str, object]:
        state, proof, findings = self.desk_.state, self.desk_.proof, self.desk_.findings()
        return {
            "version": state.version,
            "stale": state.stale,
            "words": state.views.checked.book.words,
            "sections": [asdict(line) for line in state.views.contents(findings)],
            "findings": [_finding(finding) for finding in findings],
            "leaves": [asdict(leaf) for leaf in proof.leaves] if proof else [],
            "proposals": any((self.desk_.root / CHAPTERS).glob("*" + ENDING)),
            "current": bool(proof and proof.checked is state.views.checked),
        }

    async def read(self, request: Request) -> Response:
        name, views = request.path_params["name"], self.desk_.state.views
        if name not in views.sections:
            return Response("there is no such section any more", 404)
        body = await run_in_threadpool(views.body, name)
        section = views.sections[name]
        page = views.look.render("desk/page.html.j2", section=section, body=body)
        return HTMLResponse(page, headers=_FRESH)

    async def body(self, request: Request) -> Response:
        name, views = request.path_params["name"], self.desk_.state.views
        if name not in views.sections:
            return Response(status_code=404)
        return HTMLResponse(await run_in_threadpool(views.body, name), headers=_FRESH)

    async def go(self, request: Request) -> Response:
        anchor = request.path_params["anchor"]
        home = await run_in_threadpool(self.desk_.state.views.home, anchor)
        if not home:
            return Response("this leads nowhere", 404)
        return RedirectResponse(f"/read/{quote(home)}#{quote(anchor)}", 303)

    async def style_sheet(self, _: Request) -> Response:
        sheet = await run_in_threadpool(self.desk_.state.views.style_sheet)
        return Response(sheet, media_type="text/css", headers=_FRESH)

    async def picture(self, request: Request) -> Response:
        return _file(self.desk_.state.views.picture(request.path_params["path"]))

    async def font(self, request: Request) -> Response:
        return _file(self.desk_.state.views.font(request.path_params["name"]))

    async def page(self, request: Request) -> Response:
        proof = self.desk_.proof
        dots = request.query_params.get("dots", "100")
        if proof is None or not dots.isdecimal() or not DOTS[0] <= int(dots) <= DOTS[1]:
            return Response(status_code=404)
        number = request.path_params["number"]
        try:
            picture = await run_in_threadpool(proof.picture, number, int(dots))
        except IndexError:
            return Response(status_code=404)
        # The address has the page's digest in it.
        return Response(
            picture, media_type="image/png", headers={"cache-control": "private, max-age=86400"}
        )

    async def proposals(self, _: Request) -> Response:
        chapters, _remarks = await run_in_threadpool(pending, self.desk_.root / CHAPTERS)
        page = await run_in_threadpool(sheet.page, self.desk_.root, chapters, self.token)
        return HTMLResponse(page, headers=_FRESH)

    async def decide(self, request: Request) -> Response:
        data = await self._sent(request)
        if data is None:
            return Response(status_code=403)
        try:
            answers = sheet.answers(data.decode())
            count = await run_in_threadpool(take, self.desk_.root / CHAPTERS, answers)
        except ValueError as error:
            return Response(f"nothing was written: {error}", 400)
        except OSError as error:
            return Response(f"nothing was written: {error}", 507)
        return Response(f"{count} decisions written; “review --apply” carries them out")

    async def place(self, request: Request) -> Response:
        asked, proof = await self._asked(request), self.desk_.proof
        if asked is None:
            return Response(status_code=403)
        number, x, y = asked.get("page"), asked.get("x"), asked.get("y")
        if not (
            isinstance(number, int) and isinstance(x, int | float) and isinstance(y, int | float)
        ):
            return Response(status_code=400)
        if proof is None or not 0 <= number < len(proof.leaves):
            return Response(status_code=404)
        span = await run_in_threadpool(partial(proof.place, number, x, y))
        return JSONResponse(_span(span) if span else None)

    async def open(self, request: Request) -> Response:
        asked = await self._asked(request)
        if asked is None:
            return Response(status_code=403)
        path = self._chapter(asked.get("path"))
        if path is None or not isinstance(asked.get("line"), int):
            return Response(status_code=400)
        address = await run_in_threadpool(open_in_editor, self.editor, path, asked["line"])
        return JSONResponse({"address": address})

    async def passage(self, request: Request) -> Response:
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
            headers=_FRESH,
        )

    async def change(self, request: Request) -> Response:
        asked = await self._asked(request)
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

    async def _asked(self, request: Request) -> dict[str, Any] | None:
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
        if not secrets.compare_digest(request.headers.get("x-desk", ""), self.token):
            return None
        data = b""
        async for piece in request.stream():
            data += piece
            if len(data) > LARGEST_PASSAGE:
                return b""
        return data

    def _chapter(self, path: object) -> Path | None:
        """The file of a chapter of the book; of no other file."""
        manuscript = self.desk_.state.views.checked.manuscript
        known = {chapter.source.path for chapter in manuscript.chapters}
        return self.desk_.root / str(path) if path in known else None


_FRESH = {"cache-control": "no-store"}


def _file(path: Path | None) -> Response:
    if path is None or not path.is_file():
        return Response(status_code=404)
    return FileResponse(path, headers={"cache-control": "no-cache"})


def _span(span: Span) -> Mapping[str, object]:
    return {"path": span.path, "line": span.line, "column": span.column}


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        **_span(finding.span),
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
    }
