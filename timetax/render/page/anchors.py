"""Names by which links point at a place of a page."""

import re
from dataclasses import dataclass, field

from timetax.wording.terminal import safe

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.]+")


@dataclass
class Anchors:
    """The anchors of a page, each given once."""

    taken: set[str] = field(default_factory=set)

    def named(self, text: str) -> str:
        """Return an anchor made of a text, with a number where another text has the same."""
        name = _NOT_IN_NAMES.sub("-", safe(text)).strip("-") or "part"
        found, number = name, 1
        while found in self.taken:
            number += 1
            found = f"{name}-{number}"
        self.taken.add(found)
        return found
