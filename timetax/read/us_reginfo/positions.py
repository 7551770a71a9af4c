"""Where the entries of an inventory stand: two small numbers each, and marks when asked."""

from array import array
from collections import defaultdict

import yaml

from timetax.files.yaml import File, KeyPath
from timetax.files.yaml_walk import Marks


class Places(dict[KeyPath, tuple[yaml.Mark, yaml.Mark | None]]):
    """Marks of where sections' entries begin, by key path; each is made when it is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))
        self._columns: defaultdict[str, array[int]] = defaultdict(lambda: array("Q"))

    def add(self, section: str, line: int, column: int) -> None:
        """Keep where the next entry of a section stands; line and column count from 1."""
        self._lines[section].append(line - 1)
        self._columns[section].append(column - 1)

    def __contains__(self, path: object) -> bool:
        match path:
            case (str(section), int(place)):
                return 0 <= place < len(self._lines.get(section, ()))
        return False

    def __getitem__(self, path: KeyPath) -> tuple[yaml.Mark, None]:
        if path not in self:
            raise KeyError(path)
        section, place = path
        assert isinstance(section, str) and isinstance(place, int)
        line, column = self._lines[section][place], self._columns[section][place]
        return yaml.Mark("", 0, line, column, None, 0), None


def file_of(name: str, places: Places) -> File:
    """Return a file without text that knows these places."""
    return File(name, "", Marks(values=places))
