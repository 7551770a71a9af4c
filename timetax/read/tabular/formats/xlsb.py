"""Binary Excel workbooks (.xlsb)."""

from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Sheet, TableOptions
from timetax.read.tabular.workbook import Facts, open_workbook

_UNSEEN = (
    "In a binary workbook (.xlsb), hidden rows, errors of formulas and results that were not saved "
    "cannot be seen: such cells count as empty; save it as .xlsx to have them found."
)


def _recognises(start: Start, options: TableOptions) -> str:
    return "it is an archive with xl/workbook.bin" if "xl/workbook.bin" in start.members else ""


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    return open_workbook(data, name, options, lambda _: lambda _: Facts(notes=(_UNSEEN,)))


FORMAT = SheetFormat("a binary Excel workbook (.xlsb)", _recognises, _open)
