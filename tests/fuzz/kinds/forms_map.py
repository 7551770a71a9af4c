"""Maps of forms, by which the pages of a log are told apart."""

from pathlib import Path

from tests.fuzz.kind import Kind
from tests.fuzz.kinds.log import MAP, PAGES
from tests.fuzz.reading import file_of
from timetax.read.logs.request import LogRequest, opened


def _read(data: bytes) -> None:
    with (
        file_of(PAGES, "pages.csv") as path,
        file_of(data, "map.yaml") as forms,
        opened(LogRequest((str(path),), forms)) as log,
    ):
        assert any(not each.why_not for each in log.visits)


def _measure(data: bytes, path: Path) -> list[str]:
    return ["measure", "pages.csv", "--forms", str(path)]


KIND = Kind([MAP], _read, ".yaml", arguments=_measure, beside={"pages.csv": PAGES})
