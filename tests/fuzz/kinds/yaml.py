"""Catalogues in YAML, and in JSON."""

from tests.console import ROOT
from tests.fuzz.reading import read_catalogue

SEEDS = [path.read_bytes() for path in sorted((ROOT / "tests/examples/good").glob("*.yaml"))]
SUFFIX = ".yaml"
read = read_catalogue
