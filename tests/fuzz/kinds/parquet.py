"""Flat catalogues as Parquet."""

import timetax
from tests.fuzz.reading import read_catalogue
from tests.write.rich import RICH
from tests.write.roads import catalogue_of
from timetax.write.formats.parquet import as_parquet

SEEDS = [as_parquet(catalogue_of(RICH)), as_parquet(timetax.load())]
SUFFIX = ".parquet"
read = read_catalogue
