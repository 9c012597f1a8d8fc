"""Whom the desk answers, and what its pages may do.

It answers only who asks for 127.0.0.1 or localhost by name (the header Host: a page elsewhere whose
name is made to lead to this machine is refused), and never a page from elsewhere (Origin). Nothing
that a chapter contains is run: scripts come from the desk alone (Content Security Policy Level 3).
"""

from __future__ import annotations

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "frame-src 'self'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    )
)


class Guard:
    """Refuses who is not a page of the desk in a browser of this machine; see the module."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._origins = {f"http://{host}" for host in self._hosts}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass, with the headers that keep chapters from running anything."""
        if scope["type"] != "http":
            return
        headers = {
            key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]
        }
        origin = headers.get("origin", "")
        allowed = headers.get("host") in self._hosts and (not origin or origin in self._origins)
        # A page elsewhere may lead here, but not fetch or show what is here (Fetch Metadata).
        led = headers.get("sec-fetch-mode") == "navigate" and scope["method"] == "GET"
        framed = headers.get("sec-fetch-dest") in ("iframe", "frame", "embed", "object")
        if headers.get("sec-fetch-site") in ("cross-site", "same-site") and (framed or not led):
            allowed = False
        if not allowed:
            await Response("this desk is not for you", 403)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [
                    *message["headers"],
                    (b"content-security-policy", POLICY.encode()),
                    (b"x-content-type-options", b"nosniff"),
                    (b"referrer-policy", b"no-referrer"),
                    (b"cross-origin-resource-policy", b"same-origin"),
                ]
            await send(message)

        await self._app(scope, receive, guarded)
