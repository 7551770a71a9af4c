"""JSON that can be printed: readable, and no character in it steers a terminal."""

import json
import re
from typing import Any

from timetax.wording.terminal import safe


def json_text(content: Any) -> str:
    """Return content as JSON, with an escape for each control character and rare end of line."""
    text = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    # json.dumps escapes the ASCII ones; any other stands inside a string.
    return re.sub("[^ -~\n]", _escaped, text)


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    plain = safe(character) == character and character not in "\u2028\u2029"
    return character if plain else f"\\u{ord(character):04x}"
