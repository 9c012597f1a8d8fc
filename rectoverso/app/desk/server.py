"""The desk as a web server: what it answers."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
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

from rectoverso.app.desk.board import board
from rectoverso.app.desk.changes import FRESH, Changes
from rectoverso.app.desk.desk import Desk
from rectoverso.app.desk.guard import Guard
from rectoverso.app.desk.listeners import Listeners
from rectoverso.app.report import readable, told
from rectoverso.assembling.review import ENDING
from rectoverso.model.project import CHAPTERS
from rectoverso.model.shipped import shipped
from rectoverso.writing.templatefaults import BrokenTemplateError

# The least and the most that a page of the proof may be enlarged, in dots an inch.
DOTS = (40, 300)
# What the desk's own pages are made of, by the folder of styles it lies in.
ASSETS = {
    "desk.css": "desk",
    "desk.js": "desk",
    "board.css": "desk",
    "board.js": "desk",
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
            Route("/board", routes.board),
            Route("/read/{name}", routes.read),
            Route("/body/{name}", routes.body),
            Route("/go/{anchor:path}", routes.go),
            Route("/book.css", routes.style_sheet),
            Route("/pictures/{path:path}", routes.picture),
            Route("/fonts/{name}", routes.font),
            Route("/pages/{number:int}.png", routes.page),
            Route("/proposals", routes.changes.proposals),
            Route("/decisions", routes.changes.decide, methods=["POST"]),
            Route("/place", routes.place, methods=["POST"]),
            Route("/open", routes.changes.open, methods=["POST"]),
            Route("/passage", routes.changes.passage),
            Route("/passage", routes.changes.change, methods=["POST"]),
        ],
        middleware=[Middleware(Guard, port=port)],
        exception_handlers={BrokenTemplateError: _broken},
    )


class _Routes:
    def __init__(self, desk: Desk, listeners: Listeners, editor: str, token: str) -> None:
        self.desk_, self.listeners, self.token = desk, listeners, token
        self.changes = Changes(desk, editor, token)

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
            self.listeners.hear(), media_type="text/event-stream", headers=FRESH
        )

    async def book(self, _: Request) -> Response:
        return JSONResponse(await run_in_threadpool(self._book), headers=FRESH)

    def _book(self) -> Mapping[str, object]:
        state, shown, findings = self.desk_.state, self.desk_.shown, self.desk_.findings()
        return {
            "version": state.version,
            "stale": state.stale,
            "words": state.views.checked.book.words,
            "sections": [asdict(line) for line in state.views.contents(findings)],
            "findings": [told(finding) for finding in findings],
            "leaves": [asdict(leaf) for leaf in shown.leaves()] if shown else [],
            "proposals": any((self.desk_.root / CHAPTERS).glob("*" + ENDING)),
            "current": bool(shown and shown.proof.checked.book is state.views.checked.book),
        }

    async def board(self, request: Request) -> Response:
        since = request.query_params.get("since", "").strip()
        views = self.desk_.state.views
        counted = await run_in_threadpool(board, views.checked, self.desk_.memory, since)
        page = views.look.render("desk/board.html.j2", book=views.checked.book, board=counted)
        return HTMLResponse(page, headers=FRESH)

    async def read(self, request: Request) -> Response:
        name, views = request.path_params["name"], self.desk_.state.views
        if name not in views.sections:
            return Response("there is no such section any more", 404)
        body = await run_in_threadpool(views.body, name)
        section = views.sections[name]
        page = views.look.render("desk/page.html.j2", section=section, body=body)
        return HTMLResponse(page, headers=FRESH)

    async def body(self, request: Request) -> Response:
        name, views = request.path_params["name"], self.desk_.state.views
        if name not in views.sections:
            return Response(status_code=404)
        return HTMLResponse(await run_in_threadpool(views.body, name), headers=FRESH)

    async def go(self, request: Request) -> Response:
        anchor = request.path_params["anchor"]
        home = await run_in_threadpool(self.desk_.state.views.home, anchor)
        if not home:
            return Response("this leads nowhere", 404)
        return RedirectResponse(f"/read/{quote(home)}#{quote(anchor)}", 303)

    async def style_sheet(self, _: Request) -> Response:
        sheet = await run_in_threadpool(self.desk_.state.views.style_sheet)
        return Response(sheet, media_type="text/css", headers=FRESH)

    async def picture(self, request: Request) -> Response:
        return _file(self.desk_.state.views.picture(request.path_params["path"]))

    async def font(self, request: Request) -> Response:
        return _file(self.desk_.state.views.font(request.path_params["name"]))

    async def page(self, request: Request) -> Response:
        shown = self.desk_.shown
        dots = request.query_params.get("dots", "100")
        if shown is None or not dots.isdecimal() or not DOTS[0] <= int(dots) <= DOTS[1]:
            return Response(status_code=404)
        proof, number = shown.at(request.path_params["number"])
        try:
            picture = await run_in_threadpool(proof.picture, number, int(dots))
        except IndexError:
            return Response(status_code=404)
        # The address has the page's digest in it.
        return Response(
            picture, media_type="image/png", headers={"cache-control": "private, max-age=86400"}
        )

    async def place(self, request: Request) -> Response:
        asked, shown = await self.changes.asked(request), self.desk_.shown
        if asked is None:
            return Response(status_code=403)
        number, x, y = asked.get("page"), asked.get("x"), asked.get("y")
        if not (
            isinstance(number, int) and isinstance(x, int | float) and isinstance(y, int | float)
        ):
            return Response(status_code=400)
        if shown is None or not 0 <= number < len(shown.proof.leaves):
            return Response(status_code=404)
        proof, number = shown.at(number)
        span = await run_in_threadpool(partial(proof.place, number, x, y))
        return JSONResponse(asdict(span) if span else None)


async def _broken(_: Request, error: Exception) -> Response:
    return Response(readable(str(error)), 500)


def _file(path: Path | None) -> Response:
    if path is None or not path.is_file():
        return Response(status_code=404)
    return FileResponse(path, headers={"cache-control": "no-cache"})
