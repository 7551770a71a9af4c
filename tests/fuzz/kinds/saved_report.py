"""Reports that were saved as JSON."""

from pathlib import Path

import timetax
from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue
from tests.write.rich import RICH
from tests.write.roads import catalogue_of
from timetax.render.reports import format_report

_TABLES = timetax.with_burden(timetax.tabulate(catalogue_of(RICH)))
_SEEDS = [format_report(timetax.report_on(_TABLES), "json").encode()]


def _difference(data: bytes, path: Path) -> list[str]:
    return ["diff", str(path), str(path)]


KIND = Kind(_SEEDS, read_catalogue, ".json", arguments=_difference)
