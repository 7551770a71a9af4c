"""Where the forms of a version stand in its files."""

from collections.abc import Mapping, Sequence

from timetax.findings import Position
from timetax.read.inputs import Blob
from timetax.read.options import ReadOptions
from timetax.read.to_catalogue import draft


def places_in(
    paths: Sequence[str | Blob], options: ReadOptions, revision: str = ""
) -> Mapping[str, Position]:
    """Return the place of each form of a catalogue, by its id; a saved report has none.

    Files of a `revision` are named as in the working tree.
    """
    made = draft(*paths, positions=True, options=options)
    places = {}
    for file in made.catalogue.files:
        for form, index in zip(file.content.forms, file.places["forms"], strict=True):
            found = file.file.position(("forms", index))
            name = found.file.removeprefix(f"{revision}:") if revision else found.file
            places[form.id] = Position(name, found.line, found.column, found.cell)
    return places
