"""What stays the same about a finding when lines move: how tools know it again in a later run."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from timetax.findings import Finding

LENGTH = 32
_PLACE_IN_MESSAGE = re.compile(r":\d+:\d+|\b(lines?|columns?) \d+")
_INDEX = re.compile(r"\[\d+\]")


def file_name(name: str) -> str:
    """Return the name of a file as every machine writes it: from here if below, with slashes."""
    return _seen_from(Path.cwd(), name)


@lru_cache
def _seen_from(here: Path, name: str) -> str:
    path = Path(name)
    if path.is_absolute() and path.is_relative_to(here):
        path = path.relative_to(here)
    return path.as_posix()


def fingerprint(finding: Finding, occurrence: int = 0) -> str:
    """Return the fingerprint of a finding, or of its repetition number `occurrence` from 0.

    It is made of the rule, the file, what the finding is about and its message; lines, columns and
    places in lists are left out.
    """
    from hashlib import sha256  # it loads all of OpenSSL

    parts = [*_lasting(finding), *([str(occurrence)] if occurrence else [])]
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:LENGTH]


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Return the fingerprint of each finding, in order; those of repeated findings differ."""
    seen: Counter[tuple[str, ...]] = Counter()
    made = []
    for finding in findings:
        lasting = _lasting(finding)
        made.append(fingerprint(finding, seen[lasting]))
        seen[lasting] += 1
    return made


def _lasting(finding: Finding) -> tuple[str, ...]:
    return (
        finding.rule,
        file_name(finding.position.file),
        finding.subject,
        _INDEX.sub("[]", finding.path),
        _PLACE_IN_MESSAGE.sub("", finding.message),
    )
