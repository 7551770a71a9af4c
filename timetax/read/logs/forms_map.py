"""Which form of a catalogue the pages of a log belong to: a small file with its own schema."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import Field, PlainValidator, ValidationError

from timetax.catalogue.document import Version
from timetax.catalogue.file_model import FileModel
from timetax.catalogue.validation import Mappings, explained
from timetax.catalogue.value_types import Text
from timetax.catalogue.values import list_of, read_text
from timetax.files.yaml import Document, File, json_path, read
from timetax.findings import Finding, InputError
from timetax.read.logs.patterns import is_like
from timetax.wording.lists import repeated

WAITING = ("*/form-saved", "*/resume", "*/error")
"""Pages of an application saved for later, or of a fault: no step, unless named in full."""

_Texts = Annotated[tuple[str, ...], PlainValidator(list_of(read_text))]


class FormPages(FileModel):
    """The pages of one form."""

    form: Text = Field(description="The form: an id, form number or control number.")
    pages: _Texts = Field(description="Patterns of its pages, with * and ?; /* is what lies below.")
    last: _Texts = Field((), description="Patterns of the page that who has finished sees.")
    leave_out: _Texts = Field((), description="Patterns of pages among them that are no steps.")

    def counts(self, page: str) -> bool:
        """Return whether a page of the form is a step of it."""
        if page in self.pages:
            return True
        return not is_like(page, (*WAITING, *self.leave_out))


class FormsMap(FileModel):
    """What a map of pages holds."""

    timetax: Version = Field(description="The version of this format.")
    forms: tuple[FormPages, ...] = Field(description="The forms.")


_MAPPINGS: Mappings = {(): FormsMap, ("forms",): FormPages}


def load_forms_map(path: Path) -> FormsMap:
    """Return the map of pages at `path`.

    Raises:
        InputError: the file cannot be read or holds mistakes; carries a finding for each of them.
    """
    (reading,) = read([path])
    if reading.findings or reading.document is None:
        raise InputError(reading.findings)
    made, findings = _validated(reading.document)
    if made is None or findings:
        order = sorted(findings, key=lambda each: (each.position.line, each.position.column))
        raise InputError(order)
    return made


def _validated(document: Document) -> tuple[FormsMap | None, list[Finding]]:
    file, value = document.file, document.value
    if not isinstance(value, dict):
        message = "a map of pages is a mapping that begins with `timetax: 1`"
        return None, [Finding(file.position(()), "schema", message, path=json_path(()))]
    try:
        made = FormsMap.model_validate(value)
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
