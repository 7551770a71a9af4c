"""Reads JSON that a program has saved: whole, of the right kind and version, with positions."""

import json
import re
from pathlib import Path
from typing import Any

from timetax.files.yaml import File, KeyPath
from timetax.findings import Finding, InputError, Position
from timetax.wording.hints import shown


def read_json(path: Path, key: str, version: int, what: str) -> tuple[File, dict[str, Any]]:
    """Return a JSON file and the object in it, which says by `key` what version of `what` it is.

    Raises:
        InputError: the file cannot be read or is something else.
    """
    name = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"cannot be read: {error.strerror}; it must be {what}"
        raise InputError([Finding(Position(name), "input", message)]) from error
    return parse_json(name, data, key, version, what)


def parse_json(
    name: str, data: bytes, key: str, version: int, what: str
) -> tuple[File, dict[str, Any]]:
    """Return the bytes of a JSON file as `read_json` returns a file.

    Raises:
        InputError: they are something else.
    """
    try:
        text = data.decode("utf-8-sig")
        content = json.loads(text)
    except UnicodeDecodeError:
        position, message = Position(name), f"not UTF-8 text; it must be {what}"
    except json.JSONDecodeError as error:
        position = Position(name, error.lineno, error.colno)
        message = f"not valid JSON; it must be {what}"
    except RecursionError:
        position, message = Position(name), f"nested too deep; it must be {what}"
    except ValueError:  # a whole number of more digits than Python reads
        position, message = Position(name), f"a figure in it has too many digits; it must be {what}"
    else:
        file = File(name, text)
        if may_hold_half(text) and (path := path_to_half(content)) is not None:
            raise input_mistake(file, path, HALF_OF_A_CHARACTER)
        if not isinstance(content, dict) or key not in content:
            raise input_mistake(file, (), f"there is no {key!r} in it; it must be {what}")
        if content[key] != version:
            found = shown(content[key])
            message = f"{key}: this program reads version {version}, not {found}"
            raise input_mistake(file, (key,), message)
        return file, content
    raise InputError([Finding(position, "input", message)])


HALF_OF_A_CHARACTER = "a text holds half of a character, which is no text"
"""What is wrong where `path_to_half` leads."""

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
"""Half of a character beyond U+FFFF as JSON writes it; without the other half it is no text."""


def may_hold_half(text: str) -> bool:
    """Return whether JSON may write half of a character: cheap, before what is read is searched."""
    return _HALF.search(text) is not None


def path_to_half(content: Any) -> KeyPath | None:
    """Return the path to the first text that holds only half of a character."""
    waiting: list[tuple[KeyPath, Any]] = [((), content)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, str) and any("\ud800" <= each <= "\udfff" for each in value):
            return path
        if isinstance(value, dict):
            waiting += [(path, key) for key in value]
            waiting += [((*path, key), each) for key, each in value.items()]
        elif isinstance(value, list):
            waiting += [((*path, place), each) for place, each in enumerate(value)]
    return None


def input_mistake(file: File, path: KeyPath, message: str) -> InputError:
    """Return the error for a mistake at `path` of a file that a program has written."""
    return InputError([Finding(file.position(path), "input", message)])
