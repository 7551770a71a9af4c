"""Text without what could steer a terminal."""

import json
import re
from typing import Any

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """Return text with a mark in place of each character that could steer a terminal."""
    return _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)


def json_text(content: Any) -> str:
    """Return content as JSON, with an escape for each control character and rare end of line."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    # json.dumps escapes the ASCII ones; any other stands inside a string.
    return re.sub("[^ -~\n]", _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    plain = safe(character) == character and character not in "\u2028\u2029"
    return character if plain else f"\\u{ord(character):04x}"
