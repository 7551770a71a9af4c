"""Forms as JSON Schemas: each property that is no object is a question."""

from collections.abc import Iterator, Mapping
from typing import Any

from timetax.catalogue.counted import Question
from timetax.read.instruments.json_text import mapping_in, starts_as_json, text_of
from timetax.read.instruments.kind import Content, FormKind, NoFormError
from timetax.read.instruments.labels import identity_of, kind_by_label, words_of_name

_DEEPEST = 64
_MOST = 20_000
_LONG = 200
_ONE_OF = ("oneOf", "anyOf")


class _Schema:
    """Collects the texts and the questions of a schema; what refers to itself is asked once."""

    def __init__(self, whole: Mapping[str, Any]) -> None:
        self.whole = whole
        self.texts: list[str] = []
        self.count = 0

    def questions(
        self,
        node: Mapping[str, Any],
        name: str,
        *,
        required: bool,
        repeated: bool,
        inside: tuple[str, ...],
    ) -> Iterator[Question]:
        """Yield the questions of a node and below it."""
        reference = node.get("$ref")
        if isinstance(reference, str):
            if reference in inside:
                return
            inside = (*inside, reference)
            node = self._resolved(reference) | {k: v for k, v in node.items() if k != "$ref"}
        alternatives = _alternatives(node)
        if len(alternatives) == 1:  # such as a text, or nothing
            rest = {k: v for k, v in node.items() if k not in _ONE_OF}
            yield from self.questions(
                {**alternatives[0], **rest},
                name,
                required=required,
                repeated=repeated,
                inside=(*inside, ""),
            )
            return
        if len(inside) > _DEEPEST or name.count("/") > _DEEPEST:
            raise NoFormError("is nested deeper than any form")
        self.texts += [text_of(node.get("title")), text_of(node.get("description"))]
        for part in _list(node.get("allOf")):
            yield from self.questions(
                part, name, required=required, repeated=repeated, inside=(*inside, "")
            )
        properties = node.get("properties")
        if isinstance(properties, dict):
            wanted = node.get("required")
            must = set(wanted) if isinstance(wanted, list) else set()
            for key, each in properties.items():
                if isinstance(each, dict) and each.get("readOnly") is not True:
                    yield from self.questions(
                        each,
                        f"{name}/{key}",
                        required=required and key in must,
                        repeated=repeated,
                        inside=inside,
                    )
        depending = [*_conditional(node), *(each for each in alternatives if _asks(each))]
        if name and any(map(_asks, alternatives)):
            yield self._question(node, name, "choice", required, repeated=repeated)
        for part in depending:
            yield from self.questions(
                part, name, required=False, repeated=repeated, inside=(*inside, "")
            )
        if isinstance(properties, dict) or depending:
            return
        items = node.get("items")
        places = [*_list(node.get("prefixItems")), *_list(items)]
        if places:
            for place, each in enumerate(places):
                yield from self.questions(
                    each,
                    f"{name}/{place}",
                    required=required,
                    repeated=repeated,
                    inside=(*inside, ""),
                )
            return
        if _type(node) == "array" and isinstance(items, dict):
            if "enum" in items or "const" in items:
                merged = {**items, **node}
                yield self._question(merged, name, "choice", required, repeated=repeated)
            else:
                yield from self.questions(
                    items, name, required=required, repeated=True, inside=(*inside, "")
                )
            return
        if name and "const" not in node and _type(node) not in ("object", "null"):
            if _type(node) is None and "enum" not in node and "allOf" in node:
                return
            yield self._question(node, name, _kind(node), required, repeated=repeated)

    def _question(
        self,
        node: Mapping[str, Any],
        name: str,
        kind: str | None,
        required: bool,
        *,
        repeated: bool,
    ) -> Question:
        self.count += 1
        if self.count > _MOST:
            raise NoFormError(f"has more than {_MOST:,} questions")
        key = name.rsplit("/", 1)[-1]
        label = text_of(node.get("title")) or words_of_name(key)
        made = kind or kind_by_label(label, key)
        return Question(
            kind=made,
            label=label,
            name=name.lstrip("/"),
            required=required,
            repeated=repeated,
            listed=made == "choice",
            identity="email" if node.get("format") == "email" else identity_of(made, label, key),
        )

    def _resolved(self, reference: str) -> dict[str, Any]:
        node: Any = self.whole
        if not reference.startswith("#"):
            raise NoFormError(f"refers to another file, {reference}; give one that holds it all")
        for part in reference.removeprefix("#").strip("/").split("/"):
            key = part.replace("~1", "/").replace("~0", "~")
            node = node.get(key) if isinstance(node, dict) and part else node
        if not isinstance(node, dict):
            raise NoFormError(f"refers to {reference}, which is not there")
        return node


def content(data: bytes) -> Content:
    """Return what a JSON Schema asks.

    Raises:
        NoFormError: it is no valid JSON, or refers to what is not there.
    """
    whole = mapping_in(data)
    schema = _Schema(whole)
    asked: dict[str, Question] = {}  # a part that depends on an answer may name a property again
    for each in schema.questions(whole, "", required=True, repeated=False, inside=("#",)):
        asked.setdefault(each.name, each)
    return Content([" \n".join(filter(None, schema.texts))], list(asked.values()), None)


def _kind(node: Mapping[str, Any]) -> str | None:
    if "enum" in node or _is_choice(node):
        return "choice"
    node = {**next(iter(_alternatives(node)), {}), **node}  # a number, or a text that spells it
    kind, form = _type(node), node.get("format")
    if kind == "boolean":
        return "tick"
    if kind in ("integer", "number"):
        return "number"
    if form in ("date", "date-time", "time"):
        return "date"
    if form in ("data-url", "binary") or "contentMediaType" in node or "contentEncoding" in node:
        return "upload"
    longest = node.get("maxLength")
    long = isinstance(longest, int) and longest > _LONG
    return "long_text" if form == "textarea" or long else None


def _alternatives(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what a node may be instead, without nothing at all."""
    listed = [each for key in _ONE_OF for each in _list(node.get(key))]
    return [each for each in listed if each.get("type") != "null"]


def _is_choice(node: Mapping[str, Any]) -> bool:
    return any("const" in each or "enum" in each or _asks(each) for each in _alternatives(node))


def _asks(node: Mapping[str, Any]) -> bool:
    """Return whether a node holds questions of its own."""
    return "properties" in node or "$ref" in node


def _conditional(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield the parts of a node that are asked where an answer or another property calls for it."""
    yield from (each for key in ("then", "else") if isinstance(each := node.get(key), dict))
    for key in ("dependentSchemas", "dependencies"):
        if isinstance(parts := node.get(key), dict):
            yield from (each for each in parts.values() if isinstance(each, dict))


def _type(node: Mapping[str, Any]) -> str | None:
    kind = node.get("type")
    if isinstance(kind, list):
        kind = next((each for each in kind if each != "null"), None)
    return kind if isinstance(kind, str) else None


def _list(value: object) -> Iterator[Mapping[str, Any]]:
    yield from (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()


def _recognises(data: bytes) -> bool:
    return starts_as_json(data) and (b'"properties"' in data or b'"$schema"' in data)


KIND = FormKind("JSON Schema", (".json",), _recognises, content)
