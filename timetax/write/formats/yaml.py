"""A catalogue as a YAML file that people can read and edit.

Texts that a YAML reader would take for something else are in quotes, long ones are folded, and
lists and short mappings stand on one line.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import yaml

from timetax.catalogue.catalogue import Catalogue
from timetax.catalogue.declaration import is_entry, keys_of
from timetax.catalogue.document import FORMAT_VERSION, SECTIONS, CatalogueFile
from timetax.catalogue.ranges import Range
from timetax.catalogue.value_types import DATE
from timetax.catalogue.values import RANGE_KEYS
from timetax.read.tabular.flat import number, yes_no
from timetax.write.flat import sections_of
from timetax.write.format import Format

_Events: TypeAlias = Iterator[yaml.Event]

_WIDTH = 100
_INDENT = 4
_INNER = _WIDTH - _INDENT
_LONG_WORD = 10
_SHORT = 60
"""A mapping of texts stands on one line if it is not longer."""

_Dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_RESOLVERS: Mapping[str, Sequence[tuple[str, re.Pattern[str]]]] = (
    yaml.SafeLoader.yaml_implicit_resolvers
)
_PRINTABLE = "\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
_ONE_LINE = re.compile(f"[{_PRINTABLE}]+")
_LINES = re.compile(f"(?! )[{_PRINTABLE}]+(?<! )(\n+(?! )[{_PRINTABLE}]+(?<! ))*")
_LINE_START = re.compile("^(?=.)", re.MULTILINE)
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`=~<.])((?!: | #).)+(?<!:)")
_IN_FLOW = re.compile(r"[,?:\[\]{}]")
_LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9][0-9_,.:]*([eE][-+]?[0-9]*)?|0[box][0-9a-fA-F_]+")
_WORDS_OF_YAML = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def as_yaml(catalogue: Catalogue) -> bytes:
    """Return the catalogue as the bytes of a YAML file."""
    parts = [_emitted(_top(catalogue), _WIDTH)]
    for section, entries in sections_of(catalogue).items():
        if entries:
            between = "\n" if section in ("requests", "journeys", "forms") else ""
            texts = between.join(_item(_emitted(_entry(each, _INNER), _INNER)) for each in entries)
            parts.append(f"{section}:\n{texts}")
    return "\n".join(parts).encode("utf-8")


def _item(text: str) -> str:
    return "  - " + _indented(text, " " * _INDENT)[_INDENT:]


def _indented(text: str, indent: str) -> str:
    return _LINE_START.sub(indent, text)


def _emitted(events: Iterable[yaml.Event], width: int) -> str:
    inner = list(events)
    astral = any(
        isinstance(each, yaml.ScalarEvent) and max(each.value) > "\uffff" for each in inner
    )
    whole = (
        yaml.StreamStartEvent(),
        yaml.DocumentStartEvent(explicit=False),
        *inner,
        yaml.DocumentEndEvent(explicit=False),
        yaml.StreamEndEvent(),
    )
    # libyaml would write emoji as escapes. A line is broken after the word that passes the width.
    dumper = yaml.SafeDumper if astral else _Dumper
    text: str = yaml.emit(whole, Dumper=dumper, width=width - _LONG_WORD, allow_unicode=True)
    return text


def _top(catalogue: Catalogue) -> _Events:
    yield from _mapping_start()
    for key in keys_of(CatalogueFile):
        if key in SECTIONS or key == "parts":  # it is written in one
            continue
        value = FORMAT_VERSION if key == "timetax" else getattr(catalogue, key)
        if value in (None, ()):
            continue
        yield _scalar(key)
        if key == "timetax":
            yield _scalar(str(value))
        elif isinstance(value, tuple):
            yield from _lines(value)
        else:
            yield _text(str(value), _WIDTH - len(key) - 2)
    yield yaml.MappingEndEvent()


def _entry(entry: Any, width: int) -> _Events:
    yield from _mapping_start()
    for key, declared in keys_of(type(entry)).items():
        value = getattr(entry, key)
        if value is None or value == ():
            continue
        yield _scalar(key)
        if is_entry(value):
            yield from _entry(value, width - 2)
        elif isinstance(value, Range):
            yield from _range(value)
        elif isinstance(value, tuple) and is_entry(value[0]):
            yield from _entries(value, width - 2)
        elif isinstance(value, tuple):
            yield from _words_or_pairs(value, width - len(key) - 2, width - 2)
        elif isinstance(value, str) and declared.type is not DATE:
            yield _text(value, width - len(key) - 2)
        else:
            yield _scalar(_plain(value))
    yield yaml.MappingEndEvent()


def _entries(entries: tuple[Any, ...], width: int) -> _Events:
    """Yield one entry as a mapping, and several as a list of them."""
    if len(entries) == 1:
        yield from _entry(entries[0], width)
        return
    yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
    for each in entries:
        yield from _entry(each, width - 2)
    yield yaml.SequenceEndEvent()


def _lines(texts: tuple[str, ...]) -> _Events:
    yield yaml.SequenceStartEvent(None, None, True, flow_style=False)
    for text in texts:
        yield _text(text, _WIDTH - 2)
    yield yaml.SequenceEndEvent()


def _range(value: Range) -> _Events:
    yield from _mapping_start(flow=True)
    for key, each in zip(RANGE_KEYS, (value.low, value, value.high), strict=True):
        yield _scalar(key)
        yield _scalar(number(each))
    yield yaml.MappingEndEvent()


def _words_or_pairs(value: tuple[Any, ...], room: int, width: int) -> _Events:
    words = [each for each in value if isinstance(each, str)]
    pairs = [each for each in value if not isinstance(each, str)]
    words += [name for name, content in pairs if content is None]
    pairs = [(name, content) for name, content in pairs if content is not None]
    if any(isinstance(content, tuple) for _, content in pairs):
        yield from _nested(value)
        return
    if not pairs:
        yield yaml.SequenceStartEvent(None, None, True, flow_style=True)
        for word in words:
            yield _text(word, flow=True)
        yield yaml.SequenceEndEvent()
        return
    flow = sum(len(name) + len(_plain(content)) + 4 for name, content in pairs) <= min(room, _SHORT)
    yield from _mapping_start(flow=flow)
    for name, content in pairs:
        yield _text(name, flow=flow)
        if not isinstance(content, str):
            yield _scalar(number(content))
        else:
            yield _text(content, None if flow else width - len(name) - 2, flow=flow)
    yield yaml.MappingEndEvent()


def _nested(value: Any) -> _Events:
    """Yield pairs whose contents are lists or pairs themselves, all of them on a line."""
    if not isinstance(value, tuple):
        yield _text(value, flow=True) if isinstance(value, str) else _scalar(number(value))
    elif any(isinstance(each, str) or each[1] is None for each in value):
        yield yaml.SequenceStartEvent(None, None, True, flow_style=True)
        for each in value:
            yield _text(each if isinstance(each, str) else each[0], flow=True)
        yield yaml.SequenceEndEvent()
    else:
        yield from _mapping_start(flow=True)
        for name, content in value:
            yield _text(name, flow=True)
            yield from _nested(content)
        yield yaml.MappingEndEvent()


def _mapping_start(*, flow: bool = False) -> _Events:
    yield yaml.MappingStartEvent(None, None, True, flow_style=flow)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return yes_no(value)
    return number(value) if isinstance(value, float) else str(value)


def _scalar(text: str, style: str | None = None) -> yaml.Event:
    return yaml.ScalarEvent(None, None, (style is None, True), str(text), style=style)


def _text(text: str, room: int | None = None, *, flow: bool = False) -> yaml.Event:
    """Return a text in the style that suits it; with `room`, one that is longer may be folded."""
    one_line = _ONE_LINE.fullmatch(text) is not None
    if room is not None and not one_line and _LINES.fullmatch(text):
        return _scalar(text, "|")
    foldable = one_line and " " in text and "  " not in text
    if room is not None and foldable and len(text) > room:
        return _scalar(text, ">")
    plain = one_line and _PLAIN.fullmatch(text) and not (flow and _IN_FLOW.search(text))
    if plain and not _reads_as_another(text):
        return _scalar(text)
    return _scalar(text, "'" if one_line and '"' in text and "'" not in text else '"')


def _reads_as_another(text: str) -> bool:
    """Return whether some reader of YAML would take a text without quotes for something else."""
    return (
        text.casefold() in _WORDS_OF_YAML
        or _LIKE_A_NUMBER.fullmatch(text) is not None
        or any(pattern.match(text) for _, pattern in _RESOLVERS.get(text[:1], ()))
    )


FORMAT = Format(write=as_yaml, suffixes=(".yaml", ".yml"))
