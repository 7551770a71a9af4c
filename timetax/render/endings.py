"""Which format the ending of a file's name means, and which endings a format may have."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from timetax.findings import option_error
from timetax.write.convert import FORMATS as CATALOGUES


def format_meant(
    output: Path, formats: Mapping[str, str], asked: str | None, likely: str | None = None
) -> str | None:
    """Return the format that a file of this name is to have; None if its name has no ending.

    Args:
        output: the file.
        formats: the modules of the formats it may have, by name.
        asked: the one that was asked for, which counts unless the ending means another one.
        likely: the one to prefer of several that have the ending.

    Raises:
        InputError: no format has the ending, or not the one that was asked for.
    """
    endings = {name: _endings(module) for name, module in formats.items()}
    ending = _ending(output)
    of_name = [name for name in endings if _ends(output, endings[name])]
    if asked is not None:
        known = {each for some in endings.values() for each in some} | {
            each for module in CATALOGUES.values() for each in _endings(module)
        }
        if ending in known - {".txt"} and asked not in of_name:
            use = " or ".join(endings[asked]) or "another ending"
            raise option_error(
                str(output), f"the ending {ending} is not that of the format {asked}; use {use}"
            )
        return asked
    if of_name:
        longest = max(len(_ends(output, endings[name])) for name in of_name)
        best = [name for name in of_name if len(_ends(output, endings[name])) == longest]
        return likely if likely in best else best[0]
    if ending:
        there = ", ".join(dict.fromkeys(each for some in endings.values() for each in some))
        raise option_error(
            str(output), f"the ending {ending!r} means no format; use {there}, or --format"
        )
    return None


def require_ending(output: Path, *endings: str) -> None:
    """Do nothing if the name of a file has one of these endings, or none.

    Raises:
        InputError: it has another one.
    """
    if _ending(output) and not _ends(output, endings):
        message = f"the ending {output.suffix!r} is not of what is written; use {endings[0]}"
        raise option_error(str(output), message)


def _ending(output: Path) -> str:
    """Return how the name of a file ends; the names of pipes and devices mean nothing."""
    named_freely = output.exists() and not output.is_file() and not output.is_dir()
    return "" if named_freely else output.suffix.casefold()


def _ends(output: Path, endings: tuple[str, ...]) -> str:
    """Return the longest of the endings that the name of a file has, or nothing."""
    name = output.name.casefold()
    return max((each for each in endings if name.endswith(each)), key=len, default="")


def _endings(module: str) -> tuple[str, ...]:
    endings: tuple[str, ...] = import_module(module).FORMAT.suffixes
    return endings
