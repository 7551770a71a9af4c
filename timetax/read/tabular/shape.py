"""The shape that a table must have: headings on top, one table, a title and an agency a form."""

from timetax.findings import Finding
from timetax.read.tabular.body import Body
from timetax.read.tabular.headings import FIGURES, LEVELS, recognised
from timetax.read.tabular.layout import missing
from timetax.read.tabular.unread import way_to_name
from timetax.wording.hints import shown

_ENOUGH = 2
_BESIDE = 3
_SEEN = 50


def out_of_shape(body: Body) -> list[Finding]:
    """Return what is wrong with the shape of a table."""
    if lying := _on_its_side(body):
        return [lying]
    heading = body.places.cell(body.header, 0)
    return [
        missing(key, way_to_name(body, key), heading)
        for key, any_of in (("title", ("title",)), ("agency", LEVELS))
        if not any(each in body.columns or each in body.options.fill for each in any_of)
    ]


def _on_its_side(body: Body) -> Finding | None:
    """Return the finding on a table whose first column holds what others have as headings."""
    column = body.grid.columns.get(0)
    if column is None or body.figure_columns:
        return None
    found = {text: known.key for text in column.texts[:_SEEN] if (known := recognised(text))}
    if len(set(found.values())) < _ENOUGH or FIGURES.isdisjoint(found.values()):
        return None
    named = ", ".join(map(shown, list(found)[:_BESIDE]))
    return Finding(
        body.places.cell(body.header, 0),
        "heading",
        f"the first column holds headings ({named}): the table lies on its side; turn it, so that "
        "each form is a row and these are the headings (in a spreadsheet: copy, paste special, "
        "transpose)",
    )
