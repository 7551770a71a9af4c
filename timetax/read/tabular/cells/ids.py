"""Short ids made of texts."""

import re
from collections.abc import Sequence

_LONG = 60
_NOT_SLUG = re.compile(r"(?:[^\w\n]|_)+")
_TO_HYPHENS = {code: "-" for code in range(128) if not chr(code).isalnum() and chr(code) != "\n"}


def slugs(texts: Sequence[str]) -> list[str]:
    """Return a short id made of each of `texts`."""
    joined = "\n".join(texts).casefold()
    if joined.isascii():
        joined = joined.translate(_TO_HYPHENS)
        while "--" in joined:
            joined = joined.replace("--", "-")
    else:
        joined = _NOT_SLUG.sub("-", joined)
    joined = joined.replace("-\n", "\n").replace("\n-", "\n").strip("-")
    made = joined.split("\n")
    if len(made) != len(texts):
        made = [_NOT_SLUG.sub("-", " ".join(text.casefold().split())).strip("-") for text in texts]
    return [name if 0 < len(name) <= _LONG else _cut(name) for name in made]


def _cut(name: str) -> str:
    return name[: _LONG + 1].rpartition("-")[0] or name[:_LONG] or "form"
