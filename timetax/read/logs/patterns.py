"""Patterns of pages: `*` stands for any characters, `?` for one."""

import re
from collections.abc import Iterable
from functools import cache

SCHEME = "^[A-Za-z][A-Za-z0-9+.-]*://"
BELOW = "/*"
"""How a pattern ends that is about what lies below a folder, and not about the folder itself."""


def without_scheme(page: str) -> str:
    """Return the address of a page without `https://`."""
    return re.sub(SCHEME, "", page.strip())


def is_like(page: str, patterns: Iterable[str]) -> bool:
    """Return whether a page, without its scheme, is like one of the patterns."""
    return any(_compiled(each).fullmatch(page) for each in patterns)


def fixed_part(pattern: str) -> str:
    """Return what a page must begin with to be like a pattern."""
    return re.split(r"[*?]", without_scheme(pattern))[0]


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(regular_expression(pattern), re.DOTALL)


def regular_expression(pattern: str) -> str:
    """Return a pattern as a regular expression that every engine understands."""
    pattern = without_scheme(pattern)
    below = pattern.endswith(BELOW)
    parts = re.split(r"([*?])", pattern.removesuffix("*") if below else pattern)
    words = {"*": ".*", "?": "."}
    return "".join(words.get(part) or re.escape(part) for part in parts) + (".+" if below else "")
