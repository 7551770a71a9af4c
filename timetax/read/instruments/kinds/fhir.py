"""Forms as Questionnaires of FHIR (HL7), in JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from timetax.catalogue.counted import Question
from timetax.read.instruments.json_text import mapping_in, starts_as_json, text_of
from timetax.read.instruments.kind import Content, FormKind, NoFormError
from timetax.read.instruments.labels import identity_of, kind_by_label

_KINDS = {
    "boolean": "tick",
    "decimal": "number",
    "integer": "number",
    "quantity": "number",
    "date": "date",
    "dateTime": "date",
    "time": "date",
    "text": "long_text",
    "choice": "choice",
    "open-choice": "choice",
    "coding": "choice",
    "attachment": "upload",
    "reference": "choice",
}
_NO_QUESTIONS = {"group", "display", "question"}
_DEEPEST = 64


def content(data: bytes) -> Content:
    """Return what a Questionnaire holds.

    Raises:
        NoFormError: it is no valid JSON, or deeper than any form.
    """
    value = mapping_in(data)
    texts: list[str] = [text_of(value.get("title")), text_of(value.get("description"))]
    questions = list(_items(value.get("item"), texts, repeated=False, depth=0))
    return Content([" \n".join(texts)], questions, None)


def _items(items: Any, texts: list[str], *, repeated: bool, depth: int) -> Iterator[Question]:
    if depth > _DEEPEST:
        raise NoFormError("is nested deeper than any form")
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, dict):
            continue
        label = text_of(item.get("text"))
        texts += [text_of(item.get("prefix")), label, *_options(item)]
        kind = str(item.get("type") or "")
        again = item.get("repeats") is True  # of a choice: several of its options
        if kind and kind not in _NO_QUESTIONS and item.get("readOnly") is not True:
            many = repeated or (again and _KINDS.get(kind) != "choice")
            yield _question(item, kind, label, repeated=many)
        inside = repeated or (again and kind == "group")
        yield from _items(item.get("item"), texts, repeated=inside, depth=depth + 1)


def _question(item: Mapping[str, Any], type_: str, label: str, *, repeated: bool) -> Question:
    name = text_of(item.get("linkId"))
    kind = _KINDS.get(type_) or kind_by_label(label)
    return Question(
        kind=kind,
        label=label,
        name=name,
        required=item.get("required") is True,
        repeated=repeated,
        listed=kind == "choice",
        identity=identity_of(kind, label),
    )


def _options(item: Mapping[str, Any]) -> Iterator[str]:
    options = item.get("answerOption") or item.get("option")
    for option in options if isinstance(options, list) else []:
        for value in option.values() if isinstance(option, dict) else ():
            if isinstance(value, dict):
                yield text_of(value.get("display"))
            elif isinstance(value, str):
                yield value


def _recognises(data: bytes) -> bool:
    return starts_as_json(data) and b'"Questionnaire"' in data and b'"resourceType"' in data


KIND = FormKind("FHIR Questionnaire", (".json",), _recognises, content)
