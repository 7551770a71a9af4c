"""Catalogues in YAML, and in JSON."""

from tests.console import ROOT
from tests.fuzz.kind import Kind
from tests.fuzz.reading import read_catalogue

_SEEDS = [path.read_bytes() for path in sorted((ROOT / "tests/examples/good").glob("*.yaml"))]
KIND = Kind(_SEEDS, read_catalogue, ".yaml")
