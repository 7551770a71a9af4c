"""A stand-in for four hosts: the comments on one pull request, and what was asked of it."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

OWN = 11
"""The number of the user whose token is used."""


def remark(id_: int, body: str | None, *, ours: bool = True) -> dict[str, Any]:
    """Return a comment as any host gives it, made with the token or by a person."""
    author = {"id": OWN if ours else 7}
    user = {"type": "Bot" if ours else "User", "uuid": author["id"]}
    said = {"body": body, "content": {"raw": body}}
    return {"id": id_, **said, "user": user, "author": author}


@dataclass
class Forge:
    """What was asked, with which tokens, and the comments as they stand.

    It refuses a method with a code, and leads what it `moves` to its own `/elsewhere`.
    """

    comments: list[dict[str, Any]] = field(default_factory=list)
    asked: list[tuple[str, str, Any]] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    refuses: tuple[str, int] | None = None
    moves: bool = False
    url: str = ""

    @property
    def changes(self) -> list[tuple[str, str, Any]]:
        """What was asked for besides reading."""
        return [each for each in self.asked if each[0] != "GET"]

    def answer(self, method: str, path: str, content: Any) -> Any:
        """Return what any host answers, and keep what it is told."""
        if method == "POST":
            self.comments.append(remark(1000 + len(self.comments), text_in(content)))
        elif method in ("PATCH", "PUT"):
            number = int(path.partition("?")[0].rpartition("/")[2])
            place = [each["id"] for each in self.comments].index(number)
            self.comments[place] = remark(number, text_in(content))
        elif path.endswith("/user"):
            return {"id": OWN, "uuid": OWN}
        elif path.endswith("/connectionData"):
            return {"authenticatedUser": {"id": OWN}}
        elif "/threads?" in path:
            threads = [each | {"content": each["body"]} for each in self.comments]
            return {"value": [{"id": 5, "comments": threads}]}
        else:
            page = int(found[1]) if (found := re.search(r"[?&]page=(\d+)", path)) else 1
            here = self.comments[(page - 1) * 100 : page * 100]
            return {"values": here} if "pagelen" in path else here
        return {}


def text_in(content: Any) -> str:
    """Return the text of a comment in what any host is asked to write."""
    if "comments" in content:
        content = content["comments"][0]
    said = content.get("body") or content["content"]
    text: str = said["raw"] if isinstance(said, dict) else said
    return text


@contextmanager
def forge() -> Iterator[Forge]:
    """Serve a forge on this machine."""
    made = Forge()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            content = json.loads(self.rfile.read(size)) if size else None
            made.asked.append((self.command, self.path, content))
            made.tokens.add(self.headers["Authorization"] or self.headers["PRIVATE-TOKEN"])
            if made.moves and self.path != "/elsewhere":
                self.send_response(302)
                self.send_header("Location", f"{made.url}/elsewhere")
                self.end_headers()
                return
            refused = made.refuses is not None and made.refuses[0] == self.command
            self.send_response(made.refuses[1] if refused and made.refuses else 200)
            self.end_headers()
            answer = {} if refused else made.answer(self.command, self.path, content)
            self.wfile.write(json.dumps(answer).encode())

        do_GET = do_POST = do_PATCH = do_PUT = _answer  # noqa: N815 - the names of http.server

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
