"""Says in our words why a text is not YAML."""

import re
from typing import TYPE_CHECKING

from timetax.findings import Finding, Position

if TYPE_CHECKING:
    import yaml

LINE_END = re.compile("\r\n|[\r\n\x85\u2028\u2029]")
"""What ends a line in YAML."""

_CONTROL_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")

# Words that libyaml and PyYAML have in common, and ours; {opened} is the line of what is not over.
_IN_OUR_WORDS = {
    "mapping values are not allowed": "a ':' is not expected here; "
    "put text that has a colon in quotes",
    "sequence entries are not allowed": "a '-' is not expected here; "
    "begin a list on a line of its own, or put text in quotes",
    "mapping keys are not allowed": "a '?' is not expected here; put text that begins with it in "
    "quotes",
    "expected ':'": "a ':' is missing after the key on line {opened}, or the text that begins "
    "there is not indented",
    "escape character": "a backslash in double quotes begins an escape that YAML does not know; "
    "write it twice, or use single quotes",
    "end of stream": "the quote that opens on line {opened} is not closed",
    "unexpected document": "the quote that opens on line {opened} is not closed",
    "expected ',' or": "the list or mapping that opens on line {opened} is not closed, or a ',' is "
    "missing here",
    "node content": "a value is missing here",
    "tag handle": "a tag is not used here; write the plain value",
    "alphabetic or numeric": "a name is missing after '&' or '*'; put text that begins with it in "
    "quotes",
    "document start": "nothing but '---' can stand here",
    "block mapping": "neither a key of the mapping that begins on line {opened} nor part of the "
    "value before it; look at indentation and quotes",
    "block collection": "neither an item of the list that begins on line {opened} nor part of the "
    "item before it; look at indentation and quotes",
}


def control_characters(name: str, text: str) -> list[Finding]:
    """Return the characters of the text of a file that no YAML can hold; of a binary one, a NUL."""
    if not _CONTROL_CHARACTER.search(text):
        return []
    found = [
        (Position(name, number, match.start() + 1), match.group())
        for number, line in enumerate(LINE_END.split(text), start=1)
        for match in _CONTROL_CHARACTER.finditer(line)
    ]
    for position, character in found:
        if character == "\x00":
            message = "a NUL: this is a binary file (or UTF-16 without its mark), not YAML text"
            return [Finding(position, "encoding", message)]
    return [
        Finding(position, "encoding", f"control character U+{ord(character):04X}; take it out")
        for position, character in found
    ]


def syntax_finding(name: str, text: str, error: "yaml.MarkedYAMLError") -> Finding:
    """Return why the library cannot read the text of a file, and where."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return Finding(Position(name), "syntax", "not valid YAML")
    problem = f"{error.problem} {error.context}"
    lines = text.splitlines()
    character = lines[mark.line][mark.column : mark.column + 1] if mark.line < len(lines) else ""
    if character == "\t" and ("start any token" in problem or "tab" in problem):
        message = "a tab cannot be used here; indent with spaces"
    elif "cannot start any token" in problem:
        message = f"{character!r} cannot start a value; put the value in quotes"
    else:
        ours = (ours for words, ours in _IN_OUR_WORDS.items() if words in problem)
        message = next(ours, "this is not valid YAML")
    opened = (error.context_mark or mark).line + 1
    position = Position(name, mark.line + 1, mark.column + 1)
    return Finding(position, "syntax", message.format(opened=opened))
