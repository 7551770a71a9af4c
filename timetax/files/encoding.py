"""How the bytes of a file are text: byte order marks, UTF-8 and UTF-16, Windows-1252."""

import codecs

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def marked(data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark at the beginning and the encoding that it means; UTF-8 without."""
    return next((each for each in _MARKS if data.startswith(each[0])), (b"", "utf-8"))


def no_meaning(error: UnicodeDecodeError, encoding: str) -> str:
    """Return what is said of a byte that is no text."""
    return (
        f"not {encoding.upper()} text: byte 0x{error.object[error.start]:02x} has no meaning here"
    )


def in_windows_1252(data: bytes) -> str:
    """Return bytes as Windows-1252, with U+FFFD for those without a meaning there."""
    return data.decode("cp1252", "replace")


def decoded(data: bytes) -> str:
    """Return bytes as the text that they are: by their mark, as UTF-8, else as Windows-1252."""
    mark, encoding = marked(data)
    try:
        return data.removeprefix(mark).decode(encoding)
    except UnicodeDecodeError:
        return in_windows_1252(data)
