"""Counts one file of a form."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from importlib import import_module

from timetax.bundle import modules_in
from timetax.catalogue.counted import CountedForm
from timetax.read.instruments import kinds
from timetax.read.instruments.kind import FormKind, NoFormError
from timetax.read.instruments.printed import printed_in

_ORDER = ("pdf", "html", "fhir", "json-schema")
_WORD = re.compile("[^\\W_][\\w'\N{RIGHT SINGLE QUOTATION MARK}-]*")


def form_kinds() -> Iterator[FormKind]:
    """Yield the kinds of files that hold a form."""
    for module in modules_in(kinds, _ORDER).values():
        yield import_module(module).KIND


def kind_of(data: bytes) -> FormKind | None:
    """Return the kind of file that bytes are of; None for one that holds no form."""
    return next((kind for kind in form_kinds() if kind.recognises(data)), None)


def count(file: str, data: bytes) -> CountedForm:
    """Return the form in a file as it is counted.

    Raises:
        NoFormError: it holds no form, or one that cannot be counted.
    """
    kind = kind_of(data)
    if kind is None:
        known = ", ".join(each.name for each in form_kinds())
        raise NoFormError(f"is no form that can be read: {known}" if data else "is empty")
    content = kind.content(data)
    if not content.questions:
        raise NoFormError("asks nothing: there is no question in it")
    return CountedForm(
        file=file,
        kind=kind.name,
        sha256=hashlib.sha256(data).hexdigest(),
        pages=content.pages,
        words=words_in(content.texts),
        questions=tuple(content.questions),
        printed=printed_in(content.texts, paged=content.pages is not None),
    )


def words_in(texts: Iterable[str]) -> int:
    """Return how many words the texts have: letters and figures, with apostrophes and hyphens."""
    return sum(len(_WORD.findall(text)) for text in texts)
