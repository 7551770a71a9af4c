"""Where the files that come with the program are."""

from pathlib import Path


def bundled() -> Path:
    """Return the path of the catalogue that comes with the program."""
    package = Path(__file__).parent
    installed = package / "data" / "forms.yaml"
    return installed if installed.exists() else package.parent / "data" / "forms.yaml"


def seen_from_here(path: Path) -> Path:
    """Return a path as one would write it in the working directory."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
