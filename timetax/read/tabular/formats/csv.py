"""Text with commas, semicolons or bars between its cells."""

from timetax.read.tabular.delimited import decoded, known_by, open_delimited
from timetax.read.tabular.format import SheetFormat, Start
from timetax.read.tabular.model import Sheet, TableOptions


def _recognises(start: Start, options: TableOptions) -> str:
    delimiter, why = known_by(start, options.mapping)
    return "" if delimiter == "\t" else why


def _open(data: bytes, name: str, options: TableOptions) -> Sheet:
    return open_delimited(decoded(data, name), name, None, options.mapping)


FORMAT = SheetFormat("CSV", _recognises, _open)
