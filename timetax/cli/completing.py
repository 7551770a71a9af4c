"""What a shell completes: the values of arguments and options.

Each function is named where an option or argument is declared. Ids are found in the catalogue by
the look of its lines: it is not validated, so that a key press is answered at once and pandas and
pydantic stay where they are.
"""

import io
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout, suppress
from pathlib import Path

import typer

Pairs = Iterator[tuple[str, str]]

_SECTION = re.compile(r"^([a-z_]+):", re.MULTILINE)
_ENTRY = re.compile(
    r"""^\s*-?\s*(?P<key>id|title|name):\s+(?P<quote>["']?)(?P<value>[^\n#]+?)(?P=quote)\s*$""",
    re.MULTILINE,
)
_PARTS = re.compile(r"^parts:(?P<names>.*(?:\n\s*- .*)*)", re.MULTILINE)
_JOURNEY = re.compile(r"^ {0,2}- (?=id:|title:|life_event:)", re.MULTILINE)
_OF_A_JOURNEY = re.compile(
    r"""^\s*-?\s*(?P<key>id|title|life_event):\s+(?P<quote>["']?)(?P<value>[^\n#]+?)(?P=quote)\s*$""",
    re.MULTILINE,
)
_TRAIT = re.compile(r"([^\s:,{}\[\]]+):\s*\[([^\]]*)\]")
_NAME = re.compile(r"(?!-\s)[^\s\[\],\"']+")
_ARRIVES_IN_PARTS = "COMP_WORDS"
"""The variable in which bash gives the words of a line, which it also breaks at `=` and `:`."""


def forms(context: typer.Context, incomplete: str) -> Pairs:
    """Yield the ids of forms, with their titles."""
    yield from _beginning(_entries(context, "forms"), incomplete)


def fields(incomplete: str) -> Pairs:
    """Yield the fields to total by, after those that stand there already."""
    from timetax.tables.layouts import DECLARED_FIELDS

    before, comma, last = incomplete.rpartition(",")
    for field, about in DECLARED_FIELDS.items():
        if field.startswith(last) and field not in before.split(","):
            yield f"{before}{comma}{field}", about.description


def selections(context: typer.Context, incomplete: str) -> Pairs:
    """Yield `FIELD=`, and after that the values of the field."""
    from timetax.tables.layouts import SELECTABLE

    field, equals, value = incomplete.partition("=")
    if not equals:
        yield from ((f"{each}=", "") for each in SELECTABLE if each.startswith(incomplete))
        return
    before, comma, last = value.rpartition(",")
    for each, about in _values(context, field.rstrip("!").strip()):
        if each.startswith(last):
            yield f"{field}={before}{comma}{each}", about


def services(context: typer.Context, incomplete: str) -> Pairs:
    """Yield the ids of services, with their names."""
    yield from _beginning(_entries(context, "services"), incomplete)


def providers(context: typer.Context, incomplete: str) -> Pairs:
    """Yield the ids of service providers, with their names."""
    yield from _beginning(_entries(context, "service_providers"), incomplete)


def scales(incomplete: str) -> Pairs:
    """Yield the scales of scores."""
    from timetax.catalogue.vocabulary import SCALES

    yield from _beginning(iter(SCALES.items()), incomplete)


def scenarios(incomplete: str) -> Pairs:
    """Yield the scenarios that come with the program, after those that are added up already."""
    from timetax.engine.scenario.library import bundled_scenarios

    before, plus, last = incomplete.rpartition("+")
    for each in bundled_scenarios():
        if each.stem.startswith(last):
            yield f"{before}{plus}{each.stem}", ""


def journeys(context: typer.Context, incomplete: str) -> Pairs:
    """Yield the life events that journeys are about, with the titles of these."""
    found = ((made["life_event"], made["title"]) for made, _ in _journeys(context))
    yield from _beginning(found, incomplete)


def traits(context: typer.Context, incomplete: str) -> Pairs:
    """Yield `TRAIT=` and then the values of the trait, of the journey that the command is about."""
    wanted = context.params.get("life_event") or context.params.get("journey")
    for made, text in _journeys(context):
        if wanted not in (None, made["life_event"], made["id"]):
            continue
        for trait, values in _TRAIT.findall(text.partition("traits:")[2]):
            found = ((f"{trait}={value}", "") for value in _NAME.findall(values))
            yield from _beginning(found, incomplete)


def _journeys(context: typer.Context) -> Iterator[tuple[dict[str, str], str]]:
    """Yield the id, life event and title of each journey, and its text."""
    for text in _sections(context, "journeys"):
        starts = [*_JOURNEY.finditer(text)]
        ends = [*(each.start() for each in starts[1:]), len(text)]
        for start, end in zip(starts, ends, strict=True):
            own = text[start.start() : end].partition("steps:")[0]
            keys = {each["key"]: each["value"] for each in _OF_A_JOURNEY.finditer(own)}
            if {"id", "life_event"} <= keys.keys():
                yield {"title": ""} | keys, own


def settings(context: typer.Context, incomplete: str) -> Pairs:
    """Yield `FORM.FIGURE=` for each form, once its id stands there."""
    from timetax.tables.layouts import INPUTS

    form, dot, figure = incomplete.rpartition(".")
    if not dot:
        yield from ((f"{each}.", title) for each, title in forms(context, incomplete))
        return
    yield from ((f"{form}.{each}=", "") for each in INPUTS if each.startswith(figure))


def rules(incomplete: str) -> Pairs:
    """Yield the codes and names of rules, after those that are listed already."""
    from timetax.checks.registry import RULES

    before, comma, last = incomplete.rpartition(",")
    for rule in sorted(RULES.values(), key=lambda each: each.code):
        for each in (rule.code, rule.name):
            if each.casefold().startswith(last.casefold()):
                yield f"{before}{comma}{each}", rule.summary


def engines(incomplete: str) -> Pairs:
    """Yield the engines that read logs."""
    from timetax.bundle import modules_in
    from timetax.read.logs import engines as known

    yield from _beginning(((each, "") for each in modules_in(known) if each != "ibis"), incomplete)


def columns(incomplete: str) -> Pairs:
    """Yield the columns that rows are sorted by."""
    from timetax.engine.measures import COLUMNS_OF_TOTALS
    from timetax.tables.layouts import FIELDS

    yield from _beginning(((each, "") for each in (*COLUMNS_OF_TOTALS, *FIELDS)), incomplete)


def books(incomplete: str) -> Pairs:
    """Yield the names of the books of money."""
    from timetax.bundle import modules_in
    from timetax.engine.money import books

    yield from _beginning(((each, "") for each in modules_in(books)), incomplete)


def layouts(incomplete: str) -> Pairs:
    """Yield the names of the tables that governments ask for."""
    from timetax.bundle import modules_in
    from timetax.reports import statements

    yield from _beginning(((each, "") for each in modules_in(statements)), incomplete)


def _beginning(pairs: Pairs, incomplete: str) -> Pairs:
    yield from (pair for pair in pairs if pair[0].startswith(incomplete))


def _values(context: typer.Context, field: str) -> Pairs:
    from timetax.catalogue.declaration import ChoiceType
    from timetax.tables.layouts import KEYS

    sections = {"form": "forms", "agency": "agencies", "department": "agencies"}
    sections |= {"life_event": "life_events", "service": "services"}
    sections["provider"] = "service_providers"
    if field in sections:
        yield from _entries(context, sections[field])
        return
    types = (key.type for key in KEYS.values() if key.field == field)
    for each in types:
        if isinstance(each, ChoiceType):
            yield from each.words.items()


def _entries(context: typer.Context, section: str) -> Pairs:
    """Yield the id of each entry in a section of the catalogue, and what it is called."""
    for text in _sections(context, section):
        yield from _ids(text)


def _sections(context: typer.Context, section: str) -> Iterator[str]:
    """Yield the text below each heading of a section, in all files of the catalogue."""
    waiting = list(_files(context))
    seen: set[Path] = set()
    while waiting:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, ValueError):
            continue
        for parts in _PARTS.finditer(text):
            for name in _NAME.findall(parts["names"]):
                waiting += _in(path.parent / name)
        heads = [*_SECTION.finditer(text)]
        for head, end in zip(
            heads, [*(each.start() for each in heads[1:]), len(text)], strict=True
        ):
            if head[1] == section:
                yield text[head.end() : end]


def _ids(text: str) -> Pairs:
    found: dict[str, str] = {}
    last = None
    for entry in _ENTRY.finditer(text):
        if entry["key"] == "id":
            last = entry["value"]
            found[last] = ""
        elif last and not found[last]:
            found[last] = entry["value"]
    yield from found.items()


def _files(context: typer.Context) -> Iterator[Path]:
    """Yield the YAML files of the catalogue that the command is about."""
    from timetax.bundle import bundled
    from timetax.cli.configured import catalogues_set
    from timetax.findings import InputError

    given: list[str] = []
    for name in ("catalogues", "named", "paths"):
        given += context.params.get(name) or []
    with suppress(InputError):  # it is told when the command is run
        given = given or catalogues_set()
    for name in given or [str(bundled())]:
        yield from _in(Path(name))


def _in(path: Path) -> list[Path]:
    from timetax.files.folders import parts_of

    return list(map(Path, parts_of(path)[0])) if path.is_dir() else [path]


def join_words(environment: dict[str, str] | os._Environ[str]) -> Callable[[str], str]:
    """Join the words of a line that bash has broken at `=` and `:`; return what it is to be given.

    That is what is left of a value behind the last of these: bash keeps what stands before it.
    """
    words = environment[_ARRIVES_IN_PARTS].split("\n")
    place = int(environment["COMP_CWORD"])
    joined: list[str] = []
    glued = False
    kept = ""
    for index, word in enumerate(words[: place + 1]):
        apart = word and set(word) <= {"=", ":"}
        if joined and (glued or apart) and not joined[-1].startswith("--"):
            joined[-1] += word
        elif not (apart and joined):
            joined.append(word)
        elif index == place:
            joined.append("")
        glued = bool(apart)
    last = joined[-1]
    if set("=:") & set(last):
        kept = last[: max(last.rfind("="), last.rfind(":")) + 1]
    environment[_ARRIVES_IN_PARTS] = "\n".join(joined)
    environment["COMP_CWORD"] = str(len(joined) - 1)
    return lambda text: text.removeprefix(kept)


def complete_for_bash(program: Callable[[], None]) -> None:
    """Answer bash, and end."""
    shorten = join_words(os.environ)
    answer = io.StringIO()
    with redirect_stdout(answer), suppress(SystemExit):
        program()
    print("\n".join(map(shorten, answer.getvalue().splitlines())))
    sys.exit()


def is_for_bash(environment: Mapping[str, str]) -> bool:
    """Return whether it is bash that asks."""
    return environment.get("_TIMETAX_COMPLETE") == "complete_bash" and bool(
        environment.get(_ARRIVES_IN_PARTS)
    )
