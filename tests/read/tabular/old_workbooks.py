"""Old workbooks (.xls), as small as they can be."""

import struct
from collections.abc import Sequence

_SECTOR = 512
_END, _TABLE, _FREE = -2, -3, -1


def xls_of(headings: Sequence[str], text: str, rows: int, more: bytes = b"") -> bytes:
    """Return a workbook with headings, and so many rows of a text and the second heading again.

    `more` are records of the sheet before its cells.
    """
    cells = [(0, column, column) for column in range(len(headings))]
    cells += [cell for row in range(1, rows + 1) for cell in ((row, 0, len(headings)), (row, 1, 1))]
    shared = _shared([*headings, text])
    title = b"\x05\0Forms"
    begin = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6)) + shared
    place = len(begin) + len(record(0x85, bytes(6) + title)) + len(record(0x0A))
    book = begin + record(0x85, struct.pack("<IH", place, 0) + title) + record(0x0A)
    sheet = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    sheet += more + b"".join(
        record(0xFD, struct.pack("<HHHI", r, c, 0, text)) for r, c, text in cells
    )
    return _file_of(book + sheet + record(0x0A))


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _shared(texts: Sequence[str]) -> bytes:
    """Return the records of texts; a long one goes on with two bytes a character, with a style."""
    bodies = [struct.pack("<II", len(texts), len(texts))]
    for text in texts:
        styled = len(text) > 8000
        bodies[-1] += struct.pack("<HB", len(text), 8 * styled) + b"\1\0" * styled
        bodies[-1] += text[:7000].encode()
        rest = text[7000:]
        while rest:
            bodies.append(b"\1" + rest[:4000].encode("utf-16-le"))
            rest = rest[4000:]
        bodies[-1] += bytes(4) * styled
    return b"".join(record(0x3C if i else 0xFC, body) for i, body in enumerate(bodies))


def _file_of(stream: bytes) -> bytes:
    """Return a compound file with one stream."""
    stream += bytes(max(4096 - len(stream), -len(stream) % _SECTOR))
    sectors = len(stream) // _SECTOR
    tables = next(n for n in range(1, 100) if n * _SECTOR // 4 >= sectors + 1 + n)
    chain = [*range(1, sectors), _END, _END, *[_TABLE] * tables]
    chain += [_FREE] * (tables * _SECTOR // 4 - len(chain))
    places = [*range(sectors + 1, sectors + 1 + tables), *[_FREE] * (109 - tables)]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<HHHHH6xIIIIIiIiI", 0x3E, 3, 0xFFFE, 9, 6, 0, tables, sectors, 0, 4096,
                        _END, 0, _END, 0)  # fmt: skip
    folder = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, -1, 0, len(stream))
    folder += _entry("", 0, -1, 0, 0) * 2
    return b"".join(
        [
            head,
            struct.pack("<109i", *places),
            stream,
            folder,
            struct.pack(f"<{len(chain)}i", *chain),
        ]
    )


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0" if name else b""
    return struct.pack("<64sHBBiii36xiQ", spelt, len(spelt), kind, 1, -1, -1, child, start, size)
