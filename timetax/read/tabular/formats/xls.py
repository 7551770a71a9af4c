"""Old Excel workbooks (.xls)."""

from timetax.findings import Finding, InputError, Position
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Sheet, TableOptions
from timetax.read.tabular.workbook import Facts, open_workbook

_MARK = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNSEEN = (
    "In an old workbook (.xls), hidden rows, errors of formulas and results that were not saved "
    "cannot be seen: such cells count as empty; save it as .xlsx to have them found."
)


def _recognises(start: Start, options: TableOptions) -> str:
    return "it begins with the mark of old workbooks" if start.data.startswith(_MARK) else ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    if _ENCRYPTED in data:
        message = "the workbook is locked with a password; save it without"
        raise InputError([Finding(Position(name), "input", message)])
    return open_workbook(data, name, options, lambda _: lambda _: Facts(notes=(_UNSEEN,)))


FORMAT = SheetFormat("an old Excel workbook (.xls)", _recognises, _open)
