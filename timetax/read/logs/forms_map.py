"""Which form of a catalogue the pages of a log belong to: a small file with its own schema."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from timetax.catalogue.declaration import Key, entry, section_of
from timetax.catalogue.document import Version
from timetax.catalogue.validation import Mappings, explained
from timetax.catalogue.value_types import Text, Texts
from timetax.files.yaml import Document, File, json_path, read_file
from timetax.findings import Finding, InputError
from timetax.read.logs.patterns import is_like
from timetax.wording.lists import repeated

if TYPE_CHECKING:
    from pydantic_core import SchemaValidator

WAITING = tuple(f"*/{name}{end}" for name in ("form-saved", "resume", "error") for end in ("", "/"))
"""Pages of an application saved for later, or of a fault: no step, unless named in full."""


@entry
class FormPages:
    """The pages of one form."""

    form: Annotated[Text, Key("The form: an id, form number or control number.")]
    pages: Annotated[Texts, Key("Patterns of its pages, with * and ?; /* is what lies below.")]
    last: Annotated[Texts, Key("Patterns of the page that who has finished sees.")] = ()
    leave_out: Annotated[Texts, Key("Patterns of pages among them that are no steps.")] = ()

    def counts(self, page: str) -> bool:
        """Return whether a page of the form is a step of it."""
        if page in self.pages:
            return True
        return not is_like(page, (*WAITING, *self.leave_out))


@entry
class FormsMap:
    """What a map of pages holds."""

    timetax: Annotated[Version, Key("The version of this format.")]
    forms: Annotated[tuple[FormPages, ...], section_of(FormPages, "form"), Key("The forms.")]


_MAPPINGS: Mappings = {(): FormsMap, ("forms",): FormPages}


def load_forms_map(path: Path) -> FormsMap:
    """Return the map of pages at `path`.

    Raises:
        InputError: the file cannot be read or holds mistakes; carries a finding for each of them.
    """
    reading = read_file(str(path))
    if reading.findings or reading.document is None:
        raise InputError(reading.findings)
    made, findings = _validated(reading.document)
    if made is None or findings:
        order = sorted(findings, key=lambda each: (each.position.line, each.position.column))
        raise InputError(order)
    return made


@cache
def _validator() -> "SchemaValidator":
    from timetax.catalogue.validator import validator_of

    return validator_of(FormsMap)


def _validated(document: Document) -> tuple[FormsMap | None, list[Finding]]:
    file, value = document.file, document.value
    if not isinstance(value, dict):
        message = "a map of pages is a mapping that begins with `timetax: 1`"
        return None, [Finding(file.position(()), "schema", message, path=json_path(()))]
    from pydantic_core import ValidationError

    try:
        made = _validator().validate_python(value)
    except ValidationError as error:
        errors = error.errors(include_url=False)
        return None, [each for error in errors for each in explained(file, error, _MAPPINGS)]
    return made, list(_mistakes(file, made))


def _mistakes(file: File, made: FormsMap) -> Iterator[Finding]:
    if not made.forms:
        path: tuple[str | int, ...] = ("forms",)
        message = "forms: names no form; a log with a column `form` needs no map"
        yield Finding(file.position(path), "value", message, path=json_path(path))
    for number, each in enumerate(made.forms):
        if not each.pages:
            path = ("forms", number)
            message = "pages: names no page; give a pattern such as www.agency.gov/form/*"
            yield Finding(file.position(path), "value", message, path=json_path(path))
    for number, name in repeated([each.form for each in made.forms]):
        path = ("forms", number, "form")
        message = f"the form {name!r} is given twice; list its pages in one entry"
        yield Finding(file.position(path), "duplicate-id", message, path=json_path(path))
