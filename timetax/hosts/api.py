"""Asks the API of a host, with a token that no message shows."""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from http.client import HTTPMessage
    from typing import IO
    from urllib.request import Request

PER_PAGE = 100
PATIENCE = 30


class Api:
    """The API at an address, asked with these headers."""

    def __init__(self, address: str, headers: Mapping[str, str]) -> None:
        self._address = address.rstrip("/")
        self._headers = {"Content-Type": "application/json", "User-Agent": "timetax", **headers}

    def ask(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        """Return what it answers.

        Raises:
            OSError: there is no connection, or it refuses; it never leads elsewhere.
            http.client.HTTPException: it answers with what is no HTTP.
            ValueError: it answers with what is no JSON.
        """
        from urllib.request import HTTPRedirectHandler, Request, build_opener

        class _Stay(HTTPRedirectHandler):
            """Follows no redirection, which could carry the token to somebody else."""

            def redirect_request(
                self,
                req: "Request",
                fp: "IO[bytes]",
                code: int,
                msg: str,
                headers: "HTTPMessage",
                newurl: str,
            ) -> None:
                return None

        request = Request(
            f"{self._address}/{path}",
            data=None if content is None else json.dumps(content).encode(),
            method=method,
            headers=self._headers,
        )
        with build_opener(_Stay).open(request, timeout=PATIENCE) as answer:
            return json.load(answer)

    def pages(
        self, path: str, *, size: str = "per_page", within: str | None = None
    ) -> Iterator[dict[str, Any]]:
        """Yield what a list holds, page by page.

        `size` is how a page's size is called, and `within` the key of the list in an answer that
        is not itself one.
        """
        page, full = 1, True
        while full:
            answer = self.ask("GET", f"{path}?{size}={PER_PAGE}&page={page}")
            found = answer if within is None else answer[within]
            yield from found
            page, full = page + 1, len(found) == PER_PAGE
