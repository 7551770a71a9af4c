"""Text without what could steer a terminal, or the runner of a job that watches it."""

import codecs
import re
from typing import Any

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Return text with a mark in place of each character that could steer a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


_PLAINLY = dict(zip("▲▼─│•–→×·…█▏▎▍▌▋▊▉▐▕\ufffd", "^v-|*->x..#|||####||?", strict=True))  # noqa: RUF001
"""What stands for a mark where the encoding of a stream has none."""


def plain(error: UnicodeError) -> tuple[str, int]:
    """Return what to write for characters that an encoding lacks, as an error handler does."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(_PLAINLY.get(each, "?") for each in lacking), error.end


PLAIN = "timetax-plain"
"""The name of that way to handle errors."""

codecs.register_error(PLAIN, plain)


_COMMAND = re.compile(r"^[^\S\n]*:(?=:)|##(?=\w*\[)", re.MULTILINE)
"""The begin of a command to a runner: `::error::` where a line begins, `##[error]` anywhere."""


def inert(text: str) -> str:
    """Return text with a space in each command that the runner of a job would carry out."""
    return _COMMAND.sub(r"\g<0> ", text)


def one_line(text: str) -> str:
    """Return text as one line that steers neither a terminal nor a runner."""
    return inert(safe(_LINE_BREAK.sub(lambda match: _ESCAPED[match[0]], text)))


_ESCAPED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LINE_BREAK = re.compile("[\n\r\t]")


def json_text(content: Any) -> str:
    """Return content as JSON, as `printable_json` has it."""
    import json

    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return printable_json(text)


def printable_json(text: str) -> str:
    """Return JSON with an escape for each control character, rare end of line and command."""
    # json.dumps escapes the ASCII ones; any other stands inside a string.
    return _IN_JSON.sub(_escaped, text)


_IN_JSON = re.compile(r"[^ -~\n]|#(?=#\w*\[)")


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    plain = safe(character) == character and character not in "#\u2028\u2029"
    return character if plain else f"\\u{ord(character):04x}"
