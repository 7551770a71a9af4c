"""What forms in JSON have in common."""

import json
from typing import Any

from timetax.files.encoding import decoded
from timetax.read.instruments.kind import NoFormError


def starts_as_json(data: bytes) -> bool:
    """Return whether bytes begin as an object of JSON."""
    return data[:64].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{")


def mapping_in(data: bytes) -> dict[str, Any]:
    """Return the object in bytes.

    Raises:
        NoFormError: they are no valid JSON, or nested too deep.
    """
    try:
        value = json.loads(decoded(data))
    except RecursionError:
        raise NoFormError("is nested deeper than any form") from None
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise NoFormError(f"is no valid JSON: {place} cannot stand there") from None
    except ValueError:
        raise NoFormError(
            "is no valid JSON: it is no UTF-8, or a number has too many digits"
        ) from None
    if not isinstance(value, dict):
        raise NoFormError("is no object of JSON")
    return value


def text_of(value: object) -> str:
    """Return a text; nothing for what is none."""
    return value if isinstance(value, str) else ""
