"""What a file holds, by its first bytes."""

import re
from dataclasses import dataclass

from timetax.findings import option_error
from timetax.read.options import ReadOptions
from timetax.read.tabular.format import Start

HEAD = 1 << 16
"""How many bytes tell what a file is."""

YAML, XML, GZIP, ZIP = "yaml", "xml", "gzip", "zip"
_TITLES = {YAML: "YAML", XML: "an official inventory in XML", GZIP: "gzip", ZIP: "zip"}
_CATALOGUE = re.compile(
    r"""^["']?timetax["']?\s*:|\A\s*\{(.*[{,])?\s*["']?timetax["']?\s*:""", re.M
)
"""The key that a catalogue begins with, in YAML or JSON."""


_VERSIONED = re.compile(
    r"""^["']?timetax["']?\s*:[ \t]*["']?\d|\A\s*\{(.*[{,])?\s*["']?timetax["']?\s*:""", re.M
)
"""The same with a version behind it, as no job or service that is called timetax has one."""

_BESIDE = re.compile(r"""^["']?(changes|rules)["']?\s*:""", re.M)
"""The keys by which a scenario and a map of life events differ from a catalogue."""


@dataclass(frozen=True)
class Content:
    """What a file holds: its name, as `--input` takes it, and by what it is known.

    `doubtful` says that it may be something else.
    """

    name: str
    why: str
    doubtful: bool = False

    @property
    def title(self) -> str:
        """What messages call it."""
        if self.name in _TITLES:
            return _TITLES[self.name]
        from timetax.read.tabular.opening import sheet_format

        return sheet_format(self.name).title


def _as_html(start: Start, options: ReadOptions) -> Content | None:
    from timetax.read.tabular.opening import sheet_format

    why = sheet_format("html").recognises(start, options.tables)
    return Content("html", why) if why else None


def holds_catalogue(start: Start) -> bool:
    """Return whether a YAML file that begins so means to be a catalogue, however wrong it is."""
    return bool(_VERSIONED.search(start.text)) and not _BESIDE.search(start.text)


def content_of(start: Start, options: ReadOptions) -> Content:
    """Return what a file holds that begins so.

    Raises:
        InputError: it is to be something that there is not.
    """
    if start.data.startswith(b"\x1f\x8b"):
        return Content(GZIP, "it is packed")
    is_archive = start.data.startswith(b"PK\x03\x04")
    if options.input is None and not is_archive:
        text = start.text.lstrip()
        if text.startswith("<"):
            if (page := _as_html(start, options)) is not None:
                return page
            return Content(XML, "it begins with <")
        if _CATALOGUE.search(text):
            return Content(YAML, "it has the key timetax")
    from timetax.read.tabular.opening import FORMATS, recognised

    if options.input not in (None, YAML, XML, *FORMATS):
        known = ", ".join((YAML, XML, *FORMATS))
        message = f"{options.input!r} is nothing that can be read; use {known}"
        raise option_error("--input", message)
    if options.input is not None and not is_archive:
        return Content(options.input, "as asked")
    if found := recognised(start, options.tables):
        return Content(*found)
    if is_archive:
        return Content(ZIP, "it is packed")
    line = next((line for line in start.text.splitlines() if line.strip()), "")
    if not line:
        return Content(YAML, "no other kind is known by its first bytes")
    return Content(YAML, f"its first line reads {line.strip()[:60]!r}", doubtful=True)
