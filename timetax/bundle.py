"""Where the files that come with the program are."""

from collections.abc import Sequence
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType


def bundled() -> Path:
    """Return the path of the catalogue that comes with the program."""
    return _coming_along("data") / "forms.yaml"


def bundled_catalogues() -> dict[str, Path]:
    """Return the paths of all catalogues that come with the program, by their names."""
    return {"us": bundled(), "canada": bundled().with_name("canada.yaml")}


def catalogue_called(path: str) -> str:
    """Return the path of the bundled catalogue of a name, where there is no such file."""
    named = bundled_catalogues().get(path)
    return path if named is None or Path(path).exists() else str(seen_from_here(named))


def example_files() -> list[Path]:
    """Return the paths of the example files that come with the program."""
    return sorted(_coming_along("examples").iterdir())


def _coming_along(folder: str) -> Path:
    package = Path(__file__).parent
    installed = package / folder
    return installed if installed.exists() else package.parent / folder


def seen_from_here(path: Path) -> Path:
    """Return a path as one would write it in the working directory."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def modules_in(package: ModuleType, first: Sequence[str] = ()) -> dict[str, str]:
    """Return the modules of a package by the names that people type, and import none of them.

    A name is that of the file, with `-` for `_`. Those in `first` come first, to be shown in that
    order; all others follow by name.
    """
    modules = {
        each.name.replace("_", "-"): f"{package.__name__}.{each.name}"
        for each in iter_modules(package.__path__)
    }
    known = [name for name in first if name in modules]
    return {name: modules[name] for name in dict.fromkeys([*known, *sorted(modules)])}
