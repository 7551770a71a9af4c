"""Reports that were saved as JSON."""

import timetax
from tests.fuzz.reading import read_catalogue
from tests.write.rich import RICH
from tests.write.roads import catalogue_of
from timetax.render.reports import format_report

SEEDS = [
    format_report(
        timetax.report_on(timetax.with_burden(timetax.tabulate(catalogue_of(RICH)))), "json"
    ).encode()
]
SUFFIX = ".json"
read = read_catalogue
