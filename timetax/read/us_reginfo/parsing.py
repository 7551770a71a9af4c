"""Takes an inventory apart into its requests, one at a time, and says why if it cannot."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn, TypeAlias
from xml.parsers import expat
from zipfile import BadZipFile

from timetax.findings import Finding, Position
from timetax.read.us_reginfo.elements import INSTRUMENT, LIST, REQUEST, ROOT, Record
from timetax.wording.numbers import plural

RULE = "inventory"
MAX_DEPTH = 100
STEP = 1 << 18
"""Bytes that are parsed at a time, so that progress is told also of one large chunk."""

_CUT = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_NO_ELEMENTS,
        expat.errors.XML_ERROR_UNCLOSED_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
}
_ODD_BYTE = expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]
_ENCODINGS = {
    expat.errors.codes[message]
    for message in (
        expat.errors.XML_ERROR_UNKNOWN_ENCODING,
        expat.errors.XML_ERROR_INCORRECT_ENCODING,
    )
}
_NOT_XML = (
    (b"PK\x03\x04", "this is a zip archive; unpack it first"),
    (b"\x1f\x8b", "this is a gzip file; unpack it first"),
    (b"%PDF", "this is a PDF, not an inventory as XML"),
    (b"{", "this is JSON, not an inventory as XML"),
)

LinePlace: TypeAlias = tuple[int, int]
_Start: TypeAlias = Callable[[str, dict[str, str]], None]
_End: TypeAlias = Callable[[str], None]


class _RefusedError(Exception):
    """The file is not one to be read; carries the message and the place."""

    def __init__(self, message: str, place: LinePlace) -> None:
        super().__init__(message)
        self.place = place


class Parse:
    """One pass over an inventory.

    Attributes:
        run_date: the date of the run as the file gives it, once its root was read.
        requests: how many requests were read whole.
    """

    def __init__(self, name: str, take: Callable[[Record], None]) -> None:
        self.run_date: str | None = None
        self.requests = 0
        self._name = name
        self._take = take
        self._root: str | None = None
        self._root_place = (1, 1)
        self._encoding = "UTF-8"
        self._beginning = b""
        self._ended = False
        self._request = self._collection = self._owner = Record(0, 0)
        self._parser = parser = expat.ParserCreate()
        parser.XmlDeclHandler = self._declared
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.StartElementHandler = self._first

    def run(self, chunks: Iterable[bytes], progress: Callable[[int], None] | None) -> list[Finding]:
        """Hand each request over as soon as it was read; return a finding if that breaks off."""
        done = 0
        step = b""
        try:
            for step in _steps(chunks):
                if not done:
                    self._beginning = step.lstrip()[:8]
                self._parser.Parse(step)
                done += len(step)
                if progress is not None:
                    progress(done)
            self._ended = True
            self._parser.Parse(b"", True)
            if not self.requests and self._root != LIST:
                self._refuse(self._no_inventory(), self._root_place)
        except _RefusedError as error:
            return [self._finding(str(error), *error.place)]
        except expat.ExpatError as error:
            return [self._explained(error, step, done)]
        except (LookupError, ValueError):
            message = f"the encoding {self._encoding!r} cannot be read; save the file as UTF-8"
            return [self._finding(message)]
        except EOFError:
            message = f"the compressed file is cut: it ends early, {self._so_far()}"
            return [self._finding(message, *self._place())]
        except (OSError, zlib.error, BadZipFile) as error:
            reason = error.strerror if isinstance(error, OSError) else None
            message = f"cannot be read on: {reason or 'the compressed data are damaged'}"
            return [self._finding(f"{message}, {self._so_far()}", *self._place())]
        return []

    def _first(self, name: str, attributes: dict[str, str]) -> None:
        self._root, self._root_place = name, self._place()
        if name.casefold() == "html":
            self._refuse(_WEB_PAGE)
        self.run_date = attributes.get("RUNDATE")
        start, self._parser.EndElementHandler = self._handlers()
        self._parser.StartElementHandler = start
        if name == REQUEST:
            start(name, attributes)

    def _handlers(self) -> tuple[_Start, _End]:
        """Return what to do where an element begins and ends: the millions of calls of a file."""
        parser, here = self._parser, ROOT
        text: list[str] = []
        collect: Callable[[str], None] = text.append
        passed_over = 0  # how many elements deep we are in one that is not read

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal here, passed_over
            if passed_over:
                passed_over += 1
                if passed_over > MAX_DEPTH:
                    self._refuse(f"elements stand more than {MAX_DEPTH} levels deep in each other")
                return
            child = here.get(name)
            if child is None:
                passed_over = 1
                if here is ROOT:
                    self._check_root()
                return
            here = child
            if child.field is not None:
                parser.CharacterDataHandler = collect
            elif child.opens is not None:
                self._open(child.opens)

        def end(name: str) -> None:
            nonlocal here, passed_over
            if passed_over:
                passed_over -= 1
                return
            was = here
            here = was.parent
            if was.field is not None:
                parser.CharacterDataHandler = None
                found = "".join(text).strip()
                text.clear()
                if found and was.many:
                    self._owner.texts.setdefault(was.field, []).append(found)
                elif found:
                    self._owner.texts[was.field] = found
            elif was.opens is not None:
                self._close(was.opens)

        return start, end

    def _open(self, kind: str) -> None:
        record = Record(*self._place())
        if kind == REQUEST:
            self._request = record
        elif kind == INSTRUMENT:
            self._collection.parts.append(record)
        else:
            self._collection = record
            self._request.parts.append(record)
        self._owner = record

    def _close(self, kind: str) -> None:
        if kind == REQUEST:
            self.requests += 1
            self._take(self._request)
        self._owner = self._collection if kind == INSTRUMENT else self._request

    def _check_root(self) -> None:
        if not self.requests and self._root != LIST:
            self._refuse(self._no_inventory(), self._root_place)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        self._encoding = encoding or self._encoding

    def _doctype(
        self, name: str, system_id: str | None, public_id: str | None, has_subset: int
    ) -> None:
        if name.casefold() == "html":
            self._refuse(_WEB_PAGE)
        if system_id or public_id:
            message = "the file refers to an external document type, and nothing is fetched"
            self._refuse(f"{message}; take the DOCTYPE out")

    def _entity(self, *declaration: Any) -> None:
        message = "the file declares entities of its own, and none are expanded"
        self._refuse(f"{message}; take the DOCTYPE out")

    def _refuse(self, message: str, place: LinePlace | None = None) -> NoReturn:
        raise _RefusedError(message, place or self._place())

    def _no_inventory(self) -> str:
        if self._root is None:
            return "the file is empty"
        return f"the root element {_tag(self._root)} holds no <{REQUEST}>: this is no inventory"

    def _explained(self, error: expat.ExpatError, step: bytes, before: int) -> Finding:
        place = error.lineno, error.offset + 1
        if self._root is None:
            for beginning, message in _NOT_XML:
                if self._beginning.startswith(beginning):
                    return self._finding(message)
        if self._ended and error.code in _CUT:
            if self._root is None:
                return self._finding("the file is empty or holds no element")
            inside = f"before </{self._root}>" if len(self._root) <= 60 else "before its end"
            message = (
                f"the file is cut: it ends here, after {before:,} bytes, {inside}; "
                f"{self._so_far()}; fetch it again"
            )
            return self._finding(message, *place)
        if error.code in _ENCODINGS:
            message = f"the file is not written in {self._encoding!r}, as it says it is"
            return self._finding(f"{message}; save it as UTF-8", *place)
        index = self._parser.ErrorByteIndex - before
        odd = step[index : index + 1]
        if error.code == _ODD_BYTE and odd >= b"\x80":
            message = (
                f"not {self._encoding} text, as the file says it is: byte 0x{odd[0]:02x} has no "
                f"meaning here; save the file as UTF-8"
            )
            return self._finding(message, *place)
        reason = expat.ErrorString(error.code)
        return self._finding(f"not well-formed XML here ({reason}); {self._so_far()}", *place)

    def _so_far(self) -> str:
        if not self.requests:
            return "nothing was read before"
        verb = "was" if self.requests == 1 else "were"
        return f"{plural(self.requests, 'request')} {verb} read before"

    def _place(self) -> LinePlace:
        return self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1

    def _finding(self, message: str, line: int = 1, column: int = 1) -> Finding:
        return Finding(Position(self._name, line, column), RULE, message)


_WEB_PAGE = "this is a web page (HTML) saved as XML, not an inventory; fetch the file itself"


def _tag(name: str) -> str:
    return f"<{name if len(name) <= 60 else name[:56] + '...'}>"


def _steps(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        if len(chunk) <= STEP:
            yield chunk
        else:
            view = memoryview(chunk)
            for start in range(0, len(chunk), STEP):
                yield bytes(view[start : start + STEP])
