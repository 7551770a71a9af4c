"""The data dictionary: every key of a catalogue, from its declaration."""

from collections.abc import Iterator

from timetax.catalogue.declaration import ChoiceType, Declared, keys_of
from timetax.catalogue.document import SECTIONS, CatalogueFile
from timetax.catalogue.entries import Cause, Source
from timetax.catalogue.estimate_models import Seconds
from timetax.catalogue.instruments import Instrument, Measured
from timetax.catalogue.journeys import Rating, Step, Whole
from timetax.catalogue.money import Cost, Load
from timetax.tables.layouts import DECLARED_FIELDS, SELECTABLE

_INTRODUCTION = """\
# Fields

Every key that a [catalogue](catalogue.md) can have. This page is made from the declarations that
validate catalogues, so it cannot be out of date; `timetax schema` prints them as a JSON Schema.
"""
_BY = """\
## What reports total and select by

`--by` takes these fields, and several of them; `--where` takes them and `title`.

| field | in reports | is |
| --- | --- | --- |
"""
_HEAD = "| key | values | is |\n| --- | --- | --- |\n"


def page_of_fields() -> str:
    """Return the page of all fields in Markdown."""
    return "\n".join([_INTRODUCTION, _BY + "".join(_fields()), *_entries()])


def _fields() -> Iterator[str]:
    for field, about in DECLARED_FIELDS.items():
        yield f"| `{field}` | {about.heading or field} | {_sentence(about.description)} |\n"
    assert set(SELECTABLE) == {*DECLARED_FIELDS, "title"}


def _entries() -> Iterator[str]:
    yield _section("A file", CatalogueFile)
    for section in reversed(SECTIONS):
        entry = SECTIONS[section].entry
        assert entry
        yield _section(f"`{section}`: {_sentence(entry.__doc__ or '')}", entry)
    for name, within in (("steps", Step), ("steps.rating", Rating), ("published", Whole)):
        yield _section(f"`journeys.{name}`: {_sentence(within.__doc__ or '')}", within)
    yield _section("`source`", Source)
    yield _section("`change`", Cause)
    yield _section("`load`", Load)
    yield _section("`estimate_models.seconds`", Seconds)
    yield _section("`instrument`", Instrument)
    yield _section("`measured`", Measured)
    yield _section("`cost`", Cost)
    for key in keys_of(Cost).values():
        if key.type.entry:
            yield _section(
                f"`cost.{key.name}`: {_sentence(key.type.entry.__doc__ or '')}", key.type.entry
            )


def _section(title: str, entry: type) -> str:
    rows = (
        f"| `{key.name}` | {_values(key)} | {_sentence(key.about.description)} |\n"
        for key in keys_of(entry).values()
    )
    return f"## {title}\n\n{_HEAD}{''.join(rows)}"


def _values(key: Declared) -> str:
    words = key.type.words if isinstance(key.type, ChoiceType) else {}
    return key.type.name + (": " + ", ".join(f"`{word}`" for word in words) if words else "")


def _sentence(text: str) -> str:
    first = text.split("\n", maxsplit=1)[0].removesuffix(".")
    acronym = first.split()[0].isupper() and first[1:2] != " "
    return (first if acronym else first[:1].lower() + first[1:]).replace("|", "\\|")
