"""What a file holds, by its first bytes."""

import json
import re
from enum import Enum

from timetax.files.encoding import marked

HEAD = 4096
"""How many bytes tell what a file is."""

_YAML_LINE = re.compile(r"\s*(-\s|-$|---|[#%&*!|>@`{}\[\]]|['\"]?[\w.<$-]+['\"]?\s*:(\s|$))")
"""A line that no table begins with: a key, an item of a list, a comment."""

_ROW = re.compile("[,;\t|]")


class Content(Enum):
    """What a file holds."""

    YAML = "YAML"
    XML = "XML"
    CSV = "CSV"
    TSV = "TSV"
    XLSX = "Excel"
    PARQUET = "Parquet"
    JSONL = "JSON lines"
    GZIP = "gzip"
    ZIP = "zip"


def content_of(head: bytes) -> Content:
    """Return what a file holds whose first bytes are `head`."""
    if head.startswith(b"\x1f\x8b"):
        return Content.GZIP
    if head.startswith(b"PK\x03\x04"):
        return Content.ZIP
    if head.startswith(b"PAR1"):
        return Content.PARQUET
    text = _text_of(head).lstrip()
    if text.startswith("<"):
        return Content.XML
    for line in filter(str.strip, text.splitlines()):
        if line.startswith("{") and _is_a_record(line, len(text)):
            return Content.JSONL
        if _YAML_LINE.match(line):
            return Content.YAML
        if _ROW.search(line):
            return Content.TSV if "\t" in line else Content.CSV
    return Content.YAML


def _is_a_record(line: str, head: int) -> bool:
    """Return whether a line is an object of its own, and no beginning of a catalogue in JSON."""
    if len(line) >= head:  # it may go on beyond what was read of it
        return '"timetax"' not in line
    try:
        return "timetax" not in json.loads(line)
    except ValueError:
        return False


def _text_of(head: bytes) -> str:
    mark, encoding = marked(head)
    return head.removeprefix(mark).decode(encoding, "replace")
