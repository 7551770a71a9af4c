"""Escapes as JSON writes them, in a form that libyaml reads.

JSON writes a character beyond U+FFFF as two escapes, which libyaml refuses one by one. Two that
nobody has given a meaning take their places, in as many characters, where the text has none.
"""

import re

_PAIR = re.compile("([\ue000-\ue3ff])([\ue400-\ue7ff])")
_WRITTEN_PAIR = re.compile(
    r"\\\\|\\u[dD]([89abAB])([0-9a-fA-F]{2})\\u[dD]([c-fC-F])([0-9a-fA-F]{2})"
)
_WRITTEN_STAND_IN = re.compile(r"\\ue([0-3])(\w\w)\\ue([4-7])(\w\w)")
_STAND_IN = re.compile(r"[\ue000-\ue7ff]|\\u[eE][0-7]")


def readable(text: str) -> tuple[str, bool]:
    """Return text as libyaml reads it, and whether escapes in it stand for others."""
    if not _WRITTEN_PAIR.search(text) or _STAND_IN.search(text):
        return text, False
    return _WRITTEN_PAIR.sub(_stand_in, text), True


def as_meant(value: str, *, quoted: bool) -> str:
    """Return a value of such a text; only in double quotes is a backslash an escape."""
    return _PAIR.sub(_character, value) if quoted else _WRITTEN_STAND_IN.sub(_as_written, value)


def _stand_in(match: re.Match[str]) -> str:
    if match[1] is None:
        return match[0]
    first, second = int(match[1], 16) - 8, int(match[3], 16) - 8
    return f"\\ue{first}{match[2]}\\ue{second}{match[4]}"


def _as_written(match: re.Match[str]) -> str:
    return f"\\ud{int(match[1]) + 8:x}{match[2]}\\ud{int(match[3]) + 8:x}{match[4]}"


def _character(match: re.Match[str]) -> str:
    first, second = (ord(each) - ord("\ue000") for each in match.groups())
    return chr(0x10000 + (first << 10) + second - 0x400)
